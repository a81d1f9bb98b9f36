"""A task's title in the client's words: from a field of its own, from the glossary, else the task's own title. Pure.

The glossary names a task by its key or its whole title, or replaces words wherever a title has them. Only titles are
put into the client's words: what somebody wrote for the client stands as they wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from trackerbridge.config.schema import Settings
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Snapshot, Task

_FIELD = "field:"


@dataclass(frozen=True, slots=True)
class ClientTitles:
    """``names`` by a task's key or whole title, ``words`` likewise folded; ``place`` is the custom field's name."""

    known: Mapping[str, str]
    place: str = ""
    words: re.Pattern[str] | None = field(default=None)

    @classmethod
    def of(cls, settings: Settings) -> ClientTitles:
        """Those of this board: the project's glossary, and what the board says differently."""
        publish = settings.project.publish
        said = {**settings.project.glossary, **(publish.glossary if publish else {})}
        known = {_folded(word): " ".join(instead.split()) for word, instead in said.items() if word.strip()}
        place = publish.title_from.removeprefix(_FIELD).strip() if publish else ""
        return cls(known, place.casefold(), _any_of(known))

    def title(self, task: Task) -> str:
        """What the client reads."""
        if own := self._in_its_field(task):
            return own
        if instead := self.known.get(_folded(task.key)) or self.known.get(_folded(task.title)):
            return _like(task.title.lstrip(), instead)
        return self.words.sub(self._instead, task.title) if self.words else task.title

    def named(self, tasks: Iterable[Task]) -> frozenset[str]:
        """Keys of the tasks to which somebody gave a whole title for the client, and not merely a word in it."""
        return frozenset(
            task.key
            for task in tasks
            if self._in_its_field(task) or {_folded(task.key), _folded(task.title)} & self.known.keys()
        )

    def retitled(self, snapshots: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
        """The same snapshots, each task under its client title."""
        if not (self.known or self.place):
            return tuple(snapshots)
        return tuple(replace(each, tasks=tuple(map(self._renamed, each.tasks))) for each in snapshots)

    def differing(self, tasks: Iterable[Task]) -> dict[str, str]:
        """By the task's key: titles that the client reads and the tracker does not have."""
        if not (self.known or self.place):
            return {}
        return {task.key: title for task in tasks if (title := self.title(task)) != task.title}

    def _renamed(self, task: Task) -> Task:
        title = self.title(task)
        return task if title == task.title else replace(task, title=title)

    def _in_its_field(self, task: Task) -> str:
        if not self.place:
            return ""
        return next((value.strip() for key, value in task.fields.items() if key.strip().casefold() == self.place), "")

    def _instead(self, found: re.Match[str]) -> str:
        instead = self.known[_folded(found[0])]
        return _like(found[0], instead) if found.start() == 0 else instead


def _any_of(words: Sequence[str] | Mapping[str, str]) -> re.Pattern[str] | None:
    """Whole words in any case, the longest first."""
    found = sorted(words, key=len, reverse=True)
    shapes = "|".join(r"\s+".join(map(re.escape, word.split())) for word in found)
    return re.compile(rf"(?<!\w)(?:{shapes})(?!\w)", re.IGNORECASE) if found else None


def _like(before: str, instead: str) -> str:
    """A title begins with a capital if it did; a name such as iPad stays as it is written."""
    first = instead.partition(" ")[0]
    return instead[:1].upper() + instead[1:] if before[:1].isupper() and first.islower() else instead


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()

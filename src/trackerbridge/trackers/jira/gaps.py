"""What Jira's answers or files do not hold, in sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trackerbridge.model import Evidence, Gap, Stage, Task
from trackerbridge.trackers.jira.values import moment
from trackerbridge.trackers.values import objects, part, text

_PARTS = {  # where an issue holds them, and what they are called there
    Evidence.HISTORY: (("changelog",), "histories"),
    Evidence.COMMENTS: (("fields", "comment"), "comments"),
}


class Missing:
    """What issues lack by their own account, told of all of them together."""

    def __init__(self) -> None:
        self._issues = 0
        self._short: dict[Evidence, list[str]] = {what: [] for what in _PARTS}
        self._without: dict[Evidence, list[str]] = {what: [] for what in _PARTS}
        self._undated: dict[Evidence, list[str]] = {what: [] for what in _PARTS}

    def take(self, issue: Mapping[str, Any]) -> None:
        """Look at one more issue."""
        self._issues += 1
        key = text(issue.get("key"))
        for what, (path, inside) in _PARTS.items():
            page = part(issue, *path)
            if not isinstance(page, dict):
                self._without[what].append(key)
                continue
            items, total = objects(page.get(inside)), page.get("total")
            if isinstance(total, int) and total > len({str(item.get("id")) for item in items}):
                self._short[what].append(key)
            if any(moment(item.get("created")) is None for item in items):
                self._undated[what].append(key)

    def gaps(self) -> tuple[Gap, ...]:
        """Histories and comments that are cut, that came with some issues only, or hold what has no date.

        A file may be put together from answers that were asked differently. What happened at no time that can be read
        has no place in a history, and must not be missing unseen.
        """
        history, comments = _PARTS
        found = []
        if short := self._short[history]:
            found.append(Gap(history, f"The history of {_named(short)} is cut."))
        if short := self._short[comments]:
            found.append(Gap(comments, f"Comments of {_named(short)} are missing."))
        for what, name in ((history, "a history"), (comments, "comments")):
            without = self._without[what]
            if without and len(without) < self._issues:
                found.append(Gap(what, f"{_named(without)} came without {name}."))
        for what, name in ((history, "history"), (comments, "comments")):
            if keys := self._undated[what]:
                said = f"In the {name} of {_named(keys)} are dates that cannot be read; those were left out."
                found.append(Gap(what, said))
        return tuple(found)


def notes_on(tasks: Sequence[Task]) -> tuple[str, ...]:
    """Sentences worth telling about issues of which nothing was cut."""
    opens = [task for task in tasks if task.open]
    found = []
    if opens and not any(task.due for task in opens):
        found.append("No open issue has a due date or a dated release, so nothing can be called on time or late.")
    unreadable = [task.key for task in tasks if task.live and task.due and not task.due.readable]
    if unreadable:
        found.append(f"The due date of {_named(unreadable)} cannot be read, so it counts as none.")
    unclear = sorted({task.status for task in tasks if task.live and task.stage is Stage.UNKNOWN and task.status})
    if unclear:
        said = ", ".join(f"“{name}”" for name in unclear[:5])
        found.append(
            f"Statuses without a category whose names do not say where work stands: {said}. Name them under "
            "statuses in the configuration."
        )
    return tuple(found)


def _named(keys: Iterable[str]) -> str:
    """Keys for a sentence: "WEB-1, WEB-2 and 12 more"."""
    every = list(keys)
    more = f" and {len(every) - 5} more" if len(every) > 5 else ""
    return ", ".join(every[:5]) + more

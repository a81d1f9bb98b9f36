"""A person's word on health: it stands on the card and in the headline, expires, and hides no date. Pure.

"On track" is not believed over a date that passed: the facts stay, and the manager reads why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime

from trackerbridge.client_view.view import LabelRole
from trackerbridge.client_view.work import Work
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Memory
from trackerbridge.ledger.steering import standing, steering_of
from trackerbridge.model import SteeringKind
from trackerbridge.model.sentence import Sentence

WORDS: Mapping[str, LabelRole] = {
    "on-track": LabelRole.ON_TRACK,
    "checking": LabelRole.CHECKING,
    "solving": LabelRole.SOLVING,
    "waiting": LabelRole.WAITING,
}
"""What a person may say. "Date moved" is a fact, and no word for it is needed."""


@dataclass(frozen=True, slots=True)
class SaidHealth:
    """What people said, by the task's key; ``project`` is their word on the whole."""

    project: LabelRole | None = None
    tasks: Mapping[str, LabelRole] = field(default_factory=dict)

    @classmethod
    def of(cls, memory: Memory, now: datetime) -> SaidHealth:
        """The words that hold at ``now`` (UTC)."""
        said = standing(steering_of(memory, SteeringKind.OVERRIDE), now)
        known = {word.scope: WORDS[word.value] for word in said if word.value in WORDS}
        return cls(known.pop("", None), known)

    def on_work(self, work: Iterable[Work]) -> tuple[Work, ...]:
        """The published work with these words on it."""
        return tuple(self._on_one(item) for item in work)

    def _on_one(self, item: Work) -> Work:
        word = self.tasks.get(item.task.key)
        if word is None or item.stage.finished or (word is LabelRole.ON_TRACK and _is_late(item)):
            return item
        return replace(item, health=word, word=word)

    def headline(self, work: Sequence[Work]) -> LabelRole | None:
        """The word on the whole project, where it may stand in the summary's title."""
        if self.project is LabelRole.ON_TRACK and any(map(_is_late, work)):
            return None
        return self.project

    def notes(self, work: Sequence[Work]) -> list[str]:
        """Words that are not used, and why."""
        late = [item for item in work if _is_late(item)]
        unused: list[str] = [
            Sentence(
                "{task}: somebody said “on track”, but the date that the client was told has passed, so the card says "
                "so.",
                task=item.task.key,
            )
            for item in late
            if self.tasks.get(item.task.key) is LabelRole.ON_TRACK
        ]
        if self.project is LabelRole.ON_TRACK and late:
            unused.append(
                Sentence(
                    "Somebody said “on track” of the project, but a date that the client was told has passed, so the "
                    "summary says so."
                )
            )
        return unused


def _is_late(item: Work) -> bool:
    return item.passed and not item.with_client and not item.stage.finished

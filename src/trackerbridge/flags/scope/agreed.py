"""What counts as agreed: the baseline, its parts, and what decomposes it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from trackerbridge.clock import Calendar
from trackerbridge.flags.text import folded, phrases, visible
from trackerbridge.model import Baseline, ChangeField, Person, Side, Task


class Agreed:
    """Tells agreed work from extras, for one project."""

    def __init__(self, baseline: Baseline, by_reference: Mapping[str, Task], calendar: Calendar) -> None:
        """``by_reference``: every task by its id and by its key."""
        self._baseline = baseline
        self._by_reference = by_reference
        self._calendar = calendar
        self._steps = frozenset(_plain(step) for one in baseline.tasks.values() for step in one.steps)

    def covers(self, task: Task) -> bool:
        """Agreed itself, part of something agreed, or a step of it that became a task."""
        return _plain(task.title) in self._steps or any(self._covers_alone(one) for one in self._with_parents(task))

    def _with_parents(self, task: Task) -> Iterator[Task]:
        """The task and those it is a part of; a circle is walked once."""
        seen: set[str] = set()
        one: Task | None = task
        while one is not None and one.identity not in seen:
            seen.add(one.identity)
            yield one
            one = self._by_reference.get(one.parent) if one.parent else None

    def _covers_alone(self, task: Task) -> bool:
        agreed = self._baseline
        if task.identity in agreed.tasks or (agreed.saved_at and _made_by(task, agreed.saved_at)):
            return True
        if agreed.agreed_on is not None:
            return _made_by(task, self._calendar.end_of_day(agreed.agreed_on))
        if agreed.label and any(_plain(label) == _plain(agreed.label) for label in task.labels):
            return True
        return bool(agreed.version) and any(version.name == agreed.version for version in task.versions)


def _made_by(task: Task, moment: datetime) -> bool:
    """Made before a moment; what has no day of its making is taken for old."""
    return task.created_at is None or task.created_at <= moment


def _plain(text: str) -> str:
    return folded(visible(text))


def from_client(task: Task) -> bool:
    """Whether the client asked for it: they reported it, or made the card."""
    makers = (change.author for change in task.history if change.field is ChangeField.CREATED)
    return any(_is_client(person) for person in (task.reporter, *makers))


def _is_client(person: Person | None) -> bool:
    return person is not None and person.side is Side.CLIENT


def marked_extra(task: Task, label: str = "") -> bool:
    """Whether a label says that it is beyond what was agreed: the configured one, else one of the usual words."""
    if label:
        return any(_plain(each) == _plain(label) for each in task.labels)
    return any(phrases("extras", "extra").search(folded(label)) for label in task.labels)


def marked_agreed(task: Task) -> bool:
    """Whether a label says that somebody agreed to it."""
    return any(phrases("extras", "agreed").search(folded(label)) for label in task.labels)

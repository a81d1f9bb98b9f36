"""How far and how often a task's date was moved, from its history. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import ChangeField, Promise, Task


@dataclass(frozen=True, slots=True)
class Slip:
    """A date that was moved later: from ``first`` to ``current``, in ``moves`` steps, the last of them at ``at``."""

    first: date
    current: date
    moves: int
    at: datetime

    def working_days(self, calendar: Calendar) -> int:
        """How far, in working days."""
        return calendar.working_days_between(self.first, self.current)


@dataclass(frozen=True, slots=True)
class _Stood:
    day: date
    at: datetime | None  # None: set before the history begins


def told_slip(promise: Promise) -> Slip | None:
    """How far a promise moved from the date first told."""
    return _slip([_Stood(told.day, told.at) for told in promise.told])


def slip_of(task: Task, current: date, calendar: Calendar, settle_hours: float) -> Slip | None:
    """How far the task's own date moved, up to where it stands now (``current``).

    A date that stood for less than ``settle_hours`` business hours was a slip of the pen and does not count; neither
    does a time of day. None where it did not move later.
    """
    stood = list(_settled(list(_dates(task, calendar)), calendar, settle_hours))
    if stood and stood[-1].day != current:
        stood.append(_Stood(current, None))
    return _slip(stood)


def _dates(task: Task, calendar: Calendar) -> Iterator[_Stood]:
    """Every date the task had, oldest first."""
    changes = sorted((change for change in task.history if change.field is ChangeField.DUE), key=lambda one: one.at)
    before = day_in(changes[0].before, calendar) if changes else None
    if before is not None:
        yield _Stood(before, None)
    for change in changes:
        day = day_in(change.after, calendar)
        if day is not None:
            yield _Stood(day, change.at)


def _settled(stood: Sequence[_Stood], calendar: Calendar, settle_hours: float) -> Iterator[_Stood]:
    for one, following in pairwise(stood):
        if not (one.at and following.at and calendar.has_fewer_business_hours(one.at, following.at, settle_hours)):
            yield one
    yield from stood[-1:]


def _slip(stood: Sequence[_Stood]) -> Slip | None:
    later = [following.at for one, following in pairwise(stood) if following.day > one.day and following.at]
    if not later or stood[-1].day <= stood[0].day:
        return None
    return Slip(stood[0].day, stood[-1].day, len(later), later[-1])


def day_in(text: str | None, calendar: Calendar) -> date | None:
    """The day that a history entry names: an ISO instant in the calendar's zone, or an ISO day. None if neither."""
    if not text:
        return None
    try:
        if len(text) <= len("2026-11-21"):
            return date.fromisoformat(text)
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return calendar.day_of(instant) if instant.tzinfo else instant.date()

"""The date that stood on a task at a moment. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from trackerbridge.clock import Calendar
from trackerbridge.model import Change, Due, DueKind, Task, Version
from trackerbridge.replay.told import told

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?: 00:00:00(?:\.0)?)?")


def due_then(
    task: Task, changes: Sequence[Change], moment: datetime, versions: Sequence[Version], calendar: Calendar
) -> Due | None:
    """The task's own date at a moment, else that of the release it was for then.

    ``changes`` are those of its date, in order; ``versions`` those that it had at that moment.
    """
    found = told(changes, moment)
    own = due_in(found.text, calendar) if found else _own(task.due)
    return own or inherited(versions)


def _own(due: Due | None) -> Due | None:
    return None if due is None or due.kind is DueKind.INHERITED else due


def inherited(versions: Sequence[Version]) -> Due | None:
    """The date of the first release that is still to come, else of the first, as a date that the task inherits."""
    dated = [(version.released, version.day, version.name) for version in versions if version.day is not None]
    if not dated:
        return None
    _, day, name = min(dated)
    return Due(DueKind.INHERITED, day=day, raw=name)


def due_in(text: str | None, calendar: Calendar) -> Due | None:
    """A date as a history entry holds it: an ISO day, an ISO instant, or something that cannot be read."""
    if not text:
        return None
    try:
        if day := _DAY.fullmatch(text):
            return Due(DueKind.DAY, day=date.fromisoformat(day[1]), raw=text)
        found = datetime.fromisoformat(text)
    except ValueError:
        return Due(DueKind.UNREADABLE, raw=text)
    instant = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    return Due(DueKind.EXACT, day=calendar.day_of(instant), instant=instant, raw=text)


def deadline_of(due: Due | None, calendar: Calendar) -> datetime | None:
    """The first instant (UTC) at which work with this date is overdue; None without a readable date."""
    if due is None or not due.readable:
        return None
    if due.instant is not None:
        return due.instant
    return calendar.end_of_day(due.day) if due.day else None

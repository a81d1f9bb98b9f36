"""The date that stood on a task at a moment. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from trackerbridge.clock import Calendar
from trackerbridge.model import YEARS, Change, ChangeField, Due, DueKind, Task, Version
from trackerbridge.replay.told import by_ref, in_order, names_at, steps_of, told
from trackerbridge.replay.world import World

OF_DATE = (ChangeField.DUE, ChangeField.VERSION)  # what a task's date may follow from
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


def versions_then(
    versions: Sequence[Version], changes: Sequence[Change], moment: datetime, world: World
) -> tuple[Version, ...]:
    """The releases at a moment, by id where history has ids. Whether one was out by then follows from its day.

    ``versions`` are today's; ``changes`` are those of the releases, in order.
    """
    by_id = any(change.ref for change in changes)
    today = {(version.id if by_id and version.id else version.name): version for version in versions}
    names = names_at(steps_of(map(by_ref, changes)), list(today), moment)
    day = world.calendar.day_of(moment)
    return tuple(_out_by(today.get(name) or world.version(name), day) for name in names)


def _out_by(version: Version, day: date) -> Version:
    return replace(version, released=version.day is not None and version.day <= day, archived=False)


def due_at(task: Task, moment: datetime, world: World) -> Due | None:
    """The date that stood on a task at a moment: what :func:`~trackerbridge.replay.task.as_of` says of it alone."""
    if moment >= world.seen_at:
        return task.due
    changes = in_order(change for change in task.history if change.field in OF_DATE)
    releases = [change for change in changes if change.field is ChangeField.VERSION]
    versions = versions_then(task.versions, releases, moment, world) if releases or task.versions else ()
    own = [change for change in changes if change.field is ChangeField.DUE]
    return due_then(task, own, moment, versions, world.calendar)


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
        found = datetime.fromisoformat(text)
        if found.year not in YEARS:
            return Due(DueKind.UNREADABLE, raw=text)
        if day := _DAY.fullmatch(text):
            return Due(DueKind.DAY, day=date.fromisoformat(day[1]), raw=text)
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

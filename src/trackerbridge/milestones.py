"""Which milestones a project has, as its configuration says (decision 10). Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from trackerbridge.clock import Calendar
from trackerbridge.model import Due, Milestone, Task

_EPICS = frozenset({"epic", "эпик", "initiative"})


def milestones_of(spec: str, tasks: Sequence[Task], calendar: Calendar) -> tuple[Milestone, ...] | None:
    """The milestones that have a day, the earliest first. ``spec``: ``epic|version|list:NAME|label:NAME``; empty: None.

    An epic's members are the tasks beneath it. A card of the list or label stands for a milestone itself: its members
    are the tasks beneath it, or, where there are none, what is due after the milestone before it and by its own day.
    """
    kind, _, name = (part.strip() for part in spec.partition(":"))
    live = [task for task in tasks if not task.template and (task.live or task.stage.finished)]
    if kind == "version":
        found = list(_versions(live, calendar))
    elif kind == "epic":
        found = _standing(live, lambda task: task.kind.casefold() in _EPICS, calendar)
    elif kind in ("list", "label"):
        found = _by_due(_standing(live, _named(kind, name), calendar), live, calendar)
    else:
        return None
    return tuple(sorted(found, key=lambda one: (one.day, one.name)))


def _named(kind: str, name: str) -> Callable[[Task], bool]:
    wanted = name.casefold()
    if kind == "list":
        return lambda task: task.status.strip().casefold() == wanted
    return lambda task: any(label.strip().casefold() == wanted for label in task.labels)


def _versions(tasks: Sequence[Task], calendar: Calendar) -> Iterable[Milestone]:
    """Releases that are not out yet and have a day."""
    days: dict[str, date] = {}
    members: dict[str, list[Task]] = {}
    for task in tasks:
        for version in task.versions:
            if version.day and not version.released and not version.archived:
                days[version.name] = version.day
                members.setdefault(version.name, []).append(task)
    for name, day in days.items():
        yield _milestone(name, day, members[name], None, calendar)


def _standing(tasks: Sequence[Task], stands: Callable[[Task], bool], calendar: Calendar) -> list[Milestone]:
    """Milestones that a task stands for, with the tasks beneath it."""
    beneath: dict[str, list[Task]] = {}
    for task in tasks:
        if task.parent and task.parent not in (task.id, task.key):
            beneath.setdefault(task.parent, []).append(task)
    found = []
    for task in tasks:
        day = _day(task.due, calendar)
        if day is not None and task.open and stands(task):
            own = {one.identity: one for key in (task.id, task.key) for one in beneath.get(key, [])}
            found.append(_milestone(task.title, day, list(own.values()), task, calendar))
    return found


def _by_due(found: list[Milestone], tasks: Sequence[Task], calendar: Calendar) -> list[Milestone]:
    """Milestones without tasks beneath them take what is due between the one before and their own day."""
    stands = {one.task.identity for one in found if one.task}
    dated = [(day, task) for task in tasks if (day := _day(task.due, calendar)) and task.identity not in stands]
    dated.sort(key=lambda one: one[0])
    taken, filled = 0, []
    for one in sorted(found, key=lambda one: one.day):
        upto = bisect_right(dated, one.day, key=lambda each: each[0])
        due = list(one.members) or [task for _, task in dated[taken:upto]]
        filled.append(_milestone(one.name, one.day, due, one.task, calendar))
        taken = upto
    return filled


def _milestone(name: str, day: date, members: Sequence[Task], task: Task | None, calendar: Calendar) -> Milestone:
    began = min((calendar.day_of(one.created_at) for one in members if one.created_at), default=None)
    return Milestone(name, day, tuple(members), began, task)


def _day(due: Due | None, calendar: Calendar) -> date | None:
    if due is None or not due.readable:
        return None
    return calendar.day_of(due.instant) if due.instant else due.day

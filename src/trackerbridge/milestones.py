"""Which milestones a project has, as its configuration says (decision 10). Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Due, Milestone, Task, Version

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_EPICS = frozenset({"epic", "эпик", "initiative"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A milestone whatever became of it, dated or not: what stands for it, and the tasks beneath it."""

    name: str
    members: tuple[Task, ...]  # without the task that stands for it
    task: Task | None = None  # the epic or card
    version: Version | None = None  # where no task stands for it


def standing_of(spec: str, tasks: Sequence[Task]) -> tuple[Standing, ...]:
    """Every milestone, open or over, in the order of the tasks. ``spec``: ``epic|version|list:NAME|label:NAME``."""
    kind, _, name = (part.strip() for part in spec.partition(":"))
    known = [task for task in tasks if not task.template and (task.live or task.stage.finished)]
    if kind == "version":
        return tuple(_versions(known))
    if kind == "epic":
        return tuple(_carried(known, lambda task: task.kind.casefold() in _EPICS))
    return tuple(_carried(known, _named(kind, name))) if kind in ("list", "label") else ()


def milestones_of(spec: str, tasks: Sequence[Task], calendar: Calendar) -> tuple[Milestone, ...] | None:
    """The milestones ahead that have a day, the earliest first; None where ``spec`` is empty.

    An epic's members are the tasks beneath it. A card of the list or label stands for a milestone itself: its members
    are the tasks beneath it, or, where there are none, what is due after the milestone before it and by its own day.
    """
    if not spec.strip():
        return None
    found = [one for each in standing_of(spec, tasks) if (one := _ahead(each, calendar))]
    if spec.partition(":")[0].strip() in ("list", "label"):
        found = _by_due(found, [task for task in tasks if not task.template], calendar)
    return tuple(sorted(found, key=lambda one: (one.day, one.name)))


def beneath(tasks: Iterable[Task]) -> Mapping[str, list[Task]]:
    """Tasks by the id or key of what they are a part of, within their source."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        if task.parent and task.parent not in (task.id, task.key):
            found.setdefault(f"{task.source}/{task.parent}", []).append(task)
    return found


def members_of(task: Task, parts: Mapping[str, list[Task]]) -> tuple[Task, ...]:
    """The tasks beneath one, each once. ``parts`` is :func:`beneath` of them all."""
    keys = (f"{task.source}/{key}" for key in (task.id, task.key))
    return tuple({one.identity: one for key in keys for one in parts.get(key, [])}.values())


def _named(kind: str, name: str) -> Callable[[Task], bool]:
    wanted = name.casefold()
    if kind == "list":
        return lambda task: task.status.strip().casefold() == wanted
    return lambda task: any(label.strip().casefold() == wanted for label in task.labels)


def _versions(tasks: Sequence[Task]) -> Iterable[Standing]:
    """Each as the task that changed last tells it: what was read earlier may hold an older date of it."""
    for pairs in _by_version(tasks):
        version = _latest(pairs)
        yield Standing(version.name, tuple(task for task, _ in pairs), version=version)


def versions_in(tasks: Iterable[Task]) -> Iterable[tuple[str, Version]]:
    """Every version that a task is done for, with its source; each as the task that changed last tells it."""
    for pairs in _by_version(task for task in tasks if not task.template and (task.live or task.stage.finished)):
        yield pairs[0][0].source, _latest(pairs)


def _by_version(tasks: Iterable[Task]) -> Iterable[list[tuple[Task, Version]]]:
    found: dict[tuple[str, str], list[tuple[Task, Version]]] = {}
    for task in tasks:
        for version in task.versions:
            found.setdefault((task.source, version.id or version.name), []).append((task, version))
    return found.values()


def _latest(pairs: Sequence[tuple[Task, Version]]) -> Version:
    return max(pairs, key=lambda pair: pair[0].updated_at or _LONG_AGO)[1]


def _carried(tasks: Sequence[Task], stands: Callable[[Task], bool]) -> Iterable[Standing]:
    """Milestones that a task stands for, with the tasks beneath it."""
    parts = beneath(tasks)
    return (Standing(task.title, members_of(task, parts), task=task) for task in tasks if stands(task))


def _ahead(one: Standing, calendar: Calendar) -> Milestone | None:
    if one.version is not None:
        ahead, day = not (one.version.released or one.version.archived), one.version.day
    else:
        ahead, day = one.task is not None and one.task.open, _day(one.task.due if one.task else None, calendar)
    return _milestone(one.name, day, one.members, one.task, calendar) if ahead and day else None


def _by_due(found: list[Milestone], tasks: Sequence[Task], calendar: Calendar) -> list[Milestone]:
    """Milestones without tasks beneath them take what is due between the one before and their own day."""
    stands = {one.task.identity for one in found if one.task}
    known = [task for task in tasks if task.identity not in stands and (task.live or task.stage.finished)]
    dated = [(day, task) for task in known if (day := _day(task.due, calendar))]
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

"""A whole source as it stood at a moment. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time

from trackerbridge.clock import Calendar
from trackerbridge.model import ChangeField, Completeness, Evidence, Gap, Link, Person, Snapshot, Task, Version
from trackerbridge.replay.task import as_of, born_at
from trackerbridge.replay.world import World

NOT_TOLD = (
    "Cut back to an earlier moment: start dates, custom fields, the order of cards and the wording of checklists have "
    "no history and are left out; releases have the dates they have today."
)
_NO_HISTORY = "This source keeps no history, so nothing can be said about how it stood at an earlier moment."
_CUT = "History here begins on {day}, so nothing can be said about how it stood before."
_WITHOUT = (
    Evidence.STAGES, Evidence.DUE_DATES, Evidence.HISTORY, Evidence.COMMENTS, Evidence.LABELS, Evidence.OWNERS,
    Evidence.DESCRIPTIONS, Evidence.CHECKLISTS,
)  # fmt: skip


def snapshot_as_of(snapshot: Snapshot, moment: datetime, calendar: Calendar) -> Snapshot:
    """The source as one pull at ``moment`` (UTC) would have seen it. From ``pulled_at`` on it is the snapshot itself.

    A moment that history does not reach back to gives no tasks, and a gap for every kind of evidence.
    """
    return Film(snapshot, calendar).at(moment)


class Film:
    """A source that can be stopped at any moment; what did not change between two stops is not cut again."""

    def __init__(self, snapshot: Snapshot, calendar: Calendar) -> None:
        self._snapshot = snapshot
        self.tasks = snapshot.tasks
        self.world = World.of(snapshot, calendar)
        self._scenes = [_Scenes(task, self.world) for task in snapshot.tasks]

    def at(self, moment: datetime) -> Snapshot:
        """As :func:`snapshot_as_of`."""
        now = self._snapshot
        if moment >= self.world.seen_at:
            return now
        blind = self.blind_at(moment)
        if blind:
            gaps = tuple(Gap(what, blind) for what in (None, *_WITHOUT))
            return replace(
                now, tasks=(), completeness=Completeness(frozenset(), gaps), pulled_at=moment, people=(), labels=(),
                statuses=(), releases=(), last_activity=None,
            )  # fmt: skip
        there = [task for scenes in self._scenes if (task := scenes.at(moment))]
        tasks = tuple(_linked(there))
        return replace(
            now,
            tasks=tasks,
            completeness=_completeness(now.completeness),
            pulled_at=moment,
            last_activity=max((task.updated_at for task in tasks if task.updated_at), default=None),
            labels=_in_use(now.labels, (label for task in tasks for label in task.labels)),
            statuses=_in_use(now.statuses, (task.status for task in tasks)),
            people=_met(now.people, tasks),
            releases=_named(self.world, tasks),
        )

    def blind_at(self, moment: datetime) -> str:
        """Why nothing can be said about a moment, in one sentence; empty where history reaches back to it."""
        if Evidence.HISTORY not in self._snapshot.completeness.knows:
            return _NO_HISTORY
        began = self.world.began_at
        if began is None or moment >= began:
            return ""
        day = self.world.calendar.day_of(began)
        return _CUT.format(day=f"{day.day} {day:%B %Y}")


class _Scenes:
    """One task, cut once between any two of its events."""

    def __init__(self, task: Task, world: World) -> None:
        self._task, self._world = task, world
        self._born = born_at(task)
        self._events = sorted(_events(task, world))
        self._cut: dict[int, Task | None] = {}

    def at(self, moment: datetime) -> Task | None:
        if self._born is None or self._born > moment:
            return None
        scene = bisect_right(self._events, moment)
        if scene not in self._cut:
            self._cut[scene] = as_of(self._task, moment, self._world)
        return self._cut[scene]


def _events(task: Task, world: World) -> Iterator[datetime]:
    """Every instant at which the task, or what is seen of it, changes."""
    yield from (change.at for change in task.history)
    for comment in task.comments:
        yield from (at for at in (comment.at, comment.edited_at) if at)
    yield from (each.created_at for each in task.attachments if each.created_at)
    for checklist in task.checklists:
        births = (checklist.created_at, *(item.created_at for item in checklist.items))
        yield from (at for at in births if at)
    named = [world.versions.get(name) for change in task.history for name in (change.ref, change.before or "")]
    for version in (*task.versions, *named):
        if version is not None and version.day is not None:
            yield world.calendar.at(version.day, time(0, 0))
    for sprint in task.sprints:
        yield from (at for at in (sprint.start, sprint.end) if at)


def _linked(tasks: Iterable[Task]) -> Iterator[Task]:
    """Links say where the other task stood then, where the source has it."""
    tasks = list(tasks)
    by_key = {task.key: task for task in tasks}
    for task in tasks:
        yield replace(task, links=tuple(_seen(link, by_key) for link in task.links)) if task.links else task


def _seen(link: Link, by_key: Mapping[str, Task]) -> Link:
    other = by_key.get(link.key)
    return replace(link, title=other.title, stage=other.stage) if other else link


def _completeness(now: Completeness) -> Completeness:
    """A later gap stays one: what was cut then is cut here. Today's remarks are about today."""
    return Completeness(now.knows, now.gaps, (NOT_TOLD,))


def _met(people: Iterable[Person], tasks: Iterable[Task]) -> tuple[Person, ...]:
    """Those whom the tasks name: somebody who came later was not known yet."""
    names: set[str] = set()
    for task in tasks:
        authors = [change.author for change in task.history] + [comment.author for comment in task.comments]
        names |= {person.id for person in (*task.owners, task.reporter, *authors) if person}
        names |= {name for change in task.history for name in (change.before, change.after) if name}
    return tuple(person for person in people if {person.id, person.name, person.handle} & names)


def _named(world: World, tasks: Iterable[Task]) -> tuple[Version, ...]:
    """The releases that the tasks' histories name, so that an even earlier moment finds their dates."""
    changes = (change for task in tasks for change in task.history if change.field is ChangeField.VERSION)
    names = {name for change in changes for name in (change.ref, change.before, change.after) if name}
    return tuple(dict.fromkeys(found for name in sorted(names) if (found := world.versions.get(name))))


def _in_use(known: tuple[str, ...], used: Iterable[str]) -> tuple[str, ...]:
    """Those of today that were in use then, in today's order, then those that are gone."""
    seen = dict.fromkeys(name for name in used if name)
    return (*(name for name in known if name in seen), *(name for name in seen if name not in known))

"""What a project's past, as far as it is known now, says about its dates. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from trackerbridge.clock import Calendar
from trackerbridge.model import DueKind, Snapshot, Task
from trackerbridge.replay import World
from trackerbridge.replay.dates import deadline_of
from trackerbridge.replay.moments import first_date
from trackerbridge.replay.outcome import Outcome, outcome_of

MOST_LEARNED_FROM = 500  # dated tasks of a source, the newest; older ones say less, and time is counted
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_USUAL = 0.4  # the share of dates that are missed where nothing is known yet …
_USUAL_TOWARDS_THE_END = 0.9  # … and of those still open when all their time has gone
_WORTH_OF_USUAL = 4  # ended dates that the usual share counts for
_WORTH_OF_PROJECT = 4
_WORTH_OF_OWNER = 3
_WORTH_BESIDE_ALIKE = 2


@dataclass(frozen=True, slots=True)
class Ended:
    """A date whose end is known: met, or missed.

    ``window_days`` is how long the work had from the setting of the date. ``used`` is the share of that after which it
    was finished, more than 1 where late.
    """

    project: str
    owners: frozenset[str]
    late: bool
    window_days: float
    used: float

    @property
    def window_more(self) -> float:
        """The window and one day, so that there is always one to compare with."""
        return self.window_days + 1


Kept = dict[int, tuple[Task, Ended | None]]
"""What was read of finished tasks, by the object's id; the task beside it keeps that id from being used again."""


@dataclass(frozen=True)
class Record:
    """The dates that were met or missed by ``now``."""

    now: datetime
    calendar: Calendar
    ended: tuple[Ended, ...] = ()
    both_kinds_of_date: bool = False  # some work has a date of its own, some that of a release
    kinds: frozenset[str] = frozenset()  # of work, in lower case

    @classmethod
    def of(
        cls, snapshots: Sequence[Snapshot], now: datetime, calendar: Calendar, *, kept: Kept | None = None
    ) -> Record:
        """From a project's sources as they stand at ``now``: nothing later may be on their tasks."""
        kept = {} if kept is None else kept
        ended: list[Ended] = []
        for snapshot in snapshots:
            world = World.of(snapshot, calendar)
            newest = sorted(filter(_may_tell, snapshot.tasks), key=_when, reverse=True)[:MOST_LEARNED_FROM]
            ended += [end for task in newest if (end := _ended(task, now, world, kept))]
        tasks = [task for snapshot in snapshots for task in snapshot.tasks]
        inherits = {task.due.kind is DueKind.INHERITED for task in tasks if task.due}
        kinds = frozenset(task.kind.casefold() for task in tasks)
        return cls(now, calendar, tuple(ended), len(inherits) > 1, kinds)

    def late_share(self, task: Task) -> float:
        """How often dates were missed here: by the task's owners, leaning on its project, leaning on all.

        Each narrower circle counts by how much is known of it, so that one missed date makes nobody's record.
        """
        nearby = _share(self._by_project.get(task.project, ()), self._everywhere, _WORTH_OF_PROJECT)
        owners = {person.id for person in task.owners}
        known = any(owner in self._known_owners for owner in owners)
        theirs = [end for end in self.ended if end.owners & owners] if known else []
        return _share(theirs, nearby, _WORTH_OF_OWNER)

    def alike_share(self, task: Task, elapsed: float, days_left: float) -> float:
        """Of dates here that were still open when as much of their time had gone: how many were missed.

        Those that had about as many days as this one has left count most.
        """
        open_then = [end for end in self.ended if end.used > elapsed]
        usual = _USUAL + (_USUAL_TOWARDS_THE_END - _USUAL) * elapsed
        near = [end for end in self._by_project.get(task.project, ()) if end.used > elapsed]
        usual_here = _share(near, _share(open_then, usual, _WORTH_OF_USUAL), _WORTH_OF_PROJECT)
        # exp(-|log a - log b|) is the smaller of the two by the larger
        have = days_left + 1
        weights = [min(have / end.window_more, end.window_more / have) for end in near]
        late = sum(weight for weight, end in zip(weights, near, strict=True) if end.late)
        return (late + _WORTH_BESIDE_ALIKE * usual_here) / (sum(weights) + _WORTH_BESIDE_ALIKE)

    @cached_property
    def _everywhere(self) -> float:
        return _share(self.ended, _USUAL, _WORTH_OF_USUAL)

    @cached_property
    def _by_project(self) -> Mapping[str, Sequence[Ended]]:
        found: dict[str, list[Ended]] = {}
        for end in self.ended:
            found.setdefault(end.project, []).append(end)
        return found

    @cached_property
    def _known_owners(self) -> frozenset[str]:
        return frozenset(owner for end in self.ended for owner in end.owners)


def _may_tell(task: Task) -> bool:
    return not task.template and task.due is not None and task.due.readable


def _when(task: Task) -> datetime:
    """When its end became known, near enough to choose the newest by."""
    return task.done_at or task.updated_at or task.created_at or _LONG_AGO


def _ended(task: Task, now: datetime, world: World, kept: Kept) -> Ended | None:
    """The end of a task's date; finished work is read once."""
    if not task.stage.finished:
        return _read(task, now, world)
    if id(task) not in kept:
        kept[id(task)] = (task, _read(task, now, world))
    return kept[id(task)][1]


def _read(task: Task, now: datetime, world: World) -> Ended | None:
    deadline, outcome = deadline_of(task.due, world.calendar), outcome_of(task, now)
    late = outcome.late_for(deadline) if outcome and deadline else None
    first = first_date(task, world) if late is not None else None
    if late is None or first is None or outcome is None or deadline is None:
        return None
    window, used = deadline - first[0], _used(outcome, first[0], deadline, now)
    owners = frozenset(person.id for person in task.owners)
    return Ended(task.project, owners, late, max(0.0, window.total_seconds() / 86400), used)


def _used(outcome: Outcome, set_at: datetime, deadline: datetime, now: datetime) -> float:
    whole = (deadline - set_at).total_seconds()
    took = ((outcome.finished_at or now) - set_at).total_seconds()
    return took / whole if whole > 0 else math.inf


def _share(ends: Sequence[Ended], usual: float, worth: int) -> float:
    return (sum(end.late for end in ends) + worth * usual) / (len(ends) + worth)

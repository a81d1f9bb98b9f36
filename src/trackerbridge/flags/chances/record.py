"""What a project's past, as far as it is known now, says about its dates. Pure."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from itertools import accumulate

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
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


class Ends:
    """Some ended dates, counted once: thousands of open tasks are compared with the same few hundred."""

    def __init__(self, ends: Iterable[Ended]) -> None:
        by_use = sorted(ends, key=lambda end: end.used)
        self._used = [end.used for end in by_use]
        self._late = [0, *accumulate(end.late for end in by_use)]  # how many of the first so many
        self._windows = [(end.window_days + 1, end.late) for end in by_use]  # one day more, so that there is always one

    def share(self, usual: float, worth: int, *, open_at: float = -math.inf) -> float:
        """How many were missed of those that were open when so much of their time had gone; all, by default.

        ``usual`` counts like so many (``worth``) of them.
        """
        place = bisect_right(self._used, open_at)
        return (self._late[-1] - self._late[place] + worth * usual) / (len(self._used) - place + worth)

    def alike(self, days_left: float, *, open_at: float) -> tuple[float, float]:
        """How alike those were that were missed, and how alike all were that were open then; 1 each where the same.

        By the days that they had and that are left: exp(-|log a - log b|) is the smaller of the two by the larger.
        """
        have, late, every = days_left + 1, 0.0, 0.0
        for window, missed in self._windows[bisect_right(self._used, open_at) :]:
            alike = have / window if have < window else window / have
            every += alike
            late += alike if missed else 0.0
        return late, every


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
        anywhere = self._everything.share(_USUAL, _WORTH_OF_USUAL)
        nearby = self._of_project(task.project).share(anywhere, _WORTH_OF_PROJECT)
        return self._of_owners(frozenset(person.id for person in task.owners)).share(nearby, _WORTH_OF_OWNER)

    def alike_share(self, task: Task, elapsed: float, days_left: float) -> float:
        """Of dates here that were still open when as much of their time had gone: how many were missed.

        Those that had about as many days as this one has left count most.
        """
        usual = _USUAL + (_USUAL_TOWARDS_THE_END - _USUAL) * elapsed
        near = self._of_project(task.project)
        usual_there = self._everything.share(usual, _WORTH_OF_USUAL, open_at=elapsed)
        usual_here = near.share(usual_there, _WORTH_OF_PROJECT, open_at=elapsed)
        late, alike = near.alike(days_left, open_at=elapsed)
        return (late + _WORTH_BESIDE_ALIKE * usual_here) / (alike + _WORTH_BESIDE_ALIKE)

    @cached_property
    def _everything(self) -> Ends:
        return Ends(self.ended)

    @cached_property
    def _asked(self) -> dict[str | frozenset[str], Ends]:
        """What was asked for already, by project or owners: many tasks have the same."""
        return {}

    def _of_project(self, project: str) -> Ends:
        if project not in self._asked:
            self._asked[project] = Ends([end for end in self.ended if end.project == project])
        return self._asked[project]

    def _of_owners(self, owners: frozenset[str]) -> Ends:
        if owners not in self._asked:
            self._asked[owners] = Ends([end for end in self.ended if end.owners & owners])
        return self._asked[owners]


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

"""What several rules need to know of a source as a whole, reckoned once and only when asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import cached_property

from trackerbridge.clock import Calendar
from trackerbridge.flags.alike import TitleIndex
from trackerbridge.flags.forecast.likelihood import Forecast
from trackerbridge.flags.forecast.promise_date import SpansOfFinished
from trackerbridge.flags.stays import passed, stays_of
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Completeness, Person, Snapshot, Stage, Task


@dataclass(frozen=True, slots=True)
class TickHabit:
    """What a board's own cards say of its habits: at least three cards, and most of them."""

    done_means_moved: bool = False  # what is ticked stands in a list that means done
    done_means_ticked: bool = False  # what stands in such a list and has a date is ticked


_FEWEST = 3


def _nothing(now: datetime) -> Snapshot:
    return Snapshot(source="", title="", tasks=(), completeness=Completeness(), pulled_at=now)


class Facts:
    """Facts of one source (``snapshot``) and of all tasks of its project. Lazily reckoned, never changed."""

    def __init__(self, snapshot: Snapshot | None = None, tasks: Sequence[Task] = ()) -> None:
        self._snapshot = snapshot
        self._tasks = tuple(tasks)
        self._forecasts: dict[tuple[datetime, Calendar], Forecast] = {}
        self._days: dict[tuple[datetime, tzinfo], date] = {}
        self._chosen: dict[tuple[bool, bool], list[Task]] = {}
        self._spans: dict[datetime, SpansOfFinished] = {}

    def forecast(self, now: datetime, calendar: Calendar) -> Forecast:
        """How likely each open, dated task of this source is to be late."""
        key = (now, calendar)
        if key not in self._forecasts:
            self._forecasts[key] = Forecast(self._snapshot or _nothing(now), now, calendar)
        return self._forecasts[key]

    def day(self, now: datetime, calendar: Calendar) -> date:
        """The calendar day of ``now``, which every rule asks for on every task."""
        key = (now, calendar.zone)
        if key not in self._days:
            self._days[key] = calendar.day_of(now)
        return self._days[key]

    def chosen(self, scope: tuple[bool, bool], choose: Callable[[], list[Task]]) -> list[Task]:
        """The tasks that rules of one ``scope`` judge: chosen once, since dozens of rules look at the same."""
        if scope not in self._chosen:
            self._chosen[scope] = choose()
        return self._chosen[scope]

    @cached_property
    def open_tasks(self) -> tuple[Task, ...]:
        """The open tasks of this source."""
        return tuple(task for task in self._snapshot.tasks if task.open) if self._snapshot else ()

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody whom this source names, and whoever wrote there; most are one object in thousands of places."""
        tasks = self._snapshot.tasks if self._snapshot else ()
        wrote = {id(comment.author): comment.author for task in tasks for comment in task.comments if comment.author}
        return (*(self._snapshot.people if self._snapshot else ()), *wrote.values())

    def spans(self, now: datetime) -> SpansOfFinished:
        """How long the work took that was finished here by ``now``."""
        if now not in self._spans:
            self._spans[now] = SpansOfFinished(self.finished, now)
        return self._spans[now]

    @cached_property
    def began_at(self) -> datetime | None:
        """When the project's first task was created (UTC): the project's beginning, as far as one can see."""
        return min((task.created_at for task in self._tasks if task.created_at), default=None)

    @cached_property
    def by_reference(self) -> dict[str, Task]:
        """Tasks by id and by key: what ``Task.parent`` may hold. Those of the task's own source come first."""
        found: dict[str, Task] = {}
        for task in (*(self._snapshot.tasks if self._snapshot else ()), *self._tasks):
            found.setdefault(task.id, task)
            found.setdefault(task.key, task)
        return found

    @cached_property
    def parents(self) -> frozenset[str]:
        """Every reference that some task names as its parent."""
        return frozenset(task.parent for task in self._tasks if task.parent)

    @cached_property
    def has_attachments(self) -> bool:
        """Whether any task of this source carries an attachment: a source without may not know them at all."""
        return bool(self._snapshot and any(task.attachments for task in self._snapshot.tasks))

    @cached_property
    def ticks(self) -> TickHabit:
        """Whether this board ticks what is done, and moves what is ticked."""
        live = [task for task in self._snapshot.live_tasks if task.ticked is not None] if self._snapshot else []
        ticked = [task.status_stage is Stage.DONE for task in live if task.ticked]
        listed = [bool(task.ticked) for task in live if task.status_stage is Stage.DONE and task.due]
        return TickHabit(_mostly(ticked), _mostly(listed))

    @cached_property
    def finished(self) -> tuple[Task, ...]:
        """What was done in this source, put away since or not, oldest first; without what has no day of its end."""
        tasks = self._snapshot.tasks if self._snapshot else ()
        done = [(task.done_at, place, task) for place, task in enumerate(tasks) if _is_done(task) and task.done_at]
        return tuple(task for _, _, task in sorted(done))

    @cached_property
    def hours_by_status(self) -> Mapping[str, Sequence[float]]:
        """How long finished work stood in each state, in hours by the clock, shortest first."""
        found: dict[str, list[float]] = {}
        for task in self.finished:
            for stay in stays_of(task):
                if stay.until is not None:
                    found.setdefault(stay.status, []).append((stay.until - stay.since).total_seconds() / 3600)
        return {status: sorted(hours) for status, hours in found.items()}

    @cached_property
    def share_checked(self) -> float:
        """Which part of the finished work passed a checking state: 0 to 1."""
        return sum(passed(task, Stage.TESTING) for task in self.finished) / max(1, len(self.finished))

    @cached_property
    def kinds_finished(self) -> frozenset[str]:
        """Kinds of work, and components, that were finished here at least once."""
        return frozenset(name for task in self.finished for name in (task.kind, *task.components))

    @cached_property
    def _open_children(self) -> Counter[str]:
        return Counter(task.parent for task in self._tasks if task.parent and task.open)

    def open_children(self, task: Task) -> int:
        """How many open tasks name this one as their parent; a task that is its own parent has none for it."""
        beneath = self._open_children[task.id] + (self._open_children[task.key] if task.key != task.id else 0)
        return beneath - (task.open and task.parent in (task.id, task.key))

    @cached_property
    def titles(self) -> TitleIndex:
        """The open tasks of the project by the words of their titles."""
        return TitleIndex(task for task in self._tasks if task.open)

    def has_children(self, task: Task) -> bool:
        """Whether another task names this one as its parent."""
        return task.id in self.parents or task.key in self.parents


def _is_done(task: Task) -> bool:
    return task.stage is Stage.DONE and not task.template


def _mostly(facts: Sequence[bool]) -> bool:
    return sum(facts) >= _FEWEST and sum(facts) * 2 > len(facts)

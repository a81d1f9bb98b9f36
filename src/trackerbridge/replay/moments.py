"""When a date is asked for its chances: as it is set, half way, seven days before, one day before. Pure.

They are reckoned from the first date that a task ever had; the deadline that counts at each is the one that stood then.
Seven days and one day before a day begin with that day; a date with a time counts back from its instant.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Due, Task
from trackerbridge.replay.dates import OF_DATE, deadline_of, due_at
from trackerbridge.replay.outcome import Outcome
from trackerbridge.replay.task import born_at
from trackerbridge.replay.world import World


class Point(StrEnum):
    """Where between the setting of a date and the date itself."""

    SET = "set"
    HALF = "half"
    MINUS7 = "minus7"
    MINUS1 = "minus1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One task at one point. ``deadline`` (UTC) is what stood at ``at``; ``late`` is how it ended against that one."""

    task: Task  # as it is known today: only its id may be used for a forecast
    point: Point
    at: datetime
    deadline: datetime
    late: bool
    finished_at: datetime | None

    @property
    def overdue(self) -> bool:
        """The deadline had passed already: arithmetic, not a forecast."""
        return self.at >= self.deadline


def moments_of(task: Task, outcome: Outcome, world: World) -> Iterator[Moment]:
    """The points at which the task was open, had a date, and whose end is known by now."""
    first = first_date(task, world)
    if first is None:
        return
    set_at, due, deadline = first
    ends = min(filter(None, (outcome.finished_at, world.seen_at)))
    for point, at in _points(set_at, due, deadline, world):
        if not set_at <= at < ends:
            continue
        stood = deadline_of(due_at(task, at, world), world.calendar)
        late = outcome.late_for(stood) if stood else None
        if stood is not None and late is not None:
            yield Moment(
                task=task, point=point, at=at, deadline=stood, late=late, finished_at=outcome.finished_at
            )  # fmt: skip


def first_date(task: Task, world: World) -> tuple[datetime, Due, datetime] | None:
    """When the task first had a date, and which; None where it never had, or history is cut and may hide the first."""
    born = born_at(task)
    if born is None or (world.began_at is not None and born < world.began_at):
        return None
    changed = {change.at for change in task.history if change.field in OF_DATE}
    for at in sorted({born, *(moment for moment in changed if moment > born)}):
        due = due_at(task, at, world)
        deadline = deadline_of(due, world.calendar)
        if due and deadline:
            return at, due, deadline
    return None


def _points(set_at: datetime, due: Due, deadline: datetime, world: World) -> Iterator[tuple[Point, datetime]]:
    before = deadline if due.instant is not None or due.day is None else world.calendar.start_of_day(due.day)
    yield Point.SET, set_at
    yield Point.HALF, set_at + (deadline - set_at) / 2
    yield Point.MINUS7, before - timedelta(days=7)
    yield Point.MINUS1, before - timedelta(days=1)

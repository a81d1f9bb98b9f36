"""Steps done of all: the tasks beneath one, or the lines of its checklists. Counts alone reach the client. Pure.

Where steps keep being added, "7 of 9" followed by "8 of 14" says the work runs backwards; there they are left out by
themselves. Nothing here depends on the day of the run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Stage, Task

ALWAYS, NEVER = "always", "never"
_FEWEST = 2
_MOST_DAYS = 1  # of later additions: forgetting something once is no habit


@dataclass(frozen=True, slots=True)
class Steps:
    """How many steps are done, of how many."""

    done: int
    all: int


def steps_of(task: Task, members: Sequence[Task], calendar: Calendar, show: str) -> Steps | None:
    """The steps of work that has begun; None where there are fewer than two, or where ``show`` leaves them out.

    ``members`` are the tasks beneath it; cancelled ones are no steps. ``show``: steady, always or never.
    """
    counted = [member for member in members if _counts(member)]
    steps = list(_tasks(counted) if counted else _lines(task))
    if show == NEVER or len(steps) < _FEWEST or not task.stage.begun:
        return None
    if show != ALWAYS and _keep_being_added(task, counted, steps, calendar):
        return None
    return Steps(sum(done for done, _ in steps), len(steps))


def _counts(member: Task) -> bool:
    return not member.template and member.stage is not Stage.CANCELLED and (member.live or member.stage is Stage.DONE)


_Step = tuple[bool, datetime | None]
"""Whether it is done, and when it came to the task."""


def _tasks(members: Sequence[Task]) -> Iterator[_Step]:
    return ((member.stage is Stage.DONE, member.created_at) for member in members)


def _lines(task: Task) -> Iterator[_Step]:
    return ((item.done, item.created_at) for checklist in task.checklists for item in checklist.items)


def _keep_being_added(task: Task, members: Sequence[Task], steps: Sequence[_Step], calendar: Calendar) -> bool:
    """Steps came on several days after the work had begun; where nobody knows when they came, they may have."""
    began = _began(task, members, calendar)
    days = {calendar.day_of(made) if made else None for _, made in steps}
    return began is None or None in days or sum(day > began for day in days if day) > _MOST_DAYS


def _began(task: Task, members: Sequence[Task], calendar: Calendar) -> date | None:
    """The day on which the first of them moved on; failing that, on which the task was made."""
    moved = [
        change.at for one in (task, *members) for change in one.history
        if change.stage_after is not None and change.stage_after.begun
    ]  # fmt: skip
    made = [one.created_at for one in (task, *members) if one.created_at]
    started = min(moved or made, default=None)
    return calendar.day_of(started) if started else None

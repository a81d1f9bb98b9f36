"""A date that can be promised: by when this task is done with so many per cent of likelihood, from finished tasks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trackerbridge.clock import Calendar
from trackerbridge.model import Stage, Task

FEWEST = 10
LIKELY = 0.85


@dataclass(frozen=True, slots=True)
class PromiseDate:
    """``day``: done by then, with the likelihood asked for; ``of``: how many finished tasks took at least as long."""

    day: date
    of: int


def promise_date(
    task: Task, finished: Iterable[Task], now: datetime, calendar: Calendar, likely: float = LIKELY
) -> PromiseDate | None:
    """The day (a working day) by which ``likely`` of the comparable finished tasks were done, counted from now.

    Comparable: finished by ``now``, and not before they were as old as this one is. Age counts from when work began
    where both know it, else from creation. None where fewer than :data:`FEWEST` are comparable.
    """
    began = begun_at(task)
    since = began or task.created_at
    if since is None:
        return None
    spans = [_span(one, began is not None) for one in finished if one.done_at and one.done_at <= now]
    age = now - since
    rests = sorted(span - age for span in spans if span is not None and span > age)
    if len(rests) < FEWEST:
        return None
    day = calendar.day_of(now + _at_share(rests, likely))
    return PromiseDate(day if calendar.is_working_day(day) else calendar.add_working_days(day, 1), len(rests))


def begun_at(task: Task) -> datetime | None:
    """When work on the task began, where its history says so."""
    begins = [one.at for one in task.history if one.stage_after and one.stage_after.begun]
    return min(begins, default=None)


def _span(task: Task, from_begin: bool) -> timedelta | None:
    since = (begun_at(task) if from_begin else None) or task.created_at
    if task.stage is not Stage.DONE or since is None or task.done_at is None or task.done_at < since:
        return None
    return task.done_at - since


def _at_share(rests: Sequence[timedelta], likely: float) -> timedelta:
    """The least of the rests that at least this share of them does not exceed."""
    return rests[min(len(rests), math.ceil(len(rests) * likely)) - 1]

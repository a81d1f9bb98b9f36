"""A date that can be promised: by when this task is done with so many per cent of likelihood, from finished tasks."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Stage, Task

FEWEST = 10
LIKELY = 0.85


@dataclass(frozen=True, slots=True)
class PromiseDate:
    """``day``: done by then, with the likelihood asked for; ``of``: how many finished tasks took at least as long."""

    day: date
    of: int


class SpansOfFinished:
    """How long the work that was finished by ``now`` took, shortest first: reckoned once for all who ask."""

    def __init__(self, finished: Iterable[Task], now: datetime) -> None:
        done = [one for one in finished if one.stage is Stage.DONE and one.done_at and one.done_at <= now]
        self.since_making = _sorted(_span(one, one.created_at) for one in done)
        self.since_begin = _sorted(_span(one, begun_at(one) or one.created_at) for one in done)


def promise_date(
    task: Task, spans: SpansOfFinished, now: datetime, calendar: Calendar, likely: float = LIKELY
) -> PromiseDate | None:
    """The day (a working day) by which ``likely`` of the comparable finished tasks were done, counted from now.

    Comparable: finished by ``now``, and not before they were as old as this one is. Age counts from when work began
    where both know it, else from creation. None where fewer than :data:`FEWEST` are comparable.
    """
    began = begun_at(task)
    since = began or task.created_at
    if since is None:
        return None
    known = spans.since_begin if began else spans.since_making
    longer = known[bisect_right(known, now - since) :]
    if len(longer) < FEWEST:
        return None
    day = calendar.day_of(since + _at_share(longer, likely))
    return PromiseDate(day if calendar.is_working_day(day) else calendar.add_working_days(day, 1), len(longer))


def begun_at(task: Task) -> datetime | None:
    """When work on the task began, where its history says so."""
    begins = [one.at for one in task.history if one.stage_after and one.stage_after.begun]
    return min(begins, default=None)


def _span(task: Task, since: datetime | None) -> timedelta | None:
    """How long it took; None where the days contradict each other."""
    if since is None or task.done_at is None or task.done_at < since:
        return None
    return task.done_at - since


def _sorted(spans: Iterable[timedelta | None]) -> list[timedelta]:
    return sorted(span for span in spans if span is not None)


def _at_share(spans: Sequence[timedelta], likely: float) -> timedelta:
    """The least of the spans that at least this share of them does not exceed."""
    return spans[min(len(spans), math.ceil(len(spans) * likely)) - 1]

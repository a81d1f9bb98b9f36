"""The record of a project's promises: which have ended, in what order, and how. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trackerbridge.flags.base import Context
from trackerbridge.flags.impression import state_now
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Promise, PromiseState, Task

_BROKEN = (PromiseState.LATE,)
_ENDED = (PromiseState.KEPT, PromiseState.EARLY, PromiseState.LATE)


@dataclass(frozen=True, slots=True)
class Ended:
    """A promise that was kept, early or late. ``on``: the day it was delivered; where it is not, the day it passed."""

    promise: Promise
    state: PromiseState
    on: date

    @property
    def kept(self) -> bool:
        """Done by the last date told before that date passed."""
        return self.state not in _BROKEN


def all_promises(context: Context) -> tuple[Promise, ...]:
    """Those of the ledger, and those that tasks carry (which may hold what this very run is about to tell)."""
    carried = {promise.ref: promise for promise in context.promises.values()}
    return tuple({**{promise.ref: promise for promise in context.side.promises or ()}, **carried}.values())


def ended(context: Context) -> list[Ended]:
    """Every promise that has ended by now, the earliest first."""
    return sorted(_ended(context), key=lambda one: (one.on, one.promise.ref))


def _ended(context: Context) -> Iterator[Ended]:
    calendar = context.client_calendar or context.calendar
    for promise in all_promises(context):
        task = context.facts.by_reference.get(promise.task or "")
        state = state_now(promise, task, context.today, calendar)
        if state in _ENDED:
            yield Ended(promise, state, _day_of_end(promise, task, context))


def _day_of_end(promise: Promise, task: Task | None, context: Context) -> date:
    if promise.delivered_on is not None:
        return promise.delivered_on
    return context.calendar.day_of(task.done_at) if task and task.done_at else promise.current


def percent_kept(of: list[Ended]) -> int:
    """Whole percent, rounded down; 100 where nothing has ended."""
    return 100 * sum(one.kept for one in of) // len(of) if of else 100

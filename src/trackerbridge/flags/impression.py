"""What the client's experience of our promises adds up to: kept, early, late, bonus, promised. Pure.

*Kept*: done by the last date told before it passed. *Early*: at least 2 working days and a fifth of the span before.
*Late*: open and passed, or done after. Voided promises and work taken out by agreement do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from trackerbridge.clock import Calendar
from trackerbridge.flags.base import Impression
from trackerbridge.model import Promise, PromiseState, Stage, Task

EARLY_WORKING_DAYS = 2
EARLY_SHARE = 5  # a fifth of the span between the telling and the date
BONUS_LABEL = "bonus"
_GONE = (PromiseState.VOID, PromiseState.TAKEN_OUT)


def impression_of(
    promises: Iterable[Promise], tasks: Iterable[Task], published: frozenset[str], today: date, calendar: Calendar
) -> Impression:
    """Counts over all promises that stand; ``bonus`` counts finished, published tasks that carry the label *bonus*."""
    by_key = {task.key: task for task in tasks}
    states = Counter(state_now(promise, by_key.get(promise.task or ""), today, calendar) for promise in promises)
    standing = sum(count for state, count in states.items() if state not in _GONE)
    gifts = sum(1 for task in by_key.values() if _is_gift(task, published))
    return Impression(
        kept=states[PromiseState.KEPT] + states[PromiseState.EARLY],
        early=states[PromiseState.EARLY],
        late=states[PromiseState.LATE],
        bonus=gifts,
        promised=standing,
    )


def _is_gift(task: Task, published: frozenset[str]) -> bool:
    labelled = any(label.strip().casefold() == BONUS_LABEL for label in task.labels)
    return labelled and task.stage is Stage.DONE and task.key in published


def state_now(promise: Promise, task: Task | None, today: date, calendar: Calendar) -> PromiseState:
    """How a promise stands: the recorded state; an open one is judged by what its task says today."""
    if promise.state is not PromiseState.OPEN:
        return promise.state
    if task is not None and task.stage is Stage.DONE and task.done_at is not None:
        return _ended(promise, calendar.day_of(task.done_at), calendar)
    return PromiseState.LATE if today > promise.current else PromiseState.OPEN


def _ended(promise: Promise, done_on: date, calendar: Calendar) -> PromiseState:
    if done_on > promise.current:
        return PromiseState.LATE
    return PromiseState.EARLY if is_early(promise, done_on, calendar) else PromiseState.KEPT


def is_early(
    promise: Promise, done_on: date, calendar: Calendar, days: float = EARLY_WORKING_DAYS, share: float = EARLY_SHARE
) -> bool:
    """At least ``days`` working days before the date last told, and a ``share``-th of the span from its telling."""
    ahead = calendar.working_days_between(done_on, promise.current)
    span = calendar.working_days_between(calendar.day_of(promise.told[0].at), promise.current)
    return ahead >= days and ahead * share >= span

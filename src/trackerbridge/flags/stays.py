"""Where a task has stood and for how long, read from its history. Pure.

History may come out of order, twice, or not at all: entries are sorted, and one that changes nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Change, ChangeField, Stage, Task

_PLACES = (ChangeField.CREATED, ChangeField.STATUS)


@dataclass(frozen=True, slots=True)
class Stay:
    """A task stood in ``status`` from ``since`` (UTC) until ``until``; None: it stands there still."""

    status: str
    stage: Stage
    since: datetime
    until: datetime | None = None


def stays_of(task: Task) -> tuple[Stay, ...]:
    """Every state the task stood in, oldest first; empty where nothing says since when it is where it is."""
    entered = list(_entered(task))
    stays = [
        Stay(one.status, one.stage, one.since, following.since)
        for one, following in pairwise(entered)
        if following.since > one.since
    ]
    end = task.done_at if task.stage is Stage.DONE and task.done_at else None
    return (*stays, *(Stay(last.status, last.stage, last.since, _not_before(end, last)) for last in entered[-1:]))


def current_stay(task: Task) -> Stay | None:
    """Where the task stands now, and since when; None where its history does not lead there."""
    stays = stays_of(task)
    return stays[-1] if stays and stays[-1].status == task.status else None


def passed(task: Task, stage: Stage) -> bool:
    """Whether the task stands, or ever stood, in this stage."""
    return task.stage is stage or any(change.stage_after is stage for change in task.history)


def entered_stage(task: Task) -> datetime | None:
    """When the task last came into the stage it is in, from another one; None where nothing says so."""
    since = None
    for stay in reversed(stays_of(task)):
        if stay.stage is not task.stage:
            break
        since = stay.since
    return since


def _not_before(end: datetime | None, stay: Stay) -> datetime | None:
    return max(end, stay.since) if end else None


def _entered(task: Task) -> Iterator[Stay]:
    """The states in the order in which they were entered; the first one from the task's creation."""
    moves = sorted((one for one in task.history if one.field in _PLACES and one.after), key=lambda one: one.at)
    if not moves:
        if task.created_at:
            yield Stay(task.status, task.stage, task.created_at)
        return
    yield from _before(moves[0], task)
    at = None
    for move in moves:
        if move.after != at:
            yield Stay(move.after or "", move.stage_after or Stage.UNKNOWN, move.at)
        at = move.after


def _before(first: Change, task: Task) -> Iterator[Stay]:
    if first.field is ChangeField.STATUS and first.before and task.created_at and task.created_at < first.at:
        yield Stay(first.before, first.stage_before or Stage.UNKNOWN, task.created_at)

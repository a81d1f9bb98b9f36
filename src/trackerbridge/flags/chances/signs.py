"""The signs of a date in danger, as numbers, from a task as it stands now. Pure; nothing later may be on the task."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from trackerbridge.flags.chances.record import Record
from trackerbridge.model import Due, DueKind, Task
from trackerbridge.replay import World
from trackerbridge.replay.dates import deadline_of
from trackerbridge.replay.moments import first_date

SIGNS: Mapping[str, str] = {
    "record": "how often dates were missed here before, by the same owners above all (log-odds)",
    "alike": "how often dates were missed here that had about as much time left when as much had gone (log-odds)",
    "own_date": "1 for a date of its own, 0 for that of its release; only where a project has both",
    "moved_later": "1 where the date is later than the first one was",
    "new_work": "1 for features, stories and tasks; only where a project tells them from faults",
    "part": "1 for a sub-task; only where a project has them",
    "words": "the length of the description (logarithm)",
}
_NEW_WORK = ("feature", "story", "task", "epic", "функц", "истори", "задач", "poveste", "sarcin")
_FAULT = ("bug", "defect", "fault", "incident", "ошибк", "дефект", "eroare", "problem")
_PART = ("sub-task", "subtask", "подзадач", "subsarcin")
_DAY = 86400
_SURE = 0.02  # no share is so sure that its log-odds go further


def signs_of(task: Task, record: Record, world: World) -> dict[str, float] | None:
    """The signs of a task with a date that has not passed yet; None for any other.

    ``record.now`` is the moment; ``world`` reads the task's history. A sign that says nothing in this project is not
    there.
    """
    deadline = deadline_of(task.due, record.calendar)
    if task.due is None or deadline is None or deadline <= record.now:
        return None
    first = first_date(task, world)
    set_at, first_deadline = (first[0], first[2]) if first else (task.created_at or record.now, deadline)
    elapsed, days_left = _elapsed(set_at, record.now, deadline), (deadline - record.now).total_seconds() / _DAY
    found = {
        "record": _logit(record.late_share(task)),
        "alike": _logit(record.alike_share(task, elapsed, days_left)),
        "moved_later": float(deadline > first_deadline),
        "words": math.log1p(len(task.description)),
    }
    return found | _of_date(task.due, record) | _of_kind(task.kind.casefold(), record)


def _of_date(due: Due, record: Record) -> dict[str, float]:
    return {"own_date": float(due.kind is not DueKind.INHERITED)} if record.both_kinds_of_date else {}


def _of_kind(kind: str, record: Record) -> dict[str, float]:
    found = {}
    part = _says(kind, _PART)
    if any(_says(other, _FAULT) for other in record.kinds):
        found["new_work"] = float(_says(kind, _NEW_WORK) and not part)
    if any(_says(other, _PART) for other in record.kinds):
        found["part"] = float(part)
    return found


def _says(kind: str, words: tuple[str, ...]) -> bool:
    return any(word in kind for word in words)


def _elapsed(set_at: datetime, now: datetime, deadline: datetime) -> float:
    whole = (deadline - set_at).total_seconds()
    return min(1.0, max(0.0, (now - set_at).total_seconds() / whole)) if whole > 0 else 1.0


def _logit(share: float) -> float:
    bounded = min(1 - _SURE, max(_SURE, share))
    return math.log(bounded / (1 - bounded))

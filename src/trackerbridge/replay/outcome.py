"""How a task ended, and when. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Change, ChangeField, Stage, Task
from trackerbridge.replay.told import in_order


@dataclass(frozen=True, slots=True)
class Outcome:
    """``finished_at`` (UTC) is when it was done or given up for good; None while it is open, as of ``seen_at``."""

    finished_at: datetime | None
    seen_at: datetime

    def late_for(self, deadline: datetime) -> bool | None:
        """Whether it was finished after a deadline, or is still open after it; None where that is not decided yet."""
        if self.finished_at is not None:
            return self.finished_at > deadline
        return True if self.seen_at > deadline else None


def outcome_of(task: Task, seen_at: datetime) -> Outcome | None:
    """How the task ended, as it is known at ``seen_at``.

    None where it is finished and nobody knows since when, and where it was put away unfinished: that is no end.
    """
    if not task.stage.finished:
        return None if task.archived else Outcome(None, seen_at)
    finished = task.done_at or finished_at(in_order(task.history))
    return Outcome(finished, seen_at) if finished else None


def finished_at(history: Iterable[Change]) -> datetime | None:
    """When the task last became done or cancelled, by its list or by its tick; None where history does not show it.

    ``history`` is in order and ends where the task is finished.
    """
    ticked, listed, since = False, False, None
    for change in history:
        was = ticked or listed
        if change.field is ChangeField.DONE:
            ticked = change.after == "true"
        elif change.field in (ChangeField.STATUS, ChangeField.CREATED):
            was = was or (change.stage_before or Stage.UNKNOWN).finished
            listed = (change.stage_after or Stage.UNKNOWN).finished
        if (ticked or listed) and not was:
            since = change.at
    return since

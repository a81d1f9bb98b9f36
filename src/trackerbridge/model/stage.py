"""Where work stands."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a task stands, in the client's words for a board's lists (CLIENT section 2)."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    TESTING = "testing"  # "Being checked"
    REVIEW = "review"  # "Ready for you to look at"
    WAITING = "waiting"  # "Waiting for you"
    DONE = "done"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"  # the tracker and the configuration say nothing: rules that need it abstain

    @property
    def begun(self) -> bool:
        """Work has started and is not finished."""
        return self in (Stage.IN_PROGRESS, Stage.TESTING, Stage.REVIEW, Stage.WAITING)

    @property
    def finished(self) -> bool:
        """Nothing is left to do: done or cancelled."""
        return self in (Stage.DONE, Stage.CANCELLED)

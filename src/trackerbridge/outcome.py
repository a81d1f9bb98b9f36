"""How applying a plan ended, for the reports and the exit code."""

from __future__ import annotations

from trackerbridge.errors import ExitCode, TrackerbridgeError
from trackerbridge.lazy_dataclass import dataclass

__all__ = ["Outcome"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How applying a plan ended. ``status``: ok, unchanged, partial or failed.

    ``failed`` changes were refused or got lost; ``skipped`` ones depend on those; ``left`` were not tried, because
    ``stopped`` ended the run. ``errors`` are sentences, one for each.
    """

    status: str
    applied: int = 0
    failed: int = 0
    skipped: int = 0
    left: int = 0
    errors: tuple[str, ...] = ()
    stopped: TrackerbridgeError | None = None

    @property
    def exit_code(self) -> ExitCode:
        """0 where all is done; what stopped it where nothing was applied; else partly done."""
        if self.status in ("ok", "unchanged"):
            return ExitCode.OK
        return self.stopped.exit_code if self.stopped and not self.applied else ExitCode.PARTLY_DONE

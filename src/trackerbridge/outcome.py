"""How applying a plan ended, for the reports and the exit code, and how it is counted until then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from trackerbridge.errors import ExitCode, TrackerbridgeError
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.plan.changes import Change

__all__ = ["Outcome", "Tally"]


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


@dataclass(slots=True)
class Tally:
    """What became of a plan's changes so far. ``troubled``: references whose change failed, was skipped or is left."""

    applied: int = 0
    failed: int = 0
    skipped: int = 0
    left: int = 0
    errors: list[str] = field(default_factory=list)
    troubled: set[str] = field(default_factory=set)
    stopped: TrackerbridgeError | None = None

    def fail(self, change: Change, reason: str) -> None:
        """It was tried, and is not done."""
        self.troubled.add(change.ref)
        self.refuse(change, reason)

    def refuse(self, change: Change, reason: str) -> None:
        """It is done in part: what depends on it goes on."""
        self.failed += 1
        self._say(change, reason)

    def skip(self, change: Change, reason: str) -> None:
        """It was not tried, since what it needs failed."""
        self.troubled.add(change.ref)
        self.skipped += 1
        self._say(change, reason)

    def stop(self, error: TrackerbridgeError) -> None:
        """Nothing more is begun. What stopped it first is what ended the run."""
        self.stopped = self.stopped or error

    def leave(self, changes: Sequence[Change]) -> None:
        """These are left for the next run."""
        self.left = len(changes)
        self.errors.append(
            f"{self.left} more {'change is' if self.left == 1 else 'changes are'} left for the next run."
        )
        self.troubled |= {change.ref for change in changes}

    def _say(self, change: Change, reason: str) -> None:
        self.errors.append(f"{change.action} {change.kind} {change.task or change.ref}: {reason}")

    @property
    def outcome(self) -> Outcome:
        """The counts, and one word for them."""
        return Outcome(
            status=self._status,
            applied=self.applied,
            failed=self.failed,
            skipped=self.skipped,
            left=self.left,
            errors=tuple(self.errors),
            stopped=self.stopped,
        )

    @property
    def _status(self) -> str:
        if self.failed or self.skipped:
            return "partial" if self.applied else "failed"
        return "ok" if self.applied else "unchanged"

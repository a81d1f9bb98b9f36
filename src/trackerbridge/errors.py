"""One exception tree: what happened, what to do next, and the exit code that says so.

::

    TrackerbridgeError
    ├── UsageError            2  wrong usage or configuration
    ├── NotLetIn              3  credentials or permissions
    ├── Unreachable           4  tracker unreachable, or its limit outlasts the run's budget
    ├── Refused               5  unsafe: plan limits, public board, suddenly empty source
    ├── PartlyDone            6  some project or change failed; the rest is done and recorded
    └── Locked                7  another run holds the project

A message is one sentence a manager can read; ``hint`` is the next step. Neither ever holds a secret.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of the command line (docs/reference/exit-codes.md is generated from this)."""

    OK = 0
    FLAGS = 1
    USAGE = 2
    NOT_LET_IN = 3
    UNREACHABLE = 4
    REFUSED = 5
    PARTLY_DONE = 6
    LOCKED = 7
    OUR_BUG = 70
    INTERRUPTED = 130

    @property
    def meaning(self) -> str:
        """One sentence for the reference page."""
        return _MEANINGS[self]


_MEANINGS = {
    ExitCode.OK: "Fine.",
    ExitCode.FLAGS: "There are flags at or above `--fail-on`.",
    ExitCode.USAGE: "Wrong usage or configuration.",
    ExitCode.NOT_LET_IN: "Not let in: credentials or permissions.",
    ExitCode.UNREACHABLE: "The tracker cannot be reached, or its limit outlasts the run's budget.",
    ExitCode.REFUSED: "The plan was refused as unsafe.",
    ExitCode.PARTLY_DONE: "Partly done: some project or change failed; the rest is done and recorded.",
    ExitCode.LOCKED: "Another run holds the lock.",
    ExitCode.OUR_BUG: "Our bug.",
    ExitCode.INTERRUPTED: "Interrupted with Ctrl-C; what was begun is recorded.",
}


class TrackerbridgeError(Exception):
    """The root of every error that is meant for a person.

    ``message``: what happened, to what, and what we did. ``hint``: what to do next.
    """

    exit_code: ExitCode = ExitCode.OUR_BUG

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(TrackerbridgeError):
    """Wrong usage or configuration."""

    exit_code = ExitCode.USAGE


class BadInput(UsageError):
    """A file that cannot be read as what it should be."""


class LedgerTrouble(UsageError):
    """The ledger cannot be read or written: a full disk, a damaged file, somebody who holds it."""


class NotLetIn(TrackerbridgeError):
    """Credentials are wrong, expired or too weak, or a board cannot be seen."""

    exit_code = ExitCode.NOT_LET_IN


class Unreachable(TrackerbridgeError):
    """The tracker did not answer, or its rate limit outlasts the run's budget."""

    exit_code = ExitCode.UNREACHABLE


class BudgetSpent(Unreachable):
    """The run's time budget (``run.budget_seconds``) is spent."""


class LostReply(Unreachable):
    """A write was sent and its answer never came: it may or may not have happened. Look before repeating."""


class TrackerRefused(TrackerbridgeError):
    """The tracker understood and said no (400, 404, 409 …): this one change cannot be made."""

    exit_code = ExitCode.PARTLY_DONE

    def __init__(self, message: str, *, hint: str = "", status: int = 0) -> None:
        super().__init__(message, hint=hint)
        self.status = status


class PartlyRefused(TrackerRefused):
    """Of one change some fields were written, and the tracker refused the others (``left``)."""

    def __init__(self, refused: TrackerRefused, left: frozenset[str]) -> None:
        super().__init__(refused.message, hint=refused.hint)
        self.left = left


class Refused(TrackerbridgeError):
    """Going on would be unsafe, so nothing was changed."""

    exit_code = ExitCode.REFUSED


class PartlyDone(TrackerbridgeError):
    """Some of it failed; the rest is done and recorded."""

    exit_code = ExitCode.PARTLY_DONE


class Locked(TrackerbridgeError):
    """Another run holds the project's lock."""

    exit_code = ExitCode.LOCKED


def combined_exit_code(codes: list[ExitCode]) -> ExitCode:
    """The exit code of a run over several projects (DESIGN decision 2).

    All alike: that code. Mixed: 6. Our bug beats everything.
    """
    if not codes:
        return ExitCode.OK
    if ExitCode.OUR_BUG in codes:
        return ExitCode.OUR_BUG
    if len(set(codes)) == 1:
        return codes[0]
    return ExitCode.PARTLY_DONE

"""What of a plan does not go out yet, until when, and why. Values; who decides it is ``manager.quiet``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.plan.change_json import digest_of
from trackerbridge.plan.changes import Change, Plan


class Cause(StrEnum):
    """Why something waits."""

    HOLD = "hold"  # a person paused publishing
    LOST = "lost-ledger"  # what people said by command is forgotten, and they have time to say it again
    QUIET = "quiet"  # the client is not at work
    BAD_NEWS = "bad-news"  # late on their last working day, and nobody has written a word beside it
    UNSETTLED = "unsettled"  # begun by a run that was cut off, and a look may not show yet that it was done


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Changes that wait together. ``until`` (UTC): None where a person must end it."""

    cause: Cause
    changes: tuple[Change, ...]
    until: datetime | None
    reason: str = ""  # a person's, for a hold

    @property
    def refs(self) -> frozenset[str]:
        """What they are about."""
        return frozenset(change.ref for change in self.changes)


def without(plan: Plan, waits: Sequence[Wait]) -> Plan:
    """The plan as it may go out now: the same look at the board, and the changes that do not wait."""
    waiting = {id(change) for wait in waits for change in wait.changes}  # the plan's own: no need to compare thousands
    if not waiting:
        return plan
    going = tuple(change for change in plan.changes if id(change) not in waiting)
    return replace(plan, changes=going, digest=digest_of(plan.project, plan.board, going))

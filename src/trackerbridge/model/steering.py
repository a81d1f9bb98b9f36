"""A person's word on how a project is run: it holds until a day, has a reason, and is recorded (CLIENT section 7)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass


class SteeringKind(StrEnum):
    """What a person may decide."""

    HOLD = "hold"  # publishing pauses
    SNOOZE = "snooze"  # a flag is quiet
    OVERRIDE = "override"  # the health of a card, or of the whole project
    HANDBACK = "handback"  # a card that a person edited is ours again
    DATE = "date"  # this is the date to tell the client
    RETIRE = "retire"  # the engagement has ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Steering:
    """One word of a person's. ``scope`` is a task's key, a card's ref, or empty for the whole project.

    ``value`` is a rule's code, a health word, a day in ISO form; instants are UTC; ``until`` None: until it is ended.
    """

    kind: SteeringKind
    made_at: datetime
    scope: str = ""
    value: str = ""
    reason: str = ""
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it still counts at ``now`` (UTC)."""
        return self.until is None or now < self.until

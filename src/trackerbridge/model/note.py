"""What the team wrote for the client: client notes (CLIENT section 3)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass


class NotePart(StrEnum):
    """What a note says. A later note replaces the same part."""

    WHY = "why"
    NEXT = "next"
    NEED = "need"
    EFFECT = "effect"
    DONE = "done"
    SEE = "see"
    INSTEAD = "instead"
    REPLY = "reply"
    DATE = "date"  # the client's date, apart from the team's own


@dataclass(frozen=True, slots=True)
class ClientNote:
    """One part of a client note that holds, and when it was written (UTC)."""

    part: NotePart
    text: str
    at: datetime

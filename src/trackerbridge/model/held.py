"""Text that the guard kept from the client (CLIENT section 3)."""

from __future__ import annotations

from datetime import datetime

from trackerbridge.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldText:
    """One part of one card that was held back and waits for a person. ``why`` is one sentence for the team.

    ``since`` (UTC) is when it was first held, None where nobody kept that. ``task`` is the task's key.
    """

    ref: str
    part: str
    why: str
    since: datetime | None = None
    task: str | None = None

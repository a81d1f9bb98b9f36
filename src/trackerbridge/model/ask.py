"""Something that we need from the client."""

from __future__ import annotations

from datetime import date, datetime

from trackerbridge.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing asked of the client. ``needed_by``: the day on which work stops without it; None where nobody said.

    ``answered_at`` (UTC) is None while it is open. ``task`` is the task's key where one carries it. ``later``: the
    client does not read it yet, since others are to be answered first.
    """

    ref: str
    asked_at: datetime
    what: str = ""
    needed_by: date | None = None
    task: str | None = None
    answered_at: datetime | None = None
    later: bool = False

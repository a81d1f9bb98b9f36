"""Trello's due dates and ids as values of ours. Pure and tolerant: what cannot be read is said, not guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from trackerbridge.clock import Calendar
from trackerbridge.model import YEARS, Due, DueKind
from trackerbridge.trackers.values import instant

_ID = re.compile(r"[0-9a-f]{24}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRELLO_BEGAN = datetime(2010, 1, 1, tzinfo=UTC)
_RAW = 80


def due_of(value: Any, calendar: Calendar) -> Due | None:
    """A due date: EXACT with its day in the calendar's zone, DAY where only a date was written, or UNREADABLE."""
    if value is None or value == "":
        return None
    raw = str(value)[:_RAW]
    try:
        if isinstance(value, str) and _DAY.fullmatch(value.strip()):
            day = date.fromisoformat(value.strip())
            return Due(DueKind.DAY, day=day, raw=raw) if day.year in YEARS else Due(DueKind.UNREADABLE, raw=raw)
        found = instant(value)
        if found is not None:
            return Due(DueKind.EXACT, day=calendar.day_of(found), instant=found, raw=raw)
    except (ValueError, OverflowError):
        pass
    return Due(DueKind.UNREADABLE, raw=raw)


def born(remote_id: Any) -> datetime | None:
    """When an object was made: the first 8 hex digits of its id are Unix seconds (API-FACTS 3.3), where they are."""
    if not isinstance(remote_id, str) or not _ID.fullmatch(remote_id):
        return None
    made = datetime.fromtimestamp(int(remote_id[:8], 16), UTC)
    return made if made >= _TRELLO_BEGAN else None

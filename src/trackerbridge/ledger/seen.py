"""Dates of which the tracker keeps no history, as they were seen run by run: entries of the ledger."""

from __future__ import annotations

from datetime import date, datetime

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry, EntryKind, Memory


@dataclass(frozen=True, slots=True)
class Seen:
    """A day that stands in the source (None: it names none), and since when (UTC; None: nobody knows)."""

    day: date | None
    since: datetime | None


def seen_entry(ref: str, seen: Seen) -> Entry:
    """The entry that remembers it. ``ref``: the status card's reference of what has this date."""
    day, since = seen.day, seen.since
    body = {"day": day.isoformat() if day else None, "since": since.isoformat() if since else None}
    return Entry(kind=EntryKind.SEEN, ref=ref, body=body)


def days_seen(memory: Memory) -> dict[str, list[Seen]]:
    """By reference: every day that was seen, oldest first."""
    found: dict[str, list[Seen]] = {}
    for entry in memory.story(EntryKind.SEEN):
        day, since = entry.body.get("day"), entry.body.get("since")
        seen = Seen(date.fromisoformat(day) if day else None, datetime.fromisoformat(since) if since else None)
        found.setdefault(entry.ref, []).append(seen)
    return found

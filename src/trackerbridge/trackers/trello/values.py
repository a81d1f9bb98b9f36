"""Trello's instants, ids and names as values of ours. Pure and tolerant: what cannot be read is said, not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from trackerbridge.clock import Calendar
from trackerbridge.model import Due, DueKind

_ID = re.compile(r"[0-9a-f]{24}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TRELLO_BEGAN = datetime(2010, 1, 1, tzinfo=UTC)
_RAW = 80


def instant(value: Any) -> datetime | None:
    """An ISO instant as UTC; None where it is missing or unreadable. Without an offset it is UTC."""
    if not isinstance(value, str):
        return None
    text = re.sub(r"\s*UTC$", "+00:00", value.strip())
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def due_of(value: Any, calendar: Calendar) -> Due | None:
    """A due date: EXACT with its day in the calendar's zone, DAY where only a date was written, or UNREADABLE."""
    if value is None or value == "":
        return None
    raw = str(value)[:_RAW]
    try:
        if isinstance(value, str) and _DAY.fullmatch(value.strip()):
            return Due(DueKind.DAY, day=date.fromisoformat(value.strip()), raw=raw)
        found = instant(value)
        if found is not None and found.year > 1:
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


def text(value: Any) -> str:
    """A string, or empty."""
    return value if isinstance(value, str) else ""


def number(value: Any) -> float:
    """A position as a number; 0 where it is none."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The JSON objects of a list; anything else is left out."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, (list, tuple)) else []


def by_id(items: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Objects by their id."""
    return {text(item.get("id")): item for item in items}


def part(value: Any, *path: str) -> Any:
    """What lies at a path of nested objects, or None."""
    for name in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names without empty ones and without doubles, in their order."""
    return tuple(dict.fromkeys(name for name in names if name))

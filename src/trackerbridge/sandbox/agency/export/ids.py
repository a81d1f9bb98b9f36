"""How Trello numbers and dates things. The first eight hex digits of an id are its creation time in Unix seconds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

POSITION_STEP = 16384
LONG_AGO = datetime(2024, 1, 15, 9, 0, tzinfo=UTC)  # when everybody joined Trello

_KIND_CODES = {
    "board": 1,
    "list": 2,
    "label": 3,
    "card": 4,
    "checklist": 5,
    "item": 6,
    "action": 7,
    "field": 8,
    "member": 9,
}


def stamp(instant: datetime) -> str:
    """Trello's way of writing an instant: UTC with milliseconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def object_id(made: datetime, kind: str, number: int, board: int = 0) -> str:
    """24 hex digits: creation time, kind, board, number. Counted, not random."""
    return f"{int(made.timestamp()):08x}{_KIND_CODES[kind]:04x}{board:04x}{number:08x}"


def short(thing: Json, *more: str) -> Json:
    """A thing as an action mentions it: id, name, and these keys."""
    return {key: thing[key] for key in ("id", "name", *more)}

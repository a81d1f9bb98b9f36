"""JSON of a tracker as values of ours: texts, numbers, objects, instants. Pure and tolerant: never a guess.

A JSON object is a dict; asking whether it is any mapping takes ten times as long, and there are a million to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from trackerbridge.model import YEARS


def instant(value: Any) -> datetime | None:
    """An ISO instant as UTC; None where it is missing or unreadable. Without an offset it is UTC."""
    return _instant(value) if isinstance(value, str) else None


@lru_cache(maxsize=4096)  # an action's is asked for where it is sorted, where it is read and by whoever counts
def _instant(value: str) -> datetime | None:
    said = value.strip()
    if said.endswith("UTC"):
        said = f"{said[:-3].rstrip()}+00:00"
    try:
        found = datetime.fromisoformat(said)
        if found.tzinfo is not UTC:
            found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if found.year in YEARS else None


def whole_characters(value: Any) -> Any:
    """The same JSON with a mark for each half of a character, which no file and no database takes.

    A text that was cut in the middle of an emoji ends in one.
    """
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [whole_characters(inside) for inside in value]
    if isinstance(value, dict):
        return {whole_characters(name): whole_characters(inside) for name, inside in value.items()}
    return value


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
    return [item for item in value if isinstance(item, dict)] if isinstance(value, (list, tuple)) else []


def by_id(items: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Objects by their id."""
    return {text(item.get("id")): item for item in items}


def part(value: Any, *path: str) -> Any:
    """What lies at a path of nested objects, or None."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names without empty ones and without doubles, in their order."""
    return tuple(dict.fromkeys(name for name in names if name))

"""JSON of a tracker as values of ours: texts, numbers, objects, instants. Pure and tolerant: never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any


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

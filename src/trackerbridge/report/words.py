"""Small words that the formats share: counts, days, and text that is safe to show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime

from trackerbridge.clock import Calendar

_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """One line without control characters: a task's title must not steer a terminal or turn the line around."""
    kept = (" " if char in "\n\r\t" else char for char in text if char in "\n\r\t" or _harmless(char))
    return " ".join("".join(kept).split())


def plain_block(text: str) -> str:
    """As :func:`plain`, line by line."""
    return "\n".join("".join(char for char in line if _harmless(char)) for line in text.split("\n"))


def _harmless(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs") and char not in _BIDI


def count(number: int, noun: str, plural: str = "") -> str:
    """``1 task``, ``3 tasks``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def shorten(text: str, width: int) -> str:
    """At most ``width`` characters, an ellipsis where something is missing."""
    return text if len(text) <= width else text[: max(0, width - 1)].rstrip() + "…"


def moment(instant: datetime, calendar: Calendar) -> str:
    """``Thu 19 Nov 2026, 12:00`` in the project's zone."""
    here = instant.astimezone(calendar.zone)
    return f"{here:%a} {here.day} {here:%b %Y, %H:%M}"


def requests_made(requests: Mapping[str, int]) -> str:
    """``7 GET, 2 POST``; empty where there was none."""
    return ", ".join(f"{number} {method}" for method, number in requests.items() if number)

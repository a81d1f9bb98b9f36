"""Small words that the formats share: counts, days, and text that is safe to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from trackerbridge.clock import Calendar
from trackerbridge.markup.harmless import plain, plain_block

__all__ = ["count", "listed", "moment", "plain", "plain_block", "requests_made", "shorten"]


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

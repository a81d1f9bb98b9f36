"""How long a tracker asks us to wait, read from an answer's headers. Seconds, never below zero."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

DEFAULT_INTERVAL = 10.0  # of a rate limit whose headers do not say (API-FACTS 3.2)
_LONGEST_INTERVAL = 60.0


def retry_after(headers: Mapping[str, str]) -> float | None:
    """``Retry-After`` in seconds, or as a date, counted from the tracker's own clock; None where it says nothing."""
    said = headers.get("retry-after", "").strip()
    with suppress(ValueError):
        return max(0.0, float(said))
    until = http_date(said)
    if until is None:
        return None
    now = http_date(headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (until - now).total_seconds())


def after_refusal(headers: Mapping[str, str]) -> float:
    """After a 429: Retry-After, else the limit's own interval (API-FACTS 1.9, 3.2), else ten seconds."""
    said = retry_after(headers)
    if said is not None:
        return said
    spans = []
    for name in ("api-token", "api-key", "member"):
        with suppress(ValueError):
            spans.append(float(headers.get(f"x-rate-limit-{name}-interval-ms", "")) / 1000)
    with suppress(ValueError):
        spans.append(float(headers.get("x-ratelimit-interval-seconds", "")))
    return min(max(spans, default=DEFAULT_INTERVAL), _LONGEST_INTERVAL)


def http_date(text: str) -> datetime | None:
    """An HTTP date as UTC; None where it is none."""
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)

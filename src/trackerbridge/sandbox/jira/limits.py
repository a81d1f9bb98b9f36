"""Jira's rate limits: bursts per endpoint and method, and writes to one issue (API-FACTS 1.9)."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import field
from datetime import UTC, datetime, timedelta
from math import ceil
from threading import Lock
from typing import Literal

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.jira.errors import JiraError, messages

BURST = {"GET": 100, "POST": 100, "PUT": 50, "DELETE": 50}
"""Requests a second on one endpoint with one method."""
PER_ISSUE = ((20, 2.0), (100, 30.0))
"""Writes to one issue: so many within so many seconds."""
RetryAfter = Literal["seconds", "none", "zero"]


@dataclass
class Window:
    """What happened within the longest interval."""

    hits: deque[float] = field(default_factory=deque)

    def count(self, since: float) -> int:
        """How many hits after that moment."""
        return sum(hit > since for hit in self.hits)

    def add(self, now: float, keep: float) -> None:
        """One more; those too old to matter are forgotten."""
        self.hits.append(now)
        while self.hits and self.hits[0] <= now - keep:
            self.hits.popleft()


class JiraLimits:
    """Counts requests in real time; ``time_scale`` 10 makes the windows ten times shorter. Off: nothing is refused."""

    def __init__(
        self, enforced: bool = False, time_scale: float = 1.0, timer: Callable[[], float] = time.monotonic
    ) -> None:
        self.enforced = enforced
        self.scale = time_scale
        self._timer = timer
        self._lock = Lock()
        self._windows: dict[tuple[str, str], Window] = {}

    def burst(self, method: str, operation: str, retry_after: RetryAfter, *, bucket: bool = False) -> dict[str, str]:
        """Count a request; the headers to send, or 429 ``jira-burst-based``.

        ``bucket``: Data Center's headers, which stand on every answer, ``retry-after: 0`` among them.
        """
        most = BURST.get(method, 100)
        shown = self._count((method, operation), ((most, 1.0),), "jira-burst-based", retry_after)
        if not bucket or not self.enforced:
            return shown
        return {**shown, "X-RateLimit-FillRate": str(most), "X-RateLimit-Interval-Seconds": "1", "retry-after": "0"}

    def write(self, issue: str, retry_after: RetryAfter) -> None:
        """Count a write to one issue; 429 ``jira-per-issue-on-write`` over the limit (6.29)."""
        self._count(("issue", issue), PER_ISSUE, "jira-per-issue-on-write", retry_after)

    def _count(
        self, name: tuple[str, str], limits: tuple[tuple[int, float], ...], reason: str, retry_after: RetryAfter
    ) -> dict[str, str]:
        if not self.enforced:
            return {}
        with self._lock:
            now = self._timer()
            window = self._windows.setdefault(name, Window())
            for most, seconds in limits:
                if window.count(now - seconds / self.scale) >= most:
                    raise refused(reason, most, seconds / self.scale, retry_after)
            window.add(now, limits[-1][1] / self.scale)
            most, seconds = limits[0]
            return _shown(most, most - window.count(now - seconds / self.scale))


def _shown(most: int, left: int) -> dict[str, str]:
    headers = {"X-RateLimit-Limit": str(most), "X-RateLimit-Remaining": str(max(left, 0))}
    return {**headers, "X-RateLimit-NearLimit": "true"} if left < most * 0.2 else headers


def refused(reason: str, most: int, seconds: float, retry_after: RetryAfter) -> JiraError:
    """A 429 with the headers of its kind (6.28)."""
    wait = max(1, ceil(seconds))
    headers = {**_shown(most, 0), "RateLimit-Reason": reason}
    headers["X-RateLimit-Reset"] = f"{datetime.now(UTC) + timedelta(seconds=wait):%Y-%m-%dT%H:%MZ}"
    if retry_after != "none":
        headers["Retry-After"] = "0" if retry_after == "zero" else str(wait)
    error = messages(429, "Rate limit exceeded.")
    error.headers = headers
    return error

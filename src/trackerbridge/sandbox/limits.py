"""Trello's rate limits: 100 requests per 10 seconds and token, 300 per key (API-FACTS 3.2)."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import field
from threading import Lock

from trackerbridge.lazy_dataclass import dataclass

INTERVAL_MS = 10_000
PER_TOKEN = 100
PER_KEY = 300
PER_MEMBER = 200
REFUSALS_BEFORE_LOCKOUT = 200
"""A key that collects more 429s than this within one window gets nothing else until the window ends."""


@dataclass
class Window:
    """The requests of one token or key within the sliding interval."""

    maximum: int
    hits: deque[float] = field(default_factory=deque)
    refused: deque[float] = field(default_factory=deque)

    def forget(self, before: float) -> None:
        """Drop what lies outside the interval."""
        for times in (self.hits, self.refused):
            while times and times[0] <= before:
                times.popleft()

    @property
    def remaining(self) -> int:
        """How many requests are left now."""
        return max(0, self.maximum - len(self.hits))


@dataclass(frozen=True)
class Verdict:
    """Whether a request goes through, and the headers that say how much is left."""

    refused: str
    """``TOKEN`` or ``KEY`` when over that limit, else empty."""
    headers: dict[str, str]


class RateLimits:
    """Counts requests per token and key in real time; ``time_scale`` 10 makes the windows ten times shorter.

    The headers say the scaled interval. Switched off, they show an idle service.
    """

    def __init__(self, enforced: bool, time_scale: float = 1.0, timer: Callable[[], float] = time.monotonic) -> None:
        self.enforced = enforced
        self.interval_ms = max(1, round(INTERVAL_MS / time_scale))
        self._timer = timer
        self._lock = Lock()
        self._windows: dict[tuple[str, str], Window] = {}

    def count(self, key: str, token: str) -> Verdict:
        """Count one request, or refuse it."""
        with self._lock:
            now = self._timer()
            of_key = self._window("key", key, PER_KEY, now)
            of_token = self._window("token", token or key, PER_TOKEN, now)
            refused = self._refused(of_key, of_token) if self.enforced else ""
            if refused:
                of_key.refused.append(now)
            elif self.enforced:
                of_key.hits.append(now)
                of_token.hits.append(now)
            return Verdict(refused, self._headers(of_key, of_token))

    @staticmethod
    def _refused(of_key: Window, of_token: Window) -> str:
        if len(of_key.refused) > REFUSALS_BEFORE_LOCKOUT or not of_key.remaining:
            return "KEY"
        return "" if of_token.remaining else "TOKEN"

    def _window(self, kind: str, name: str, maximum: int, now: float) -> Window:
        window = self._windows.setdefault((kind, name), Window(maximum))
        window.forget(now - self.interval_ms / 1000)
        return window

    def _headers(self, of_key: Window, of_token: Window) -> dict[str, str]:
        shown = {
            "api-token": (PER_TOKEN, of_token.remaining),
            "api-key": (PER_KEY, of_key.remaining),
            "member": (PER_MEMBER, min(PER_MEMBER, of_token.remaining + PER_MEMBER - PER_TOKEN)),
        }
        headers = {}
        for name, (maximum, remaining) in shown.items():
            headers[f"x-rate-limit-{name}-interval-ms"] = str(self.interval_ms)
            headers[f"x-rate-limit-{name}-max"] = str(maximum)
            headers[f"x-rate-limit-{name}-remaining"] = str(remaining)
        return headers

"""Rate limits shared by every run on this machine (DESIGN decision 15): one SQLite file, one file lock.

A sliding window per token: 96 requests in 10 s, below Trello's 100 (API-FACTS 3.2), corrected by what its
``x-rate-limit-api-token-*`` headers say, so that another program on the same token is reckoned with. The file holds a
hash of the token and times of requests, nothing else; losing it costs nothing but ten seconds of memory.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from trackerbridge.errors import BudgetSpent, UsageError
from trackerbridge.trackers.budget import Budget

REQUESTS = 96
SECONDS = 10.0
FIGURES: Mapping[str, tuple[int, float]] = {
    # Jira tells no figures before it refuses; Cloud's bursts are 100 a second for each address (API-FACTS 1.9). What it
    # refuses, everyone on this token waits for.
    "jira": (96, 1.0),
}
SHARE = 0.96  # of what the tracker allows
_TABLES = """
CREATE TABLE IF NOT EXISTS hits (token TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS hits_by_token ON hits (token, at);
CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, allowed INTEGER NOT NULL, seconds REAL NOT NULL,
                                   closed_until REAL NOT NULL DEFAULT 0);
"""


class SharedLimiter:
    """The limiter of one token. Several processes and threads may each have one on the same file."""

    def __init__(
        self,
        path: Path,
        token: str,
        requests: int = REQUESTS,
        seconds: float = SECONDS,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """``clock`` is wall time, since processes share it; waiting is done by the budget."""
        self._path = path
        self._token = hashlib.sha256(token.encode()).hexdigest()[:16]
        self._default = (requests, seconds)
        self._clock = clock
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as failure:
            raise UsageError(
                f"The folder {path.parent} cannot be made ({failure.strerror}).",
                hint="Set ledger.url to a place that can be written.",
            ) from None
        self._lock = FileLock(f"{path}.lock", mode=0o600)

    def acquire(self, budget: Budget) -> None:
        """Take one place in the window, waiting for it as long as the budget lasts. Raises BudgetSpent."""
        while True:
            with self._open(budget) as store:
                seconds = self._wait_for_place(store)
                if seconds <= 0:
                    store.execute("INSERT INTO hits VALUES (?, ?)", (self._token, self._clock()))
                    return
            budget.wait(seconds, "the shared rate limit has no room and we wait for it")

    def observe(self, headers: Mapping[str, str]) -> None:
        """Learn the tracker's own figures: its maximum, its interval, and what others used of it."""
        try:
            maximum = int(headers["x-rate-limit-api-token-max"])
            remaining = int(headers["x-rate-limit-api-token-remaining"])
            seconds = int(headers["x-rate-limit-api-token-interval-ms"]) / 1000
        except (KeyError, ValueError):
            return
        if maximum <= 0 or seconds <= 0:
            return
        allowed = max(1, int(maximum * SHARE))
        with self._open() as store:
            self._remember(store, allowed, seconds)
            used = maximum - remaining
            unseen = min(used - self._count(store, seconds), allowed)
            now = self._clock()
            store.executemany("INSERT INTO hits VALUES (?, ?)", [(self._token, now)] * max(0, unseen))

    def refused(self, seconds: float) -> None:
        """The tracker said 429: no one on this token sends for ``seconds``."""
        with self._open() as store:
            allowed, span, _ = self._figures(store)
            self._remember(store, allowed, span)
            until = self._clock() + seconds
            store.execute("UPDATE tokens SET closed_until = max(closed_until, ?) WHERE token = ?", (until, self._token))

    def _wait_for_place(self, store: sqlite3.Connection) -> float:
        allowed, seconds, closed_until = self._figures(store)
        now = self._clock()
        if now < closed_until <= now + 120:
            return closed_until - now
        if self._count(store, seconds) < allowed:
            return 0.0
        newest = "SELECT at FROM hits WHERE token = ? ORDER BY at DESC LIMIT 1 OFFSET ?"
        (frees,) = store.execute(newest, (self._token, allowed - 1)).fetchone()
        return max(0.01, float(frees) + seconds - now)

    def _count(self, store: sqlite3.Connection, seconds: float) -> int:
        """Requests inside the window; older ones, and ones from a future that a set-back clock left, are forgotten."""
        now = self._clock()
        store.execute("DELETE FROM hits WHERE token = ? AND (at <= ? OR at > ?)", (self._token, now - seconds, now + 1))
        (count,) = store.execute("SELECT count(*) FROM hits WHERE token = ?", (self._token,)).fetchone()
        return int(count)

    def _figures(self, store: sqlite3.Connection) -> tuple[int, float, float]:
        row = store.execute(
            "SELECT allowed, seconds, closed_until FROM tokens WHERE token = ?", (self._token,)
        ).fetchone()
        return row if row else (*self._default, 0.0)

    def _remember(self, store: sqlite3.Connection, allowed: int, seconds: float) -> None:
        store.execute(
            "INSERT INTO tokens (token, allowed, seconds) VALUES (?, ?, ?)"
            " ON CONFLICT (token) DO UPDATE SET allowed = excluded.allowed, seconds = excluded.seconds",
            (self._token, allowed, seconds),
        )

    @contextmanager
    def _open(self, budget: Budget | None = None) -> Iterator[sqlite3.Connection]:
        """The store under the lock, in one transaction; a damaged file is begun anew."""
        try:
            with (
                self._lock.acquire(timeout=min(30.0, budget.left) if budget else 30.0),
                closing(self._connect()) as store,
                store,
            ):
                yield store
        except Timeout:
            raise BudgetSpent(
                f"Another run has held {self._path.name} for too long.",
                hint="See whether another run hangs, then run again.",
            ) from None
        except (OSError, sqlite3.Error) as failure:
            why = getattr(failure, "strerror", None) or failure
            raise UsageError(
                f"The rate limits in {self._path} could not be kept: {why}. The tracker was not asked without them.",
                hint="See that the disk has room and that this account may write there, then run again.",
            ) from None

    def _connect(self) -> sqlite3.Connection:
        try:
            return self._connected()
        except sqlite3.DatabaseError:
            with suppress(FileNotFoundError):
                self._path.unlink()
            return self._connected()

    def _connected(self) -> sqlite3.Connection:
        fresh = not self._path.exists()
        store = sqlite3.connect(self._path, timeout=10)
        if fresh:
            os.chmod(self._path, 0o600)
        try:
            store.executescript(_TABLES)
        except sqlite3.DatabaseError:
            store.close()
            raise
        return store

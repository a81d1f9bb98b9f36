"""The file that rate limits are shared through: SQLite under a file lock, begun anew where it is damaged.

It holds hashes of tokens and keys and times of requests, nothing else; losing it costs nothing but ten seconds of
memory.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from trackerbridge.errors import BudgetSpent, UsageError
from trackerbridge.trackers.budget import Budget

__all__ = ["LimitsFile"]

_POLL = 0.005  # seconds between two tries for the file lock, which is held for about a millisecond
_TABLES = """
CREATE TABLE IF NOT EXISTS taken (id INTEGER PRIMARY KEY, token TEXT NOT NULL, key TEXT NOT NULL, at REAL NOT NULL,
                                  made REAL NOT NULL, sent INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS taken_by_token ON taken (token, at);
CREATE INDEX IF NOT EXISTS taken_by_key ON taken (key, at);
CREATE TABLE IF NOT EXISTS lanes (name TEXT PRIMARY KEY, allowed INTEGER NOT NULL, seconds REAL NOT NULL,
                                  closed_until REAL NOT NULL DEFAULT 0);
"""
_TURNS: dict[Path, Lock] = {}  # the threads of one process stand in line here, and one of them at the file


class LimitsFile:
    """One such file. Several processes and threads may each have one of the same path."""

    def __init__(self, path: Path) -> None:
        """Raises UsageError where its folder cannot be made."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as failure:
            raise UsageError(
                f"The folder {path.parent} cannot be made ({failure.strerror}).",
                hint="Set ledger.url to a place that can be written.",
            ) from None
        self._lock = FileLock(f"{path}.lock", mode=0o600)

    @contextmanager
    def open(self, budget: Budget | None = None) -> Iterator[sqlite3.Connection]:
        """The store under the lock, in one transaction; a damaged file is begun anew."""
        patience = min(30.0, budget.left) if budget else 30.0
        try:
            with (
                _in_turn(self._path, patience),
                self._lock.acquire(timeout=patience, poll_interval=_POLL),
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
            store.execute("PRAGMA synchronous = OFF")  # it need not survive a power cut
            store.executescript(_TABLES)
        except sqlite3.DatabaseError:
            store.close()
            raise
        return store


@contextmanager
def _in_turn(path: Path, patience: float) -> Iterator[None]:
    """One thread of this process at a time. Raises Timeout."""
    turn = _TURNS.setdefault(path, Lock())
    if not turn.acquire(timeout=patience):
        raise Timeout(str(path))
    try:
        yield
    finally:
        turn.release()

"""Rate limits shared by every run on this machine (DESIGN decision 15): one SQLite file, one file lock.

A sliding window per token: 96 requests in 10 s, below Trello's 100 (API-FACTS 3.2), corrected by what its
``x-rate-limit-api-token-*`` headers say, so that another program on the same token is reckoned with.

Whoever asks gets a place in a queue at once, with the moment when its turn comes, and sleeps until then without holding
anything; so many may wait, in order, and none of them spins. The tracker counts a request when it arrives, somewhere
between our sending it and its answer. So a place counts from its answer on: two requests that we hold a window apart
can never meet in one, however long the first was on its way.

The file holds a hash of the token and times of requests, nothing else; losing it costs nothing but ten seconds of
memory.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from trackerbridge.errors import BudgetSpent, TrackerbridgeError, UsageError
from trackerbridge.trackers.budget import Budget

REQUESTS = 96
SECONDS = 10.0
FIGURES: Mapping[str, tuple[int, float]] = {
    # Jira tells no figures before it refuses; Cloud's bursts are 100 questions a second for each address, and 50 PUTs
    # or DELETEs (API-FACTS 1.9). What it refuses, everyone on this token waits for.
    "jira": (48, 1.0),
}
SHARE = 0.96  # of what the tracker allows
LONGEST_SHARED = 120.0  # seconds: a longer ban binds the run that was told; a later run asks again, once
_UNDERWAY = 60.0  # seconds: longer than any answer is waited for
_POLL = 0.005  # seconds between two tries for the file lock, which is held for about a millisecond
_TABLES = """
CREATE TABLE IF NOT EXISTS places (id INTEGER PRIMARY KEY, token TEXT NOT NULL, at REAL NOT NULL, made REAL NOT NULL,
                                   sent INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS places_by_token ON places (token, at);
CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, allowed INTEGER NOT NULL, seconds REAL NOT NULL,
                                   closed_until REAL NOT NULL DEFAULT 0);
"""
_TURNS: dict[Path, Lock] = {}  # the threads of one process stand in line here, and one of them at the file
_FULL = "the shared rate limit has no room and we wait for it"
_CLOSED = "the tracker limits our requests and asked us to wait"


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
        self._told = (0.0, 0.0)  # when this run was told to wait, and until when
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as failure:
            raise UsageError(
                f"The folder {path.parent} cannot be made ({failure.strerror}).",
                hint="Set ledger.url to a place that can be written.",
            ) from None
        self._lock = FileLock(f"{path}.lock", mode=0o600)

    def acquire(self, budget: Budget) -> int:
        """Take one place, and wait for its turn as long as the budget lasts. Raises BudgetSpent.

        The number of the place is for :meth:`observe`.
        """
        place, seconds, why = self.stand_in_line(budget)
        try:
            while seconds > 0:
                budget.wait(seconds, why)
                seconds, why = self.turn(place, budget)
        except BaseException:
            self._give_back(place)
            raise
        return place

    def stand_in_line(self, budget: Budget) -> tuple[int, float, str]:
        """A new place, the seconds until its turn, and what is waited for."""
        with self._open(budget) as store:
            now = self._clock()
            self._forget_the_old(store, now)
            row = (self._token, now, now)
            place = int(store.execute("INSERT INTO places (token, at, made) VALUES (?, ?, ?)", row).lastrowid or 0)
            return place, *self._turn(store, place)

    def turn(self, place: int, budget: Budget) -> tuple[float, str]:
        """Seconds until this place's turn as things are now, and what for; at 0 it counts as sent."""
        with self._open(budget) as store:
            return self._turn(store, place)

    def observe(self, headers: Mapping[str, str], places: Sequence[int] = ()) -> None:
        """The answer to what was sent in these places: they count from now on.

        Learns the tracker's own figures from it: its maximum, its interval, and what others used of it.
        """
        figures = _figures_in(headers)
        if not places and figures is None:
            return
        with self._open() as store:
            now = self._clock()
            marks = ",".join("?" * len(places))
            asked = f"SELECT min(at) FROM places WHERE id IN ({marks})"  # noqa: S608 - question marks alone
            (sent,) = store.execute(asked, tuple(places)).fetchone()
            store.execute(f"UPDATE places SET at = ? WHERE id IN ({marks})", (now, *places))  # noqa: S608
            if figures is not None:
                self._learn(store, *figures, since=now if sent is None else min(sent, now), now=now)

    def refused(self, seconds: float) -> None:
        """The tracker said 429: no one on this token sends for ``seconds``."""
        now = self._clock()
        until = now + seconds
        self._told = (now, max(until, self._told_here(now)))
        with self._open() as store:
            allowed, span, _ = self._figures(store)
            self._remember(store, allowed, span)
            store.execute("UPDATE tokens SET closed_until = max(closed_until, ?) WHERE token = ?", (until, self._token))

    def _turn(self, store: sqlite3.Connection, place: int) -> tuple[float, str]:
        """What was sent already, and whoever stood in line before, leaves no more than ``allowed`` in any window."""
        allowed, seconds, closed_until = self._figures(store)
        now = self._clock()
        before = "SELECT at FROM places WHERE token = ? AND (sent OR id < ?) ORDER BY at DESC LIMIT 1 OFFSET ?"
        leaves = store.execute(before, (self._token, place, allowed - 1)).fetchone()
        free = float(leaves[0]) + seconds if leaves else now
        opens = max(closed_until if closed_until <= now + LONGEST_SHARED else now, self._told_here(now))
        due = max(now, free, opens)
        store.execute("UPDATE places SET at = ?, sent = ? WHERE id = ?", (due, due <= now, place))
        return due - now, _CLOSED if opens > free else _FULL

    def _told_here(self, now: float) -> float:
        """Until when this run was told to wait, however long; nothing where the clock was set back since."""
        said, until = self._told
        return until if said <= now + 1 else now

    def _give_back(self, place: int) -> None:
        """Whoever ran out of time sends nothing."""
        with suppress(TrackerbridgeError), self._open() as store:
            store.execute("DELETE FROM places WHERE id = ?", (place,))

    def _learn(
        self, store: sqlite3.Connection, maximum: int, remaining: int, seconds: float, *, since: float, now: float
    ) -> None:
        """What the tracker had counted by ``since`` and we have not sent, others have: it counts as if we had."""
        allowed = max(1, int(maximum * SHARE))
        self._remember(store, allowed, seconds)
        ours = "SELECT count(*) FROM places WHERE token = ? AND sent AND at > ?"
        (counted,) = store.execute(ours, (self._token, since - seconds)).fetchone()
        unseen = min(maximum - remaining - int(counted), allowed)
        row = (self._token, now, now)
        store.executemany("INSERT INTO places (token, at, made, sent) VALUES (?, ?, ?, 1)", [row] * max(0, unseen))

    def _forget_the_old(self, store: sqlite3.Connection, now: float) -> None:
        """What has left every window, and what a clock that was set back since had written down."""
        _, seconds, _ = self._figures(store)
        gone = now - seconds - _UNDERWAY
        store.execute("DELETE FROM places WHERE token = ? AND (at <= ? OR made > ?)", (self._token, gone, now + 1))

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


def _figures_in(headers: Mapping[str, str]) -> tuple[int, int, float] | None:
    """The maximum, what remains of it, and the interval in seconds; None where the headers do not say."""
    try:
        maximum = int(headers["x-rate-limit-api-token-max"])
        remaining = int(headers["x-rate-limit-api-token-remaining"])
        seconds = int(headers["x-rate-limit-api-token-interval-ms"]) / 1000
    except (KeyError, ValueError):
        return None
    return (maximum, remaining, seconds) if maximum > 0 and seconds > 0 else None

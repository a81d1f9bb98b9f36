"""Rate limits shared by every run on this machine (DESIGN decision 15): one SQLite file, one file lock.

A sliding window per token: 96 requests in 10 s, below Trello's 100 (API-FACTS 3.2), and one for all tokens of a key:
288, below 300. Both are corrected by what the ``x-rate-limit-api-token-*`` and ``-api-key-*`` headers say, so that
another program on the same token or key is reckoned with.

Whoever asks gets a place in a queue at once, with the moment when its turn comes, and sleeps until then without holding
anything; so many may wait, in order, and none of them spins. The tracker counts a request when it arrives, somewhere
between our sending it and its answer. So a place counts from its answer on: two requests that we hold a window apart
can never meet in one, however long the first was on its way.

"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from trackerbridge.errors import TrackerbridgeError
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.limits_file import LimitsFile

REQUESTS = 96
SECONDS = 10.0
FIGURES: Mapping[str, tuple[int, float]] = {
    # Jira tells no figures before it refuses; Cloud's bursts are 100 questions a second for each address, and 50 PUTs
    # or DELETEs (API-FACTS 1.9). What it refuses, everyone on this token waits for.
    "jira": (48, 1.0),
}
OF_KEYS: Mapping[str, tuple[int, float]] = {"trello": (288, 10.0)}  # what all tokens of an application's key share
SHARE = 0.96  # of what the tracker allows
LONGEST_SHARED = 120.0  # seconds: a longer ban binds the run that was told; a later run asks again, once
_EVER = float("inf")
_UNDERWAY = 60.0  # seconds: longer than any answer is waited for
_FULL = "the shared rate limit has no room and we wait for it"
_CLOSED = "the tracker limits our requests and asked us to wait"


@dataclass(frozen=True, slots=True)
class _Lane:
    """One limit: ``column`` names what requests are counted by, ``name`` is the hash of the token or key."""

    column: str
    name: str
    default: tuple[int, float]

    @classmethod
    def of(cls, column: str, secret: str, default: tuple[int, float]) -> _Lane:
        return cls(column, hashlib.sha256(secret.encode()).hexdigest()[:16], default)

    def figures(self, store: sqlite3.Connection) -> tuple[int, float, float]:
        """How many are allowed, in how many seconds, and until when nobody sends."""
        asked = "SELECT allowed, seconds, closed_until FROM lanes WHERE name = ?"
        row = store.execute(asked, (self.name,)).fetchone()
        return row if row else (*self.default, 0.0)

    def remember(self, store: sqlite3.Connection, allowed: int, seconds: float) -> None:
        """What the tracker says of itself."""
        store.execute(
            "INSERT INTO lanes (name, allowed, seconds) VALUES (?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET allowed = excluded.allowed, seconds = excluded.seconds",
            (self.name, allowed, seconds),
        )

    def room_after(self, store: sqlite3.Connection, place: int) -> float:
        """When all who stand in line before this place have gone, and enough of them have left the window."""
        allowed, seconds, _ = self.figures(store)
        before = f"SELECT at FROM taken WHERE {self.column} = ? AND (sent OR id < ?)"  # noqa: S608 - two columns
        asked = f"{before} ORDER BY at DESC LIMIT 1 OFFSET ?"
        row = store.execute(asked, (self.name, place, allowed - 1)).fetchone()
        return float(row[0]) + seconds if row else 0.0

    def room_between(self, store: sqlite3.Connection, place: int, moment: float, now: float) -> float:
        """The first moment from this one on when there is room, though others stand in line for a later one."""
        allowed, seconds, _ = self.figures(store)
        before = f"FROM taken WHERE {self.column} = ? AND (sent OR id < ?) AND at > ?"
        asked = f"SELECT CASE WHEN sent THEN min(at, ?) ELSE at END {before} ORDER BY 1"
        taken = [at for (at,) in store.execute(asked, (now, self.name, place, moment - seconds))]
        for first, last in zip(taken, taken[allowed - 1 :], strict=False):  # as many as are allowed
            if last <= moment < first + seconds:
                moment = first + seconds
        return moment

    def learn(self, store: sqlite3.Connection, headers: Mapping[str, str], *, since: float, now: float) -> None:
        """What the tracker had counted by ``since`` and we have not sent, others have: it counts as if we had."""
        figures = _figures_in(headers, self.column)
        if figures is None:
            return
        maximum, remaining, seconds = figures
        allowed = max(1, int(maximum * SHARE))
        self.remember(store, allowed, seconds)
        ours = f"SELECT count(*) FROM taken WHERE {self.column} = ? AND sent AND at > ?"  # noqa: S608 - two columns
        (counted,) = store.execute(ours, (self.name, since - seconds)).fetchone()
        unseen = min(maximum - remaining - int(counted), allowed)
        row = {"token": "", "key": "", self.column: self.name, "now": now}
        made = "INSERT INTO taken (token, key, at, made, sent) VALUES (:token, :key, :now, :now, 1)"
        store.executemany(made, [row] * max(0, unseen))


class SharedLimiter:
    """The limiter of one token, and of its key. Several processes and threads may each have one on the same file."""

    def __init__(
        self,
        path: Path,
        token: str,
        requests: int = REQUESTS,
        seconds: float = SECONDS,
        *,
        key: str = "",
        of_key: tuple[int, float] = OF_KEYS["trello"],
        clock: Callable[[], float] = time.time,
    ) -> None:
        """``key``: what several tokens share, so many requests (``of_key``) in so many seconds; empty where nothing is.

        ``clock`` is wall time, since processes share it; waiting is done by the budget.
        """
        self._file = LimitsFile(path)
        self._token = _Lane.of("token", token, (requests, seconds))
        self._key = _Lane.of("key", key, of_key) if key else None
        self._clock = clock
        self._told = (0.0, 0.0)  # when this run was told to wait, and until when

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
        with self._file.open(budget) as store:
            now = self._clock()
            self._forget_the_old(store, now)
            row = (self._token.name, self._key.name if self._key else "", now, now)
            made = store.execute("INSERT INTO taken (token, key, at, made) VALUES (?, ?, ?, ?)", row)
            place = int(made.lastrowid or 0)
            return place, *self._turn(store, place)

    def turn(self, place: int, budget: Budget) -> tuple[float, str]:
        """Seconds until this place's turn as things are now, and what for; at 0 it counts as sent."""
        with self._file.open(budget) as store:
            return self._turn(store, place)

    def observe(self, headers: Mapping[str, str], places: Sequence[int] = ()) -> None:
        """The answer to what was sent in these places: they count from now on.

        Learns the tracker's own figures from it: its maximum, its interval, and what others used of it.
        """
        if not places and not any(_figures_in(headers, lane.column) for lane in self._lanes):
            return
        with self._file.open() as store:
            now = self._clock()
            marks = ",".join("?" * len(places))
            asked = f"SELECT min(at) FROM taken WHERE id IN ({marks})"  # noqa: S608 - question marks alone
            (sent,) = store.execute(asked, tuple(places)).fetchone()
            store.execute(f"UPDATE taken SET at = ? WHERE id IN ({marks})", (now, *places))  # noqa: S608
            for lane in self._lanes:
                lane.learn(store, headers, since=now if sent is None else min(sent, now), now=now)

    def refused(self, seconds: float) -> None:
        """The tracker said 429: no one on this token sends for ``seconds``.

        Where it is the key that was used up, the headers said so, and whoever has another token of it waits as well.
        """
        now = self._clock()
        until = now + seconds
        self._told = (now, max(until, self._told_here(now)))
        with self._file.open() as store:
            allowed, span, _ = self._token.figures(store)
            self._token.remember(store, allowed, span)
            closed = "UPDATE lanes SET closed_until = max(closed_until, ?) WHERE name = ?"
            store.execute(closed, (until, self._token.name))

    @property
    def _lanes(self) -> Sequence[_Lane]:
        return (self._token, self._key) if self._key else (self._token,)

    def _turn(self, store: sqlite3.Connection, place: int) -> tuple[float, str]:
        """What was sent already, and whoever stood in line before, leaves no more than ``allowed`` in any window.

        Of a token that holds in the order of the line. On a key, somebody whose own token makes them wait takes no room
        from others before their moment.
        """
        _, _, closed_until = self._token.figures(store)
        now = self._clock()
        opens = max(closed_until if closed_until <= now + LONGEST_SHARED else now, self._told_here(now))
        due = max(now, self._token.room_after(store, place), opens)
        why = _CLOSED if due == opens > now else _FULL
        if self._key and (later := self._key.room_between(store, place, due, now)) > due:
            due, why = later, _FULL
        store.execute("UPDATE taken SET at = ?, sent = ? WHERE id = ?", (due, due <= now, place))
        return due - now, why

    def _told_here(self, now: float) -> float:
        """Until when this run was told to wait, however long; nothing where the clock was set back since."""
        said, until = self._told
        return until if said <= now + 1 else now

    def _give_back(self, place: int) -> None:
        """Whoever ran out of time sends nothing."""
        with suppress(TrackerbridgeError), self._file.open() as store:
            store.execute("DELETE FROM taken WHERE id = ?", (place,))

    def _forget_the_old(self, store: sqlite3.Connection, now: float) -> None:
        """What has left every window, and what a clock that was set back since had written down."""
        for lane in self._lanes:
            _, seconds, _ = lane.figures(store)
            old = f"DELETE FROM taken WHERE {lane.column} = ? AND (at <= ? OR made > ?)"  # noqa: S608 - two columns
            store.execute(old, (lane.name, now - seconds - _UNDERWAY, now + 1))


def _figures_in(headers: Mapping[str, str], lane: str) -> tuple[int, int, float] | None:
    """The maximum, what remains of it, and the interval in seconds; None where the headers do not say."""
    try:
        maximum = int(headers[f"x-rate-limit-api-{lane}-max"])
        remaining = int(headers[f"x-rate-limit-api-{lane}-remaining"])
        seconds = int(headers[f"x-rate-limit-api-{lane}-interval-ms"]) / 1000
    except (KeyError, ValueError):
        return None
    return (maximum, remaining, seconds) if maximum > 0 and seconds > 0 else None

"""Runs tools against the sandbox, one after the other, and notes what came of it. One that fails stops no other."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from statistics import median

from benchmarks.peers import measure
from benchmarks.peers.installed import NotInstalledError, python_of
from benchmarks.peers.libraries import Floor
from benchmarks.peers.material import Seen, Size
from benchmarks.peers.measure import Measured
from benchmarks.peers.ours import Ours
from benchmarks.peers.peer import Peer, Place, Step
from benchmarks.peers.served import Asked, Served, served

QUICK, SHORT = 3, 6.0
"""A command of less than so many seconds is measured so many times, and its median is taken."""


CALLED = {"trello": "card", "jira": "issue"}


@dataclass(frozen=True)
class Result:
    """One command of one tool at one latency."""

    peer: str
    step: str
    size: Size
    latency: float
    truth: Seen
    whole: bool = True
    """Whether this command is the whole pull, not a later look for news."""
    measured: Measured | None = None
    asked: Asked | None = None
    start_up: Measured | None = None
    """Its imports alone."""
    seen: Seen | None = None
    told: bool | None = None
    why: str = ""
    """Why there are no figures, or not all."""

    @property
    def cpu(self) -> float | None:
        """CPU seconds beyond start-up."""
        return max(0.0, self.measured.cpu - self.start_up.cpu) if self.measured and self.start_up else None

    @property
    def wall(self) -> float | None:
        """Seconds beyond start-up."""
        return max(0.0, self.measured.wall - self.start_up.wall) if self.measured and self.start_up else None


@dataclass(frozen=True)
class Bench:
    """How to measure: ``bound`` is the most seconds a command may take, ``until`` when the whole run is to be over."""

    bound: float = 240
    until: float = inf
    """By ``time.monotonic``. What has not begun by then is left out, and named so."""
    repeat: int = QUICK
    rate_limits: bool = False

    def at(self, size: Size, latency: float, peers: Sequence[Peer]) -> list[Result]:
        """Every tool once at this latency, the floor and ours before those that take longest.

        On Trello ours comes last: it publishes, and nobody else is to read the client's board.
        """
        found: list[Result] = []
        in_order = sorted(
            (peer for peer in peers if size.tracker in peer.trackers),
            key=lambda peer: (isinstance(peer, Ours) and size.tracker == "trello", not isinstance(peer, Ours | Floor)),
        )
        groups = [[peer] for peer in in_order] if self.rate_limits else [in_order]  # limits that nobody has used up
        for group in groups:
            try:
                with served(size, latency, rate_limits=self.rate_limits) as sandbox:
                    for peer in group:
                        found += self._tried(peer, size, latency, sandbox)
            except Exception as error:  # the other trackers are still to be measured
                say(f"  {error!r}")
        return found

    def _tried(self, peer: Peer, size: Size, latency: float, sandbox: Served) -> list[Result]:
        say(f"{size.words}, {latency:g} ms{', real limits' if self.rate_limits else ''}: {peer.name} ...")
        if time.monotonic() > self.until:
            return [Result(peer.name, "", size, latency, sandbox.truth, why="left out: the run took too long")]
        try:
            return self._measured(peer, size, latency, sandbox, python_of(peer))
        except NotInstalledError as error:
            why = str(error)
        except Exception as error:  # whatever it is, the others are still to be measured
            say(f"  {error!r}")
            why = "could not be measured"
        return [Result(peer.name, "", size, latency, sandbox.truth, why=why)]

    def _measured(self, peer: Peer, size: Size, latency: float, sandbox: Served, python: Path) -> list[Result]:
        if isinstance(peer, Ours):
            sandbox.add_client_board()
        rounds: list[list[Result]] = []
        while len(rounds) < self.repeat and (not rounds or _is_short(rounds[0])):
            with tempfile.TemporaryDirectory() as name:
                place = Place(python, sandbox.url, size, Path(name))
                rounds.append(self._round(peer, place, latency, sandbox, count=not rounds))
        return [_middle(same) for same in zip(*rounds, strict=False)]

    def _round(self, peer: Peer, place: Place, latency: float, sandbox: Served, *, count: bool) -> list[Result]:
        """All commands once in a new folder; what was seen is counted ``count``."""
        peer.prepare(place)
        start_up = None if self.rate_limits else self._run(place, peer.start_up(place))[0]
        for step in peer.set_up(place):
            done, output = self._run(place, step)
            if done.code not in step.fine:
                say((output.parent / "stderr").read_text(errors="replace")[-600:])
                return [Result(peer.name, step.name, place.size, latency, sandbox.truth, why="could not be set up")]
        found = []
        for number, step in enumerate(peer.steps(place)[: 1 if self.rate_limits else None]):
            sandbox.forget()
            done, output = self._run(place, step)
            asked = sandbox.asked()
            result = Result(
                peer.name, step.name, place.size, latency, sandbox.truth, number == 0, done, asked, start_up,
                why=_trouble(done, asked, step, output, CALLED[place.size.tracker]),
            )  # fmt: skip
            found.append(_with_seen(result, peer, place, output) if count and number == 0 else result)
        return found

    def _run(self, place: Place, step: Step) -> tuple[Measured, Path]:
        folder = place.folder / f"output of {step.name}"
        done = measure.alone(self.bound, folder, step.command, {**place.env, **step.more_env}, place.folder)
        return done, folder / "stdout"


def _trouble(done: Measured, asked: Asked, step: Step, output: Path, called: str) -> str:
    """In a few words why a command did not end well; the details go to the terminal alone."""
    if not done.stopped and done.code in step.fine:
        return ""
    where = f" at {called} {asked.tasks}" if asked.tasks else ""
    if done.stopped:
        return f"stopped by the bench after {done.wall:.0f} s{where}"
    say((output.parent / "stderr").read_text(errors="replace")[-600:])
    over = " when told 429" if asked.refused else ""
    return f"gives up{where} after {done.wall:.1f} s{over}"


def _with_seen(result: Result, peer: Peer, place: Place, output: Path) -> Result:
    """The same, with what was seen, where that can be read."""
    try:
        return replace(result, seen=peer.seen(place, output), told=peer.told(place, output))
    except (ValueError, KeyError, TypeError) as error:
        if not result.why:
            say(f"  what {peer.name} saw cannot be read: {error!r}")
        return result


def _is_short(results: Sequence[Result]) -> bool:
    return all(one.measured and not one.why and one.measured.wall < SHORT for one in results)


def _middle(same: Sequence[Result]) -> Result:
    """Several measurements of one command as one: the medians of their figures, and what the first saw."""
    first = same[0]
    figures = [one.measured for one in same if one.measured]
    start_ups = [one.start_up for one in same if one.start_up]
    return replace(first, measured=_median(figures), start_up=_median(start_ups))


def _median(figures: Sequence[Measured]) -> Measured | None:
    if not figures:
        return None

    def of(figure: Callable[[Measured], float]) -> float:
        return median(figure(one) for one in figures)

    return replace(
        figures[0], wall=of(lambda one: one.wall), cpu=of(lambda one: one.cpu), memory_mb=of(lambda one: one.memory_mb)
    )


def say(text: str) -> None:
    """Progress."""
    print(text, file=sys.stderr, flush=True)

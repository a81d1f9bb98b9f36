"""Ours beside others, in one run and one table: ``python -m benchmarks.peers``.

Every tool reads the same made-up board and Jira from the sandbox. What each of them saw is counted first, then its
requests by the sandbox's log, its seconds at each latency, its CPU beyond start-up, its memory, and what becomes of it
under the tracker's real limit. Others are installed on demand below ``.venv/bench``, with pinned versions; one that
cannot be installed or run is named so, and the rest go on.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.peers import page
from benchmarks.peers.bugwarrior import Bugwarrior
from benchmarks.peers.libraries import Floor, JiraLibrary, PyTrello
from benchmarks.peers.material import BOARD, LARGE, PROJECT, Size
from benchmarks.peers.ours import Ours
from benchmarks.peers.peer import Peer
from benchmarks.peers.running import Bench, Result, say
from benchmarks.peers.table import goals, rows_of, table
from benchmarks.peers.taps import TapJira, TapTrello

PEERS: tuple[Peer, ...] = (Ours(), TapTrello(), TapJira(), Bugwarrior(), PyTrello(), JiraLibrary(), Floor())
QUICK = (Size("trello", 50, actions=350), Size("jira", 50, comments=125, changes=300))
LIMITED_AT = 20
"""Latency in ms of the runs under the real limit."""
SLOW_FOR_LARGE = (Bugwarrior, JiraLibrary)
"""They ask once for every issue: with 10,000 of them that says nothing new, for a long time."""


def main() -> None:
    """Measure, print, and write where asked to."""
    said = _arguments()
    peers = [peer for peer in PEERS if not said.only or any(word.lower() in peer.name.lower() for word in said.only)]
    began, load = time.monotonic(), os.getloadavg()[0]
    bench = Bench(bound=said.stop_after, until=began + said.within * 60, repeat=said.repeat)
    results, limited = _measured(bench, peers, said)
    text = _section(results, limited, peers, f"{load:.1f} to {os.getloadavg()[0]:.1f}", time.monotonic() - began)
    print(text)
    if said.write:
        page.put(said.write, "peers", text)


def _measured(bench: Bench, peers: Sequence[Peer], said: argparse.Namespace) -> tuple[list[Result], list[Result]]:
    """Without and with the trackers' limits; what takes longest comes last."""
    sizes = QUICK if said.quick else (BOARD, PROJECT)
    once = replace(bench, repeat=1)
    results = [result for size in sizes for latency in said.latency for result in bench.at(size, latency, peers)]
    limited: list[Result] = []
    for size in sizes if said.rate_limits else ():
        limited += replace(once, rate_limits=True).at(size, LIMITED_AT, peers)
    if not said.quick:
        results += once.at(LARGE, 0, [peer for peer in peers if not isinstance(peer, SLOW_FOR_LARGE)])
    return results, limited


def _arguments() -> argparse.Namespace:
    ask = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    ask.formatter_class = argparse.RawDescriptionHelpFormatter
    ask.add_argument("--quick", action="store_true", help="a board and a Jira of 50 tasks, to see that all of it runs")
    ask.add_argument("--latency", type=float, nargs="+", default=[0, 20, 80], metavar="MS", help="default: 0 20 80")
    ask.add_argument("--only", nargs="+", metavar="NAME", help="tools whose names hold one of these words")
    ask.add_argument("--rate-limits", action="store_true", help="also under the trackers' real limits")
    ask.add_argument("--repeat", type=int, default=3, help="how often short commands are measured (default: 3)")
    ask.add_argument(
        "--stop-after", type=float, default=240, metavar="SECONDS", help="the most that one command may take"
    )
    ask.add_argument(
        "--within", type=float, default=22, metavar="MINUTES", help="begin nothing after that (default: 22)"
    )
    ask.add_argument("--write", type=Path, metavar="PAGE", help="the page that holds the table")
    return ask.parse_args()


def _section(
    results: Sequence[Result], limited: Sequence[Result], peers: Sequence[Peer], load: str, seconds: float
) -> str:
    rows = rows_of(results, limited)
    machine = f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    day = datetime.now(UTC).date().isoformat()
    how = "\n".join(f"- {peer.name}: {peer.how}." for peer in peers)
    head = f"Measured on {day} in {seconds / 60:.0f} minutes on {machine}; load of the machine {load}."
    return f"{head}\n\n{table(rows)}\n\n{how}\n\n{goals(rows)}"


def _processor() -> str:
    """Its name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(130)

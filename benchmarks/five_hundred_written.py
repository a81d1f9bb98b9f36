"""500 cards read and 500 written at Trello's real limit: ``python -m benchmarks.five_hundred_written``.

Runs the real command line against a sandbox that enforces a hundred requests in ten seconds on the one token that both
boards are reached with: the first sync of a board of 500 cards, all of them published, and one with nothing new. The
goal: all written, nobody refused, in at most 1.08 times what the limit dictates for as many requests, start of Python,
reading and judging included. It takes about a minute and a half. ``--latency-ms`` is waited before every answer;
``--time-scale 5`` makes the windows five times shorter, and then everything else weighs five times as much.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import requests

from benchmarks.board_of_500 import board, config, sandbox, timed
from trackerbridge.sandbox.limits import INTERVAL_MS, PER_TOKEN


def refused(url: str) -> int:
    """How often the sandbox said 429."""
    asked = requests.get(f"{url}/_sandbox/requests", timeout=60).json()["requests"]
    return sum(entry["status"] == 429 for entry in asked)


def report(step: str, answer: dict[str, Any], seconds: float, time_scale: float, refusals: int) -> None:
    """One line of the table."""
    (project,) = answer["projects"]
    sent = sum(project["requests"].values()) + sum(answer["requests"].values())
    dictated = sent / PER_TOKEN * INTERVAL_MS / 1000 / time_scale
    print(
        f"{step:<16}{project['status']:<11}{project['applied']:>8}{project['failed']:>8}{sent:>10}{refusals:>9}"
        f"{seconds:>9.1f}{seconds / dictated:>8.3f}"
    )


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--cards", type=int, default=500)
    ask.add_argument("--latency-ms", type=int, default=80)
    ask.add_argument("--time-scale", type=float, default=1.0)
    said = ask.parse_args()
    source = board(said.cards, said.cards * 7, published=said.cards)
    print(f"{said.cards} cards, {said.latency_ms} ms latency")
    print(
        f"{'step':<16}{'status':<11}{'applied':>8}{'failed':>8}{'requests':>10}{'refused':>9}{'seconds':>9}{'ratio':>8}"
    )
    limits = ("--rate-limits", "--time-scale", str(said.time_scale))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with sandbox(folder, source, said.latency_ms, *limits) as url:
            (folder / "tb.toml").write_text(config(url), encoding="utf-8")
            for step, words in (("first sync", ("--force",)), ("nothing new", ())):
                report(step, *timed(folder, "sync", "catalogue", *words), said.time_scale, refused(url))


if __name__ == "__main__":
    main()

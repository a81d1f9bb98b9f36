"""How many requests a board of 500 cards and 3,500 actions takes, step by step: ``make bench-quick``.

Counts are exact, so that one request more is an error here (and in the tests), where a second more would be the
machine's mood. The least possible for the whole board is one request for the cards, four for the actions (1,000 a
page), and two more; where nothing changed, one for both sides together.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from click.testing import CliRunner

from benchmarks.board_of_500 import NOW, board, client_board, config, rename
from trackerbridge.cli import cli
from trackerbridge.sandbox.credentials import KEY, TEAM_TOKEN
from trackerbridge.sandbox.server import Sandbox

PUBLISHED = 5
ALLOWED: Mapping[str, Mapping[str, int]] = {
    "audit: the whole board": {"GET": 7},
    "first sync, 5 cards": {"GET": 2, "POST": 16},  # the client's side, whole; overview, way of working, lists, labels
    "second sync, nothing new": {"GET": 2},  # what was just written is read once
    "third sync, nothing new": {"GET": 1},
    "sync, one card renamed": {"GET": 2, "PUT": 2},  # the card, and the overview that names it
}
"""By step: requests by verb."""


def main() -> int:
    """Print the table; 1 where a step took other than it may."""
    print(f"{'step':<28}{'requests':<24}allowed")
    wrong = 0
    for step, counts in measured():
        allowed = ALLOWED[step]
        wrong += counts != allowed
        print(f"{step:<28}{_said(counts):<24}{_said(allowed)}{'' if counts == allowed else '   <- differs'}")
    return 1 if wrong else 0


def measured() -> Iterator[tuple[str, dict[str, int]]]:
    """Each step with its requests, on a sandbox of its own."""
    with TemporaryDirectory() as name, Sandbox() as sandbox:
        sandbox.state.load_export(board(500, 3500, PUBLISHED))
        sandbox.state.load_export(client_board())
        folder = Path(name)
        (folder / "tb.toml").write_text(config(sandbox.url), encoding="utf-8")
        for step in ALLOWED:
            if "renamed" in step:
                rename(sandbox.url)
            words = ("audit",) if step.startswith("audit") else ("sync", "--force")
            yield step, _requests(folder, *words)


def _requests(folder: Path, *words: str) -> dict[str, int]:
    env = {"TRELLO_KEY": KEY, "TRELLO_TOKEN": TEAM_TOKEN, "TRACKERBRIDGE_PLUGINS": "off"}
    given = ["--config", str(folder / "tb.toml"), "--now", NOW.isoformat(), *words, "--format", "json"]
    done = CliRunner().invoke(cli, given, env=env)
    if done.exit_code != 0:
        raise SystemExit(f"{' '.join(words)} ended with {done.exit_code}: {done.stderr[-500:]}")
    [project] = json.loads(done.stdout)["projects"]
    counts: Mapping[str, Any] = project["requests"]
    return {verb: number for verb, number in counts.items() if number}


def _said(counts: Mapping[str, int]) -> str:
    return " ".join(f"{number} {verb}" for verb, number in counts.items())


if __name__ == "__main__":
    sys.exit(main())

"""Where our time goes: ``python -m benchmarks.profile``, CPU seconds by part of a plan over a board and a Jira project.

Reads the board of 500 cards and the Jira of 1,000 issues of ``benchmarks.peers`` from the sandbox, each with nothing
known from before and then with nothing new, each in a process of its own. A part's time is its own, without that of
other parts that it calls. ``--before COMMIT`` measures the sources of that commit in turn with these, so that both meet
the same machine. ``--write PAGE`` puts the table there.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.jira_of_1000 import NOW
from benchmarks.peers import material, page, served
from benchmarks.peers.installed import compiled
from benchmarks.peers.ours import IMPORTS, Ours
from benchmarks.peers.peer import ROOT, Place, own_python
from benchmarks.stopwatch import PARTS

COLUMNS = ("the board, first time", "the board, nothing new", "the Jira, first time", "the Jira, nothing new")
Times = Mapping[str, float]


def main() -> None:
    """Measure, print, and write where asked to."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--repeat", type=int, default=3, help="take the least of so many measurements (default: 3)")
    ask.add_argument("--before", metavar="COMMIT", help="measure the sources of this commit too")
    ask.add_argument("--write", type=Path, help="the page that holds the table")
    said = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        sources = [ROOT / "src"]
        if said.before and unpacked(said.before, Path(name)):
            sources.insert(0, Path(name) / "src")
        for source in sources:
            compiled(source)
        versions = [_columns(measured) for measured in zip(*_measured(sources, said.repeat), strict=True)]
    text = page.markdown(["CPU seconds of a plan", *COLUMNS], rows(versions))
    print(text)
    if said.write:
        page.put(said.write, "profile", text)


def unpacked(commit: str, folder: Path) -> bool:
    """Whether the sources of a commit could be put there."""
    done = subprocess.run(["git", "archive", commit, "src"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        print(f"{commit} cannot be measured: git has no such commit here.", file=sys.stderr)
        return False
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as packed:
        packed.extractall(folder, filter="data")
    return True


def _measured(sources: Sequence[Path], repeat: int) -> list[list[list[Times]]]:
    """By repetition and by version, the columns of the table."""
    found: list[list[list[Times]]] = []
    for _ in range(repeat):
        in_turn: list[list[Times]] = [[] for _ in sources]
        for size in (material.BOARD, material.PROJECT):
            with served.served(size) as sandbox:
                sandbox.add_client_board()
                for place, source in enumerate(sources):
                    in_turn[place] += _twice(size, sandbox.url, source)
        found.append(in_turn)
    return found


def _twice(size: material.Size, url: str, source: Path) -> list[Times]:
    """The parts of a first plan and of a second one with nothing new."""
    peer = Ours()
    with tempfile.TemporaryDirectory() as name:
        place = Place(own_python(), url, size, Path(name))
        peer.prepare(place)
        return [_one(place, peer, source) for _ in range(2)]


def _one(place: Place, peer: Ours, source: Path) -> Times:
    env = {**place.env, **peer.start_up(place).more_env, "PYTHONPATH": f"{source}:{ROOT}"}
    imports = IMPORTS.format(tracker=place.size.tracker)
    command = [str(place.python), "-m", "benchmarks.stopwatch", NOW.isoformat(), imports]
    done = subprocess.run(command, cwd=place.folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The plan could not be measured: {done.stderr[-500:]}")
    found: Times = json.loads(done.stdout.splitlines()[-1])
    return found


def _columns(measured: Sequence[Sequence[Times]]) -> list[Times]:
    """Of several measurements the one with the least sum, for each column: noise only adds."""
    return [min(column, key=lambda times: sum(times.values())) for column in zip(*measured, strict=True)]


def rows(versions: Sequence[Sequence[Times]]) -> list[list[str]]:
    """A row for each part: seconds of one version after the other, and the share of the last."""
    found = []
    for part in PARTS:
        cells = []
        for column in zip(*versions, strict=True):
            share = column[-1].get(part, 0) / sum(column[-1].values())
            cells.append(f"{_said([times.get(part, 0) for times in column])} ({share:.0%})")
        found.append([part, *cells])
    sums = [_said([sum(times.values()) for times in column]) for column in zip(*versions, strict=True)]
    return [*found, ["**in all**", *(f"**{cell}**" for cell in sums)]]


def _said(seconds: Sequence[float]) -> str:
    return " → ".join(f"{one:.2f}" for one in seconds)


if __name__ == "__main__":
    main()

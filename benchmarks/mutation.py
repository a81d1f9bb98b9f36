"""Mutation score of plan, apply and guard: ``python -m benchmarks.mutation`` (about half an hour on one core).

mutmut changes the code in thousands of small ways, each in a copy under ``mutants/``, and runs the tests that reach the
changed function; a change that no test notices survives. What is mutated and which tests run is said under
``[tool.mutmut]`` in ``pyproject.toml``. Prints the score of every part and the survivors; exits with 1 where a part is
below the mark. Code outside of functions (patterns, tables) is not mutated.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MARK = 80  # percent
PARTS = {
    "plan": ("trackerbridge.plan.",),
    "apply": ("trackerbridge.apply.", "trackerbridge.settle."),
    "guard": ("trackerbridge.client_view.guard",),
    "marker": ("trackerbridge.client_view.marker.",),
}
NOTICED = {"killed", "timeout"}


def main() -> int:
    """0 where every part that was looked at reaches the mark."""
    options = _options()
    if not options.keep:
        shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    command = ["run", *(("--max-children", str(options.processes)) if options.processes else ()), *options.mutants]
    if subprocess.run(_mutmut(*command), cwd=ROOT, check=False).returncode:
        return 1
    verdicts = dict(_verdicts())
    print("\nSurvivors (look at one with: mutmut show NAME)")
    for name, verdict in sorted(verdicts.items()):
        if verdict not in NOTICED:
            print(f"  {name}  ({verdict})")
    print("\nPart      noticed    of   score")
    scores = [_score(part, verdicts) for part in PARTS]
    told = [score for score in scores if score is not None]
    print(f"Each must reach {MARK} %.")
    return 0 if told and min(told) >= MARK else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description=__doc__.split("\n")[0])
    parser.add_argument("mutants", nargs="*", help="only these, e.g. 'trackerbridge.plan.safety.*'")
    parser.add_argument("--processes", type=int, default=0, help="how many at a time (all cores)")
    parser.add_argument("--keep", action="store_true", help="keep the verdicts of an earlier run")
    return parser.parse_args()


def _mutmut(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mutmut", *arguments]


def _verdicts() -> Iterator[tuple[str, str]]:
    """The name and the verdict of every mutant that was looked at."""
    told = subprocess.run(_mutmut("results", "--all", "true"), cwd=ROOT, check=True, capture_output=True, text=True)
    for line in told.stdout.splitlines():
        name, colon, verdict = line.strip().rpartition(": ")
        if colon and verdict != "not checked":
            yield name, verdict


def _score(part: str, verdicts: dict[str, str]) -> float | None:
    """Percent; None where nothing of this part was looked at."""
    mine = [verdict for name, verdict in verdicts.items() if name.startswith(PARTS[part])]
    if not mine:
        return None
    noticed = sum(verdict in NOTICED for verdict in mine)
    score = 100 * noticed / len(mine)
    print(f"{part:8} {noticed:8} {len(mine):5} {score:6.1f} %")
    return score


if __name__ == "__main__":
    sys.exit(main())

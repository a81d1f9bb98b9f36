"""``python -m benchmarks.accuracy.train_chances [--data DIR]``: makes ``flags/models/chances.json`` anew.

Besides the weights it writes ``benchmarks/accuracy/seen/chances.txt``, the fingerprints of the issues they saw: the
benchmark judges those by weights that knew only earlier ends.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.accuracy.__main__ import DEFAULT_DATA
from benchmarks.accuracy.chances_fit import STRENGTH, Example, fitted
from benchmarks.accuracy.replay_rows import CALENDAR, files, fingerprint, past_in
from trackerbridge.backtest.rows import Past
from trackerbridge.flags.chances import SIGNS, Weights
from trackerbridge.flags.forecast.at import ChancesAt

MODEL = Path(__file__).parents[2] / "src" / "trackerbridge" / "flags" / "models" / "chances.json"
SEEN = Path(__file__).parent / "seen" / "chances.txt"


def main() -> None:
    """Fit on every raw tracker there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    every: list[Example] = []
    seen, saw = set(), {}
    for name, path in files(parser.parse_args().data):
        past = past_in(path)
        mine = [example for _, example in examples_in(past)]
        every += mine
        saw[name] = {"tasks": len({moment.task.key for moment in past.moments}), "rows": len(mine)}
        seen |= {fingerprint(name, moment.task.key) for moment in past.moments}
    MODEL.write_text(json.dumps(shipped(fitted(every), saw), indent=1) + "\n", encoding="utf-8")
    SEEN.write_text("\n".join(sorted(seen)) + "\n", encoding="utf-8")
    print(MODEL.read_text(encoding="utf-8"))


def examples_in(past: Past) -> Iterator[tuple[tuple[str, str], Example]]:
    """(task, point) and example of every moment at which the date had not passed, in order of time."""
    asking = ChancesAt(CALENDAR)
    for at, (snapshot,), asked in past.stops:
        wanted = {moment.task.identity for moment in asked}
        signs = asking.signs(snapshot, [task for task in snapshot.tasks if task.identity in wanted], at)
        for moment in asked:
            own = signs.get(moment.task.identity)
            if own is not None:
                known = min(moment.finished_at or moment.deadline, moment.deadline)
                yield (moment.task.identity, moment.point.value), Example(own, moment.late, at, known)


def shipped(weights: Weights, saw: dict[str, Any]) -> dict[str, Any]:
    """The file: weights with what each sign means, and what they were made from."""
    signs = {
        name: {"means": means, "weight": round(weights.weight[name], 4), "centre": round(weights.centre[name], 4)}
        for name, means in SIGNS.items()
    }
    card = {"saw": saw, "pull": STRENGTH, "fit": "logistic regression, drawn towards the project's own record"}
    return {
        "about": "How likely a task with a date ahead misses it: log-odds added by signs, against their usual values.",
        "usual": round(weights.usual, 4),
        "signs": signs,
        "card": card,
    }


if __name__ == "__main__":
    main()

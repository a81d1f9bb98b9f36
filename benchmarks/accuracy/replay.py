"""The replay track: raw issues cut back to four moments, the clock set to each, the whole tool asked.

Issues that the shipped weights were made from are judged by weights fitted on ends known before (five blocks of time,
the first by the record alone); all others by the shipped weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.accuracy.chances_fit import forward
from benchmarks.accuracy.replay_rows import CALENDAR, files, fingerprint, past_in
from benchmarks.accuracy.scores import auc, leaf
from benchmarks.accuracy.train_chances import SEEN, examples_in
from trackerbridge.backtest.result import at_risk, base_rate_before, ranks, warned
from trackerbridge.backtest.rows import Past, Row, replayed
from trackerbridge.flags.chances import ChancesAt, chance_of
from trackerbridge.replay import Point


def measure(data: Path) -> dict[str, Any]:
    """Per raw tracker: the four moments, and the share of overdue work that was found."""
    return {name: _measured(name, past_in(path)) for name, path in files(data)}


def _measured(name: str, past: Past) -> dict[str, Any]:
    rows = replayed(past, chances=ChancesAt(CALENDAR))
    unseen = _judged_by_earlier(name, past, rows)
    found: dict[str, Any] = {point.value: _leaf(rows, point) for point in Point}
    overdue = [row for row in rows if row.overdue]
    found["overdue_found"] = sum("D01" in row.flags for row in overdue) / len(overdue) if overdue else None
    found["overdue"] = len(overdue)
    found["rows"] = len(rows)
    found["how"] = f"shipped weights on {unseen} rows, weights of earlier ends on {len(rows) - unseen}"
    return found


def _judged_by_earlier(name: str, past: Past, rows: list[Row]) -> int:
    """Replace the chances of rows that the shipped weights saw; says how many they did not see."""
    seen = [fingerprint(name, row.key) in _seen() for row in rows]
    if any(seen):
        examples = list(examples_in(past))
        weights = forward([example for _, example in examples])
        pairs = zip(examples, weights, strict=True)
        earlier = {place: chance_of(example.signs, known).late for (place, example), known in pairs}
        for number, row in enumerate(rows):
            if seen[number] and (row.task, row.point.value) in earlier:
                rows[number] = replace(row, chance=earlier[row.task, row.point.value])
    return seen.count(False)


def _leaf(every: Sequence[Row], point: Point) -> dict[str, Any]:
    rows = [row for row in at_risk(every) if row.point is point]
    truth = [row.late for row in rows]
    told = [row.chance for row in rows if row.chance is not None]
    found = leaf(truth, [warned(row) for row in rows], ranks(rows), told if len(told) == len(rows) else None)
    return found | {"baselines": _baselines(rows, every)}


def _baselines(rows: Sequence[Row], every: Sequence[Row]) -> Mapping[str, Any]:
    """Plain rankings on the same rows: the fewest days left first, and the share of late ones so far."""
    truth = [row.late for row in rows]
    so_far = [base_rate_before(row, every) for row in rows]
    always = leaf(truth, [True] * len(rows), so_far, so_far)
    return {
        "days left": {"auc": auc(truth, [-(row.deadline - row.at).total_seconds() for row in rows])},
        "late so far": {"auc": always["auc"], "brier": always["brier"]},
        "always late": {"f1": always["f1"]},
    }


@lru_cache(maxsize=1)
def _seen() -> frozenset[str]:
    return frozenset(SEEN.read_text(encoding="utf-8").split()) if SEEN.is_file() else frozenset()

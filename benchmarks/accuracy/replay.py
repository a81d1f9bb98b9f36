"""The replay track: raw issues cut back to four moments, the clock set to each, the whole tool asked.

Issues that the shipped weights were made from are judged by weights fitted on ends known before (five blocks of time,
the first by the record alone); all others by the shipped weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.accuracy.chances_fit import forward
from benchmarks.accuracy.replay_rows import CALENDAR, files, fingerprint, past_in
from benchmarks.accuracy.scores import leaf
from benchmarks.accuracy.train_chances import SEEN, examples_in
from trackerbridge.backtest.measures import auc, brier
from trackerbridge.backtest.result import at_risk, base_rate_before, ranks, warned
from trackerbridge.backtest.rows import Past, Row, replayed
from trackerbridge.flags.base import Severity
from trackerbridge.flags.chances import Weights
from trackerbridge.flags.forecast.at import ChancesAt
from trackerbridge.replay import Point

_MEDIUM_PERCENT = 60  # D03's default


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
        earlier = _chances_by_earlier(past)
        for number, row in enumerate(rows):
            if seen[number]:
                rows[number] = _with_chance(row, earlier.get((row.task, row.at)))
    return seen.count(False)


def _chances_by_earlier(past: Past) -> dict[tuple[str, datetime], float]:
    """The forecast of every row, by task and moment, with weights of ends that were known before."""
    weights = _weights_by_moment(past)
    found: dict[tuple[str, datetime], float] = {}
    for at, snapshots, asked in past.stops:
        if at not in weights:
            continue
        wanted = {moment.task.identity for moment in asked}
        tasks = [task for snapshot in snapshots for task in snapshot.tasks if task.identity in wanted]
        answers = ChancesAt(CALENDAR, weights[at])(snapshots, tasks, at)
        found |= {(identity, at): chance for identity, chance in answers.items()}
    return found


def _weights_by_moment(past: Past) -> dict[datetime, Weights]:
    examples = [example for _, example in examples_in(past)]
    pairs = zip(examples, forward(examples), strict=True)
    return {example.at: weights for example, weights in pairs}


def _with_chance(row: Row, chance: float | None) -> Row:
    """The row as it would have been with this chance: D03 speaks from 60 % on."""
    flags = {code: severity for code, severity in row.flags.items() if code != "D03"}
    if chance is not None and round(100 * chance) >= _MEDIUM_PERCENT and not row.overdue:
        flags["D03"] = Severity.MEDIUM
    return replace(row, chance=chance, flags=flags)


def _leaf(every: Sequence[Row], point: Point) -> dict[str, Any]:
    rows = [row for row in at_risk(every) if row.point is point]
    truth = [row.late for row in rows]
    told = [(row.late, row.chance) for row in rows if row.chance is not None]
    found = leaf(truth, [warned(row) for row in rows], ranks(rows))
    found["brier"] = brier([late for late, _ in told], [chance for _, chance in told])
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

"""What a leaf of the report holds: n, positives, precision, recall, f1, auc, and brier where there is a probability."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

NUMBERS = ("precision", "recall", "f1", "auc", "brier", "brier_base")


def leaf(
    truth: Sequence[bool],
    flagged: Sequence[bool],
    ranks: Sequence[float] | None = None,
    chances: Sequence[float] | None = None,
    base: float | None = None,
) -> dict[str, Any]:
    """The scores of one set of rows.

    ``ranks`` order the rows for the AUC (default: ``chances``); ``base`` is the late rate of the history, and
    ``brier_base`` what always saying that would have cost.
    """
    found: dict[str, Any] = {"n": len(truth), "positives": sum(truth), **precision_recall(truth, flagged)}
    ranks = chances if ranks is None else ranks
    found["auc"] = None if ranks is None else auc(truth, ranks)
    if chances is not None:
        found["brier"] = brier(truth, chances)
        if base is not None:
            found["brier_base"] = brier(truth, [base] * len(truth))
    return found


def precision_recall(truth: Sequence[bool], flagged: Sequence[bool]) -> dict[str, float | None]:
    """Precision, recall and F1; None where a denominator is zero."""
    right = sum(1 for late, flag in zip(truth, flagged, strict=True) if late and flag)
    said, late = sum(map(bool, flagged)), sum(map(bool, truth))
    return {
        "precision": right / said if said else None,
        "recall": right / late if late else None,
        "f1": 2 * right / (said + late) if said + late else None,
    }


def auc(truth: Sequence[bool], ranks: Sequence[float]) -> float | None:
    """How often a late row ranks above one that is not, ties counting half; None where one kind is missing."""
    late = sum(map(bool, truth))
    if not late or late == len(truth):
        return None
    total = sum(rank for rank, one in zip(_mid_ranks(ranks), truth, strict=True) if one)
    return (total - late * (late + 1) / 2) / (late * (len(truth) - late))


def _mid_ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, start = [0.0] * len(values), 0
    while start < len(order):
        stop = start
        while stop < len(order) and values[order[stop]] == values[order[start]]:
            stop += 1
        for place in order[start:stop]:
            ranks[place] = (start + stop + 1) / 2
        start = stop
    return ranks


def brier(truth: Sequence[bool], chances: Sequence[float]) -> float | None:
    """Mean squared distance between chance and outcome; None without rows."""
    if not truth:
        return None
    return sum((chance - late) ** 2 for late, chance in zip(truth, chances, strict=True)) / len(truth)


def macro(leaves: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The mean over projects of every score (rows and positives are summed); a score nobody has is left out."""
    leaves = list(leaves)
    found: dict[str, Any] = {name: sum(one[name] for one in leaves) for name in ("n", "positives")}
    for name in NUMBERS:
        numbers = [one[name] for one in leaves if one.get(name) is not None]
        if numbers:
            found[name] = sum(numbers) / len(numbers)
    return found

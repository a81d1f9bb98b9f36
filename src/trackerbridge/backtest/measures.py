"""What warnings were worth: precision, recall, F1, AUC, Brier. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from trackerbridge.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Hits:
    """Warnings against what happened. None where a denominator is zero."""

    precision: float | None
    recall: float | None
    f1: float | None


def hits(truth: Sequence[bool], warned: Sequence[bool]) -> Hits:
    """Precision, recall and F1 of yes-or-no warnings."""
    right = sum(1 for late, said in zip(truth, warned, strict=True) if late and said)
    said, late = sum(map(bool, warned)), sum(map(bool, truth))
    return Hits(
        right / said if said else None,
        right / late if late else None,
        2 * right / (said + late) if said + late else None,
    )


def auc(truth: Sequence[bool], ranks: Sequence[float]) -> float | None:
    """How often a late one ranks above one that is not, ties counting half; None where one kind is missing."""
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

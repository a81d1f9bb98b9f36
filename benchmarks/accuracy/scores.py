"""What a leaf of the report holds: n, positives, precision, recall, f1, auc, and brier where there is a probability."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from trackerbridge.backtest.measures import auc, brier, hits

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
    found: dict[str, Any] = {"n": len(truth), "positives": sum(truth), **asdict(hits(truth, flagged))}
    ranks = chances if ranks is None else ranks
    found["auc"] = None if ranks is None else auc(truth, ranks)
    if chances is not None:
        found["brier"] = brier(truth, chances)
        if base is not None:
            found["brier_base"] = brier(truth, [base] * len(truth))
    return found


def macro(leaves: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The mean over projects of every score (rows and positives are summed); a score nobody has is left out."""
    leaves = list(leaves)
    found: dict[str, Any] = {name: sum(one[name] for one in leaves) for name in ("n", "positives")}
    for name in NUMBERS:
        numbers = [one[name] for one in leaves if one.get(name) is not None]
        if numbers:
            found[name] = sum(numbers) / len(numbers)
    return found

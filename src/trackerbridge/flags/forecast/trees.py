"""A boosted ensemble of small trees, read from JSON and asked in pure Python.

``{"columns": […], "base": X, "trees": [[node, …], …]}``: the answer's log-odds are ``base`` plus each tree's leaf.
A node is a leaf, one number, or ``[column, threshold, left, right, missing_goes_left, value]``: at most the threshold
goes left; ``value`` is the mean of the leaves beneath, so that a step's share in the answer can be told.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from trackerbridge.lazy_dataclass import dataclass

_LARGEST = 30.0  # beyond, a chance is 0 or 1 to thirteen digits


@dataclass(frozen=True, slots=True)
class Trees:
    """One ensemble."""

    columns: tuple[str, ...]
    base: float
    trees: Sequence[Sequence[Any]]
    card: Mapping[str, Any]

    def log_odds(self, row: Sequence[float]) -> float:
        """The log-odds of being late for a row in the order of ``columns``; NaN is "not known"."""
        return self.base + sum(_leaf(tree, row) for tree in self.trees)

    def shares(self, row: Sequence[float]) -> dict[str, float]:
        """What each column added to the log-odds on the row's way through the trees; together with the mean, all."""
        added = [0.0] * len(self.columns)
        seen = dict[int, None]()  # in the order in which they were met
        for tree in self.trees:
            node = tree[0]
            while isinstance(node, list):
                column, threshold, left, right, missing_left, before = node
                value = row[column]
                node = tree[left if (missing_left if value != value else value <= threshold) else right]
                added[column] += (node[5] if isinstance(node, list) else node) - before
                seen[column] = None
        return {self.columns[column]: added[column] for column in seen}


def chance_of(log_odds: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + math.exp(-max(-_LARGEST, min(_LARGEST, log_odds))))


def log_odds_of(chance: float) -> float:
    """A probability, kept off 0 and 1, as log-odds."""
    kept = min(1 - 1e-6, max(1e-6, chance))
    return math.log(kept / (1 - kept))


@lru_cache(maxsize=1)
def shipped() -> Trees:
    """The model that comes with trackerbridge; its card says what it saw."""
    text = files("trackerbridge.flags").joinpath("models", "late.json").read_text(encoding="utf-8")
    return trees_of(json.loads(text))


def trees_of(data: Mapping[str, Any]) -> Trees:
    """An ensemble from its JSON."""
    return Trees(tuple(data["columns"]), data["base"], data["trees"], data.get("card", {}))


def _leaf(tree: Sequence[Any], row: Sequence[float]) -> float:
    """The leaf at the end of a row's way. Asked hundreds of times a task, so the step stands here and not by itself."""
    node = tree[0]
    while isinstance(node, list):
        value = row[node[0]]  # NaN, which is unequal to itself, is "not known"
        node = tree[node[2] if (node[4] if value != value else value <= node[1]) else node[3]]
    return float(node)

"""A boosted ensemble of small trees, read from JSON and asked in pure Python.

``{"columns": […], "base": X, "trees": [[node, …], …]}``: the answer's log-odds are ``base`` plus each tree's leaf.
A node is a leaf, one number, or ``[column, threshold, left, right, missing_goes_left, value]``: at most the threshold
goes left; ``value`` is the mean of the leaves beneath, so that a step's share in the answer can be told.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from trackerbridge.json_text import read_json
from trackerbridge.lazy_dataclass import dataclass

_LARGEST = 30.0  # beyond, a chance is 0 or 1 to thirteen digits


@dataclass(frozen=True, slots=True)
class Trees:
    """One ensemble. ``roots``: what each tree begins with, as ``_grown`` makes it."""

    columns: tuple[str, ...]
    base: float
    roots: Sequence[Any]
    card: Mapping[str, Any]

    def log_odds(self, row: Sequence[float]) -> float:
        """The log-odds of being late for a row in the order of ``columns``; NaN is "not known"."""
        return self.base + sum(_leaf(node, row) for node in self.roots)

    def shares(self, row: Sequence[float]) -> dict[str, float]:
        """What each column added to the log-odds on the row's way through the trees; together with the mean, all."""
        added = [0.0] * len(self.columns)
        for node in self.roots:
            while node.__class__ is tuple:
                column, threshold, missing_left, left, right, by_left, by_right = node
                value = row[column]
                if missing_left if value != value else value <= threshold:
                    node = left
                    added[column] += by_left
                else:
                    node = right
                    added[column] += by_right
        return {name: share for name, share in zip(self.columns, added, strict=True) if share}


def _grown(tree: Sequence[Any], one_of: Callable[[float, float], float]) -> Any:
    """A tree's root: a leaf as it is, or what the walk through it unpacks. Children stand behind their parents.

    Each node has its children in their places, which is walked in half the time; ``one_of`` gives the same number for
    equal ones, of which there are many.
    """
    grown: list[Any] = list(tree)
    for place in range(len(tree) - 1, -1, -1):
        node = tree[place]
        if node.__class__ is list:
            column, threshold, left, right, missing_left, mean = node
            one, other = tree[left], tree[right]
            by_left = (one[5] if one.__class__ is list else one) - mean
            by_right = (other[5] if other.__class__ is list else other) - mean
            shares = (one_of(by_left, by_left), one_of(by_right, by_right))
            grown[place] = (column, one_of(threshold, threshold), missing_left, grown[left], grown[right], *shares)
    return grown[0]


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
    return trees_of(read_json(text))


def trees_of(data: Mapping[str, Any]) -> Trees:
    """An ensemble from its JSON, which nothing of it keeps."""
    one_of = dict[float, float]().setdefault
    roots = [_grown(tree, one_of) for tree in data["trees"]]
    return Trees(tuple(data["columns"]), data["base"], roots, data.get("card", {}))


def _leaf(node: Any, row: Sequence[float]) -> float:
    """The leaf at the end of a row's way. Asked hundreds of times a task, so the step stands here and not by itself."""
    while node.__class__ is tuple:
        column, threshold, missing_left, left, right, _, _ = node
        value = row[column]  # NaN, which is unequal to itself, is "not known"
        node = left if (missing_left if value != value else value <= threshold) else right
    leaf: float = node
    return leaf

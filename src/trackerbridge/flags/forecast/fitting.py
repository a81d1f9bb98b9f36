"""Fitting trees, with the extra ``trackerbridge[forecast]``: the shipped model, and a project's own.

Deterministic: the same rows give the same trees.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from typing import Any

from trackerbridge.flags.forecast.trees import Trees, trees_of

SHIPPED_SHAPE = {"max_iter": 150, "learning_rate": 0.1, "max_leaf_nodes": 31}
OWN_SHAPE = {"max_iter": 300, "learning_rate": 0.05, "max_leaf_nodes": 15}


def can_fit() -> bool:
    """Whether scikit-learn is installed."""
    return importlib.util.find_spec("sklearn") is not None


def fitted(
    columns: Sequence[str], rows: Sequence[Sequence[float]], late: Sequence[bool], shape: dict[str, Any]
) -> Trees:
    """Boosted trees of these rows. NaN is "not known". Raises ImportError without the extra."""
    return trees_of(fitted_data(columns, rows, late, shape))


def fitted_data(
    columns: Sequence[str], rows: Sequence[Sequence[float]], late: Sequence[bool], shape: dict[str, Any]
) -> dict[str, Any]:
    """The same as it stands in a file.

    One thread: on a machine with other work the threads of so small a table wait for each other at every split.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits  # scikit-learn's own requirement

    boosted = HistGradientBoostingClassifier(
        min_samples_leaf=20, l2_regularization=1.0, max_features=0.3, early_stopping=False, random_state=0, **shape
    )
    with threadpool_limits(limits=1):
        boosted.fit(_with_something_everywhere(rows), late)
    return {"columns": [*columns], "base": float(boosted._baseline_prediction[0, 0]), "trees": _trees(boosted)}


def _with_something_everywhere(rows: Sequence[Sequence[float]]) -> Any:
    """Zeros for a column that no row knows, which the fitting would stumble over; one value splits nothing."""
    import numpy

    table = numpy.array(rows, dtype=float)
    table[:, numpy.isnan(table).all(axis=0)] = 0.0
    return table


def _trees(boosted: Any) -> list[list[Any]]:
    return [_nodes(one.nodes) for (one,) in boosted._predictors]


def _nodes(nodes: Any) -> list[Any]:
    """One tree as :mod:`.trees` reads it, each split with the mean of the leaves beneath it."""
    means = [0.0] * len(nodes)
    for place in reversed(range(len(nodes))):  # children stand behind their parents
        means[place] = _mean(nodes, place, means)
    return [
        round(float(node["value"]), 5)
        if node["is_leaf"]
        else [
            int(node["feature_idx"]),
            float(node["num_threshold"]),
            int(node["left"]),
            int(node["right"]),
            int(node["missing_go_to_left"]),
            round(means[place], 5),
        ]
        for place, node in enumerate(nodes)
    ]


def _mean(nodes: Any, place: int, means: list[float]) -> float:
    node = nodes[place]
    if node["is_leaf"]:
        return float(node["value"])
    left, right = int(node["left"]), int(node["right"])
    weights = float(nodes[left]["count"]), float(nodes[right]["count"])
    return (means[left] * weights[0] + means[right] * weights[1]) / sum(weights)

"""T1: what a project's own purged history says, by boosted trees and by extremely random ones, averaged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trackerbridge.flags.forecast.facts import COLUMNS
from trackerbridge.flags.forecast.fitting import OWN_SHAPE, fitted
from trackerbridge.flags.forecast.trees import chance_of, log_odds_of

OWN_COLUMNS = (*COLUMNS, "shipped_log_odds")
RANDOM_TREES = {"n_estimators": 100, "min_samples_leaf": 3, "max_features": 0.4, "random_state": 0}
UNKNOWN = -1.0  # what the random trees, which want a number everywhere, are given for "not known"

Rows = Sequence[Sequence[float]]  # in the order of OWN_COLUMNS


def own_chances(history: Rows, late: Sequence[bool], asked: Rows) -> list[float]:
    """The chance of each row asked about: the mean log-odds of both kinds of trees, fitted on the history."""
    boosted = fitted(OWN_COLUMNS, history, late, OWN_SHAPE)
    random = _of_random_trees(history, late, asked)
    return [
        chance_of((boosted.log_odds(one) + log_odds_of(chance)) / 2) for one, chance in zip(asked, random, strict=True)
    ]


def _of_random_trees(history: Rows, late: Sequence[bool], asked: Rows) -> list[float]:
    from sklearn.ensemble import ExtraTreesClassifier

    trees = ExtraTreesClassifier(**RANDOM_TREES).fit(_numbers(history), late)
    return [float(chance) for chance in trees.predict_proba(_numbers(asked))[:, 1]]


def _numbers(rows: Rows) -> Any:
    import numpy

    return numpy.nan_to_num(numpy.array(rows, dtype=float), nan=UNKNOWN)

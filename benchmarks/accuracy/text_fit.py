"""Fits the small text models (logistic regression over :func:`features`), and judges out of fold. Needs scikit-learn.

Everything is deterministic. Near-duplicate rows stand in one fold, and so do the rows of one project.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, StratifiedGroupKFold

from benchmarks.accuracy.near import near_groups
from benchmarks.accuracy.text_rows import Row
from trackerbridge.flags.text_features import CIRCUMSTANCES, features

FOLDS = 10
_LEAST_WEIGHT = 0.015  # smaller ones change no verdict and make the file long


@dataclass(frozen=True)
class Recipe:
    """How a model is made. ``least_precision`` is what the threshold must keep on rows held out of its choice."""

    name: str
    kinds: tuple[str, ...]
    longest_phrase: int
    fewest_rows: int  # a feature seen in fewer rows is left out
    word_value: float  # words count less than cues, so that they are penalised more
    strength: float  # scikit-learn's C
    least_precision: float
    goal: str  # "f1" or "recall": what the threshold maximises
    circumstances: tuple[str, ...] = CIRCUMSTANCES


RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe("confused", ("confusion",), 2, 3, 0.35, 0.2, 0.58, "f1", ("question", "self")),
        Recipe("vague", ("vagueness",), 1, 2, 0.35, 0.03, 0.72, "f1"),
        Recipe("unclear", ("confusion", "vagueness"), 2, 3, 0.5, 0.2, 0.75, "recall"),
    )
}


@dataclass(frozen=True)
class Table:
    """Rows as numbers: a matrix, labels, and groups for folds."""

    recipe: Recipe
    names: tuple[str, ...]
    matrix: csr_matrix
    labels: np.ndarray
    groups: np.ndarray
    by_project: bool

    @classmethod
    def of(cls, recipe: Recipe, rows: Sequence[Row]) -> Table:
        """The rows' features, words scaled down."""
        found = [features(row.text, recipe.kinds, recipe.longest_phrase, recipe.circumstances) for row in rows]
        names = tuple(sorted({name for one in found for name in one}))
        place = {name: at for at, name in enumerate(names)}
        matrix = _matrix(found, place, recipe.word_value)
        by_project = len({row.group for row in rows}) > 1
        groups = [row.group for row in rows] if by_project else near_groups([row.text for row in rows])
        return cls(recipe, names, matrix, np.array([row.label for row in rows], int), np.array(groups), by_project)

    def folds(self, rows: np.ndarray, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """(train, test) as places in the table: one project left out at a time, else ten folds."""
        groups = self.groups[rows]
        if self.by_project and len(set(groups)) > 1:
            splits = LeaveOneGroupOut().split(rows, self.labels[rows], groups)
        else:
            splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
            splits = splitter.split(rows, self.labels[rows], groups)
        for train, test in splits:
            yield rows[train], rows[test]

    def fitted(self, rows: np.ndarray) -> tuple[np.ndarray, float]:
        """Weights and bias fitted to these rows only; features that too few of them have weigh nothing."""
        used = np.asarray((self.matrix[rows] != 0).sum(axis=0)).ravel() >= self.recipe.fewest_rows
        fit = LogisticRegression(C=self.recipe.strength, solver="liblinear", max_iter=1000, random_state=0)
        fit.fit(self.matrix[rows][:, used], self.labels[rows])
        weights = np.zeros(len(self.names))
        weights[used] = fit.coef_[0]
        return weights, float(fit.intercept_[0])

    def out_of_fold(self, rows: np.ndarray, seed: int) -> np.ndarray:
        """The chance of each of these rows by a model that saw neither it nor its group."""
        chances = np.zeros(len(self.labels))
        for train, test in self.folds(rows, seed):
            weights, bias = self.fitted(train)
            chances[test] = 1 / (1 + np.exp(-(self.matrix[test] @ weights + bias)))
        return chances[rows]

    def threshold(self, rows: np.ndarray, seeds: Sequence[int]) -> float:
        """The threshold that these rows choose, out of fold: the best by the recipe's goal that keeps its precision."""
        chances = np.concatenate([self.out_of_fold(rows, seed) for seed in seeds])
        return best_threshold(np.tile(self.labels[rows], len(seeds)), chances, self.recipe)

    def weights_by_name(self, weights: np.ndarray) -> dict[str, float]:
        """Weights as the shipped model wants them: words at full value, small ones left out."""
        full = {
            name: round(float(weight) * (self.recipe.word_value if name.startswith("word:") else 1), 3)
            for name, weight in zip(self.names, weights, strict=True)
        }
        return {name: weight for name, weight in full.items() if abs(weight) >= _LEAST_WEIGHT}


def _matrix(found: Sequence[dict[str, float]], place: dict[str, int], word_value: float) -> csr_matrix:
    cells: list[tuple[int, int, float]] = [
        (row, place[name], value * (word_value if name.startswith("word:") else 1))
        for row, one in enumerate(found)
        for name, value in one.items()
    ]
    rows, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (np.array(rows, "int32"), np.array(columns, "int32"))), (len(found), len(place)))
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    return matrix


def best_threshold(labels: np.ndarray, chances: np.ndarray, recipe: Recipe) -> float:
    """Half way between the last row that is flagged and the first that is not."""
    order = np.argsort(-chances, kind="stable")
    right = np.cumsum(labels[order])
    said = np.arange(1, len(order) + 1)
    precision, recall = right / said, right / max(1, labels.sum())
    goal = 2 * right / (said + labels.sum()) if recipe.goal == "f1" else recall
    allowed = np.where((precision >= recipe.least_precision) & (said >= len(order) / 50), goal, goal * 0.01)
    at = int(allowed.argmax())
    after = chances[order][min(at + 1, len(order) - 1)]
    return float((chances[order][at] + after) / 2)


def nested(table: Table, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(chances, verdicts) of all rows: model and threshold both chosen without the row's fold."""
    every = np.arange(len(table.labels))
    chances, verdicts = np.zeros(len(every)), np.zeros(len(every), bool)
    for train, test in table.folds(every, seed):
        weights, bias = table.fitted(train)
        chances[test] = 1 / (1 + np.exp(-(table.matrix[test] @ weights + bias)))
        verdicts[test] = chances[test] >= table.threshold(train, [seed])
    return chances, verdicts


def bag_of_words(texts: Sequence[str], labels: Sequence[bool], groups: Sequence[Any]) -> np.ndarray:
    """The plainest learnt baseline: TF-IDF of words, cross-validated on these very rows; chances out of fold."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    chances = np.zeros(len(texts))
    for train, test in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0).split(texts, labels, groups):
        bag = TfidfVectorizer(min_df=2, sublinear_tf=True)
        seen = bag.fit_transform([texts[at] for at in train])
        fit = LogisticRegression(C=3, class_weight="balanced", solver="liblinear", random_state=0)
        fit.fit(seen, np.array(labels)[train])
        chances[test] = fit.predict_proba(bag.transform([texts[at] for at in test]))[:, 1]
    return chances

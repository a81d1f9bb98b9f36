"""What a project's own finished tasks change in the shipped model's answer: a small logistic regression.

Its prior is the shipped answer itself, so that few tasks change little. Fitted by Newton's method in pure Python.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trackerbridge.flags.forecast.trees import chance_of

FEWEST = 20  # ended tasks with a date, of which at least ``FEWEST_OF_A_KIND`` late and as many not
FEWEST_OF_A_KIND = 5
NAMES = ("always", "shipped", "elapsed_share", "window", "owner_late", "discussed")
_PRIOR = (0.0, 1.0, 0.0, 0.0, 0.0, 0.0)
_STIFFNESS = (0.5, 4.0, 2.0, 2.0, 2.0, 2.0)  # how many "tasks" the prior is worth, per weight
_ROUNDS = 25


@dataclass(frozen=True, slots=True)
class OwnHistory:
    """Weights of :data:`NAMES`, and from how many ended tasks they come."""

    weights: tuple[float, ...]
    tasks: int

    def log_odds(self, shipped: float, known: Mapping[str, float]) -> float:
        """The shipped answer as this project's past corrects it."""
        return sum(weight * value for weight, value in zip(self.weights, _columns(shipped, known), strict=True))


def enough(late: Sequence[bool]) -> bool:
    """Whether so many ended tasks, late or not, can teach anything."""
    return len(late) >= FEWEST and min(sum(late), len(late) - sum(late)) >= FEWEST_OF_A_KIND


def learned(
    answers: Sequence[float], known: Sequence[Mapping[str, float]], late: Sequence[bool], tasks: int
) -> OwnHistory:
    """From shipped log-odds, facts and outcomes of looks back at so many ended ``tasks``."""
    rows = [_columns(answer, facts) for answer, facts in zip(answers, known, strict=True)]
    return OwnHistory(_newton(rows, late), tasks)


def _columns(shipped: float, known: Mapping[str, float]) -> list[float]:
    """All of about the same size; what is not known stands in the middle."""
    return [
        1.0,
        shipped,
        known["elapsed_days"] / (known["window_days"] + 1) - 0.5,
        math.log1p(known["window_days"]) / 3 - 1,
        known.get("owner_late_percent", 30.0) / 100 - 0.3,
        math.log1p(known.get("comments", 1.0)) - 0.7,
    ]


def _newton(rows: Sequence[Sequence[float]], late: Sequence[bool]) -> tuple[float, ...]:
    weights = list(_PRIOR)
    for _ in range(_ROUNDS):
        slope = [stiff * (prior - weight) for stiff, prior, weight in zip(_STIFFNESS, _PRIOR, weights, strict=True)]
        bend = [[_STIFFNESS[i] if i == j else 0.0 for j in range(len(weights))] for i in range(len(weights))]
        for row, outcome in zip(rows, late, strict=True):
            chance = chance_of(sum(weight * value for weight, value in zip(weights, row, strict=True)))
            for i, value in enumerate(row):
                slope[i] += (outcome - chance) * value
                for j, other in enumerate(row):
                    bend[i][j] += chance * (1 - chance) * value * other
        step = _solved(bend, slope)
        weights = [weight + max(-2.0, min(2.0, change)) for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return tuple(weights)


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss's elimination; the matrix is positive definite, so no row needs to be swapped."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for place in range(size):
        for below in range(place + 1, size):
            factor = rows[below][place] / rows[place][place]
            rows[below] = [value - factor * above for value, above in zip(rows[below], rows[place], strict=True)]
    found = [0.0] * size
    for place in reversed(range(size)):
        beyond = sum(rows[place][other] * found[other] for other in range(place + 1, size))
        found[place] = (rows[place][size] - beyond) / rows[place][place]
    return found

"""Fits the weights of ``trackerbridge.flags.chances``: logistic regression that leans on the project's own record.

Where nothing was learnt, a chance is the mean of what the record and the alike dates say. Weights are drawn towards
that, so that few rows move little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from trackerbridge.flags.chances import SIGNS, Weights

STRENGTH = 20.0  # of the pull towards the beginning, in rows of a standardised sign
_BEGIN = {"record": 0.5, "alike": 0.5}
_STEPS = 30
UNTOLD = Weights(usual=0.0, weight={name: _BEGIN.get(name, 0.0) for name in SIGNS}, centre=dict.fromkeys(SIGNS, 0.0))


@dataclass(frozen=True)
class Example:
    """One task at one moment. ``known_at``: from when on its end was known."""

    signs: dict[str, float]
    late: bool
    at: datetime
    known_at: datetime


def fitted(examples: Sequence[Example]) -> Weights:
    """The weights that these examples give."""
    if not examples:
        return UNTOLD
    table = np.array([[one.signs.get(name, np.nan) for name in SIGNS] for one in examples])
    centre = np.where(np.isnan(table).all(axis=0), 0.0, np.nanmean(np.where(np.isnan(table), np.nan, table), axis=0))
    filled = np.where(np.isnan(table), centre, table) - centre
    spread = np.where(filled.std(axis=0) > 0, filled.std(axis=0), 1.0)
    begin = np.array([_BEGIN.get(name, 0.0) for name in SIGNS])
    usual, weight = _newton(filled, np.array([one.late for one in examples], float), begin, spread)
    return Weights(
        usual=float(usual),
        weight=dict(zip(SIGNS, map(float, weight), strict=True)),
        centre=dict(zip(SIGNS, map(float, centre), strict=True)),
    )


def _newton(signs: np.ndarray, late: np.ndarray, begin: np.ndarray, spread: np.ndarray) -> tuple[float, np.ndarray]:
    columns = np.hstack([np.ones((len(signs), 1)), signs])
    start = np.concatenate([[0.0], begin])
    pull = np.concatenate([[1e-3], STRENGTH * spread**2])
    weights = start.copy()
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(columns @ weights, -30, 30)))
        slope = columns.T @ (late - chance) - pull * (weights - start)
        curve = (columns * (chance * (1 - chance))[:, None]).T @ columns + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights[0], weights[1:]


def forward(examples: Sequence[Example], blocks: int = 5) -> list[Weights]:
    """For each example (in order of time) weights that saw only ends known before its block began."""
    found: list[Weights] = []
    for places in np.array_split(np.arange(len(examples)), blocks):
        if not len(places):
            continue
        begins = examples[places[0]].at
        weights = fitted([one for one in examples if one.known_at < begins])
        found += [weights] * len(places)
    return found

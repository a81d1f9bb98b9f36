"""The signs, weighed: a logistic model with few weights, shipped as readable data (``models/chances.json``). Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from trackerbridge.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What a sign adds to the log-odds, against its usual value, so that a usual task gets the ``usual`` log-odds."""

    usual: float
    weight: Mapping[str, float]
    centre: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely a task misses its date (0 to 1), and what each sign adds to the log-odds, the strongest first."""

    late: float
    reasons: tuple[tuple[str, float], ...]


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights that come with trackerbridge; the file says what they were made from."""
    text = files("trackerbridge.flags").joinpath("models/chances.json").read_text(encoding="utf-8")
    return weights_in(json.loads(text))


def weights_in(document: Mapping[str, object]) -> Weights:
    """Weights from the shape in which they are shipped."""
    signs = document["signs"]
    usual = document["usual"]
    if not isinstance(signs, Mapping) or not isinstance(usual, float):
        raise ValueError("models/chances.json has no signs or no usual chance")
    return Weights(
        usual=usual,
        weight={name: float(sign["weight"]) for name, sign in signs.items()},
        centre={name: float(sign["centre"]) for name, sign in signs.items()},
    )


def added_by(signs: Mapping[str, float], weights: Weights) -> dict[str, float]:
    """What each sign adds to the log-odds, against its usual value."""
    return {name: weights.weight[name] * (value - weights.centre[name]) for name, value in signs.items()}


def chance_of(signs: Mapping[str, float], weights: Weights | None = None) -> Chance:
    """The chance that these signs add up to."""
    weights = weights or shipped_weights()
    added = added_by(signs, weights)
    strongest = sorted(added.items(), key=lambda item: (-abs(item[1]), item[0]))
    return Chance(1 / (1 + math.exp(-(weights.usual + sum(added.values())))), tuple(strongest))

"""Small text models: a weighted sum of what a text shows, and one threshold. Readable data, no library. Pure.

A model is ``models/NAME.json``: what it is for, what it saw, its threshold, and a weight for each feature
(:mod:`~trackerbridge.flags.text_features`). ``tools/train_text_models.py`` makes the files from labelled public data.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from trackerbridge.flags.remembered import remembered
from trackerbridge.flags.text_features import features
from trackerbridge.json_text import read_json
from trackerbridge.lazy_dataclass import dataclass

_REMEMBERED = 20_000  # texts; a warm run asks of the same ones again
_STRONGEST = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model says of one text. ``chance`` is 0 to 1; ``flagged`` compares it with the shipped threshold."""

    chance: float
    flagged: bool
    because: tuple[str, ...]  # the cues that spoke loudest for it, such as "cue:not_sure"


@dataclass(frozen=True, slots=True)
class TextModel:
    """A model as shipped. ``card`` says what it was made from and how well it did on rows it had not seen."""

    name: str
    bias: float
    weights: Mapping[str, float]
    threshold: float  # of the chance
    kinds: tuple[str, ...]
    longest_phrase: int
    circumstances: tuple[str, ...]
    card: Mapping[str, Any]

    def read(self, text: str) -> Reading:
        """Judge a text."""
        found = features(text, self.kinds, self.longest_phrase, self.circumstances)
        parts = {name: value * self.weights[name] for name, value in found.items() if name in self.weights}
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, self.bias + sum(parts.values())))))
        cues = sorted((name for name in parts if name.startswith("cue:")), key=lambda name: (-parts[name], name))
        loudest = tuple(name for name in cues[:_STRONGEST] if parts[name] > 0)
        return Reading(chance, chance >= self.threshold, loudest)


@lru_cache(maxsize=8)
def model(name: str) -> TextModel:
    """The shipped model of this name: ``confused``, ``vague`` or ``unclear``."""
    text = files("trackerbridge.flags").joinpath("models", f"{name}.json").read_text(encoding="utf-8")
    return from_json(name, read_json(text))


def from_json(name: str, table: Mapping[str, Any]) -> TextModel:
    """A model from its file's content."""
    return TextModel(
        name, table["bias"], table["weights"], table["threshold"], tuple(table["kinds"]), table["longest_phrase"],
        tuple(table["circumstances"]), table["card"],
    )  # fmt: skip


@remembered(_REMEMBERED)
def reading(name: str, text: str) -> Reading:
    """What the shipped model says of a text, remembered by the text."""
    return model(name).read(text)

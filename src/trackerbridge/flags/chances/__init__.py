"""How likely a task is to miss its date, from signs that can be read on it and from the project's own record. Pure.

``record`` is what the past up to now says of dates here; ``signs`` are a task's own; ``model`` weighs them.
"""

from trackerbridge.flags.chances.model import Chance, Weights, chance_of, shipped_weights, weights_in
from trackerbridge.flags.chances.record import Record
from trackerbridge.flags.chances.signs import SIGNS, signs_of

__all__ = [
    "SIGNS",
    "Chance",
    "Record",
    "Weights",
    "chance_of",
    "shipped_weights",
    "signs_of",
    "weights_in",
]

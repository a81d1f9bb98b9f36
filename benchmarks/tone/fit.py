"""Weights that part two heaps of sentences by a wide margin: a linear machine, by coordinate descent in its dual.

Only sums and products, in a fixed order, so that it ends with the same bits on every computer.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

Rows = Sequence[Sequence[int]]
"""Of every sentence the places of its weights."""

_ROUNDS = 25
_LARGEST = 127  # a weight is a signed byte


def fitted(
    rows: Rows, held: Sequence[bool], size: int, *, cost: float, counts: Sequence[float] | None = None
) -> list[float]:
    """The weights. ``cost``: how much one sentence may pull; the smaller heap pulls as much as the larger one.

    ``counts``: for how many sentences each one counts; where it is not said, for one.
    """
    weights = [0.0] * size
    shares = [1 / math.sqrt(len(row)) for row in rows]
    many = sum(held)
    most = {True: cost * len(held) / (2 * many), False: cost * len(held) / (2 * (len(held) - many))}
    pulls = [0.0] * len(rows)
    order = list(range(len(rows)))
    lot = random.Random(19)
    for _ in range(_ROUNDS):
        lot.shuffle(order)
        for one in order:
            row, share, sign = rows[one], shares[one], 1.0 if held[one] else -1.0
            said = sum(map(weights.__getitem__, row)) * share
            ceiling = most[held[one]] * (counts[one] if counts else 1.0)
            pull = min(max(pulls[one] + 1.0 - sign * said, 0.0), ceiling)
            if pull != pulls[one]:
                step = (pull - pulls[one]) * sign * share
                pulls[one] = pull
                for place in row:
                    weights[place] += step
    return weights


def rounded(weights: Sequence[float]) -> tuple[list[int], float]:
    """As signed bytes, and by what they were multiplied. The few largest are cut, so that the small ones count."""
    largest = sorted(map(abs, weights))[-20]
    by = _LARGEST / largest
    return [max(-_LARGEST, min(_LARGEST, round(weight * by))) for weight in weights], by


def scores(weights: Sequence[float], rows: Rows) -> list[float]:
    """What each sentence comes to."""
    return [sum(map(weights.__getitem__, row)) / math.sqrt(len(row)) for row in rows]

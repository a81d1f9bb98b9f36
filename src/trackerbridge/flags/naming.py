"""A few of many, for a sentence: the first ones by key, and that there are more. Pure."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN = 4


def a_few(keys: Sequence[str]) -> str:
    """``A-1, A-2, A-3, A-4 …``: what a sentence has room for; evidence holds the rest."""
    return ", ".join(keys[:SHOWN]) + (" …" if len(keys) > SHOWN else "")

"""The shape of Trello's bodies: objects are named by their kind."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.sandbox import shape
from tests.sandbox.shape import Difference, kind
from tests.sandbox.trello.recordings import kind_of

__all__ = ["Difference", "differences", "keys_of", "kind", "owner_of"]


def owner_of(value: dict[str, Any], path: str) -> str:
    """What an object is: its kind, or for a plain one the key it stands under."""
    return kind_of(value) or shape.by_key(value, path)


differences = partial(shape.differences, owner_of=owner_of)
keys_of = partial(shape.keys_of, owner_of=owner_of)

"""Requests counted for whoever has them sent: the projects of one run may go side by side over one connection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

_ONE_BY_ONE = Lock()
_TALLIES: ContextVar[tuple[Counter[str], ...]] = ContextVar("tallies", default=())


@contextmanager
def tallied() -> Iterator[Counter[str]]:
    """What this thread, and whatever runs in a copy of its context, sends within the block; by verb."""
    tally: Counter[str] = Counter()
    token = _TALLIES.set((*_TALLIES.get(), tally))
    try:
        yield tally
    finally:
        _TALLIES.reset(token)


def count(verb: str, number: int = 1) -> None:
    """One request was sent, or so many."""
    with _ONE_BY_ONE:
        for tally in _TALLIES.get():
            tally[verb] += number

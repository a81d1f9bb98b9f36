"""Answers got before they are asked for, so that several boards may be looked at in one request.

A run says in which order it will look at boards (``expected``); whoever asks for one may ask for the next ones with it.
An answer serves for half a minute, for a board that is expected still, and never after something was written there.
Projects may go side by side over one connection, so that boards are not reached in that very order.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

SECONDS = 30.0


class Ahead:
    """What one connection was told ahead, by the board's name in the configuration."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.expected: list[str] = []
        self.name_of: Callable[[str], str] = str  # one name for a board that people write in several ways
        self._clock = clock
        self._lock = Lock()
        self._found: dict[str, tuple[float, Mapping[str, Any]]] = {}
        self._written: dict[str, float] = {}  # when, by name or id; "": to whichever

    def reach(self, name: str, *, together: int) -> tuple[Mapping[str, Any] | None, list[str]]:
        """The run has come to this board: what was told ahead of it, or None and which boards to ask for along with it.

        ``together``: how many boards one request may ask for. A board that was not expected is asked for alone.
        """
        with self._lock:
            return self._reached(name, together)

    def _reached(self, name: str, together: int) -> tuple[Mapping[str, Any] | None, list[str]]:
        names = [self.name_of(each) for each in self.expected]
        if name not in names:
            return None, []
        place = names.index(name) + 1
        del self.expected[place - 1]
        answer = self._fresh(name)
        if answer is not None:
            if names.count(name) == 1:
                del self._found[name]
            return answer, []
        rest = dict.fromkeys(each for each in names[place:] if each != name and self._fresh(each) is None)
        return None, list(rest)[: together - 1]

    def now(self) -> float:
        """For :meth:`put`: the moment before asking."""
        return self._clock()

    def put(self, name: str, answer: Mapping[str, Any], *, asked: float) -> None:
        """Told ahead. Not if something was written to the board since it was asked for."""
        with self._lock:
            self._found = {each: found for each, found in self._found.items() if self._fresh(each) is not None}
            if all(self._written.get(each, 0.0) < asked for each in ("", name, str(answer.get("id")))):
                self._found[name] = (self._clock(), answer)

    def forget(self, *which: str) -> None:
        """Something was written to the boards of these names or ids, or may have been; without any: to whichever."""
        with self._lock:
            self._written |= dict.fromkeys(filter(None, which) if which else ("",), self._clock())
            kept = {name: found for name, found in self._found.items() if not {name, found[1].get("id")} & set(which)}
            self._found = kept if which else {}

    def _fresh(self, name: str) -> Mapping[str, Any] | None:
        at, answer = self._found.get(name, (0.0, None))
        return answer if answer is not None and self._clock() - at < SECONDS else None

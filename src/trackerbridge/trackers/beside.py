"""Two things that a tracker is asked at the same time, where neither question needs the other's answer."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from threading import Event, Thread
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")
_SLICE = 0.5  # seconds: a signal that the system gave to another thread wakes nobody who waits


def beside(
    first: Callable[[], First], second: Callable[[], Second], *, stop: Callable[[], None]
) -> tuple[First, Second]:
    """What both say; ``second`` is asked in a thread of its own. Raises what ``first`` does, else what ``second`` does.

    Both have ended then. Where somebody presses Ctrl-C meanwhile, ``stop`` makes whoever asks end soon, and nobody
    waits for it: a tracker that does not answer holds up no one who wants to leave.
    """
    ones: list[First] = []
    others: list[Second] = []
    failed: dict[str, BaseException] = {}
    ended = Event()

    def ask() -> None:
        try:
            others.append(second())
        except BaseException as error:  # raised where it was asked for
            failed["second"] = error
        finally:
            ended.set()

    Thread(target=copy_context().run, args=(ask,), name="asking beside", daemon=True).start()
    try:
        try:
            ones.append(first())
        except Exception as error:
            failed["first"] = error
        while not ended.wait(_SLICE):
            pass
    except BaseException:
        stop()
        raise
    if failed:
        raise failed.get("first") or failed["second"]
    return ones[0], others[0]

"""Two things that a tracker is asked at the same time, where neither question needs the other's answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")


def beside(
    first: Callable[[], First], second: Callable[[], Second], *, stop: Callable[[], None]
) -> tuple[First, Second]:
    """What both say; ``second`` is asked in a thread of its own. Raises what ``first`` does, else what ``second`` does.

    Both have ended then. ``stop`` makes whoever asks end soon: it is called where somebody presses Ctrl-C meanwhile.
    """
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(copy_context().run, second)
        try:
            return first(), other.result()
        except Exception:
            raise
        except BaseException:
            stop()
            raise

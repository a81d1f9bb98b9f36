"""What was found out about a text, remembered while one project is at work.

Rules read one after the other, and each reads all tasks, so the same texts come by many times. The next project has
other texts: whoever works through many of them forgets in between, or the texts of all would be held at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

__all__ = ["forget_texts", "remembered"]

Asked = ParamSpec("Asked")
Found = TypeVar("Found")
_forget: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[Asked, Found]], Callable[Asked, Found]]:
    """A function of texts that answers the same question once: at most so many answers, until they are forgotten."""

    def keep(function: Callable[Asked, Found]) -> Callable[Asked, Found]:
        kept = lru_cache(maxsize=most)(function)
        _forget.append(kept.cache_clear)
        return cast(Callable[Asked, Found], kept)

    return keep


def forget_texts() -> None:
    """Let go of every text. Answers are the same afterwards, found out anew."""
    for forget in _forget:
        forget()

"""Text that is safe to show: no control character steers a terminal or turns a line around. Pure."""

from __future__ import annotations

import unicodedata

_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """One line without control characters: a task's title must not steer a terminal or turn the line around."""
    kept = (" " if char in "\n\r\t" else char for char in text if char in "\n\r\t" or _harmless(char))
    return " ".join("".join(kept).split())


def plain_block(text: str) -> str:
    """As :func:`plain`, line by line."""
    return "\n".join("".join(char for char in line if _harmless(char)) for line in text.split("\n"))


def _harmless(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs") and char not in _BIDI

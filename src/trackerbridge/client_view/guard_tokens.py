"""A text's words where they stand, with the endings that people hang on names: "Igor's", «Mark'у», "O'Connor"."""

from __future__ import annotations

import re
from functools import cached_property

from trackerbridge.client_view.guard_text import folded, is_cyrillic, spelled_plainly
from trackerbridge.lazy_dataclass import dataclass

_APOSTROPHE = "'’ʼʹ′`"
TOKEN = re.compile(rf"[^\W\d_]+(?:[{_APOSTROPHE}][^\W\d_]+)*")
_SPLIT = re.compile(f"[{_APOSTROPHE}]")
_ENGLISH_TAILS = frozenset(("s", "ll", "d", "ve", "re", "m", "t"))
_LONGEST_TAIL = 3  # letters of a Russian ending after a Latin name


@dataclass(frozen=True, slots=True)
class Token:
    """A word without its tail and apostrophes. ``tail``: what was hung on it; ``parts``: what an apostrophe joins."""

    start: int
    end: int
    word: str
    tail: str = ""
    parts: tuple[str, ...] = ()


def tokens_of(text: str) -> list[Token]:
    """Every word of a text, in order."""
    return [_token(found) for found in TOKEN.finditer(text)]


def _token(found: re.Match[str]) -> Token:
    start, end, said = found.start(), found.end(), found[0]
    parts = _SPLIT.split(said)
    if len(parts) == 1:
        return Token(start, end, said)
    tail = parts[-1]
    russian = len(tail) <= _LONGEST_TAIL and is_cyrillic(tail) and not is_cyrillic(parts[0])
    if tail.casefold() in _ENGLISH_TAILS or russian:
        parts, rest = parts[:-1], tail
    else:
        rest = ""
    return Token(start, end, "".join(parts), rest, tuple(parts) if len(parts) > 1 else ())


@dataclass(frozen=True)
class Text:
    """One text, legible, in its own letters, with its words."""

    text: str

    @cached_property
    def tokens(self) -> list[Token]:
        """Every word, in order."""
        return tokens_of(self.text)

    @cached_property
    def words(self) -> list[str]:
        """The words, folded."""
        return [folded(spelled_plainly(token.word)[0]) for token in self.tokens]

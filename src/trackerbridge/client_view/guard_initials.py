"""Initials with dots, in either order and either alphabet: "A.P." is Anna Petrova, and so is «А. П.»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from trackerbridge.client_view.guard_text import folded

_PAIR = re.compile(
    r"(?<![\w.])([^\W\d_])\.\s?([^\W\d_])(?:['’][^\W\d_])?\.(?!\s?[^\W\d_]\.)|(?<![\w.])([^\W\d_])\.\s?[^\W\d_]\.\s?([^\W\d_])\."
)
_ONE = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_NO_INITIALS = frozenset(("ps", "us", "uk", "nb"))

# How the first letter of a name is spelled in the other alphabet, by all habits.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "vw", "г": "gh", "ґ": "g", "д": "d", "е": "eyj",
    "є": "yji", "ж": "zjg", "з": "zs", "и": "iy",
    "і": "i", "ї": "yi", "к": "kcq", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "sc", "т": "t",
    "у": "uw", "ф": "fp", "х": "khc", "ц": "ctz", "ч": "ct", "ш": "s", "щ": "s",
    "ы": "yi", "э": "e", "ю": "yji", "я": "yji",
}  # fmt: skip
_LATIN_EXTRA = {"g": "дж", "j": "дж", "o": "а", "w": "у", "h": "", "x": "к", "e": "э"}


def initials_of(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """First letters of two words of a name, in either order and either script, folded."""
    for name in names:
        words = [found[0] for found in _ONE.finditer(name) if len(found[0]) > 1]
        for one in words:
            for other in words:
                if one is not other:
                    yield from ((a, b) for a in first_letters(one) for b in first_letters(other))


def holds_initials(text: str, known: frozenset[tuple[str, str]]) -> bool:
    """Whether a text holds one of these pairs as capitals with dots; "P.S." at its beginning is none."""
    for found in _PAIR.finditer(text):
        one, two = (found[1], found[2]) if found[1] else (found[3], found[4])
        pair = (folded(one)[:1], folded(two)[:1])
        usual = "".join(pair) in _NO_INITIALS and not re.search(r"(?:\w|\()\s?$", text[: found.start()])
        timed = "".join(pair) in ("am", "pm") and re.search(r"\d\s?$", text[: found.start()])
        if one.isupper() and two.isupper() and pair in known and not usual and not timed:
            return True
    return False


def first_letters(word: str) -> set[str]:
    """Its first letter as both alphabets write it, folded."""
    first = folded(word)[:1]
    found = {first} | set(_CYRILLIC.get(first, "")) | set(_LATIN_EXTRA.get(first, ""))
    found |= {letter for letter, spelled in _CYRILLIC.items() if first in spelled}
    if word[:1].casefold() == "й":
        found |= {"j", "y"}
    return {folded(letter) for letter in found}

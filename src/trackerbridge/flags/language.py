"""In which language a text is written: by its script and its commonest words; None rather than a guess. Pure."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from trackerbridge.flags.remembered import remembered
from trackerbridge.flags.text import folded, lexicon, own_words, words_in

OTHER = "other"  # certainly none of en, ru, ro

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_NOT_RUSSIAN = re.compile("[іїєґўђјљњћџѓќѕ]", re.IGNORECASE)
_ROMANIAN = re.compile("[ăâîșşțţ]", re.IGNORECASE)
_LONGEST_READ = 4_000
_FEWEST_HITS = 2
_MOSTLY = 0.8
_MOSTLY_CYRILLIC = 0.5  # names of products stand in Latin letters within it


@remembered(20_000)
def language_of(text: str) -> str | None:
    """``en``, ``ru``, ``ro``, ``other``, or None where it cannot be told: names, a word or two, an even mixture."""
    own = own_words(text[:_LONGEST_READ])
    script = script_of(own)
    if script == "cyrillic":
        return OTHER if _NOT_RUSSIAN.search(own) else "ru"
    if script == "latin":
        return _latin_language(own)
    return OTHER if script == OTHER else None


def script_of(text: str) -> str | None:
    """``cyrillic``, ``latin``, ``other``, or None for no letters and for mixtures."""
    letters = len(_LETTER.findall(text))
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if not letters:
        return None
    if cyrillic >= _MOSTLY_CYRILLIC * letters:
        return "cyrillic"
    if latin >= _MOSTLY * letters:
        return "latin"
    return OTHER if letters - cyrillic - latin >= _MOSTLY * letters else None


def _latin_language(text: str) -> str | None:
    """The language whose common words clearly prevail. Letters that only Romanian has count as a word each."""
    words = words_in(text)
    hits = {name: sum(word in common for word in words) for name, common in _common_words().items()}
    hits["ro"] += sum(1 for word in text.split() if _ROMANIAN.search(word))
    first, second = sorted(hits.values(), reverse=True)[:2]
    if first < _FEWEST_HITS or first < 2 * second:
        return None
    name = max(hits, key=lambda each: hits[each])
    return name if name in ("en", "ro") else OTHER


@lru_cache(maxsize=1)
def _common_words() -> dict[str, frozenset[str]]:
    """A word that two languages share tells nothing."""
    words = {name: frozenset(folded(table["common"]).split()) for name, table in lexicon("languages").items()}
    times = Counter(word for common in words.values() for word in common)
    return {name: frozenset(word for word in common if times[word] == 1) for name, common in words.items()}

"""Words by their stems, and phrases of stems found in a text: how lexicons meet inflection in en, ru, ro. Pure.

Snowball stemmers; a Cyrillic word is stemmed as Russian, any other as English and as Romanian, since a team mixes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import snowballstemmer

from trackerbridge.flags.text import folded, lexicon

_NAMES = {"en": "english", "ru": "russian", "ro": "romanian"}
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_EXACT = "="
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@lru_cache(maxsize=len(_NAMES))
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(_NAMES[language])


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The stem of a word. Romanian is compared without diacritics, since many write it so; ``ё`` is ``е``."""
    low = word.casefold().replace("’", "'")
    plain = low.replace("ё", "е") if language == "ru" else folded(low)
    return str(_stemmer(language).stemWord(plain))


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a lexicon in a text: which key it stands under, and the words as they were typed."""

    key: str
    quote: str
    start: int


class StemPhrases:
    """The phrases of a lexicon (``words/NAME.toml``: a table a language, lists of phrases by key).

    ``=word`` is that very form, for words whose stem is that of a common one ("timely" has the stem of "time").
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._by_first: dict[str, dict[str, list[tuple[tuple[str, ...], str, str]]]] = {}
        for language, table in tables.items():
            firsts = self._by_first.setdefault(language, {})
            for key, phrases in table.items():
                for phrase in phrases:
                    stems = tuple(stem(word, language) for word in _WORD.findall(phrase))
                    exact = phrase.removeprefix(_EXACT) if phrase.startswith(_EXACT) else ""
                    firsts.setdefault(stems[0], []).append((stems, key, exact))

    def find(self, text: str) -> Iterator[Found]:
        """Every phrase in the text, left to right, the longest at each place, its words side by side."""
        words = list(_WORD.finditer(text))
        at = 0
        while at < len(words):
            length, key = self._longest(words, at)
            if length:
                start, end = words[at].start(), words[at + length - 1].end()
                yield Found(key, " ".join(text[start:end].split()), start)
            at += length or 1

    def _longest(self, words: Sequence[re.Match[str]], at: int) -> tuple[int, str]:
        best = (0, "")
        languages = ("ru",) if _CYRILLIC.search(words[at].group()) else ("en", "ro")
        for language in languages:
            for stems, key, exact in self._by_first.get(language, {}).get(stem(words[at].group(), language), ()):
                fits = len(stems) > best[0] and len(stems) <= len(words) - at
                fits = fits and exact in ("", folded(words[at].group()))
                if fits and all(stem(words[at + n].group(), language) == one for n, one in enumerate(stems)):
                    best = (len(stems), key)
        return best


@lru_cache(maxsize=8)
def stem_phrases(name: str) -> StemPhrases:
    """The phrases of ``words/NAME.toml``."""
    return StemPhrases(lexicon(name))

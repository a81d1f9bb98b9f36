"""Words by their stems, and phrases of stems found in a text: how lexicons meet inflection in en, ru, ro. Pure.

Snowball stemmers; a Cyrillic word is stemmed as Russian, any other as English and as Romanian, since a team mixes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import snowballstemmer

from trackerbridge.flags.text import folded, lexicon
from trackerbridge.lazy_dataclass import dataclass

_NAMES = {"en": "english", "ru": "russian", "ro": "romanian"}
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_EXACT = "="
_MOST_KNOWN = 100_000  # words
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


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One entry of a lexicon. ``exact``: the very form that its first word must have, folded; empty for any."""

    stems: tuple[str, ...]
    key: str
    language: str
    exact: str

    @classmethod
    def of(cls, entry: str, key: str, language: str) -> _Phrase:
        stems = tuple(stem(word, language) for word in _WORD.findall(entry))
        return cls(stems, key, language, folded(entry.removeprefix(_EXACT)) if entry.startswith(_EXACT) else "")

    def stands_at(self, words: Sequence[re.Match[str]], at: int) -> bool:
        return all(stem(words[at + n].group(), self.language) == one for n, one in enumerate(self.stems))


class StemPhrases:
    """The phrases of a lexicon (``words/NAME.toml``: a table a language, lists of phrases by key).

    ``=word`` is that very form, for words whose stem is that of a common one ("timely" has the stem of "time").
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._tables = tables
        self._by_first: dict[str, dict[str, list[_Phrase]]] = {}
        self._known: dict[str, tuple[_Phrase, ...]] = {}

    def _phrases(self, language: str) -> Mapping[str, Sequence[_Phrase]]:
        """By their first stem; a language's are stemmed once a word may be of it."""
        if language not in self._by_first:
            found: dict[str, list[_Phrase]] = {}
            for key, phrases in self._tables.get(language, {}).items():
                for phrase in phrases:
                    made = _Phrase.of(phrase, key, language)
                    found.setdefault(made.stems[0], []).append(made)
            self._by_first[language] = found  # whole: several threads may ask
        return self._by_first[language]

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
        for phrase in self._beginning_with(words[at].group()):
            length = len(phrase.stems)
            if best[0] < length <= len(words) - at and phrase.stands_at(words, at):
                best = (length, phrase.key)
        return best

    def _beginning_with(self, word: str) -> Sequence[_Phrase]:
        """Phrases that may begin with this word; nearly always none, so the answer is kept for each word."""
        if word not in self._known:
            languages = ("ru",) if _CYRILLIC.search(word) else ("en", "ro")
            found = (phrase for name in languages for phrase in self._phrases(name).get(stem(word, name), ()))
            low = folded(word)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[word] = tuple(phrase for phrase in found if phrase.exact in ("", low))
        return self._known[word]


@lru_cache(maxsize=8)
def stem_phrases(name: str) -> StemPhrases:
    """The phrases of ``words/NAME.toml``."""
    return StemPhrases(lexicon(name))

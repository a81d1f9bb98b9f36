"""Marks of a tone: which words of a text insist, address, accuse, sigh, thank or offer.

None of them forbids anything. How they stand beside one another is what ``guard_learned`` weighs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_LETTERS = 2  # by the first ones of a word it is looked up which phrases may begin with it
_TO_YOU = re.compile(r"(?:[еий]тес?ь?|[aei]ti)$")  # endings of the second person: решите, răspundeți
_SIGNS = '?!:;.…,"„«–'
_TOLD_APART = 8192  # words whose phrases are kept

Phrase = tuple[tuple[str, ...], int]
"""Words, one that ends in ``*`` may go on; and the number of their mark."""


class Marks:
    """``data``: by name of a mark, its phrases, folded and with commas between them."""

    def __init__(self, data: Mapping[str, str]) -> None:
        self.data = data
        self.names = (*data, "to you", *_SIGNS)
        """The marks by number: those of the data, the ending of the second person, and the signs."""
        self._by_word: dict[str, tuple[Phrase, ...]] = {}  # of the words that were met
        by_letters: dict[str, list[str]] = {}
        for number, phrases in enumerate(data.values()):
            for phrase in phrases.split(","):
                said = phrase.strip()
                by_letters.setdefault(said[:_LETTERS].rstrip(), []).append(f"{number} {said}")
        self._by_letters = {letters: ",".join(said) for letters, said in by_letters.items()}  # a tenth of its tuples

    def found_in(self, words: Sequence[str]) -> list[frozenset[int]]:
        """By place of a word: the marks that begin there, by number."""
        return [
            frozenset(mark for phrase, mark in self._begun_by(word) if _stands(phrase, words, place))
            for place, word in enumerate(words)
        ]

    def _begun_by(self, word: str) -> tuple[Phrase, ...]:
        if (known := self._by_word.get(word)) is None:
            found = [one for one in self._with_letters(word[:_LETTERS]) if _is(one[0][0], word)]
            if _TO_YOU.search(word):
                found.append(((word,), len(self.data)))
            if word in _SIGNS:
                found.append(((word,), len(self.data) + 1 + _SIGNS.index(word)))
            known = tuple(found)
            if len(self._by_word) < _TOLD_APART:
                self._by_word[word] = known
        return known

    def _with_letters(self, letters: str) -> Iterator[Phrase]:
        """The phrases that begin with two letters, read as a word with those is met for the first time."""
        for said in self._by_letters.get(letters, "").split(","):
            number, _, phrase = said.partition(" ")
            if phrase:
                yield tuple(phrase.split()), int(number)


def _stands(phrase: tuple[str, ...], words: Sequence[str], place: int) -> bool:
    return len(phrase) == 1 or (
        place + len(phrase) <= len(words) and all(map(_is, phrase[1:], words[place + 1 : place + len(phrase)]))
    )


def _is(asked: str, word: str) -> bool:
    return word == asked or (asked[-1] == "*" and word.startswith(asked[:-1]))

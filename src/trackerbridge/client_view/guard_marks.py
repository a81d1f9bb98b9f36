"""Marks of a tone: which words of a text insist, address, accuse, sigh, thank or offer.

None of them forbids anything. How they stand beside one another is what ``guard_learned`` weighs.

The phrases themselves stand in ``benchmarks/tone/data/marks*.toml``. Here is kept a number for each of them, and for
each of their beginnings: some eleven thousand phrases of three languages in a tenth of a megabyte.
"""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

_TO_YOU = re.compile(r"(?:[еий]тес?ь?|[aei]ti)$")  # endings of the second person: решите, răspundeți
_SIGNS = '?!:;.…,"„«–'
_BEYOND = ("to you", *_SIGNS)
_GOES_ON = 255  # in the place of a mark: more words follow
_TOLD_APART = 4096  # words, alone and behind others, whose phrases are kept

_Step = tuple[tuple[int, ...], tuple[int, ...]]
"""The marks that end with a word, and the beginnings of phrases that it ends."""


class Marks:
    """``names``: of the marks, without the ending of the second person and the signs, which are always told.

    ``said``: numbers of phrases and of their beginnings, in order; ``by``: to each the number of its mark, or that it
    goes on.
    """

    def __init__(self, names: Sequence[str], said: Sequence[int], by: Sequence[int]) -> None:
        self.names = (*names, *_BEYOND)
        """The marks by number: those of the data, the ending of the second person, and the signs."""
        self._said, self._by = array("I", said), bytes(by)
        self._first_beyond = len(names)
        self._step = lru_cache(maxsize=_TOLD_APART)(self._stepped)

    @classmethod
    def of(cls, data: Mapping[str, str]) -> Marks:
        """``data``: by name of a mark, its phrases, folded and with commas between them; a word with * may go on."""
        entries = set[tuple[int, int]]()
        for mark, phrases in enumerate(data.values()):
            for phrase in phrases.split(","):
                begun = 0
                *before, last = phrase.split()
                for word in before:
                    begun = _said_behind(begun, word)
                    entries.add((begun, _GOES_ON))
                entries.add((_said_behind(begun, last), mark))
        ordered = sorted(entries)
        return cls(tuple(data), [said for said, _ in ordered], [by for _, by in ordered])

    def packed(self) -> bytes:
        """The phrases as bytes, the same on every computer."""
        said = array("I", self._said)
        if sys.byteorder == "big":
            said.byteswap()
        return said.tobytes() + self._by

    @classmethod
    def unpacked(cls, names: Sequence[str], data: bytes) -> Marks:
        """``names``: all of them, also those beyond the data."""
        said = array("I", data[: len(data) // 5 * 4])
        if sys.byteorder == "big":
            said.byteswap()
        return cls(names[: -len(_BEYOND)], said, data[len(said) * 4 :])

    def found_in(self, words: Sequence[str]) -> list[frozenset[int]]:
        """By place of a word: the marks that begin there, by number."""
        return [frozenset(self._begun_at(place, words)) for place in range(len(words))]

    def _begun_at(self, place: int, words: Sequence[str]) -> Iterator[int]:
        begun: tuple[int, ...] = (0,)
        for word in words[place:]:
            steps = [self._step(one, word) for one in begun]
            for marks, _ in steps:
                yield from marks
            begun = tuple(one for _, further in steps for one in further)
            if not begun:
                return

    def _stepped(self, begun: int, word: str) -> _Step:
        marks, further = [], []
        for said in _ways(begun, word):
            at = bisect_left(self._said, said)
            while at < len(self._said) and self._said[at] == said:
                if self._by[at] == _GOES_ON:
                    further.append(said)
                else:
                    marks.append(self._by[at])
                at += 1
        if not begun and _TO_YOU.search(word):
            marks.append(self._first_beyond)
        if not begun and word in _SIGNS:
            marks.append(self._first_beyond + 1 + _SIGNS.index(word))
        return tuple(marks), tuple(further)


def _said_behind(begun: int, word: str) -> int:
    return zlib.crc32(f" {word}".encode(), begun)


def _ways(begun: int, word: str) -> Iterator[int]:
    """The numbers of a word as it is, and as one that may go on after each of its letters."""
    yield _said_behind(begun, word)
    so_far = zlib.crc32(b" ", begun)
    for letter in word:
        so_far = zlib.crc32(letter.encode(), so_far)
        yield zlib.crc32(b"*", so_far)

"""Rows of words that stand one after the other in a text, as ``guard_tone.toml`` writes them; its head says how.

They are matched word by word. As regular expressions they would be longer than a book, and putting those together
would take longer than reading all the texts of a board.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from trackerbridge.client_view.guard_text import fold

SIGNS = frozenset(".!?…:;()\n–—,")
"""Tokens of a text that end a clause, so that no gap leads over them."""

_GAPS = {"..": 5, "...": 9}
_LETTERS = 2  # by the first ones of a word it is looked up what may begin with it
_MOST_WORDS = 8192  # whose rows are kept

Phrase = tuple[str, ...]
"""Folded words; one that ends in ``*`` may go on."""

Choice = Mapping[str, Sequence[Phrase]]
"""The phrases that may stand at one place, the longest first, by the first letters of their first word."""

Part = str | Choice | int
"""A word alone, a choice of phrases, or how many words a gap may skip: most parts are a word, and a choice is large."""

Row = tuple[Part, ...]

Needs = tuple[str, ...]
"""The first letters of the words of the part that is least common: a text without any of them has no such row."""


class Rows:
    """All rows of one kind. ``groups``: phrases by the name that a row has for them, separated by commas."""

    def __init__(self, lines: Sequence[str], groups: Mapping[str, str]) -> None:
        choices = {f"@{name}": _choice(phrases) for name, phrases in groups.items()}
        self._by_letters: dict[str, list[tuple[Row, Needs]]] = {}
        self._by_word: dict[str, Sequence[tuple[Row, Needs]]] = {}  # of the words that were met
        one_of_a_kind: dict[Needs, Needs] = {}
        for line in fold("\n".join(lines)).splitlines():
            row = tuple(_part(word, choices) for word in line.split())
            if isinstance(row[0], int):
                raise ValueError(f"a row begins with a gap: {line}")
            needs = min((_letters(part) for part in (*row[1:], row[0]) if not isinstance(part, int)), key=len)
            begun = (row, one_of_a_kind.setdefault(needs, needs))
            for letters in _letters(row[0]):
                self._by_letters.setdefault(letters, []).append(begun)

    def found_in(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """From where to where a row stands, once for each word that begins one."""
        there = {word[:_LETTERS] for word in words}
        for place, word in enumerate(words):
            begun = self._by_word.get(word)
            for row, needs in self._begun_by(word) if begun is None else begun:
                if there.isdisjoint(needs):
                    continue
                if (end := next(_ends(row, words, place), None)) is not None:
                    yield place, end
                    break

    def _begun_by(self, word: str) -> Sequence[tuple[Row, Needs]]:
        """The rows that may begin with this word; most words begin none."""
        rows = self._by_letters.get(word[:_LETTERS], ())
        begun = tuple(one for one in rows if _may_begin(one[0][0], word))
        if len(self._by_word) < _MOST_WORDS:
            self._by_word[word] = begun
        return begun


def _part(word: str, choices: Mapping[str, Choice]) -> Part:
    if word in _GAPS:
        return _GAPS[word]
    return choices[word] if word.startswith("@") else _phrase([word])[0]


@cache  # the rows of every kind have the same groups
def _choice(phrases: str) -> Choice:
    found: dict[str, tuple[Phrase, ...]] = {}
    every = dict.fromkeys(_phrase(said.split()) for said in fold(phrases).split(",") if said.strip())
    for words in sorted(every, key=lambda words: sum(map(len, words)), reverse=True):
        letters = sys.intern(words[0][:_LETTERS])
        found[letters] = (*found.get(letters, ()), words)
    return found


def _phrase(words: Sequence[str]) -> Phrase:
    """With one string for all places of a word: few words make all rows."""
    if len(words[0]) <= _LETTERS and words[0].endswith("*"):
        raise ValueError(f"a word that may go on needs two letters: {words[0]}")
    return tuple(map(sys.intern, words))


def _letters(part: Part) -> Needs:
    """The first letters of what may stand there."""
    return (sys.intern(part[:_LETTERS]),) if isinstance(part, str) else () if isinstance(part, int) else tuple(part)


def _may_begin(part: Part, word: str) -> bool:
    if isinstance(part, str):
        return _is(part, word)
    return not isinstance(part, int) and any(_is(phrase[0], word) for phrase in part.get(word[:_LETTERS], ()))


def _ends(row: Row, words: Sequence[str], place: int) -> Iterator[int]:
    """Where a row that begins at ``place`` may end, the shortest gaps and the longest phrases first."""
    if not row:
        yield place
        return
    part, rest = row[0], row[1:]
    if isinstance(part, int):
        yield from _ends(rest, words, place)
        for over in range(place, min(place + part, len(words))):
            if words[over] in SIGNS:
                return
            yield from _ends(rest, words, over + 1)
    elif place >= len(words):
        return
    elif isinstance(part, str):
        if _is(part, words[place]):
            yield from _ends(rest, words, place + 1)
    else:
        for phrase in part.get(words[place][:_LETTERS], ()):
            if _stands(phrase, words, place):
                yield from _ends(rest, words, place + len(phrase))


def _stands(phrase: Phrase, words: Sequence[str], place: int) -> bool:
    if not _is(phrase[0], words[place]) or place + len(phrase) > len(words):
        return False
    return all(map(_is, phrase, words[place : place + len(phrase)]))


def _is(asked: str, word: str) -> bool:
    return word == asked or (asked[-1] == "*" and word.startswith(asked[:-1]))

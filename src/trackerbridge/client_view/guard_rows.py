"""Rows of words that stand one after the other in a text, as ``guard_tone.toml`` writes them; its head says how.

They are matched word by word. As regular expressions they would be longer than a book, and putting those together
would take longer than reading all the texts of a board.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from trackerbridge.client_view.guard_text import folded

SIGNS = frozenset(".!?…:;()\n–—,")
"""Tokens of a text that end a clause, so that no gap leads over them."""

_GAPS = {"..": 5, "...": 9}
_LETTERS = 2  # by the first ones of a word it is looked up what may begin with it

Phrase = tuple[str, ...]
"""Folded words; one that ends in ``*`` may go on."""

Choice = Mapping[str, Sequence[Phrase]]
"""The phrases that may stand at one place, the longest first, by the first letters of their first word."""


Row = tuple[Choice | int, ...]
"""Choices, and how many words a gap between them may skip."""

Needs = tuple[str, ...]
"""The first letters of the words of the part that is least common: a text without any of them has no such row."""


class Rows:
    """All rows of one kind. ``groups``: phrases by the name that a row has for them, separated by commas."""

    def __init__(self, lines: Sequence[str], groups: Mapping[str, str]) -> None:
        choices = {f"@{name}": _choice(tuple(phrases.split(","))) for name, phrases in groups.items()}
        self._by_letters: dict[str, list[tuple[Row, Needs]]] = {}
        self._by_word: dict[str, list[tuple[Row, Needs]]] = {}  # of the words that were met
        for line in lines:
            first, *rest = (_part(word, choices) for word in line.split())
            if isinstance(first, int):
                raise ValueError(f"a row begins with a gap: {line}")
            needs = min((tuple(part) for part in (*rest, first) if not isinstance(part, int)), key=len)
            for letters in first:
                self._by_letters.setdefault(letters, []).append(((first, *rest), needs))

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
        if word not in self._by_word:
            rows = self._by_letters.get(word[:_LETTERS], ())
            self._by_word[word] = [one for one in rows if any(_is(phrase[0], word) for phrase in _of(one[0][0], word))]
        return self._by_word[word]


def _part(word: str, choices: Mapping[str, Choice]) -> Choice | int:
    if word in _GAPS:
        return _GAPS[word]
    return choices[word] if word.startswith("@") else _choice((word,))


@cache  # many rows have the same words, and each choice takes more memory than its row
def _choice(phrases: tuple[str, ...]) -> Choice:
    found: dict[str, list[Phrase]] = {}
    every = dict.fromkeys(tuple(folded(phrase).split()) for phrase in phrases if phrase.strip())
    for words in sorted(every, key=lambda words: sum(map(len, words)), reverse=True):
        if len(words[0].rstrip("*")) < _LETTERS and words[0].endswith("*"):
            raise ValueError(f"a word that may go on needs two letters: {words[0]}")
        found.setdefault(words[0][:_LETTERS], []).append(words)
    return found


def _of(part: Choice | int, word: str) -> Sequence[Phrase]:
    """The phrases that may begin with a word."""
    return () if isinstance(part, int) else part.get(word[:_LETTERS], ())


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
    elif place < len(words):
        for phrase in _of(part, words[place]):
            if _stands(phrase, words, place):
                yield from _ends(rest, words, place + len(phrase))


def _stands(phrase: Phrase, words: Sequence[str], place: int) -> bool:
    if not _is(phrase[0], words[place]) or place + len(phrase) > len(words):
        return False
    return all(map(_is, phrase, words[place : place + len(phrase)]))


def _is(asked: str, word: str) -> bool:
    return word == asked or (asked[-1] == "*" and word.startswith(asked[:-1]))

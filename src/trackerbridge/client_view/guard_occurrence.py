"""A form of a name that is also a word: is it the person here? Decided by letters and neighbours, where it stands.

"Mark as done" and "Ask Mark", «Вера в успех» and «Вера проверит»: written small it is the word; written large within a
sentence it is the name; at the beginning, in a heading or in capitals throughout, the words behind it decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from trackerbridge.client_view.guard_text import folded, is_cyrillic, listed

_TOKEN = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r"(?:^|[.!?…:;\n]|[-–—•*]\s)[\s\"'“„«(\[*_]*$")
_QUOTED = ("“”", "„”", "«»", '""', "''", "‘’")
_TITLE_SHARE = 0.6
_RU_ACTS = re.compile(r"(?:[аиеяыу]л|[аиеяыу]л[аи]|[иеё]т|[аиеяыу]л(?:ся|ась|ись)|[иеё]тся)$")
_AND = frozenset(("and", "or", "и", "или", "si", "sau"))
_PATRONYMIC = re.compile(r"(?:ович|евич|ьич|овна|евна|ична)[аеуыом]{0,2}$")


@dataclass(frozen=True)
class Sentence:
    """One text with its words where they stand. ``text`` is legible, in its own letters."""

    text: str

    @cached_property
    def spans(self) -> list[tuple[int, int, str]]:
        """Every word: where it begins and ends, and the word."""
        return [(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(self.text)]

    @cached_property
    def words(self) -> list[str]:
        """The words, folded."""
        return [folded(word) for _, _, word in self.spans]

    @cached_property
    def _flat(self) -> bool:
        """Letters say nothing here: a heading, or capitals throughout."""
        said = [word for _, _, word in self.spans if folded(word) not in listed("function_words")]
        upper = sum(word.isupper() and len(word) > 1 for word in said)
        large = sum(word[0].isupper() for word in said)
        return bool(said) and (upper == len(said) or (len(said) > 2 and large >= _TITLE_SHARE * len(said)))

    def is_person(self, place: int, team: Sequence[bool]) -> bool:
        """Whether the word at ``place`` is the person. ``team``: which words are forms of some name of the team."""
        start, end, word = self.spans[place]
        if word[0].islower():
            return False
        if self._among_things(place) or self._quoted(start, end) or self._dated(start, end):
            return False
        if not self._flat and not _OPENING.search(self.text[:start]):
            return True
        return self._acts(place, end, team)

    def _among_things(self, place: int) -> bool:
        around = self.words[max(0, place - 1) : place] + self.words[place + 1 : place + 2]
        return any(word in listed("things") for word in around)

    def _dated(self, start: int, end: int) -> bool:
        """Beside a number it is a month."""
        return bool(re.search(r"\d[.\s]*$", self.text[:start]) or re.match(r"[\s,]*\d", self.text[end:]))

    def _quoted(self, start: int, end: int) -> bool:
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        return any(before == pair[0] and after == pair[1] for pair in _QUOTED)

    def _acts(self, place: int, end: int, team: Sequence[bool]) -> bool:
        """What stands behind it: an act of a person's, a comma as in an address, a father's name, "'s"."""
        behind = self.text[end : end + 3]
        if behind.startswith(",") or re.match(r"['’]s\b", behind) or re.match(r"\s?[:–—-]\s", behind):
            return True
        following = self.words[place + 1 : place + 3]
        if not following:
            return False
        first, second = following[0], following[1] if len(following) > 1 else ""
        if first in _AND and place + 2 < len(team) and team[place + 2]:
            return True
        if _PATRONYMIC.search(first):
            return True
        if is_cyrillic(first):
            return len(first) > 3 and _RU_ACTS.search(first) is not None
        if first in listed("being"):
            return second in listed("states")
        if first == "a":
            return second in listed("done_by_somebody")
        return first in listed("acts")

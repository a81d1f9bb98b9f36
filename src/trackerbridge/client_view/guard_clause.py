"""What stands around a word of a text: who is asked or spoken to before it, what is done behind it.

The words are data (``guard_people.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from trackerbridge.client_view.guard_acts import act_together, acts_behind, before_a_person
from trackerbridge.client_view.guard_entries import entry
from trackerbridge.client_view.guard_everyday import is_proper
from trackerbridge.client_view.guard_text import is_cyrillic
from trackerbridge.client_view.guard_tokens import Text, Token

_OPENING = re.compile(
    r"(?:(?:^|[.!?…:;\n]|[-–—•*|/]\s|(?:^|\n)(?:\d+[.)]|[^\W\d_]\))\s)[\s\"'“„«(\[*_~`=#>]*|[“„«‹‘])$"
)
_AFTER_COLON = re.compile(r"\w[^\n]*(?:[:–—]|\s-)\s*[\"'“„«(\[*_~`=#>]*$")
_ENDING = re.compile(r"[\"'”“»)\]*_~`=]*\s*(?:$|\.(?!\s?[\da-zа-яăâîșț])|[;,)\n!?|…])")
_STOP = re.compile(r"\W*$")
_QUOTED = ("“”", "„”", "«»", '""', "''", "‘’", "‹›", "„“")
_NEAR = 120  # characters on either side
_SHORT_GREETING = 3  # words
_SHORT_SENTENCE = 2  # words that tell something
_PATRONYMIC = re.compile(r"(?:ович|евич|ьич|овна|евна|ична)[аеуыом]{0,2}$")
_TOLD = re.compile(r"[иьй]те$")  # folded
_PLEASE = re.compile(r"\b(?:please|пожалуиста|te rog|va rog|rogu te)\b")  # folded
_ARROW = re.compile(r"\s*(?:→|⟶|⇒|->|=>|>)\s*")
_CLAUSE_ENDS = re.compile(r"[.,;:!?()\n]")


class Clause(Text):
    """One text, and what stands around each of its words."""

    @cached_property
    def language(self) -> str:
        """Of its Latin words: "en" or "ro", empty where nobody can tell."""
        english = sum(word in entry("small", "english") for word in self.words)
        romanian = sum(word in entry("small", "romanian") for word in self.words)
        romanian += 2 * bool(re.search("[ăâîșțşţĂÂÎȘȚŞŢ]", self.text))
        if english == romanian:
            return ""
        return "en" if english > romanian else "ro"

    @cached_property
    def _telling(self) -> list[str]:
        """The words without little ones and without the second half of a hyphened one."""
        return [
            token.word
            for token, word in zip(self.tokens, self.words, strict=True)
            if word not in entry("small", "function_words") and self.text[token.start - 1 : token.start] != "-"
        ]

    @cached_property
    def flat(self) -> bool:
        """Letters say nothing here: capitals throughout, or an English heading with every word large."""
        said = self._telling
        if all(word.isupper() for word in said if len(word) > 1) and any(len(word) > 1 for word in said):
            return True
        english = len(said) > 1 and not any(map(is_cyrillic, said)) and self.language != "ro"
        if len(said) == _SHORT_SENTENCE and self.text.rstrip().endswith((".", "!", "?")):
            return False  # "It's Mark."
        return english and all(word[0].isupper() for word in said)

    @cached_property
    def small(self) -> bool:
        """Small letters throughout, the first word's too."""
        large = any(token.word[0].isupper() for token in self.tokens)
        return not large or (  # "dasha asks for the logo in SVG"
            self.tokens[0].word.islower()
            and all(token.word.islower() or (len(token.word) > 1 and token.word.isupper()) for token in self.tokens)
        )

    def left(self, token: Token) -> str:
        """What stands before a word, as far as it matters."""
        return self.text[max(0, token.start - _NEAR) : token.start]

    def right(self, token: Token) -> str:
        """What stands behind a word, as far as it matters."""
        return self.text[token.end : token.end + _NEAR]

    def gap(self, place: int) -> str:
        """What stands between the word at ``place`` and the one before it."""
        return self.text[self.tokens[place - 1].end if place else 0 : self.tokens[place].start]

    def opens(self, place: int) -> bool:
        """It begins a sentence, a line, a quotation."""
        return _OPENING.search(self.left(self.tokens[place])) is not None

    def called(self, place: int) -> bool:
        """The words before are such that a person comes; "Thank-you page" is one word with what is before."""
        gap = self.gap(place)
        if re.search(r"[“„«‹\"]$", gap) and not self.is_quoted(place):
            return False  # a whole title is quoted, and this is its first word
        if gap.startswith("-") or re.search(r"[.!?;]", gap) or re.search(r"-you\s$", self.left(self.tokens[place])):
            return False
        return before_a_person(self.words, place)

    def is_quoted(self, place: int) -> bool:
        """It stands in quotes by itself."""
        start, end = self.tokens[place].start, self.tokens[place].end
        before, after = self.text[start - 1 : start] if start else "", self.text[end : end + 1]
        return any(before == pair[0] and after == pair[1] for pair in _QUOTED)

    def has_a_surname(self, place: int, team: Sequence[bool], *, flat: bool = False) -> bool:
        """Behind it stands a large word that is nobody's of the team and no thing's: "Mark Weaver", «Вера Ланская».

        ``flat``: also where letters say nothing.
        """
        if (self.flat and not flat) or place + 1 >= len(self.tokens) or team[place + 1] or self.gap(place + 1) != " ":
            return False
        word = self.tokens[place + 1].word
        return len(word) > 1 and word[0].isupper() and self.words[place + 1] not in entry("things", "after")

    def addressed(self, place: int, team: Sequence[bool]) -> bool:
        """Spoken to: "Rose, please look", "Thank you, Rose!"; not "rose, grey and black"."""
        token = self.tokens[place]
        before, behind = self.left(token).rstrip("\"'“„«‘‹(*_~`=#/&+|• "), self.right(token)
        behind = behind.lstrip("\"'”“»’›)*_~`=|—–…&+/: " if behind[1:2] in ",!?" else "\"'”“»’›)*_~`=| ")
        following = self.words[place + 1] if place + 1 < len(self.words) else ""
        if not before and re.match(r":\s*[«“„\"]", behind):
            return True
        if behind.startswith(",") and (following in entry("acts", "address") or team[place + 1 : place + 2] == [True]):
            return True
        if behind.startswith(",") and any(word in entry("acts", "you") for word in self.words[place + 1 : place + 4]):
            return not before or _OPENING.search(before) is not None or self.small or self.flat
        if behind.startswith(",") and not before and _TOLD.search(following):
            return True
        if behind.startswith(",") and not before and re.search(r"\?\W*$", self.text):
            return True
        if behind.startswith(",") and not before and _PLEASE.search(" ".join(self.words[place + 1 : place + 6])):
            return True
        if behind.startswith("!"):
            greeting = re.split(r"[.!?:\n]", before)[-1].split()
            return len(self.tokens) > 1 and len(greeting) < _SHORT_GREETING
        return before.endswith(",") and behind[:1] in (",", "!", "?")

    def presented(self, place: int) -> bool:
        """Asked after, or said who it is: "Rose? Not yet.", "Rose (design)", "Rose/design", "Rose, our designer,"."""
        large = self.tokens[place].word[0].isupper()
        if not self.opens(place) or not (large or self.small):
            return False
        behind = self.right(self.tokens[place])
        trade = self.words[place + 1 : place + 2] != [] and self.words[place + 1] in entry("states", "trades")
        if (large and behind.startswith("?")) or (trade and re.match(r"\s?[(/:—–-]", behind)):
            return True
        return behind.startswith(", ") and not entry("acts", "presented").isdisjoint(self.words[place + 1 : place + 3])

    def asked_after(self, place: int) -> bool:
        """As in "Is Mark back?", "Could Mark look at it?"."""
        if not place or self.words[place - 1] not in entry("acts", "en_aux") or not self.opens(place - 1):
            return False
        following = "".join(self.words[place + 1 : place + 2])
        state = following in entry("acts", "en_state") or following in entry("states", "en") | entry(
            "states", "en_does"
        )
        return state and "?" in self.right(self.tokens[place])

    def last(self, place: int, team: Sequence[bool], *, first: bool) -> bool:
        """In capitals, a ``first`` name in a heading too: after "from", "by" and the like at the end of a sentence.

        In a heading also where it goes on: "Texts From Hope Are Online".
        """
        end = self.tokens[place + 1] if first and self.has_a_surname(place, team, flat=True) else self.tokens[place]
        ends = re.match(r"\s*(?:$|[.!?](?:\s|$))", self.right(end)) is not None
        agent = place > 0 and self.words[place - 1] in entry("small", "agents")
        language = self.words[place] in entry("small", "languages")  # "Translation from German"
        large = first and self.flat and self.tokens[place].word[0].isupper() and not language
        if large and self.words[place - 1 : place] in (["from"], ["by"]):
            ends = ends or not entry("small", "goes_on").isdisjoint(self.words[place + 1 : place + 2])
        return ends and agent and (large or all(token.word.isupper() for token in self.tokens))

    def closes(self, place: int, team: Sequence[bool], *, first: bool) -> bool:
        """Alone, or ``first`` and with a surname, behind a colon or a dash: "Header: Rose"; in brackets: "(Rose)"."""
        token = self.tokens[place]
        with_surname = first and self.has_a_surname(place, team, flat=True)
        last = self.tokens[place + 1] if with_surname else token
        around = self.text[token.start - 1 : token.start] + self.text[last.end : last.end + 1]
        if token.word[0].isupper() and (around == "()" or (around == "[]" and self.opens(place))):
            return True
        if token.word[0].isupper() and self._is_handed_over(place):
            return True
        if not _AFTER_COLON.search(self.left(token)) or self.is_quoted(place):
            return False
        ends = (_STOP if with_surname and self.flat else _ENDING).match(self.right(last)) is not None
        return ends and (token.word[0].isupper() or self.small)

    def _is_handed_over(self, place: int) -> bool:
        """From one to another, alone on its side of the arrow but for what ends with a colon: "Moved: Rose → Mark"."""
        left, right = self.left(self.tokens[place]), self.right(self.tokens[place])
        to_right = _ARROW.match(right) is not None and re.search(r"(?:^|:\s*)$", left) is not None
        to_left = (
            re.search(r"(?:→|⟶|⇒|->|=>)\s*$", left) is not None and re.match(r"\s*(?:$|[.,;)])", right) is not None
        )
        return to_right or to_left

    def behind(self, place: int, most: int = 4) -> list[str]:
        """Up to so many words that follow in the same clause; the first one also behind a sign."""
        said: list[str] = []
        for at in range(place + 1, min(place + 1 + most, len(self.tokens))):
            if said and _CLAUSE_ENDS.search(self.gap(at)):
                break
            said.append(self.words[at])
        return said

    def before(self, place: int, most: int = 4) -> list[str]:
        """Up to so many words that precede in the same clause, the nearest first."""
        said: list[str] = []
        for at in range(place, max(0, place - most), -1):
            if _CLAUSE_ENDS.search(self.gap(at)):
                break
            said.append(self.words[at - 1])
        return said

    def acts(self, place: int, team: Sequence[bool]) -> bool:
        """What stands behind it, or behind its surname: an act of a person's, a father's name, another of the team."""
        word = self.words[place]
        if self.has_a_surname(place, team):
            if _PATRONYMIC.search(self.words[place + 1]):
                return True
            place += 1
        following = self.behind(place)
        dashed = re.match(r"\s[—–-]\s", self.right(self.tokens[place])) is not None
        if dashed and not entry("acts", "roles").isdisjoint(following[:2]):
            return True
        if not following or re.search(r"^[)\"'”»]*(?!\.\.\.)[.,;:!?(\n]|\s[–—(]", self.gap(place + 1)):
            return False
        if following[0] in entry("small", "and") and place + 2 < len(team) and team[place + 2]:
            return self.tokens[place + 2].word[0].isupper() or self.small
        if following[0] in entry("small", "and") and len(following) > 2:
            large = self.tokens[place + 2].word[0].isupper() and not self.flat and not is_proper(self.words[place + 2])
            if large or act_together(self.behind(place, 6)[1:], self.language):
                return True
        if _PATRONYMIC.search(following[0]):
            return True
        ends = re.match(r"\s?:", self.right(self.tokens[place + 1])) is not None
        return not ends and acts_behind(word, following, self.language)

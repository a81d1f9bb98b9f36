"""A form of a name that is also a word: is it the person here? Decided by letters and neighbours, where it stands.

"Mark as done" and "Ask Mark", «Вера в успех» and «Вера проверит»: written small it is the word; written large within a
sentence it is the name, unless a neighbour says what thing it is; at the beginning, in a heading, in one size of letter
throughout, the words around it decide. The words are data (``guard_people.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from trackerbridge.client_view.guard_acts import acts_behind, before_a_person, entry
from trackerbridge.client_view.guard_text import is_cyrillic, words_of
from trackerbridge.client_view.guard_tokens import Text, Token

_OPENING = re.compile(
    r"(?:(?:^|[.!?…:;\n]|[-–—•*|/]\s|(?:^|\n)(?:\d+[.)]|[^\W\d_]\))\s)[\s\"'“„«(\[*_~`=#>]*|[“„«‹‘])$"
)
_AFTER_COLON = re.compile(r"\w[^\n]*(?:[:–—]|\s-)\s*[\"'“„«(\[*_~`=#>]*$")
_ENDING = re.compile(r"[\"'”“»)\]*_~`=]*\s*(?:$|\.(?!\s?[\da-zа-яăâîșț])|[;,)\n!?|…])")
_QUOTED = ("“”", "„”", "«»", '""', "''", "‘’", "‹›", "„“")
_SHORTEST_NOUN = 3
_NEAR = 120  # characters on either side
_SHORT_GREETING = 3  # words
_PATRONYMIC = re.compile(r"(?:ович|евич|ьич|овна|евна|ична)[аеуыом]{0,2}$")
_RUSSIAN_TAIL = re.compile(r"[-'’][а-яё]{1,3}(?![а-яё])")


class Sentence(Text):
    """One text, and which of its words are people."""

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
        return english and all(word[0].isupper() for word in said)

    @cached_property
    def small(self) -> bool:
        """Small letters throughout, the first word's too."""
        return not any(token.word[0].isupper() for token in self.tokens)

    @cached_property
    def _on_a_topic(self) -> bool:
        return not entry("things", "topic").isdisjoint(self.words)

    def _left(self, token: Token) -> str:
        """What stands before a word, as far as it matters."""
        return self.text[max(0, token.start - _NEAR) : token.start]

    def _right(self, token: Token) -> str:
        """What stands behind a word, as far as it matters."""
        return self.text[token.end : token.end + _NEAR]

    def is_person(self, place: int, team: Sequence[bool], *, mostly: bool = False) -> bool:
        """Whether the word at ``place`` is the person. ``team``: which words are forms of some name of the team.

        ``mostly``: it hardly ever is anything else, so it need not do or be asked anything.
        """
        token = self.tokens[place]
        large = token.word[0].isupper()
        if not large and not self.small:
            return False
        if self._has_persons_tail(place):
            return True
        if self._is_month(place):
            return False
        called = self.called(place)
        if self._among_things(place, team) and not (called and large):
            return False
        article = self.language == "en" and place and self.words[place - 1] in entry("small", "articles")
        if article or self._on_a_topic:
            return False
        plain = self.flat or not large or bool(_OPENING.search(self._left(token)))
        if not plain and not self._quoted(token.start, token.end):
            return called or not self._of_a_proper_name(place, team)
        return (
            called
            or self._addressed(place, team)
            or self._closes(place)
            or self._acts(place, team)
            or self._last(place)
            or (mostly and large and not self.flat and not self._defined(place))
        )

    def _defined(self, place: int) -> bool:
        """Said to be something ("Vera is a brand of soap"), or the first of two large words ("Vera Cruz")."""
        following = self._behind(place)[:2]
        told = following[:1] in (["is"], ["este"], ["e"]) and following[1:] in (["a"], ["an"], ["the"], ["un"], ["o"])
        return told or (bool(following) and self.tokens[place + 1].word[0].isupper())

    def is_no_thing(self, place: int, team: Sequence[bool]) -> bool:
        """For a name that may be a word that nobody listed: written small, or with a noun's company, it is a thing.

        "Foster care leaflet", «Бублик с маком»: at the opening, with a word behind it that nobody does.
        """
        token = self.tokens[place]
        if not token.word[0].isupper() and not self.small:
            return self.called(place)
        opens = _OPENING.search(self._left(token)) is not None
        company = re.match(r"\s[^\W\d_]", self._right(token)) is not None
        large = company and self.tokens[place + 1].word[0].isupper() and not self.flat
        return not (opens and company) or large or self.is_person(place, team)

    def _is_month(self, place: int) -> bool:
        """Beside a number, or after "in", a month is a month."""
        latin = (self.language,) if self.language else ("en", "ro")
        languages = ("ru",) if is_cyrillic(self.tokens[place].word) else latin
        if not any(self.words[place] in entry("month", one) for one in languages):
            return False
        token = self.tokens[place]
        if re.search(r"\d[.\s]*$", self._left(token)) or re.match(r"[\s,]*\d", self._right(token)):
            return True
        before = self.words[place - 1] if place else ""
        if re.match(r"\s+to\s+[^\W\d]", self._right(token)) and before == "for":
            return False
        return before in entry("month", "before") and not self.called(place)

    def called(self, place: int) -> bool:
        """The words before are such that a person comes; "Thank-you page" is one word with what is before."""
        before = self._left(self.tokens[place])
        gap = self.text[self._end(place - 1) : self.tokens[place].start]
        if re.search(r"[“„«‹\"]$", gap) and not self._quoted(self.tokens[place].start, self.tokens[place].end):
            return False  # a whole title is quoted, and this is its first word
        if gap.startswith("-") or re.search(r"[.!?;]", gap) or re.search(r"-you\s$", before):
            return False
        return before_a_person(self.words, place)

    def _has_persons_tail(self, place: int) -> bool:
        """An ending of a person's: "Mark's", "Will-led", «Dan-у», «Вера-дизайнер»; not "the page's"."""
        token = self.tokens[place]
        before = self.words[place - 1] if place else ""
        if before in entry("small", "articles"):
            return False
        behind = self.text[token.end : token.end + 5]
        following = self.words[place + 1] if place + 1 < len(self.words) else ""
        if token.tail.casefold() == "s" and self._heads_a_title(place):
            return False
        if token.tail and token.tail.casefold() not in ("t", "m") and following not in entry("things", "of_a_trade"):
            return token.tail.casefold() != "s" or token.word[0].isupper() or self.small
        if (
            re.match(r"['’](?!\w)", behind)
            and token.word[-1] in "sSxXzZ"
            and self._left(token)[-1:] not in ("'", "‘", "’")
        ):
            return True
        if not is_cyrillic(token.word) and _RUSSIAN_TAIL.match(behind.casefold()):
            return True
        return behind.startswith("-") and following in entry("acts", "with_tail")

    def _heads_a_title(self, place: int) -> bool:
        """As in "Walker's map of the coast": at the opening of what has no verb and no end."""
        token = self.tokens[place]
        if not _OPENING.search(self._left(token)):
            return False
        rest = re.split(r"[”»\"|:]|[.!?](?:\s|$)", self._right(token))[0]
        ended = re.match(r"[.!?]", self._right(token)[len(rest) :]) is not None
        words = words_of(rest)
        return (
            bool(words)
            and not ended
            and not any(word in entry("acts", "en_aux") or word in entry("acts", "en") for word in words)
        )

    def _among_things(self, place: int, team: Sequence[bool]) -> bool:
        before = self.words[place - 1] if place else ""
        after = self.words[place + 1] if place + 1 < len(self.words) else ""
        touching = not re.search(r"[,.;:!?)(–—]", self.text[self._end(place - 1) : self.tokens[place].start])
        touched = not re.match(r"\s*[,.;:!?)(–—]", self._right(self.tokens[place]))
        number = re.match(r"\.?\s\d", self._right(self.tokens[place])) is not None
        about = place > 1 and before in entry("things", "about") and self.words[place - 2] in entry("things", "works")
        return (
            about
            or (touching and self._named_thing(place))
            or (touching and before in entry("things", "before"))
            or (touched and after in entry("things", "after") and not (place + 1 < len(team) and team[place + 1]))
            or number
        )

    def _named_thing(self, place: int) -> bool:
        """As in "Prăjitura Margareta": a Romanian noun with its article, at the opening, and what it is called."""
        if self.language == "en" or not place or not self.tokens[place].word[0].isupper():
            return False
        noun = self.tokens[place - 1]
        if re.search(r"(?:ei|ii|ului)$", self.words[place]):
            return False
        article = re.search(r"(?:a|ul|le|ii|ile)$", noun.word) is not None and len(noun.word) > _SHORTEST_NOUN
        return article and noun.word[0].isupper() and bool(_OPENING.search(self._left(noun)))

    def _end(self, place: int) -> int:
        return self.tokens[place].end if place >= 0 else 0

    def is_quoted(self, place: int) -> bool:
        """It stands in quotes by itself."""
        return self._quoted(self.tokens[place].start, self.tokens[place].end)

    def _quoted(self, start: int, end: int) -> bool:
        before, after = self.text[start - 1 : start] if start else "", self.text[end : end + 1]
        return any(before == pair[0] and after == pair[1] for pair in _QUOTED)

    def _of_a_proper_name(self, place: int, team: Sequence[bool]) -> bool:
        """Beside another capitalised word that is nobody's name ("Black Friday", "Pro Max"), away from the opening."""
        for other in (place - 1, place + 1):
            if not 0 <= other < len(self.tokens) or team[other]:
                continue
            one, two = sorted((self.tokens[place], self.tokens[other]), key=lambda token: token.start)
            large = self.tokens[other].word[0].isupper() and len(self.tokens[other].word) > 1
            apart = self.text[one.end : two.start] != " "
            opens = _OPENING.search(self._left(self.tokens[other])) is not None
            if opens and (self.language == "ro" or is_cyrillic(self.tokens[place].word)):
                continue
            if large and not apart and not (opens and self.words[other] in entry("small", "openers")):
                return not self._acts(place, team)
        return False

    def _addressed(self, place: int, team: Sequence[bool]) -> bool:
        """Spoken to: "Rose, please look", "Thank you, Rose!"; not "rose, grey and black"."""
        token = self.tokens[place]
        before, behind = self._left(token).rstrip("\"'“„«‘‹(*_~`=#/&+|• "), self._right(token)
        behind = behind.lstrip("\"'”“»’›)*_~`=|—–…&+/: " if behind[1:2] in ",!?" else "\"'”“»’›)*_~`=| ")
        following = self.words[place + 1] if place + 1 < len(self.words) else ""
        if not before and re.match(r":\s*[«“„\"]", behind):
            return True
        if behind.startswith(",") and (following in entry("acts", "address") or _next_is_team(place, team)):
            return True
        if behind.startswith(",") and any(word in entry("acts", "you") for word in self.words[place + 1 : place + 4]):
            return not before or _OPENING.search(before) is not None or self.small or self.flat
        if behind.startswith(",") and not before and re.search(r"\?\W*$", self.text):
            return True
        if behind.startswith("!"):
            greeting = re.split(r"[.!?:\n]", before)[-1].split()
            return len(self.tokens) > 1 and len(greeting) < _SHORT_GREETING
        return before.endswith(",") and behind[:1] in (",", "!", "?")

    def _last(self, place: int) -> bool:
        """In capitals throughout, after "from", "by" and the like at the end of a sentence."""
        ends = re.match(r"\s*(?:$|[.!?](?:\s|$))", self._right(self.tokens[place])) is not None
        agent = place > 0 and self.words[place - 1] in entry("small", "agents")
        return ends and agent and all(token.word.isupper() for token in self.tokens)

    def _closes(self, place: int) -> bool:
        """Alone behind a colon or a dash: "Header and menu: Rose"; alone in brackets: "(Rose)"."""
        token = self.tokens[place]
        if (
            token.word[0].isupper()
            and self.text[token.start - 1 : token.start] + self.text[token.end : token.end + 1] == "()"
        ):
            return True
        if not _AFTER_COLON.search(self._left(token)) or self._quoted(token.start, token.end):
            return False
        return (token.word[0].isupper() or self.small) and _ENDING.match(self._right(token)) is not None

    def _behind(self, place: int) -> list[str]:
        """Up to four words that follow in the same clause."""
        said: list[str] = []
        for at in range(place + 1, min(place + 5, len(self.tokens))):
            if said and re.search(r"[.,;:!?()\n]", self.text[self.tokens[at - 1].end : self.tokens[at].start]):
                break
            said.append(self.words[at])
        return said

    def _acts(self, place: int, team: Sequence[bool]) -> bool:
        """What stands behind it: an act of a person's, a father's name, another of the team."""
        following = self._behind(place)
        dashed = re.match(r"\s[—–-]\s", self._right(self.tokens[place])) is not None
        if dashed and following and following[0] in entry("acts", "roles"):
            return True
        between = self.text[self.tokens[place].end : self.tokens[place + 1].start] if following else ""
        if not following or re.search(r"^[)\"'”»]*[.,;:!?(\n]|\s[–—(]", between):
            return False
        if following[0] in entry("small", "and") and place + 2 < len(team) and team[place + 2]:
            return self.tokens[place + 2].word[0].isupper() or self.small
        if following[0] in entry("small", "and") and len(following) > 2 and not self.flat:
            return self.tokens[place + 2].word[0].isupper()
        if _PATRONYMIC.search(following[0]):
            return True
        ends = re.match(r"\s?:", self._right(self.tokens[place + 1])) is not None
        return not ends and acts_behind(self.words[place], following, self.language)


def _next_is_team(place: int, team: Sequence[bool]) -> bool:
    return place + 1 < len(team) and team[place + 1]

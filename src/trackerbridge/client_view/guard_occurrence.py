"""A form of a name that is also a word: is it the person here? Decided by letters and neighbours, where it stands.

"Mark as done" and "Ask Mark", «Вера в успех» and «Вера проверит»: written small it is the word; written large within a
sentence it is the name, unless a neighbour says what thing it is; at the beginning, in a heading, in one size of letter
throughout, the words around it decide. The words are data (``guard_people.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from trackerbridge.client_view.guard_clause import Clause
from trackerbridge.client_view.guard_entries import entry
from trackerbridge.client_view.guard_everyday import is_proper
from trackerbridge.client_view.guard_likeness import ends_like_a_surname
from trackerbridge.client_view.guard_places import names_a_thing, nobody_acts
from trackerbridge.client_view.guard_text import is_cyrillic, listed

_SHORTEST_NOUN = 3
_RUSSIAN_TAIL = re.compile(r"[-'’][а-яё]{1,3}(?![а-яё])")


class Sentence(Clause):
    """One text, and which of its words are people."""

    @cached_property
    def _on_a_topic(self) -> bool:
        return not entry("things", "topic").isdisjoint(self.words)

    def is_person(
        self,
        place: int,
        team: Sequence[bool],
        *,
        mostly: bool = False,
        first: bool = True,
        base: bool = True,
        proper: bool = False,
    ) -> bool:
        """Whether the word at ``place`` is the person. ``team``: which words are forms of some name of the team.

        ``mostly``: it hardly ever is anything else, so it need not do or be asked anything. ``first``: it is a first
        name. ``base``: it stands as it is configured, in no other case. ``proper``: the word is a place or a brand, and
        written large wherever it stands.
        """
        token = self.tokens[place]
        large = token.word[0].isupper()
        if not large and not self.small:
            return self.asked_in_small(place)
        if self._has_persons_tail(place):
            return True
        called, stranger = self.called(place), first and not proper and self.has_a_surname(place, team)
        stranger = stranger and (base or not is_proper(self.words[place + 1]))  # „Codrii Moldovei”
        surname = first and self.has_a_surname(place, team, flat=True) and self.last(place, team, first=True)
        if self._is_month(place) and not stranger and not surname:
            return False
        if self._among_things(place, team, base=base) and not (called and large):
            return False
        article = self.language == "en" and place and self.words[place - 1] in entry("small", "articles")
        article = article and self.gap(place) == " "
        ours = article and self.words[place - 1] in ("our", "your") and large and self.acts(place, team)
        if (article and not ours) or self._on_a_topic:
            return False
        plain = self.flat or not large or proper or self.opens(place)
        if not plain and not self.is_quoted(place):
            return called or stranger or not self._of_a_proper_name(place, team, base=base)
        return (
            called
            or stranger
            or (base and self._heads_a_list(place, first=first))
            or self.addressed(place, team)
            or self.presented(place)
            or self.asked_after(place)
            or self.closes(place, team, first=first)
            or self.acts(place, team)
            or self.last(place, team, first=first)
            or (mostly and large and not self.flat and not self._defined(place))
        )

    def asked_in_small(self, place: int) -> bool:
        """Written small beside other words that are not, after what only people are told: "We asked mark to look"."""
        before = self.words[place - 1] if place else ""
        following = self.words[place + 1] if place + 1 < len(self.words) else ""
        if before in entry("acts", "thanks") and self.right(self.tokens[place]).startswith(","):
            return True
        if is_cyrillic(self.words[place]):
            about = following in ("о", "об", "про", "что")
            return before in entry("acts", "ru_told") and (about or self.words[place][-1] in "уеюи")
        if self.tokens[place].tail == "s" and not self._has_an_article(place):
            return self.words[place] not in entry("month", "seasons")
        if self.asked_after(place):
            return True
        if before == "to" and place > 1 and self.words[place - 2] in entry("acts", "en_assigned"):
            return following in ("", *entry("acts", "en_told_what"))
        return before == "lui" or any(
            before in entry("acts", f"en_{done}") and following in entry("acts", f"en_{done}_what")
            for done in ("told", "gave", "met")
        )

    def _has_an_article(self, place: int) -> bool:
        """As in "the hunter's site", "a job hunter's site"."""
        before = self.words[place - 1] if place else ""
        return before in entry("small", "articles") or not {"a", "an", "the", "our", "your"}.isdisjoint(
            self.words[max(0, place - 2) : place]
        )

    def _heads_a_list(self, place: int, *, first: bool) -> bool:
        """Who does it, and what: "Rose: photos", "Rose – photos". A title of the word's own is held, to be sure.

        In a heading with every word large only a ``first`` name: "Grace: New Header".
        In Russian a dash says what a thing is, so only several things behind it, or one without a word more, are work.
        """
        token = self.tokens[place]
        if not token.word[0].isupper() or not self.opens(place):
            return False
        if self.flat and (not first or len(self.tokens) == 1 or all(one.word.isupper() for one in self.tokens)):
            return False
        if re.match(r"\s?:\s", self.right(token)):
            return True
        if not re.match(r"\s[—–-]\s+[^\W\d_]", self.right(token)):
            return False
        bare = re.match(r"\s*(?:$|[.,;]| и )", self.right(self.tokens[place + 1])) is not None
        return not is_cyrillic(token.word) or bare or self.tokens[place + 1].word.endswith(("и", "ы"))

    def _defined(self, place: int) -> bool:
        """Said to be something ("Vera is a brand of soap"), or the first of two large words ("Vera Cruz")."""
        following = self.behind(place)[:2]
        told = following[:1] in (["is"], ["este"], ["e"]) and following[1:] in (["a"], ["an"], ["the"], ["un"], ["o"])
        return told or (bool(following) and self.tokens[place + 1].word[0].isupper())

    def is_no_thing(self, place: int, team: Sequence[bool]) -> bool:
        """For a name that may be a word that nobody listed: written small, or with a noun's company, it is a thing.

        "Foster care leaflet", «Бублик с маком»: at the opening, with a word behind it that nobody does.
        """
        token = self.tokens[place]
        if not token.word[0].isupper() and not self.small:
            return self.called(place) or self.asked_in_small(place)
        opens = self.opens(place)
        company = re.match(r"\s[^\W\d_]", self.right(token)) is not None
        large = company and self.tokens[place + 1].word[0].isupper() and not self.flat
        return not (opens and company) or large or self.is_person(place, team)

    def _is_month(self, place: int) -> bool:
        """Beside a number, or after "in", a month is a month."""
        latin = (self.language,) if self.language else ("en", "ro")
        languages = ("ru",) if is_cyrillic(self.tokens[place].word) else latin
        if not any(self.words[place] in entry("month", one) for one in languages):
            return False
        token = self.tokens[place]
        if re.search(r"\d[.\s]*$", self.left(token)) or re.match(r"[\s,]*\d", self.right(token)):
            return True
        before = self.words[place - 1] if place else ""
        if re.match(r"\s+to\s+[^\W\d]", self.right(token)) and before == "for":
            return False
        if before in ("from", "la", "от") and not entry("month", "sent").isdisjoint(
            self.words[max(0, place - 3) : place]
        ):
            return not entry("month", "goes_on").isdisjoint(self.words[place + 1 : place + 2])
        return before in entry("month", "before") and not self.called(place)

    def _has_persons_tail(self, place: int) -> bool:
        """An ending of a person's: "Mark's", "Will-led", «Dan-у», «Вера-дизайнер»; not "the page's"."""
        token = self.tokens[place]
        before = self.words[place - 1] if place else ""
        if before in entry("small", "articles"):
            return False
        behind = self.text[token.end : token.end + 5]
        following = self.words[place + 1] if place + 1 < len(self.words) else ""
        if token.tail and token.tail.casefold() not in ("t", "m") and following not in entry("things", "of_a_trade"):
            return token.tail.casefold() != "s" or token.word[0].isupper() or self.small
        if (
            re.match(r"['’](?!\w)", behind)
            and token.word[-1] in "sSxXzZ"
            and self.left(token)[-1:] not in ("'", "‘", "’")
        ):
            return True
        if not is_cyrillic(token.word) and _RUSSIAN_TAIL.match(behind.casefold()):
            return True
        return behind.startswith("-") and following in entry("acts", "with_tail")

    def _among_things(self, place: int, team: Sequence[bool], *, base: bool) -> bool:
        before = self.words[place - 1] if place else ""
        after = self.words[place + 1] if place + 1 < len(self.words) else ""
        touching = not re.search(r"[,.;:!?)(–—]", self.gap(place))
        touched = not re.match(r"\s*[,.;:!?)(–—]", self.right(self.tokens[place]))
        number = re.match(r"\.?\s\d", self.right(self.tokens[place])) is not None
        about = place > 1 and before in entry("things", "about") and self.words[place - 2] in entry("things", "works")
        return (
            about
            or self._is_a_colour(place)
            or self._is_of_a_people(place)
            or self._is_gone_to(place)
            or self._opens_a_work(place)
            or (touching and self._named_thing(place) and nobody_acts(self, place, team))
            or (touching and before in entry("things", "always"))
            or (touching and before in entry("things", "before") and names_a_thing(self, place, team, base=base))
            or (touched and after in entry("things", "after") and not (place + 1 < len(team) and team[place + 1]))
            or number
        )

    def _is_a_colour(self, place: int) -> bool:
        """Beside another one: „text alb pe negru”, "Red, White and Grey"."""
        colours = entry("things", "colours")
        near = {*self.words[max(0, place - 2) : place], *self.words[place + 1 : place + 3]}
        return self.words[place] in colours and not colours.isdisjoint(near - {self.words[place]})

    def _is_of_a_people(self, place: int) -> bool:
        """As in "an exhibition on Roman glass": a small word behind it that is a thing, and nobody is asked or acts."""
        following = self.words[place + 1] if place + 1 < len(self.words) else ""
        return (
            following != ""
            and self.words[place] in entry("things", "of_a_people")
            and self.language == "en"
            and not self.called(place)
            and self.gap(place + 1) == " "
            and self.tokens[place + 1].word.islower()
            and following
            not in entry("small", "function_words") | entry("small", "english") | entry("acts", "en_irregular")
            and following not in listed("little")
            and not re.search(r"(?:ed|ly|[^s]s)$", following)
        )

    def _is_gone_to(self, place: int) -> bool:
        """A town to which things are delivered and people fly: „Livrarea la Roma”."""
        way = self.words[place - 2 : place]
        return len(way) > 1 and self.words[place] in entry("things", "cities") and way[0] in entry("things", "travel")

    def _opens_a_work(self, place: int) -> bool:
        """The first word of the title of a song, a film, a novel: «Песня «Любовь спасёт мир»»."""
        quoted = place > 0 and self.gap(place)[-1:] in ("«", "“", "„", '"') and not self.is_quoted(place)
        return quoted and self.words[place - 1] in entry("things", "titled")

    def _named_thing(self, place: int) -> bool:
        """As in "Prăjitura Margareta": a Romanian noun with its article, at the opening, and what it is called."""
        if self.language == "en" or not place or not self.tokens[place].word[0].isupper():
            return False
        noun = self.tokens[place - 1]
        if re.search(r"(?:ei|ii|ului)$", self.words[place]):
            return False
        article = re.search(r"(?:a|ul|le|ii|ile)$", noun.word) is not None and len(noun.word) > _SHORTEST_NOUN
        return article and noun.word[0].isupper() and self.opens(place - 1)

    def _of_a_proper_name(self, place: int, team: Sequence[bool], *, base: bool) -> bool:
        """Beside another capitalised word that is nobody's name ("Black Friday", "Pro Max"), away from the opening."""
        for other in (place - 1, place + 1):
            if not 0 <= other < len(self.tokens) or team[other]:
                continue
            large = self.tokens[other].word[0].isupper() and len(self.tokens[other].word) > 1
            opens = self.opens(other)
            surname = other < place and (base or ends_like_a_surname(self.words[other]))
            noun = other < place and self.words[other] in entry("things", "nouns")  # "Hotel Mark booked is full"
            if noun or (other < place and self.called(other)):  # "ask Weaver Mark"
                continue
            if (opens or surname) and (self.language == "ro" or is_cyrillic(self.tokens[place].word)):
                continue  # there, a surname may stand first
            if large and self.gap(max(place, other)) == " " and not (opens and self._begins(other)):
                return not self.acts(place, team)
        return False

    def _begins(self, place: int) -> bool:
        return self.words[place] in entry("small", "openers")

"""Who may not be named on a client's board: the people of the team, in every form that a sentence gives their names.

A full name is two words of one name side by side, in either order, each in any form and either script. A single name
counts where it is distinctive and nobody's at the client; where it is also a word, the place in the sentence decides
(``guard_occurrence``). The contact that the office shows by choice is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from trackerbridge.client_view.guard_bearers import borne_by_another
from trackerbridge.client_view.guard_beside import initial_beside, is_an_initial
from trackerbridge.client_view.guard_diminutives import diminutives_of, is_known_by_diminutives
from trackerbridge.client_view.guard_double import (
    given_names,
    is_a_name_and_a_word,
    is_a_place_or_a_ware,
    is_also_a_word,
    is_mostly_a_name,
)
from trackerbridge.client_view.guard_forms import forms_of
from trackerbridge.client_view.guard_initials import holds_initials, initials_of
from trackerbridge.client_view.guard_likeness import ends_like_a_surname, looks_like_a_name
from trackerbridge.client_view.guard_lookup import Hit, NameWord, Spellings, spellings_of
from trackerbridge.client_view.guard_occurrence import Sentence
from trackerbridge.client_view.guard_text import closed_up, folded, is_cyrillic, led, listed, ordinary_words, words_of
from trackerbridge.client_view.guard_tokens import Token, tokens_of
from trackerbridge.config.schema import ProjectConfig
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Person, Side, Snapshot

_SHORTEST_NAME = 3
_SHORTEST_HANDLE = 5
_TEAM = (Side.TEAM, Side.OURS)


@dataclass(frozen=True)
class TeamNames:
    """The names of one project's team. ``handles`` and ``domains`` as they are written; ``initials`` in pairs."""

    words: tuple[NameWord, ...] = ()
    allowed: frozenset[str] = frozenset()  # forms of the client's own names
    initials: frozenset[tuple[str, str]] = frozenset()
    handles: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    @classmethod
    def of(cls, project: ProjectConfig, snapshots: Sequence[Snapshot]) -> TeamNames:
        """From everybody on the sources and in the configuration. Whose side nobody knows is held by full name only.

        Unless tasks are theirs to do: Jira and sheets name no team, and "Ask Vasile" is no title for a client.
        """
        people = _people(snapshots)
        typed = [entry.strip() for entry in project.team if entry.strip()]
        allowed = _allowed(project, people)
        team = [person for person in people if person.side in _TEAM]
        strangers = [person for person in people if person.side is Side.UNKNOWN]
        doers = {name for name in _doers(snapshots) if _like_a_name(words_of(name))}
        known = {*(entry for entry in typed if "@" not in entry), *(person.name for person in team), *doers}
        known |= {short for full, others in project.also_called.items() for short in (full, *others)}
        handles = [*(person.handle for person in (*team, *strangers)), *(e.lstrip("@") for e in typed if "." not in e)]
        emails = [*(person.email for person in team), *(entry for entry in typed if "@" in entry)]
        spelled = [(name, True) for name in sorted(known)]
        spelled += [(person.name, False) for person in sorted(strangers, key=lambda one: one.name)]
        words = tuple(_words(spelled, allowed, _surnamed(project)))
        return cls(
            words=words,
            allowed=frozenset(form for word in allowed for form in forms_of(word)),
            initials=frozenset(initials_of(name for name, alone in spelled if alone)),
            handles=frozenset(handle for handle in map(folded, handles) if _telling_handle(handle, allowed)),
            domains=frozenset(_domains(emails)) - frozenset(_domains(project.client)) - listed("public_mail"),
        )

    def found_in(self, text: str) -> Iterator[str]:
        """Why this text may not pass; nothing where it names nobody."""
        if any(True for one in (text, closed_up(text), led(text)) for _ in (self.places_in(one) if one else ())):
            yield "it names a person of the team"
        if holds_initials(text, self.initials):
            yield "it holds the initials of a person of the team"
        plain = folded(text)
        if any(_stands_in(handle, plain) for handle in self.handles):
            yield "it holds the handle of a person of the team"
        if any(_stands_in(domain, plain) for domain in self.domains):
            yield "it holds the team's own domain"

    def places_in(self, text: str) -> Iterator[int]:
        """The words of a text (by number, as :attr:`Sentence.tokens` has them) that name a person of the team."""
        sentence = Sentence(text)
        hits = [self._spellings.hits(token) for token in sentence.tokens]
        if not any(hits):
            return
        team = [any(hit.name.alone and not hit.faint for hit in found) for found in hits]
        paired = set(self._paired(sentence, hits))
        for place, found in enumerate(hits):
            if place in paired or (found and self._counts(sentence, place, found, team)):
                yield place

    def _paired(self, sentence: Sentence, hits: Sequence[Sequence[Hit]]) -> Iterator[int]:
        """Two words of one name side by side; an initial may stand between: "Ivan V. Petrov"."""
        for place, found in enumerate(hits):
            for other in range(place + 1, min(place + 3, len(hits))) if found else ():
                between = sentence.tokens[place + 1 : other]
                near = all(is_an_initial(sentence, token) or sentence.text[token.start - 1] == "-" for token in between)
                if near and _one_name(found, hits[other]) and not self._two_words(sentence, place, other):
                    yield from (place, other)

    def _two_words(self, sentence: Sentence, place: int, other: int) -> bool:
        """Both are ordinary words, and written as such: "the long will page"."""
        words = (sentence.words[place], sentence.words[other])
        small = not any(sentence.tokens[at].word[0].isupper() for at in (place, other))
        if not small or sentence.small or not all(is_also_a_word(word, sentence.language) for word in words):
            return False
        return not sentence.called(place)

    def _counts(self, sentence: Sentence, place: int, found: Sequence[Hit], team: Sequence[bool]) -> bool:
        """Whether this word alone names somebody."""
        word, token = sentence.words[place], sentence.tokens[place]
        alone = [hit for hit in found if hit.name.alone]
        if not alone or word in self.allowed or len(word) < _SHORTEST_NAME:
            return False
        if initial_beside(sentence, place, alone):
            return True
        if word in listed("little") and not any(hit.base for hit in alone):
            return False
        first = any(hit.name.first for hit in alone)
        whole = all(hit.name.whole for hit in alone)
        if borne_by_another(sentence, place, team, first=first, whole=whole):
            return False
        language = sentence.language
        if all(hit.plural for hit in alone):
            doubtful = (sentence.flat or not place) and is_also_a_word(word, language)
            return _is_a_family(sentence, place, token.word) and not doubtful
        if _mixed(token.word):
            return True
        foreign = _FOREIGN.search(token.word.casefold()) is not None
        if any(hit.base and hit.name.place and not hit.faint for hit in alone) and not is_a_name_and_a_word(word):
            foreign = foreign or (token.word[0].isupper() and not sentence.flat)
        if is_a_place_or_a_ware(word) and not any(hit.base for hit in alone):
            return sentence.is_person(place, team, first=first, base=False, proper=True)
        by_place = all(hit.faint or (hit.romanian and language == "en") for hit in alone)
        if by_place or (is_also_a_word(word, language) and not foreign):
            mostly, base = is_mostly_a_name(word, language), any(hit.base for hit in alone)
            return sentence.is_person(place, team, mostly=mostly, first=first, base=base)
        if all(hit.name.doubtful for hit in alone) and not foreign and not _abroad(token.word, alone):
            return sentence.is_no_thing(place, team)
        large = token.word[0].isupper() or sentence.small
        return large or any(hit.plain for hit in alone) or sentence.asked_in_small(place)

    @cached_property
    def _spellings(self) -> Spellings:
        return spellings_of(self.words)


_UKRAINIAN = str.maketrans("ґҐєЄіІїЇ", "гГеЕиИиИ")  # as a Russian text writes them


def _mixed(word: str) -> bool:
    """Letters of two alphabets: nobody writes a word so, except to hide it."""
    return len({"\u0400" <= char <= "\u04ff" for char in word if char.isalpha()}) > 1


def _abroad(word: str, found: Sequence[Hit]) -> bool:
    """A surname that may be a word of its own language is none in another alphabet: «Беннетту», «Чебану»."""
    theirs = all(is_cyrillic(hit.name.word) != is_cyrillic(word) and hit.name.place for hit in found)
    return theirs and word[0].isupper() and len(word) >= _CLEAR


def _is_a_family(sentence: Sentence, place: int, word: str) -> bool:
    """An English plural of it: "the Pages"; and a sloppy "Ivanovs draft" where the name is long enough."""
    before = sentence.words[place - 1] if place else ""
    large = word[0].isupper() or sentence.small
    return (large and before in ("the", "both")) or (
        sentence.language != "ro" and len(word) > _LONG and word[0].isupper() and before != "of"
    )


_LONG = 6
_CLEAR = 5  # letters of a surname in another alphabet that is like no word by chance
_FOREIGN = re.compile("[śźżćčšžłńęąěřůüöäßŭ]")  # in no ordinary word of the three languages


def _one_name(one: Sequence[Hit], other: Sequence[Hit]) -> bool:
    """Two different words of one and the same name."""
    return any(a.name.name == b.name.name and a.name.place != b.name.place for a in one for b in other)


def _surnamed(project: ProjectConfig) -> frozenset[str]:
    """What people are called besides whose surname is known: one with another surname is somebody else."""
    named = (others for full, others in project.also_called.items() if len(words_of(full)) > 1)
    return frozenset(short for others in named for short in others)


def _words(
    spelled: Iterable[tuple[str, bool]], allowed: frozenset[str], surnamed: frozenset[str]
) -> Iterator[NameWord]:
    for number, (name, alone) in enumerate(spelled):
        tokens = [token for token in tokens_of(name) if len(token.word) > 1]
        theirs = all(folded(token.word) in allowed for token in tokens)
        group = all(folded(token.word) in listed("ordinary") for token in tokens)
        for place, token in enumerate(tokens):
            if theirs:
                continue
            others = [other.word for other in tokens if other is not token]
            whole = name in surnamed or any(len(other) > 1 for other in others)
            initials = frozenset(a for a, _ in initials_of(f"{other} {token.word}" for other in others))
            first = _may_be_first(tokens, place)
            shorts = diminutives_of(token.word) if place < 2 else ()
            if place + 1 < len(tokens) and name[token.end : tokens[place + 1].start] == "-" and not place:
                shorts = (*shorts, token.word + tokens[1].word.lower())  # Ana-Maria is Anamaria, too
            in_russian = token.word.translate(_UKRAINIAN)
            for word in (
                token.word,
                *({in_russian} - {token.word}),
                *(part for part in token.parts if len(part) > 2),
                *shorts,
            ):
                counts = alone and not group and _distinctive(word, allowed)
                given = first and is_a_name_and_a_word(word)
                doubtful = word == token.word and place > 0 and not (looks_like_a_name(word) or given)
                yield NameWord(word, number, place, counts, initials, doubtful, whole, first)


def _may_be_first(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word of a name is its first one, or stands behind a surname: "Rotaru Ion"."""
    word, opening = tokens[place].word, tokens[0].word
    behind = ends_like_a_surname(opening) and not ends_like_a_surname(word)
    return not place or behind or is_known_by_diminutives(word) or folded(word) in given_names()


def _distinctive(word: str, allowed: frozenset[str]) -> bool:
    return folded(word) not in allowed and (folded(word) not in listed("ordinary") or is_a_name_and_a_word(word))


def _people(snapshots: Iterable[Snapshot]) -> set[Person]:
    """Everybody the sources know. Told apart as objects first: most are one object in thousands of places."""
    found: dict[int, Person | None] = {}
    for snapshot in snapshots:
        found |= {id(person): person for person in snapshot.people}
        for task in snapshot.tasks:
            for owner in task.owners:
                found[id(owner)] = owner
            for comment in task.comments:
                found[id(comment.author)] = comment.author
            for change in task.history:
                found[id(change.author)] = change.author
    return {person for person in found.values() if person}


def _doers(snapshots: Iterable[Snapshot]) -> set[str]:
    """The names of those whose side nobody knows, and who do the work."""
    owners = (owner for snapshot in snapshots for task in snapshot.tasks for owner in task.owners)
    return {owner.name for owner in owners if owner.side is Side.UNKNOWN}


def _like_a_name(words: Sequence[str]) -> bool:
    """Of a person, rather than of a role or a group ("Mobile Team")."""
    return len(words) > 1 and not any(word in listed("ordinary") and not is_a_name_and_a_word(word) for word in words)


def _allowed(project: ProjectConfig, people: Iterable[Person]) -> frozenset[str]:
    """Words of names that the client may read: their own people's, and the contact's."""
    publish = project.publish
    shown = (publish.contact, publish.hours, publish.deputy, publish.channels) if publish else ()
    theirs = [person.name for person in people if person.side is Side.CLIENT]
    typed = [entry for entry in project.client if "@" not in entry]
    return frozenset(word for text in (*shown, *theirs, *typed) for word in words_of(text))


def _telling_handle(handle: str, allowed: frozenset[str]) -> bool:
    """A handle that is a plain word is only known by its ``@``, which never passes anyway."""
    if not handle or " " in handle or handle in allowed:
        return False
    return not handle.isalpha() or (
        len(handle) >= _SHORTEST_HANDLE and handle not in ordinary_words() and not is_also_a_word(handle, "")
    )


def _domains(emails: Iterable[str]) -> Iterator[str]:
    for email in emails:
        domain = folded(email).rpartition("@")[2]
        if "@" in email and "." in domain:
            yield domain


def _stands_in(needle: str, text: str) -> bool:
    """As a whole: no letter or digit touches it."""
    return re.search(rf"(?<![^\W_]){re.escape(needle)}(?![^\W_])", text) is not None

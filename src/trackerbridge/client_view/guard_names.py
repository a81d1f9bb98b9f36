"""Who may not be named on a client's board: the people of the team, in every form that a sentence gives their names.

A full name is two words of one name side by side, in either order, each in any form and either script. A single name
counts where it is distinctive and nobody's at the client; where it is also a word, the place in the sentence decides
(``guard_occurrence``). The contact that the office shows by choice is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from trackerbridge.client_view.guard_diminutives import diminutives_of
from trackerbridge.client_view.guard_forms import forms_of, sounds, sounds_of
from trackerbridge.client_view.guard_occurrence import Sentence
from trackerbridge.client_view.guard_text import folded, is_cyrillic, listed, ordinary_words, spelled_plainly, words_of
from trackerbridge.config.schema import ProjectConfig
from trackerbridge.model import Person, Side, Snapshot, Task

_SHORTEST_NAME = 3
_SHORTEST_HANDLE = 5
_SHORTEST_SOUND_WRITTEN_SMALL = 6
_TEAM = (Side.TEAM, Side.OURS)
_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?<![\w.])([^\W\d_])\.\s?([^\W\d_])\.")


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of one name. ``alone``: it counts by itself; ``name`` numbers the name that it belongs to."""

    word: str
    name: int
    place: int
    alone: bool


@dataclass(frozen=True)
class TeamNames:
    """The names of one project's team. ``handles`` and ``domains`` as they are written; ``initials`` in pairs."""

    words: tuple[NameWord, ...] = ()
    allowed: frozenset[str] = frozenset()  # forms of the client's own names
    initials: frozenset[tuple[str, str]] = frozenset()
    handles: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    _seen: dict[str, tuple[NameWord, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, project: ProjectConfig, snapshots: Sequence[Snapshot]) -> TeamNames:
        """From everybody on the sources and in the configuration. Whose side nobody knows is held by full name only.

        Unless tasks are theirs to do: Jira and sheets name no team, and "Ask Vasile" is no title for a client.
        """
        people = set(_people(snapshots))
        typed = [entry.strip() for entry in project.team if entry.strip()]
        allowed = _allowed(project, people)
        team = [person for person in people if person.side in _TEAM]
        strangers = [person for person in people if person.side is Side.UNKNOWN]
        doers = {person.name for person in _doers(snapshots) if _like_a_name(words_of(person.name))}
        known = {*(entry for entry in typed if "@" not in entry), *(person.name for person in team), *doers}
        known |= {short for full, others in project.also_called.items() for short in (full, *others)}
        handles = [*(person.handle for person in (*team, *strangers)), *(e.lstrip("@") for e in typed if "." not in e)]
        emails = [*(person.email for person in team), *(entry for entry in typed if "@" in entry)]
        spelled = [(name, True) for name in sorted(known)]
        spelled += [(person.name, False) for person in sorted(strangers, key=lambda one: one.name)]
        words = tuple(_words(spelled, allowed))
        return cls(
            words=words,
            allowed=frozenset(form for word in allowed for form in forms_of(word)),
            initials=frozenset(_initials(name for name, alone in spelled if alone)),
            handles=frozenset(handle for handle in map(folded, handles) if _telling_handle(handle, allowed)),
            domains=frozenset(_domains(emails)) - frozenset(_domains(project.client)) - listed("public_mail"),
        )

    def found_in(self, text: str) -> Iterator[str]:
        """Why this text may not pass; nothing where it names nobody."""
        if any(True for _ in self.places_in(text)):
            yield "it names a person of the team"
        if self._has_initials(text):
            yield "it holds the initials of a person of the team"
        plain = folded(text)
        if any(_stands_in(handle, plain) for handle in self.handles):
            yield "it holds the handle of a person of the team"
        if any(_stands_in(domain, plain) for domain in self.domains):
            yield "it holds the team's own domain"

    def places_in(self, text: str) -> Iterator[int]:
        """The words of a text (by number, as :attr:`Sentence.spans` has them) that name a person of the team."""
        sentence = Sentence(text)
        hits = [self._hits(word) for _, _, word in sentence.spans]
        team = [any(hit.alone for hit in found) for found in hits]
        paired: set[int] = set()
        for place in range(len(hits) - 1):
            # an initial may stand between: "Ivan V. Petrov"
            for other in range(place + 1, min(place + 3, len(hits))):
                between = [word for _, _, word in sentence.spans[place + 1 : other]]
                if all(len(word) == 1 for word in between) and _one_name(hits[place], hits[other]):
                    paired |= {place, other}
        for place, found in enumerate(hits):
            if place in paired or self._counts(sentence, place, found, team):
                yield place

    def _counts(self, sentence: Sentence, place: int, found: Sequence[NameWord], team: Sequence[bool]) -> bool:
        """Whether this word alone names somebody."""
        word = sentence.words[place]
        if not any(hit.alone for hit in found) or word in self.allowed:
            return False
        if len(word) < _SHORTEST_NAME:
            return False
        return word not in _double_meaning() or sentence.is_person(place, team)

    def _hits(self, word: str) -> tuple[NameWord, ...]:
        """Which name words this may be a form of."""
        if word not in self._seen:
            self._seen[word] = tuple(self._look_up(word))
        return self._seen[word]

    def _look_up(self, word: str) -> Iterator[NameWord]:
        for spelling in spelled_plainly(word):
            form = folded(spelling)
            yield from self._by_form.get(form, ())
            if not self._crosses(spelling):
                continue
            small = spelling[0].islower()
            for key in sounds(spelling):
                if not small or len(key) >= _SHORTEST_SOUND_WRITTEN_SMALL:
                    yield from (
                        hit for hit in self._by_sound.get(key, ()) if is_cyrillic(hit.word) != is_cyrillic(spelling)
                    )

    def _crosses(self, word: str) -> bool:
        return self._scripts != {is_cyrillic(word)}

    @cached_property
    def _scripts(self) -> set[bool]:
        return {is_cyrillic(word.word) for word in self.words}

    @cached_property
    def _by_form(self) -> dict[str, list[NameWord]]:
        return _index(self.words, forms_of)

    @cached_property
    def _by_sound(self) -> dict[str, list[NameWord]]:
        return _index(self.words, sounds_of)

    def _has_initials(self, text: str) -> bool:
        for found in _INITIALS.finditer(text):
            pair = (found[1], found[2])
            if all(letter.isupper() for letter in pair) and {(folded(pair[0]), folded(pair[1]))} & self.initials:
                return True
        return False


def _index(words: Iterable[NameWord], forms: object) -> dict[str, list[NameWord]]:
    found: dict[str, list[NameWord]] = {}
    for word in words:
        for form in forms(word.word):  # type: ignore[operator]
            found.setdefault(form, []).append(word)
    return found


def _one_name(one: Sequence[NameWord], other: Sequence[NameWord]) -> bool:
    """Two different words of one and the same name."""
    return any(a.name == b.name and a.place != b.place for a in one for b in other)


def _words(spelled: Iterable[tuple[str, bool]], allowed: frozenset[str]) -> Iterator[NameWord]:
    for number, (name, alone) in enumerate(spelled):
        words = [word for word in _WORD.findall(name) if len(word) > 1]
        theirs = all(folded(word) in allowed for word in words)
        for place, word in enumerate(words):
            if theirs:
                continue
            yield NameWord(word, number, place, alone and _distinctive(word, allowed))
            for short in diminutives_of(word) if place < 2 else ():
                yield NameWord(short, number, place, alone and _distinctive(short, allowed))


def _distinctive(word: str, allowed: frozenset[str]) -> bool:
    return folded(word) not in allowed and folded(word) not in listed("ordinary")


def _double_meaning() -> frozenset[str]:
    return ordinary_words() | listed("forms_that_are_words")


def _initials(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """First letters of two words of a name, in either order and either script."""
    for name in names:
        words = [word for word in _WORD.findall(name) if len(word) > 1]
        for one in words:
            for other in words:
                if one is not other:
                    yield from ((a, b) for a in _letters(one) for b in _letters(other))


def _letters(word: str) -> set[str]:
    first = {folded(word)[0]}
    for key in sounds_of(word):
        first.add(key[0])
    other = {"g": "гх", "k": "кч", "s": "сшщ", "t": "тц", "z": "зж", "v": "в", "b": "б", "d": "д", "l": "л", "m": "м",
             "n": "н", "p": "п", "r": "р", "f": "ф", "a": "ая", "e": "еэ", "i": "ий", "o": "о", "u": "ую"}  # fmt: skip
    if not is_cyrillic(word):
        first |= {letter for own in tuple(first) for letter in other.get(own, "")[:1]}
    return {folded(letter) for letter in first}


def _people(snapshots: Iterable[Snapshot]) -> Iterator[Person]:
    for snapshot in snapshots:
        yield from snapshot.people
        for task in snapshot.tasks:
            yield from _people_of(task)


def _doers(snapshots: Iterable[Snapshot]) -> Iterator[Person]:
    """Whose side nobody knows, and who do the work."""
    owners = (owner for snapshot in snapshots for task in snapshot.tasks for owner in task.owners)
    yield from (owner for owner in owners if owner.side is Side.UNKNOWN)


def _like_a_name(words: Sequence[str]) -> bool:
    """Of a person, rather than of a role or a group ("Mobile Team")."""
    return len(words) > 1 and not any(word in ordinary_words() for word in words)


def _people_of(task: Task) -> Iterator[Person]:
    yield from task.owners
    yield from (comment.author for comment in task.comments if comment.author)
    yield from (change.author for change in task.history if change.author)


def _allowed(project: ProjectConfig, people: Iterable[Person]) -> frozenset[str]:
    """Words of names that the client may read: their own people's, and the contact's."""
    publish = project.publish
    shown = (publish.contact, publish.deputy, publish.channels) if publish else ()
    theirs = [person.name for person in people if person.side is Side.CLIENT]
    typed = [entry for entry in project.client if "@" not in entry]
    return frozenset(word for text in (*shown, *theirs, *typed) for word in words_of(text))


def _telling_handle(handle: str, allowed: frozenset[str]) -> bool:
    """A handle that is a plain word is only known by its ``@``, which never passes anyway."""
    if not handle or " " in handle or handle in allowed:
        return False
    return not handle.isalpha() or (len(handle) >= _SHORTEST_HANDLE and handle not in ordinary_words())


def _domains(emails: Iterable[str]) -> Iterator[str]:
    for email in emails:
        domain = folded(email).rpartition("@")[2]
        if "@" in email and "." in domain:
            yield domain


def _stands_in(needle: str, text: str) -> bool:
    """As a whole: no letter or digit touches it."""
    return re.search(rf"(?<![^\W_]){re.escape(needle)}(?![^\W_])", text) is not None

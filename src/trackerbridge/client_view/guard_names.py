"""Who may not be named on a client's board: the people of the team, as they are spelled in tracker and configuration.

A full name is two words of one name side by side, in either order. A single name counts where it is distinctive: three
letters or more, no ordinary word, and nobody's at the client. The contact that the office shows by choice is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from trackerbridge.client_view.guard_text import folded, listed, ordinary_words, words_of
from trackerbridge.config.schema import ProjectConfig
from trackerbridge.model import Person, Side, Snapshot, Task

_SHORTEST_NAME = 3
_SHORTEST_HANDLE = 5
_TEAM = (Side.TEAM, Side.OURS)


@dataclass(frozen=True, slots=True)
class TeamNames:
    """Folded words: ``pairs`` side by side, ``singles`` anywhere; ``handles`` and ``domains`` as they are written."""

    pairs: frozenset[tuple[str, str]] = frozenset()
    singles: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    @classmethod
    def of(cls, project: ProjectConfig, snapshots: Sequence[Snapshot]) -> TeamNames:
        """From everybody on the sources and in the configuration. Whose side nobody knows is held by full name only.

        Unless tasks are theirs to do: Jira and sheets name no team, and "Ask Vasile" is no title for a client.
        """
        people = set(_people(snapshots))
        typed = [entry.strip() for entry in project.team if entry.strip()]
        names = [entry for entry in typed if "@" not in entry]
        allowed = _allowed(project, people)
        team = [person for person in people if person.side in _TEAM]
        strangers = [person for person in people if person.side is Side.UNKNOWN]
        spelled = [tuple(words_of(name)) for name in (*names, *(person.name for person in team))]
        spelled += [words for person in _doers(snapshots) if _like_a_name(words := tuple(words_of(person.name)))]
        full = [*spelled, *(tuple(words_of(person.name)) for person in strangers)]
        handles = [*(person.handle for person in (*team, *strangers)), *(e.lstrip("@") for e in typed if "." not in e)]
        emails = [*(person.email for person in team), *(entry for entry in typed if "@" in entry)]
        return cls(
            pairs=frozenset(_pairs(full, allowed)),
            singles=frozenset(word for name in spelled for word in name if _distinctive(word, allowed)),
            handles=frozenset(handle for handle in map(folded, handles) if _telling_handle(handle, allowed)),
            domains=frozenset(_domains(emails)) - frozenset(_domains(project.client)) - listed("public_mail"),
        )

    def found_in(self, text: str) -> Iterator[str]:
        """Why this text may not pass; nothing where it names nobody."""
        words = words_of(text)
        if any(word in self.singles for word in words) or any(pair in self.pairs for pair in pairwise(words)):
            yield "it names a person of the team"
        plain = folded(text)
        if any(_stands_in(handle, plain) for handle in self.handles):
            yield "it holds the handle of a person of the team"
        if any(_stands_in(domain, plain) for domain in self.domains):
            yield "it holds the team's own domain"


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


def _pairs(names: Iterable[tuple[str, ...]], allowed: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        words = [word for word in name if len(word) > 1]
        yield from (pair for pair in permutations(words, 2) if not allowed.issuperset(pair))


def _distinctive(word: str, allowed: frozenset[str]) -> bool:
    return len(word) >= _SHORTEST_NAME and word not in allowed and word not in ordinary_words()


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

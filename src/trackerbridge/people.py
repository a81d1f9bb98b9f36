"""Who is team, client, ours or a bot (DESIGN decision 9). Pure. Names decide nothing: configuration and tracker do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import field, replace

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Person, Side


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _name_key(text: str) -> str:
    """A name whichever way round it is written: "Petrov, Ivan" is "Ivan Petrov"."""
    return " ".join(sorted(_folded(text).replace(",", " ").split()))


def _domain_of(email: str) -> str:
    return _folded(email).rpartition("@")[2]


@dataclass(frozen=True)
class _Group:
    """One side's entries: ``exact`` e-mails, handles and ids, ``names``, and ``domains`` of e-mails."""

    exact: frozenset[str] = field(default_factory=frozenset)
    names: frozenset[str] = field(default_factory=frozenset)
    domains: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, entries: Iterable[str]) -> _Group:
        folded = [_folded(entry) for entry in entries if entry.strip()]
        domains = {entry[1:] for entry in folded if entry.startswith("@") and "." in entry}
        exact = {entry.lstrip("@") for entry in folded if entry.lstrip("@") not in domains}
        return cls(frozenset(exact), frozenset(map(_name_key, exact)), frozenset(domains))

    def names_person(self, person: Person) -> bool:
        """By e-mail, handle, id or full name."""
        own = {_folded(text).lstrip("@") for text in (person.email, person.handle, person.id) if text}
        return bool(own & self.exact) or (bool(person.name) and _name_key(person.name) in self.names)

    def names_domain(self, person: Person) -> bool:
        """By the domain of the e-mail, sub-domains included."""
        domain = _domain_of(person.email) if "@" in person.email else ""
        return any(domain == own or domain.endswith(f".{own}") for own in self.domains)


@dataclass(frozen=True)
class Sides:
    """Places people on their sides.

    Ours beats all; a person named exactly beats a domain; a person named on both sides is a client, since a client
    taken for team would have their questions overlooked. Whoever is named nowhere keeps the side the tracker gave.
    """

    team: _Group = _Group()
    client: _Group = _Group()
    ours: _Group = _Group()

    @classmethod
    def of(cls, team: Iterable[str], client: Iterable[str], ours: Iterable[str] = ()) -> Sides:
        """From the configuration: names, e-mails, handles (``anna`` or ``@anna``), ``@domains``."""
        return cls(_Group.of(team), _Group.of(client), _Group.of(ours))

    @property
    def knows_client(self) -> bool:
        """Whether anybody was configured as a client; without it nobody can tell team from client."""
        return bool(self.client.exact or self.client.domains)

    def on_team(self, person: Person) -> bool:
        """Whether the configuration itself names them as team, and not as a client too."""
        named = self.team.names_person(person) or self.team.names_domain(person)
        return named and self.side_of(person) is Side.TEAM

    def side_of(self, person: Person) -> Side:
        """Which side a person is on; what nobody says stays as the tracker placed them."""
        order = ((self.ours, Side.OURS), (self.client, Side.CLIENT), (self.team, Side.TEAM))
        for group, side in order:
            if group.names_person(person):
                return side
        for group, side in order:
            if group.names_domain(person):
                return side
        return person.side

    def placed(self, person: Person) -> Person:
        """The same person with ``side`` filled in."""
        side = self.side_of(person)
        return person if side is person.side else replace(person, side=side)

"""Who is on a Trello board. Members are team on a source unless configured as client; others are nobody's yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trackerbridge.model import Person, Side
from trackerbridge.people import Sides
from trackerbridge.trackers.values import objects, text


class People:
    """Every person a board speaks of, placed on a side, by id."""

    def __init__(
        self, raw: Mapping[str, Any], actions: Sequence[Mapping[str, Any]], sides: Sides, members_are: Side = Side.TEAM
    ) -> None:
        """``members_are``: the side of board members that the configuration does not name."""
        self._sides = sides
        self._known = {
            person.id: person for member in objects(raw.get("members")) if (person := _person(member, members_are)).id
        }
        for action in actions:
            for who in (action.get("memberCreator"), action.get("member")):
                if isinstance(who, Mapping) and (person := _person(who, Side.UNKNOWN)).id:
                    self._known.setdefault(person.id, person)
        self._placed: dict[str, Person] = {}  # on their sides: a board names the same few people thousands of times

    def by_id(self, person_id: Any) -> Person | None:
        """The person with this id, even if nothing but the id is known; None without an id."""
        if not isinstance(person_id, str) or not person_id:
            return None
        if person_id not in self._placed:
            self._placed[person_id] = self._sides.placed(self._known.get(person_id) or Person(person_id))
        return self._placed[person_id]

    def author_of(self, action: Mapping[str, Any]) -> Person | None:
        """Who did it."""
        creator = action.get("memberCreator")
        own = creator.get("id") if isinstance(creator, Mapping) else None
        return self.by_id(own or action.get("idMemberCreator"))

    def all(self) -> tuple[Person, ...]:
        """Everybody, by id."""
        return tuple(self._sides.placed(person) for _, person in sorted(self._known.items()))


def _person(raw: Mapping[str, Any], side: Side) -> Person:
    name, handle = text(raw.get("fullName")), text(raw.get("username"))
    return Person(text(raw.get("id")), name=name or handle, handle=handle, email=text(raw.get("email")), side=side)

"""One card's past, told: each event adds to the history and changes the card, so that the two always agree."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from trackerbridge.sandbox.agency.export.cards import badges, blank_card, blank_checklist
from trackerbridge.sandbox.agency.export.ids import LONG_AGO, Json, short, stamp
from trackerbridge.sandbox.agency.export.pen import Pen
from trackerbridge.sandbox.agency.story import Card, Event, Kind, When


class Fate:
    """What becomes of a card. ``number`` is its place on the board, from 1."""

    def __init__(self, pen: Pen, card: Card, number: int, hours_field: str) -> None:
        self._pen, self._card, self._number = pen, card, number
        self._hours_field = hours_field
        self._owner = card.owner or pen.story.lead.name
        self._turns: dict[When, int] = {}
        self._json: Json = {}
        self._last = LONG_AGO
        self.checklists: list[Json] = []

    def tell(self) -> Json:
        """The card as it stands after all that happened to it."""
        made = self._moment(self._card.made)
        self._json = blank_card(self._pen, self._card, self._number, made, self._hours_field)
        self._act("createCard", "", made, {"list": short(self._list)})
        self._begin(made)
        for event in self._card.past:
            self._happen(event)
        comments = sum(event.kind is Kind.SAID for event in self._card.past)
        self._json["dateLastActivity"] = stamp(self._last)
        self._json["badges"] = badges(self._json, self.checklists, comments)
        return self._json

    def _begin(self, made: datetime) -> None:
        """What a person does right after making a card: put a date, an owner and steps on it."""
        if self._card.due is not None:
            self._set_due(self._card.due, "", made + timedelta(seconds=30))
        if self._card.owner:
            self._take(self._card.owner, made + timedelta(seconds=45))
        if self._card.steps:
            self._add_checklist(made + timedelta(seconds=60))

    # -- what happens to it

    def _happen(self, event: Event) -> None:
        at = self._moment(event.at)
        match event.kind:
            case Kind.MOVED:
                self._move(event.text, event.by, at)
            case Kind.DATED:
                self._set_due(event.day, event.by, at)
            case Kind.SAID:
                self._act("commentCard", event.by, at, {"text": event.text, "list": short(self._list)})
            case Kind.TICKED | Kind.UNTICKED:
                self._update("dueComplete", event.kind is Kind.TICKED, event.by, at)
            case Kind.CHECKED:
                self._check(event.text, event.by, at)
            case Kind.ARCHIVED:
                self._update("closed", True, event.by, at)

    def _move(self, to: str, by: str, at: datetime) -> None:
        before, after = self._list, self._pen.lists[to]
        old = {"idList": before["id"]}
        self._json["idList"] = after["id"]
        card = {"idList": after["id"]}
        self._act("updateCard", by, at, {"old": old, "listBefore": short(before), "listAfter": short(after)}, card)

    def _set_due(self, day: When | None, by: str, at: datetime) -> None:
        due = self._pen.moments.due(day)
        self._update("due", stamp(due) if due else None, by, at)

    def _update(self, name: str, value: Any, by: str, at: datetime) -> None:
        old = {name: self._json[name]}
        self._json[name] = value
        self._act("updateCard", by, at, {"old": old, "list": short(self._list)}, {name: value})

    def _add_checklist(self, at: datetime) -> None:
        checklist = blank_checklist(self._pen, self._json, self._card.steps, at)
        self.checklists.append(checklist)
        self._json["idChecklists"].append(checklist["id"])
        self._act("addChecklistToCard", "", at, {"checklist": short(checklist)})

    def _check(self, name: str, by: str, at: datetime) -> None:
        checklist = self.checklists[0]
        item = next(item for item in checklist["checkItems"] if item["name"] == name)
        item["state"] = "complete"
        data = {"checklist": short(checklist), "checkItem": short(item, "state")}
        self._act("updateCheckItemStateOnCard", by, at, data)

    def _take(self, by: str, at: datetime) -> None:
        self._json["idMembers"].append(self._pen.members[by]["id"])
        self._act("addMemberToCard", by, at, {}, member=by)

    # -- when it happens, and how it is written down

    @property
    def _list(self) -> Json:
        return next(one for one in self._pen.lists.values() if one["id"] == self._json["idList"])

    def _moment(self, when: When) -> datetime:
        """Several events of a card on one day follow each other by eleven minutes; cards of one day do not collide."""
        turn = self._turns.get(when, 0)
        self._turns[when] = turn + 1
        return self._pen.moments.at(when, 10 + self._number * 9 % 240 + turn * 11)

    def _act(self, kind: str, by: str, at: datetime, data: Json, card: Json | None = None, *, member: str = "") -> None:
        self._last = max(self._last, at)
        shown = {"id": self._json["id"], "name": self._json["name"], "idShort": self._json["idShort"]}
        shown |= {"shortLink": self._json["shortLink"], **(card or {})}
        self._pen.act(kind, by or self._owner, at, {"card": shown, **data}, member=member)

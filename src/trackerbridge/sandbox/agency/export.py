"""A story becomes a Trello board export: the JSON that Trello's "Export as JSON" gives, actions newest first.

Shapes: API-FACTS 3.3 to 3.6. The first eight hex digits of an id are its creation time in Unix seconds; the rest is
counted, so that the same story told on the same day gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from trackerbridge.sandbox.agency.story import At, Card, Day, Event, Kind, Member, Role, Saturday, Story

Json = dict[str, Any]

_LONG_AGO = datetime(2024, 1, 15, 9, 0, tzinfo=UTC)  # when everybody joined Trello
_POSITION_STEP = 16384
_NAMELESS_COLOURS = ("green", "yellow", "orange", "red", "purple", "blue")  # what every new board comes with
_HOLIDAY_SEARCH_DAYS = 400
_KIND_CODES = {
    "board": 1,
    "list": 2,
    "label": 3,
    "card": 4,
    "checklist": 5,
    "item": 6,
    "action": 7,
    "field": 8,
    "member": 9,
}


def stamp(instant: datetime) -> str:
    """Trello's way of writing an instant: UTC with milliseconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def object_id(made: datetime, kind: str, number: int, board: int = 0) -> str:
    """24 hex digits: creation time, kind, board, number."""
    return f"{int(made.timestamp()):08x}{_KIND_CODES[kind]:04x}{board:04x}{number:08x}"


class Moments:
    """Turns a story's days into instants, in the project's own calendar."""

    def __init__(self, story: Story, now: datetime) -> None:
        self._calendar = story.calendar
        self._now = now.astimezone(UTC).replace(microsecond=0)
        self._today = self._calendar.day_of(self._now)

    def day(self, day: Day) -> date:
        """The calendar day that a story means."""
        if isinstance(day, int):
            return self._calendar.add_working_days(self._today, day)
        ahead = self._today + timedelta(days=day.ahead)
        if isinstance(day, Saturday):
            return ahead + timedelta(days=(5 - ahead.weekday()) % 7)
        return self._next_holiday(ahead)

    def due(self, day: Day | None) -> datetime | None:
        """The end of that business day (decision 8), as Trello keeps due dates."""
        return self._calendar.end_of_business(self.day(day)) if day is not None else None

    def at(self, at: At, minute: int) -> datetime:
        """When something happened: on that working day, so many minutes after nine, or a time before now."""
        if isinstance(at, timedelta):
            return self._now + at
        nine = self._calendar.at(self.day(at), time(9, 0))
        return nine + timedelta(minutes=minute)

    def _next_holiday(self, start: date) -> date:
        days = (start + timedelta(days=i) for i in range(_HOLIDAY_SEARCH_DAYS))
        return next(day for day in days if day.weekday() < 5 and self._calendar.holiday_name(day))


@dataclass(slots=True)
class Pen:
    """What is being written: the board's parts, and counters for ids."""

    story: Story
    number: int  # of this board among the agency's
    moments: Moments
    members: Mapping[str, Json]  # by the story's short name
    board: Json
    lists: dict[str, Json] = field(default_factory=dict)
    labels: dict[str, Json] = field(default_factory=dict)
    actions: list[Json] = field(default_factory=list)

    def act(self, kind: str, by: str, at: datetime, data: Json, *, member: str = "") -> None:
        """Write an action of the board's history."""
        author = self.members[by]
        action = {
            "id": object_id(at, "action", len(self.actions) + 1, self.number),
            "idMemberCreator": author["id"],
            "type": kind,
            "date": stamp(at),
            "data": {"board": _short(self.board, "shortLink"), **data},
            "appCreator": None,
            "limits": {},
            "memberCreator": _creator(author),
        }
        if member:
            joined = self.members[member]
            action["member"] = _creator(joined)
            action["data"] |= {"idMember": joined["id"], "member": {"id": joined["id"], "name": joined["fullName"]}}
        self.actions.append(action)


def _short(thing: Json, *more: str) -> Json:
    return {key: thing[key] for key in ("id", "name", *more)}


def _creator(member: Json) -> Json:
    return {key: member[key] for key in ("id", "fullName", "username", "initials", "activityBlocked", "avatarUrl")}


def member_json(member: Member, number: int, username: str) -> Json:
    """A member as a board's ``members`` lists them; the same person has the same id on every board."""
    return {
        "id": object_id(_LONG_AGO, "member", number),
        "fullName": member.full_name,
        "username": username,
        "initials": member.initials,
        "activityBlocked": False,
        "avatarHash": None,
        "avatarUrl": None,
        "bio": "",
        "confirmed": True,
        "memberType": "normal",
        "url": f"https://trello.example/u/{username}",
    }


def _board_json(story: Story, number: int, name: str, link: str, made: datetime) -> Json:
    return {
        "id": object_id(made, "board", 1, number),
        "name": name,
        "desc": "",
        "descData": None,
        "closed": False,
        "idOrganization": None,
        "idEnterprise": None,
        "pinned": False,
        "url": f"https://trello.example/b/{link}/{story.name}",
        "shortUrl": f"https://trello.example/b/{link}",
        "shortLink": link,
        "starred": False,
        "subscribed": False,
        "powerUps": [],
        "premiumFeatures": [],
        "labelNames": {},
        "limits": {},
        "prefs": {
            "permissionLevel": "private",
            "hideVotes": False,
            "voting": "disabled",
            "comments": "observers",
            "invitations": "members",
            "selfJoin": False,
            "cardCovers": True,
            "isTemplate": False,
            "cardAging": "regular",
            "background": "blue",
        },
        "dateLastActivity": stamp(made),
    }


def _memberships(members: Sequence[tuple[Json, Role]], number: int) -> list[Json]:
    return [
        {
            "id": object_id(_LONG_AGO, "member", place + 1, number + 100),
            "idMember": member["id"],
            "memberType": role.value,
            "unconfirmed": False,
            "deactivated": False,
        }
        for place, (member, role) in enumerate(members)
    ]


def client_export(story: Story, number: int, now: datetime, members: Sequence[tuple[Json, Role]]) -> Json:
    """The client's board as it stands before the first publication: members, nameless labels, and nothing else."""
    made = Moments(story, now).at(-40, 30)
    board = _board_json(story, number, story.client_board, story.links[1], made)
    label_ids = [object_id(made, "label", place + 1, number) for place in range(len(_NAMELESS_COLOURS))]
    labels = [
        _label_json(label_id, board["id"], "", colour)
        for label_id, colour in zip(label_ids, _NAMELESS_COLOURS, strict=True)
    ]
    return board | {
        "members": [member for member, _ in members],
        "memberships": _memberships(members, number),
        "labels": labels,
        "lists": [],
        "cards": [],
        "checklists": [],
        "customFields": [],
        "pluginData": [],
        "actions": [],
    }


def source_export(story: Story, number: int, now: datetime, members: Mapping[str, Json]) -> Json:
    """The team's board with its whole past."""
    moments = Moments(story, now)
    made = moments.at(-41, 0)
    board = _board_json(story, number, story.title, story.links[0], made)
    pen = Pen(story, number, moments, members, board)
    lead = story.lead.name
    pen.act("createBoard", lead, made, {})
    _write_lists(pen, made, lead)
    _write_labels(pen, made)
    hours = _custom_field(pen, made)
    cards, checklists = [], []
    for place, card in enumerate(story.cards):
        written = CardWriter(pen, card, place + 1, hours["id"])
        cards.append(written.write())
        checklists.extend(written.checklists)
    roles = {person.name: person.role for person in story.members}
    actions = sorted(pen.actions, key=lambda action: (action["date"], action["id"]), reverse=True)
    return board | {
        "dateLastActivity": actions[0]["date"],
        "members": list(members.values()),
        "memberships": _memberships([(members[name], roles.get(name, Role.TEAM)) for name in members], number),
        "labels": list(pen.labels.values()),
        "lists": list(pen.lists.values()),
        "cards": cards,
        "checklists": checklists,
        "customFields": [hours],
        "pluginData": [],
        "actions": actions,
    }


def _write_lists(pen: Pen, made: datetime, lead: str) -> None:
    for place, name in enumerate(pen.story.lists):
        at = made + timedelta(seconds=20 * (place + 1))
        pen.lists[name] = {
            "id": object_id(at, "list", place + 1, pen.number),
            "name": name,
            "closed": name in pen.story.closed_lists,
            "idBoard": pen.board["id"],
            "pos": _POSITION_STEP * (place + 1),
            "subscribed": False,
            "softLimit": None,
            "color": None,
            "limits": {},
        }
        pen.act("createList", lead, at, {"list": _short(pen.lists[name])})
    for name in pen.story.closed_lists:
        gone = pen.lists[name]
        pen.act(
            "updateList", lead, pen.moments.at(-20, 480), {"list": _short(gone, "closed"), "old": {"closed": False}}
        )


def _label_json(label_id: str, board_id: str, name: str, colour: str) -> Json:
    return {"id": label_id, "idBoard": board_id, "name": name, "color": colour, "uses": 0}


def _write_labels(pen: Pen, made: datetime) -> None:
    for place, (name, colour) in enumerate(pen.story.labels):
        label_id = object_id(made, "label", place + 1, pen.number)
        pen.labels[name] = _label_json(label_id, pen.board["id"], name, colour)


def _custom_field(pen: Pen, made: datetime) -> Json:
    return {
        "id": object_id(made, "field", 1, pen.number),
        "idModel": pen.board["id"],
        "modelType": "board",
        "fieldGroup": "",
        "name": pen.story.wording.hours,
        "type": "number",
        "pos": _POSITION_STEP,
        "display": {"cardFront": False},
    }


class CardWriter:
    """Tells one card's story: each event adds to the history and changes the card, so that the two always agree."""

    def __init__(self, pen: Pen, card: Card, number: int, hours_field: str) -> None:
        self._pen, self._card, self._number = pen, card, number
        self._hours_field = hours_field
        self._owner = card.owner or pen.story.lead.name
        self._minutes: dict[At, int] = {}
        self._json: Json = {}
        self._last = _LONG_AGO
        self.checklists: list[Json] = []

    def write(self) -> Json:
        """The card as it stands after all that happened to it."""
        made = self._moment(self._card.made)
        self._last = made
        self._json = self._blank(made)
        self._act("createCard", "", made, {"list": _short(self._list)})
        self._begin(made)
        for event in self._card.past:
            self._happen(event)
        self._json["dateLastActivity"] = stamp(self._last)
        self._json["badges"] = self._badges()
        return self._json

    # -- the first minute of a card

    def _blank(self, made: datetime) -> Json:
        card, pen = self._card, self._pen
        link = f"{pen.story.links[0][:6]}{self._number:02d}"
        labels = [pen.labels[name] for name in card.labels]
        for label in labels:
            label["uses"] += 1
        start = pen.moments.due(card.start)
        return {
            "id": object_id(made, "card", self._number, pen.number),
            "name": card.title,
            "desc": card.about,
            "descData": None,
            "closed": False,
            "idBoard": pen.board["id"],
            "idList": pen.lists[card.list]["id"],
            "idShort": self._number,
            "pos": _POSITION_STEP * self._number,
            "due": None,
            "dueComplete": False,
            "dueReminder": None,
            "start": stamp(start) if start else None,
            "idLabels": [label["id"] for label in labels],
            "labels": [{key: label[key] for key in ("id", "idBoard", "name", "color")} for label in labels],
            "idMembers": [],
            "idMembersVoted": [],
            "idChecklists": [],
            "checkItemStates": [],
            "attachments": self._attachments(made),
            "idAttachmentCover": None,
            "manualCoverAttachment": False,
            "cover": {"idAttachment": None, "color": None, "size": "normal", "brightness": "dark"},
            "customFieldItems": self._custom_field_items(made),
            "isTemplate": card.template,
            "cardRole": None,
            "mirrorSourceId": None,
            "shortLink": link,
            "shortUrl": f"https://trello.example/c/{link}",
            "url": f"https://trello.example/c/{link}/{self._number}",
            "subscribed": False,
            "email": None,
            "limits": {},
            "pluginData": [],
        }

    def _attachments(self, made: datetime) -> list[Json]:
        if not self._card.link:
            return []
        name, url = self._card.link
        attachment_id = object_id(made, "item", self._number * 100, self._pen.number)
        return [
            {
                "id": attachment_id,
                "name": name,
                "url": url,
                "isUpload": False,
                "mimeType": "",
                "bytes": None,
                "pos": _POSITION_STEP,
            }
        ]

    def _custom_field_items(self, made: datetime) -> list[Json]:
        if self._card.hours is None:
            return []
        return [
            {
                "id": object_id(made, "field", self._number + 1, self._pen.number),
                "idCustomField": self._hours_field,
                "idModel": object_id(made, "card", self._number, self._pen.number),
                "modelType": "card",
                "idValue": None,
                "value": {"number": str(self._card.hours)},
            }
        ]

    def _begin(self, made: datetime) -> None:
        """What a person does right after making a card: put a date, an owner and steps on it."""
        if self._card.due is not None:
            self._set_due(self._card.due, "", made + timedelta(seconds=30))
        if self._card.owner and not any(event.kind is Kind.TAKEN for event in self._card.past):
            self._take(self._card.owner, made + timedelta(seconds=45))
        if self._card.steps:
            self._add_checklist(made + timedelta(seconds=60))

    def _add_checklist(self, at: datetime) -> None:
        pen = self._pen
        checklist = {
            "id": object_id(at, "checklist", self._number, pen.number),
            "name": pen.story.wording.steps,
            "idBoard": pen.board["id"],
            "idCard": self._json["id"],
            "pos": _POSITION_STEP,
            "limits": {},
        }
        checklist["checkItems"] = [
            {
                "id": object_id(at, "item", self._number * 100 + place + 1, pen.number),
                "name": step,
                "nameData": None,
                "state": "incomplete",
                "pos": _POSITION_STEP * (place + 1),
                "due": None,
                "idMember": None,
                "idChecklist": checklist["id"],
            }
            for place, step in enumerate(self._card.steps)
        ]
        self.checklists.append(checklist)
        self._json["idChecklists"].append(checklist["id"])
        self._act("addChecklistToCard", "", at, {"checklist": _short(checklist)})

    # -- what happened afterwards

    def _happen(self, event: Event) -> None:
        at = self._moment(event.at)
        match event.kind:
            case Kind.MOVED:
                self._move(event.text, event.by, at)
            case Kind.DATED:
                self._set_due(event.day, event.by, at)
            case Kind.SAID:
                self._act("commentCard", event.by, at, {"text": event.text, "list": _short(self._list)})
            case Kind.TICKED | Kind.UNTICKED:
                self._update("dueComplete", event.kind is Kind.TICKED, event.by, at)
            case Kind.CHECKED:
                self._check(event.text, event.by, at)
            case Kind.TAKEN:
                self._take(event.by, at)
            case Kind.RENAMED:
                self._update("name", event.text, event.by, at)
            case _:
                self._update("closed", True, event.by, at)

    def _move(self, to: str, by: str, at: datetime) -> None:
        before, after = self._list, self._pen.lists[to]
        old = {"idList": before["id"]}
        self._json["idList"] = after["id"]
        card = {"idList": after["id"]}
        self._act("updateCard", by, at, {"old": old, "listBefore": _short(before), "listAfter": _short(after)}, card)

    def _set_due(self, day: Day | None, by: str, at: datetime) -> None:
        due = self._pen.moments.due(day)
        self._update("due", stamp(due) if due else None, by, at)

    def _update(self, name: str, value: Any, by: str, at: datetime) -> None:
        old = {name: self._json[name]}
        self._json[name] = value
        self._act("updateCard", by, at, {"old": old, "list": _short(self._list)}, {name: value})

    def _check(self, name: str, by: str, at: datetime) -> None:
        checklist = self.checklists[0]
        item = next(item for item in checklist["checkItems"] if item["name"] == name)
        item["state"] = "complete"
        data = {"checklist": _short(checklist), "checkItem": _short(item, "state")}
        self._act("updateCheckItemStateOnCard", by, at, data)

    def _take(self, by: str, at: datetime) -> None:
        self._json["idMembers"].append(self._pen.members[by]["id"])
        self._act("addMemberToCard", by, at, {}, member=by)

    # -- small things

    @property
    def _list(self) -> Json:
        return next(one for one in self._pen.lists.values() if one["id"] == self._json["idList"])

    def _moment(self, at: At) -> datetime:
        """Several events of a card on one day follow each other by eleven minutes; cards of one day do not collide."""
        turn = self._minutes.get(at, 0)
        self._minutes[at] = turn + 1
        return self._pen.moments.at(at, 10 + self._number * 9 % 240 + turn * 11)

    def _act(self, kind: str, by: str, at: datetime, data: Json, card: Json | None = None, *, member: str = "") -> None:
        self._last = max(self._last, at)
        shown = {"id": self._json["id"], "name": self._json["name"], "idShort": self._json["idShort"]}
        shown |= {"shortLink": self._json["shortLink"], **(card or {})}
        self._pen.act(kind, by or self._owner, at, {"card": shown, **data}, member=member)

    def _badges(self) -> Json:
        items = [item for checklist in self.checklists for item in checklist["checkItems"]]
        return {
            "attachments": len(self._json["attachments"]),
            "checkItems": len(items),
            "checkItemsChecked": sum(item["state"] == "complete" for item in items),
            "checkItemsEarliestDue": None,
            "comments": sum(event.kind is Kind.SAID for event in self._card.past),
            "description": bool(self._json["desc"]),
            "due": self._json["due"],
            "dueComplete": self._json["dueComplete"],
            "start": self._json["start"],
            "fogbugz": "",
            "location": False,
            "subscribed": False,
            "viewingMemberVoted": False,
            "votes": 0,
        }

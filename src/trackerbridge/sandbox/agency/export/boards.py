"""Whole boards: the team's with its past, the client's before the first publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from trackerbridge.sandbox.agency.export.fate import Fate
from trackerbridge.sandbox.agency.export.ids import POSITION_STEP, Json, object_id, short, stamp
from trackerbridge.sandbox.agency.export.moments import Moments
from trackerbridge.sandbox.agency.export.pen import Pen
from trackerbridge.sandbox.agency.export.people import memberships
from trackerbridge.sandbox.agency.story import Role, Story

_NAMELESS_COLOURS = ("green", "yellow", "orange", "red", "purple", "blue")  # what every new board comes with


def client_export(story: Story, number: int, now: datetime, members: Sequence[tuple[Json, Role]]) -> Json:
    """The client's board as it stands before the first publication: members, nameless labels, and nothing else."""
    made = Moments(story, now).at(-40, 30)
    board = _board_json(story, number, story.client_board, story.links[1], made)
    return board | {
        "members": [member for member, _ in members],
        "memberships": memberships(members, number),
        "labels": [_label(board, made, number, place, "", colour) for place, colour in enumerate(_NAMELESS_COLOURS)],
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
    pen.act("createBoard", story.lead.name, made, {})
    _write_lists(pen, made)
    for place, (name, colour) in enumerate(story.labels):
        pen.labels[name] = _label(board, made, number, place, name, colour)
    hours = _custom_field(pen, made)
    cards, checklists = _write_cards(pen, hours["id"])
    roles = {person.name: person.role for person in story.members}
    actions = pen.newest_first()
    return board | {
        "dateLastActivity": actions[0]["date"],
        "members": list(members.values()),
        "memberships": memberships([(members[name], roles.get(name, Role.TEAM)) for name in members], number),
        "labels": list(pen.labels.values()),
        "lists": list(pen.lists.values()),
        "cards": cards,
        "checklists": checklists,
        "customFields": [hours],
        "pluginData": [],
        "actions": actions,
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


def _write_lists(pen: Pen, made: datetime) -> None:
    lead = pen.story.lead.name
    for place, name in enumerate(pen.story.lists):
        at = made + timedelta(seconds=20 * (place + 1))
        pen.lists[name] = {
            "id": object_id(at, "list", place + 1, pen.number),
            "name": name,
            "closed": name in pen.story.closed_lists,
            "idBoard": pen.board["id"],
            "pos": POSITION_STEP * (place + 1),
            "subscribed": False,
            "softLimit": None,
            "color": None,
            "limits": {},
        }
        pen.act("createList", lead, at, {"list": short(pen.lists[name])})
    for name in pen.story.closed_lists:
        gone = short(pen.lists[name], "closed")
        pen.act("updateList", lead, pen.moments.at(-20, 480), {"list": gone, "old": {"closed": False}})


def _label(board: Json, made: datetime, number: int, place: int, name: str, colour: str) -> Json:
    label_id = object_id(made, "label", place + 1, number)
    return {"id": label_id, "idBoard": board["id"], "name": name, "color": colour, "uses": 0}


def _custom_field(pen: Pen, made: datetime) -> Json:
    return {
        "id": object_id(made, "field", 1, pen.number),
        "idModel": pen.board["id"],
        "modelType": "board",
        "fieldGroup": "",
        "name": pen.story.wording.hours,
        "type": "number",
        "pos": POSITION_STEP,
        "display": {"cardFront": False},
    }


def _write_cards(pen: Pen, hours_field: str) -> tuple[list[Json], list[Json]]:
    """Cards and checklists, after all that happened to them."""
    fates = [Fate(pen, card, place + 1, hours_field) for place, card in enumerate(pen.story.cards)]
    cards = [fate.tell() for fate in fates]
    return cards, [checklist for fate in fates for checklist in fate.checklists]

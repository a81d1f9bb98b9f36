"""Raw boards for the foreign Trello: a small agency's work, and its client's empty board. All people are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Json = dict[str, Any]

WORK = "69f1000000000000000000aa"
CLIENT = "69f1000000000000000000cc"
ILYA = {"id": "60aa0000000000000000000b", "fullName": "Ilya Petrov", "username": "ilya_petrov", "initials": "IP"}
ANNA = {"id": "60aa0000000000000000000c", "fullName": "Anna Client", "username": "anna_client", "initials": "AC"}
LISTS = ("To do", "Doing", "Testing", "Waiting for client", "Done")
LABELS = {"client": "green", "bonus": "sky_dark", "": None, "Client": "red_light"}
MADE = 1_790_000_000  # 21 September 2026, in Unix seconds


def remote_id(number: int, *, days: int = 0) -> str:
    """An id of 21 September 2026, or so many days later."""
    return f"{MADE + days * 86_400 + number:08x}{number:016x}"


def work_board(cards: Sequence[Mapping[str, Any]], **fields: Any) -> Json:
    """The team's board. A card says ``name``, ``list``, ``labels``, and what else it has."""
    lists = {name: remote_id(place) for place, name in enumerate(LISTS, 1)}
    labels = {name: remote_id(20 + place) for place, name in enumerate(LABELS, 1)}
    board: Json = {
        "id": WORK, "shortLink": "f0re1gn1", "name": "Bakery shop", "desc": "", "closed": False,
        "shortUrl": "https://trello.com/b/f0re1gn1", "prefs": {"permissionLevel": "private"},
        "dateLastActivity": "2026-11-13T09:00:00.000Z", "aiMetadata": {"unheard": "of"},
        "lists": [{"id": lists[name], "name": name, "closed": False, "pos": place * 100, "idBoard": WORK}
                  for place, name in enumerate(LISTS, 1)],
        "labels": [{"id": labels[name], "name": name, "color": color, "idBoard": WORK}
                   for name, color in LABELS.items()],
        "members": [ILYA, ANNA],
        "memberships": [{"id": remote_id(41), "idMember": ILYA["id"], "memberType": "admin"}],
        "checklists": [], "customFields": [], "cards": [], "actions": [], **fields,
    }  # fmt: skip
    for number, card in enumerate(cards, 100):
        board["cards"].append(_card(number, dict(card), lists, labels))
    board["actions"] = [_created(card, {v: k for k, v in lists.items()}) for card in reversed(board["cards"])]
    return board


def _card(number: int, card: Json, lists: Mapping[str, str], labels: Mapping[str, str]) -> Json:
    home = lists[card.pop("list", "Doing")]
    worn = [labels[name] for name in card.pop("labels", ("client",))]
    link = f"W{number:07d}"
    return {
        "id": remote_id(number), "shortLink": link, "shortUrl": f"https://trello.com/c/{link}", "idShort": number,
        "idBoard": WORK, "idList": home, "idLabels": worn, "idMembers": [ILYA["id"]], "idChecklists": [],
        "desc": "The words of the team, with ilya@agency.example and a price of 400 EUR.", "closed": False,
        "due": None, "dueComplete": False, "start": None, "pos": number * 10, "badges": {"comments": 0},
        "dateLastActivity": "2026-11-13T09:00:00.000Z", "isTemplate": False, "cardRole": None, "nodeId": "new:field",
        "attachments": [], "customFieldItems": [], **card,
    }  # fmt: skip


def _created(card: Mapping[str, Any], names: Mapping[str, str]) -> Json:
    return {
        "id": f"{card['id'][:22]}ff", "type": "createCard", "date": "2026-09-21T14:13:20.000Z",
        "idMemberCreator": ILYA["id"], "memberCreator": ILYA,
        "data": {"card": {"id": card["id"], "name": card["name"]},
                 "list": {"id": card["idList"], "name": names[card["idList"]]}},
    }  # fmt: skip


def client_board(**fields: Any) -> Json:
    """The client's board before the first publication: no list, no card, six labels without a name."""
    return {
        "id": CLIENT, "shortLink": "f0re1gn2", "name": "Bakery, together", "desc": "", "closed": False,
        "shortUrl": "https://trello.com/b/f0re1gn2", "prefs": {"permissionLevel": "private"}, "lists": [], "cards": [],
        "labels": [{"id": remote_id(60 + place), "name": "", "color": color, "idBoard": CLIENT}
                   for place, color in enumerate(("green", "yellow", "orange", "red", "purple", "blue"))],
        "members": [ANNA], "memberships": [{"id": remote_id(71), "idMember": ANNA["id"], "memberType": "admin"}],
        "checklists": [], "customFields": [], "actions": [], **fields,
    }  # fmt: skip


SAMPLE: Sequence[Mapping[str, Any]] = (
    {"name": "Shop window on the start page", "due": "2026-11-25T15:00:00.000Z"},
    {"name": "Payment by card", "list": "Testing", "due": "2026-11-12T15:00:00.000Z"},
    {"name": "Photos of the cakes", "list": "Waiting for client", "due": "2026-11-27T15:00:00.000Z"},
    {"name": "Order form", "list": "Done", "dueComplete": True, "due": "2026-11-11T15:00:00.000Z"},
    {"name": "Christmas page", "list": "To do", "due": "2026-12-10T15:00:00.000Z"},
    {"name": "Newsletter", "list": "To do"},
    {"name": "Tidy the server logs", "labels": ()},
    {"name": "Old banner", "closed": True},
    {"name": "How to write a card", "isTemplate": True},
)

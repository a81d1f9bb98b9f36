"""Cards and checklists as they are when somebody makes them, and the badges on a card's front."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trackerbridge.sandbox.agency.export.ids import POSITION_STEP, Json, object_id, stamp
from trackerbridge.sandbox.agency.export.pen import Pen
from trackerbridge.sandbox.agency.story import Card


def blank_card(pen: Pen, card: Card, number: int, made: datetime, hours_field: str) -> Json:
    """A card in its first second: before dates, members and checklists; ``number`` is its place on the board."""
    link = f"{pen.story.links[0][:6]}{number:02d}"
    card_id = object_id(made, "card", number, pen.number)
    start = pen.moments.due(card.start)
    return {
        "id": card_id,
        "name": card.title,
        "desc": card.about,
        "descData": None,
        "closed": False,
        "idBoard": pen.board["id"],
        "idList": pen.lists[card.list]["id"],
        "idShort": number,
        "pos": POSITION_STEP * number,
        "due": None,
        "dueComplete": False,
        "dueReminder": None,
        "start": stamp(start) if start else None,
        **_labels(pen, card),
        "idMembers": [],
        "idMembersVoted": [],
        "idChecklists": [],
        "checkItemStates": [],
        "attachments": [],
        "idAttachmentCover": None,
        "manualCoverAttachment": False,
        "cover": {"idAttachment": None, "color": None, "size": "normal", "brightness": "dark"},
        "customFieldItems": _custom_field_items(
            card, card_id, object_id(made, "field", number + 1, pen.number), hours_field
        ),
        "isTemplate": card.template,
        "cardRole": None,
        "mirrorSourceId": None,
        "shortLink": link,
        "shortUrl": f"https://trello.example/c/{link}",
        "url": f"https://trello.example/c/{link}/{number}",
        "subscribed": False,
        "email": None,
        "limits": {},
        "pluginData": [],
    }


def _labels(pen: Pen, card: Card) -> Json:
    """A card's labels, counted as used."""
    labels = [pen.labels[name] for name in card.labels]
    for label in labels:
        label["uses"] += 1
    return {
        "idLabels": [label["id"] for label in labels],
        "labels": [{key: label[key] for key in ("id", "idBoard", "name", "color")} for label in labels],
    }


def _custom_field_items(card: Card, card_id: str, item_id: str, hours_field: str) -> list[Json]:
    if card.hours is None:
        return []
    return [
        {
            "id": item_id,
            "idCustomField": hours_field,
            "idModel": card_id,
            "modelType": "card",
            "idValue": None,
            "value": {"number": str(card.hours)},
        }
    ]


def blank_checklist(pen: Pen, card_json: Json, steps: Sequence[str], at: datetime) -> Json:
    """A card's checklist with nothing ticked."""
    number = card_json["idShort"]
    checklist_id = object_id(at, "checklist", number, pen.number)
    return {
        "id": checklist_id,
        "name": pen.story.wording.steps,
        "idBoard": pen.board["id"],
        "idCard": card_json["id"],
        "pos": POSITION_STEP,
        "limits": {},
        "checkItems": [
            {
                "id": object_id(at, "item", number * 100 + place, pen.number),
                "name": step,
                "nameData": None,
                "state": "incomplete",
                "pos": POSITION_STEP * place,
                "due": None,
                "idMember": None,
                "idChecklist": checklist_id,
            }
            for place, step in enumerate(steps, start=1)
        ],
    }


def badges(card_json: Json, checklists: Sequence[Json], comments: int) -> Json:
    """What the front of a card counts."""
    items = [item for checklist in checklists for item in checklist["checkItems"]]
    return {
        "attachments": len(card_json["attachments"]),
        "checkItems": len(items),
        "checkItemsChecked": sum(item["state"] == "complete" for item in items),
        "checkItemsEarliestDue": None,
        "comments": comments,
        "description": bool(card_json["desc"]),
        "due": card_json["due"],
        "dueComplete": card_json["dueComplete"],
        "start": card_json["start"],
        "fogbugz": "",
        "location": False,
        "subscribed": False,
        "viewingMemberVoted": False,
        "votes": 0,
    }

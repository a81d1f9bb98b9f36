"""Small Trello boards, in the shape of an export, for tests. All people are invented."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from trackerbridge.model import Stage
from trackerbridge.testing import SampleTask

LISTS = {Stage.PLANNED: "To Do", Stage.IN_PROGRESS: "Doing", Stage.DONE: "Done"}
BOARD = "69a500000000000000000001"
ANNA = {"id": "69a5000000000000000000a1", "fullName": "Anna Example", "username": "anna_example"}


def remote_id(number: int) -> str:
    """A Trello id of 4 March 2026."""
    return f"69a8{number:020x}"


def empty_board(**fields: Any) -> dict[str, Any]:
    """A private board without anything on it."""
    return {
        "id": BOARD,
        "name": "Restaurant",
        "desc": "",
        "closed": False,
        "shortLink": "rEsTaU01",
        "prefs": {"permissionLevel": "private"},
        "dateLastActivity": "2026-03-04T09:00:00.000Z",
        "lists": [],
        "cards": [],
        "labels": [],
        "members": [ANNA],
        "memberships": [{"id": remote_id(900), "idMember": ANNA["id"], "memberType": "admin"}],
        "checklists": [],
        "customFields": [],
        "actions": [],
        **fields,
    }


def board_with(sample: Sequence[SampleTask]) -> dict[str, Any]:
    """A board that holds the sample of the contracts."""
    numbers = count(1)
    board = empty_board()
    lists = {stage: remote_id(next(numbers)) for stage in LISTS}
    board["lists"] = [
        {"id": lists[stage], "name": name, "closed": False, "pos": place, "idBoard": BOARD}
        for place, (stage, name) in enumerate(LISTS.items(), 1)
    ]
    names = sorted({name for task in sample for name in task.labels})
    board["labels"] = [
        {"id": remote_id(next(numbers)), "name": n, "color": "sky_dark", "idBoard": BOARD} for n in names
    ]
    labels = {label["name"]: label["id"] for label in board["labels"]}
    for place, task in enumerate(sample, 1):
        card = {
            "id": remote_id(next(numbers)),
            "name": task.title,
            "desc": task.description,
            "idBoard": BOARD,
            "idList": lists[task.stage],
            "idLabels": [labels[name] for name in task.labels],
            "due": f"{task.due}T17:00:00.000Z" if task.due else None,
            "dueComplete": False,
            "closed": task.archived,
            "pos": place,
            "dateLastActivity": "2026-03-04T09:00:00.000Z",
            "badges": {"comments": len(task.comments)},
        }
        board["cards"].append(card)
        board["actions"].append(action(next(numbers), "createCard", card, minute=place))
        for minute, words in enumerate(task.comments, 10):
            board["actions"].insert(0, action(next(numbers), "commentCard", card, minute=minute, text=words))
    return board


def action(number: int, kind: str, card: dict[str, Any], /, *, minute: int = 0, **data: Any) -> dict[str, Any]:
    """Something that Anna did on 4 March 2026 at nine and some minutes."""
    brief = {"id": card["id"], "name": card["name"], **data.pop("card", {})}
    return {
        "id": remote_id(number),
        "idMemberCreator": ANNA["id"],
        "memberCreator": ANNA,
        "type": kind,
        "date": f"2026-03-04T09:{minute:02}:00.000Z",
        "data": {"board": {"id": BOARD}, "card": brief, **data},
    }

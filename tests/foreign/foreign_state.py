"""What the foreign Trello holds: boards as raw exports, and what a person does to them in a browser."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]

ME = {"id": "60aa000000000000000000a1", "fullName": "Bridge Account", "username": "bridge_account", "initials": "BA"}
PARTS = ("lists", "cards", "labels", "members", "memberships", "checklists", "customFields", "actions")


class State:
    """Boards by id. They may be looked at and changed directly, as people change them."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
        self.boards: dict[str, Json] = {}
        self._serial = 0
        self._looks: dict[str, str] = {}  # of cards, as of the last request

    def load(self, export: Mapping[str, Any]) -> Json:
        """Hold a board, as its raw export tells it; its actions and unknown fields included."""
        board = copy.deepcopy(dict(export))
        for part in PARTS:
            board[part] = board.get(part) or []
        self.boards[board["id"]] = board
        return board

    def card(self, name: str) -> Json:
        """The first card, on any board, whose name begins so."""
        return next(c for b in self.boards.values() for c in b["cards"] if c["name"].startswith(name))

    def notice_people(self) -> None:
        """Whatever was changed on a card moves its last activity, also where nobody went through a route."""
        for card in (card for board in self.boards.values() for card in board["cards"]):
            looks = json.dumps({name: value for name, value in card.items() if name != "dateLastActivity"})
            known = self._looks.get(card["id"])
            if known is not None and known != looks:
                self._serial += 1
                card["dateLastActivity"] = self._stamp()
            self._looks[card["id"]] = looks

    def new_id(self) -> str:
        """A fresh id; ids grow with time."""
        self._serial += 1
        return f"{int(self.now.timestamp()):08x}{self._serial:016x}"

    def add_card(self, board: Json, **values: Any) -> Json:
        """A card that somebody adds."""
        number = self.new_id()
        card = {
            "id": number, "shortLink": f"F{self._serial:07d}", "name": "", "desc": "", "closed": False, "due": None,
            "dueComplete": False, "idBoard": board["id"], "idLabels": [], "idMembers": [], "idChecklists": [],
            "pos": 65536 * (len(board["cards"]) + 1), "badges": {"comments": 0}, "dateLastActivity": self._stamp(),
            **values,
        }  # fmt: skip
        card["shortUrl"] = f"https://trello.com/c/{card['shortLink']}"
        board["cards"].append(card)
        return card

    def note(self, board: Json, kind: str, card: Json, **data: Any) -> None:
        """An action, as the activity feed shows it."""
        said = {"card": {"id": card["id"], "name": card["name"], **data.pop("changed", {})}, **data}
        action = {"id": self.new_id(), "type": kind, "date": self._stamp(), "data": said, "memberCreator": dict(ME),
                  "idMemberCreator": ME["id"]}  # fmt: skip
        board["actions"].insert(0, action)
        card["dateLastActivity"] = action["date"]

    def _stamp(self) -> str:
        return utc(self.now + timedelta(milliseconds=self._serial % 1000))


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"

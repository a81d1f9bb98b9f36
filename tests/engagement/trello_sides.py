"""The team's board and the client's board on the sandbox's Trello, and what people do there, over HTTP."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import requests
from tests.engagement.people import CLIENT, CLIENT_TOKEN, STUDIO, TEAM, TEAM_TOKEN, members
from tests.engagement.planted import LABELS
from tests.engagement.script import ZONE, Tongue
from tests.engagement.shown import ShownCard
from tests.flows.office import CLIENT_BOARD, empty_board

from trackerbridge.sandbox.credentials import KEY
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState

TEAM_BOARD = "teamwork"
LISTS = {
    "planned": "To do", "doing": "Doing", "testing": "Testing", "review": "Client review",
    "done": "Done", "cancelled": "Cancelled",
}  # fmt: skip
SOURCE = f'connection = "boards"\nboard = "{TEAM_BOARD}"'
TARGET = f'connection = "boards"\nboard = "{CLIENT_BOARD}"'


def prepare(state: TrelloState, tongue: Tongue) -> None:
    """Both boards, empty but for the client's own card."""
    state.add_account(KEY, TEAM_TOKEN, TEAM, everywhere=True)
    lists = [
        {"id": f"5f0c0000000000000000a{n:03}", "name": name, "closed": False, "pos": n * 1000}
        for n, name in enumerate(LISTS.values())
    ]
    labels = [
        {"id": f"5f0c0000000000000000b{number:03}", "name": name, "color": "sky"}
        for number, name in enumerate(("client", "bonus", *LABELS))
    ]
    state.load_export(
        empty_board(TEAM_BOARD) | members(STUDIO, TEAM) | {"name": "Team", "lists": lists, "labels": labels}
    )
    own = {
        "id": "5f0c0000000000000000c001", "name": tongue.house["own_card"], "idList": "5f0c0000000000000000c002",
        "closed": False, "desc": "", "due": None, "dueComplete": False, "idLabels": [], "labels": [], "idMembers": [],
        "pos": 1, "shortLink": "ownc0001", "idShort": 1, "dateLastActivity": "2026-09-03T08:00:00.000Z",
        "idChecklists": [],
    }  # fmt: skip
    theirs = {"id": "5f0c0000000000000000c002", "name": tongue.house["own_card"], "closed": False, "pos": 1}
    state.load_export(
        empty_board() | members(STUDIO, CLIENT) | {"name": tongue.house["board"], "lists": [theirs], "cards": [own]}
    )


def ask(sandbox: Sandbox, token: str, verb: str, path: str, **fields: Any) -> Any:
    """What the person with this token does."""
    answer = requests.request(
        verb, f"{sandbox.url}/1/{path}", params={"key": KEY, "token": token, **fields}, timeout=10
    )
    answer.raise_for_status()
    return answer.json()


class TrelloTeam:
    """A person of the team at the team's board."""

    def __init__(self, sandbox: Sandbox, tongue: Tongue) -> None:
        self._sandbox, self._tongue = sandbox, tongue
        self._cards: dict[str, str] = {}
        board = self._ask("GET", f"boards/{TEAM_BOARD}", lists="open", labels="all")
        self._lists = {one["name"]: one["id"] for one in board["lists"]}
        self._labels = {one["name"]: one["id"] for one in board["labels"]}

    def _ask(self, verb: str, path: str, **fields: Any) -> Any:
        return ask(self._sandbox, TEAM_TOKEN, verb, path, **fields)

    def plan(self, key: str, due: date | None, *labels: str, inside: str = "") -> None:
        fields: dict[str, Any] = {"due": _due(due)} if due else {}
        made = self._ask(
            "POST", "cards", idList=self._lists["To do"], name=self._tongue.titles.get(key, key), desc=inside,
            idLabels=",".join(self._labels[label] for label in labels), **fields,
        )  # fmt: skip
        self._cards[key] = made["id"]

    def put(self, key: str, stage: str) -> None:
        self._ask("PUT", f"cards/{self._cards[key]}", idList=self._lists[LISTS[stage]])

    def move(self, key: str, due: date) -> None:
        self._ask("PUT", f"cards/{self._cards[key]}", due=_due(due))

    def comment(self, key: str, text: str) -> None:
        self._ask("POST", f"cards/{self._cards[key]}/actions/comments", text=text)


class TrelloClient:
    """The client at their own board."""

    checklists = True

    def __init__(self, sandbox: Sandbox, tongue: Tongue) -> None:
        self._sandbox, self._tongue = sandbox, tongue

    def _ask(self, verb: str, path: str, **fields: Any) -> Any:
        return ask(self._sandbox, CLIENT_TOKEN, verb, path, **fields)

    def _card(self, title: str) -> Any:
        cards = self._ask("GET", f"boards/{CLIENT_BOARD}/cards", checklists="all")
        return next(card for card in cards if card["name"] == title)

    def comment(self, title: str, text: str) -> None:
        self._ask("POST", f"cards/{self._card(title)['id']}/actions/comments", text=text)

    def choose(self, title: str, line: int, *, on: bool) -> None:
        card = self._card(title)
        item = sorted(card["checklists"][0]["checkItems"], key=lambda one: one["pos"])[line]
        state = "complete" if on else "incomplete"
        self._ask("PUT", f"cards/{card['id']}/checkItem/{item['id']}", state=state)

    def put_away(self, title: str) -> None:
        self._ask("PUT", f"cards/{self._card(title)['id']}", closed="true")

    def reword(self, title: str, new: str) -> None:
        self._ask("PUT", f"cards/{self._card(title)['id']}", name=new)

    def call_list(self, old: str, new: str) -> None:
        lists = self._ask("GET", f"boards/{CLIENT_BOARD}/lists")
        number = next(one["id"] for one in lists if one["name"] == old)
        self._ask("PUT", f"lists/{number}", name=new)

    def lists(self) -> list[tuple[str, list[ShownCard]]]:
        """What stands on the board, as a person sees it: read from the sandbox itself, not through our reader."""
        state = self._sandbox.state
        board = state.board(CLIENT_BOARD)
        found = []
        for one in state.lists_of(board["id"]):
            if one.get("closed"):
                continue
            rows = [row for row in state.cards if row["idList"] == one["id"] and not row["closed"]]
            found.append((one["name"], [self._shown(state, row) for row in sorted(rows, key=lambda row: row["pos"])]))
        return found

    def _shown(self, state: TrelloState, row: dict[str, Any]) -> ShownCard:
        names = {one["id"]: one["name"] for one in state.labels}
        due = datetime.fromisoformat(row["due"]).astimezone(ZONE) if row.get("due") else None
        assert due is None or due.time() == time(18)
        comments = [
            (state.find_member(action["idMemberCreator"])["fullName"], action["data"]["text"])
            for action in sorted(state.actions, key=lambda action: (action["date"], action["id"]))
            if action["type"] == "commentCard" and action["data"]["card"]["id"] == row["id"]
        ]
        items = [
            (item["name"], item["state"] == "complete")
            for checklist in state.checklists.of("idCard", row["id"])
            for item in sorted(checklist["checkItems"], key=lambda one: one["pos"])
        ]
        return ShownCard(
            key=row["id"], title=row["name"], labels=tuple(names[one] for one in row["idLabels"]),
            due=due.date() if due else None,
            ticked=bool(row.get("dueComplete")), text=row["desc"], choices=tuple(items), comments=tuple(comments),
        )  # fmt: skip


def _due(day: date) -> str:
    return datetime.combine(day, time(18), ZONE).isoformat()

"""The client's talk on their board, as time passes: what they write, what the team answers, what a sync makes of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import requests
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.sandbox.credentials import CLIENT_MEMBER, CLIENT_TOKEN, KEY, TEAM_MEMBER

PAGE = "Page 1 can be read on a phone"
OLGA = {"id": "5f00000000000000000000d2", "username": "olga_dev", "fullName": "Olga Developer", "initials": "OD"}


def members(*people: dict[str, Any]) -> dict[str, Any]:
    """The parts of a board that say who is on it."""
    ids = [
        {"id": f"5f000000000000000000{place:04d}", "idMember": who["id"], "memberType": "normal"}
        for place, who in enumerate(people)
    ]
    return {"members": [dict(who) for who in people], "memberships": ids}


class Talk:
    """The office and its client, as time passes."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def at(self, moment: str) -> Talk:
        """From now on it is this moment, for everybody."""
        self.office.now = f"{moment}+00:00"
        self.office.sandbox.clock.set(datetime.fromisoformat(self.office.now))
        return self

    def sync(self, *words: str, code: int = 0) -> dict[str, Any]:
        return self.office.json("sync", "site", *words, code=code)

    def notes(self) -> str:
        """What a plan would tell the manager."""
        return " ".join(self.office.run("plan", "site").output.split())

    def client(self, verb: str, path: str, **fields: Any) -> Any:
        """What the client does on the board, with an account of their own."""
        credentials = {"key": KEY, "token": CLIENT_TOKEN}
        url = f"{self.office.sandbox.url}/1/{path}"
        answer = requests.request(verb, url, params=credentials | fields, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def card(self, title: str = PAGE, board: str = CLIENT_BOARD) -> str:
        cards = self.office.tracker("GET", f"boards/{board}/cards")
        return next(str(card["id"]) for card in cards if card["name"] == title)

    def writes(self, text: str, title: str = PAGE) -> str:
        """The client writes a comment on a card of theirs; its id."""
        return str(self.client("POST", f"cards/{self.card(title)}/actions/comments", text=text)["id"])

    def team_writes(self, text: str, *, board: str = SOURCE) -> str:
        card = self.card(board=board)
        return str(self.office.tracker("POST", f"cards/{card}/actions/comments", text=text)["id"])

    def said(self, board: str = CLIENT_BOARD, title: str = PAGE) -> list[str]:
        """The comments on a card, oldest first."""
        actions = self.office.tracker("GET", f"cards/{self.card(title, board)}/actions", filter="commentCard")
        return [str(one["data"]["text"]).replace("\u00a0", " ") for one in reversed(actions)]

    def carried(self) -> list[str]:
        return self.said(SOURCE)

    def silent(self) -> None:
        """A second sync writes nothing, nor does one with the ledger lost."""
        before = self.office.writes()
        assert self.sync()["status"] == "unchanged", self.office.writes()[len(before) :]
        self.office.lose_ledger()
        assert self.sync()["status"] == "unchanged", self.office.writes()[len(before) :]
        assert self.sync()["status"] == "unchanged"
        assert self.office.writes() == before


def begun(office: Any, *, team: str = '["@sandbox_team"]', people: tuple[dict[str, Any], ...] = (TEAM_MEMBER,)) -> Talk:
    made = Talk(office(team_board() | members(*people), empty_board() | members(CLIENT_MEMBER)))
    project = PROJECT.format(name="site", source=SOURCE).replace("[projects.site]", f"[projects.site]\nteam = {team}")
    made.at("2026-11-09T10:00").office.configure(project + PUBLISH.format(name="site", client=CLIENT_BOARD))
    assert made.sync("--force")["status"] == "ok"
    made.at("2026-11-10T09:30")
    return made

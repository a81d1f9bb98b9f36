"""The four ways from a team's tracker to a client's, each with what people do there; nothing is published yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests
from tests.flows.jira_clients_side import of_jira, of_trello
from tests.flows.jira_office import NOW, JiraOffice, bakery, project, publish
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, empty_board
from tests.flows.talk import members
from tests.flows.team_board import SOURCE, team_board
from tests.flows.test_what_comes_back_to_jira import CLIENT

from trackerbridge.sandbox.credentials import CLIENT_MEMBER, CLIENT_TOKEN, KEY, TEAM_MEMBER

PAIRS = ("Trello to Trello", "Jira to Trello", "Trello to Jira", "Jira to Jira")


@dataclass
class Pair:
    """One way. ``card`` below is a title on the client's side."""

    office: JiraOffice
    from_jira: bool
    to_jira: bool

    @property
    def work(self) -> str:
        """The title of a card of work that has a date."""
        return "Orders by telephone" if self.from_jira else "Page 2 can be read on a phone"

    def sync(self, *words: str, now: str | None = None, code: int = 0) -> dict[str, Any]:
        return self.office.json("sync", "web", *words, now=now, code=code)

    def silent(self) -> None:
        before = self.office.writes()
        found = self.sync()
        assert (found["status"], found["waits"]) == ("unchanged", []), self.office.writes()[len(before) :]
        assert self.office.writes() == before

    # -- the client's side -----------------------------------------------------------------------------------------

    def rows(self) -> list[dict[str, Any]]:
        """Every card there, as its tracker holds it."""
        if self.to_jira:
            return [row for row in list(self.office.state.issues) if row["fields"]["project"]["key"] == "CLIENT"]
        return list(self.office.tracker("GET", f"boards/{CLIENT_BOARD}/cards"))

    def titles(self) -> list[str]:
        """As often as they are there, sorted."""
        return sorted(row["fields"]["summary"] if self.to_jira else row["name"] for row in self.rows())

    def row(self, card: str) -> dict[str, Any]:
        [found] = [row for row in self.rows() if (row["fields"]["summary"] if self.to_jira else row["name"]) == card]
        return found

    def due(self, card: str) -> str:
        row = self.row(card)
        return str(row["fields"]["duedate"] if self.to_jira else row["due"])[:10]

    def delete(self, card: str) -> None:
        if self.to_jira:
            self.office.state.remove_issue(self.row(card))
        else:
            self.office.tracker("DELETE", f"cards/{self.row(card)['id']}")

    def rewrites(self, card: str, words: str) -> None:
        """A person replaces the whole description."""
        if self.to_jira:
            self.office.jira("PUT", f"issue/{self.row(card)['id']}", fields={"description": words})
        else:
            self.office.tracker("PUT", f"cards/{self.row(card)['id']}", desc=words)

    def writes_a_card(self, title: str) -> None:
        """The client's own."""
        if self.to_jira:
            fields = {"project": {"key": "CLIENT"}, "issuetype": {"name": "Task"}, "summary": title}
            self.office.jira("POST", "issue", fields=fields)
        else:
            board = self.office.tracker("GET", f"boards/{CLIENT_BOARD}", lists="open")
            self.office.tracker("POST", "cards", idList=board["lists"][0]["id"], name=title)

    def client_writes(self, card: str, words: str) -> None:
        """A comment on a card of theirs."""
        address, sandbox = self.row(card)["id"], self.office.sandbox
        if self.to_jira:
            url = f"{sandbox.jira_url}/rest/api/2/issue/{address}/comment"
            answer = requests.post(url, json={"body": words}, timeout=10, auth=(CLIENT[0], CLIENT[2]))
        else:
            url = f"{sandbox.url}/1/cards/{address}/actions/comments"
            answer = requests.post(url, params={"key": KEY, "token": CLIENT_TOKEN, "text": words}, timeout=10)
        answer.raise_for_status()

    def comments(self, card: str) -> list[str]:
        """What stands under a card of theirs, oldest first."""
        return [text for _, text in self._comments(card)]

    def delete_comment(self, card: str, text: str) -> None:
        """A person takes it away."""
        number, issue = self._comment(card, text), self.row(card)["id"]
        if self.to_jira:
            self.office.jira("DELETE", f"issue/{issue}/comment/{number}")
        else:
            self.office.tracker("DELETE", f"actions/{number}")

    def reword_comment(self, card: str, text: str, words: str) -> None:
        """A person says it otherwise."""
        number, issue = self._comment(card, text), self.row(card)["id"]
        if self.to_jira:
            self.office.jira("PUT", f"issue/{issue}/comment/{number}", body=words)
        else:
            self.office.tracker("PUT", f"actions/{number}", text=words)

    def _comment(self, card: str, text: str) -> str:
        return next(number for number, said in self._comments(card) if said == text)

    def _comments(self, card: str) -> list[tuple[str, str]]:
        issue = self.row(card)["id"]
        if self.to_jira:
            rows = self.office.jira("GET", f"issue/{issue}/comment")["comments"]
            return [(row["id"], row["body"].replace("\u00a0", " ")) for row in rows]
        rows = self.office.tracker("GET", f"cards/{issue}/actions", filter="commentCard")
        return [(row["id"], row["data"]["text"].replace("\u00a0", " ")) for row in reversed(rows)]

    # -- the team's side -------------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The key of the card of work."""
        return "WEB-2" if self.from_jira else "card0002"

    @property
    def moved(self) -> str:
        """A week after the day that the client was told."""
        return "2026-04-03" if self.from_jira else "2026-12-08"

    def moves(self) -> None:
        """The date of the card of work, by a week; it is told once it has stood for a while."""
        if self.from_jira:
            self.office.jira("PUT", "issue/WEB-2", fields={"duedate": self.moved})
        else:
            self.office.tracker("PUT", f"cards/{team_board()['cards'][1]['id']}", due=f"{self.moved}T16:00:00.000Z")

    def team_writes(self, words: str) -> None:
        """A comment on the task of the card of work."""
        if self.from_jira:
            self.office.jira("POST", "issue/WEB-2/comment", body=words)
        else:
            card = team_board()["cards"][1]["id"]
            self.office.tracker("POST", f"cards/{card}/actions/comments", text=words)

    def adds(self, title: str) -> None:
        """A task that the client is to see."""
        if self.from_jira:
            new = {"project": {"key": "WEB"}, "issuetype": {"name": "Task"}, "summary": title, "labels": ["client"]}
            self.office.jira("POST", "issue", fields=new)
        else:
            self.office.tracker("POST", "cards", idList=team_board()["lists"][0]["id"], name=title)


def pair(name: str, jira_office: Callable[..., JiraOffice]) -> Pair:
    """One of ``PAIRS``."""
    source, _, target = name.partition(" to ")
    team, client = team_board() | members(TEAM_MEMBER), empty_board() | members(CLIENT_MEMBER)
    made = Pair(jira_office(bakery(), team, client, now=NOW), source == "Jira", target == "Jira")
    here = made.office
    here.state.add_project("CLIENT", "For you")
    here.state.add_account(*CLIENT)
    if made.to_jira:
        here.configure((of_jira if made.from_jira else of_trello)(here))
    elif made.from_jira:
        here.configure(here.work() + project() + publish())
    else:
        here.configure(PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD))
    return made

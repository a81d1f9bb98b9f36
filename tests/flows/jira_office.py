"""An office whose team works in Jira, Cloud or Data Center, and whose client has an empty Trello board."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import requests
from tests.flows.office import CLIENT_BOARD, Office, empty_board
from tests.trackers.jira.issues import BORIS, DOING, DONE, TO_DO, comment, entry, issue, item

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.load import load
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState

NOW = "2026-03-05T10:00+00:00"  # a Thursday: no weekly update lies between it and the next day
NEXT_DAY = "2026-03-06T10:00+00:00"
WORK = """
[connections.work]
type = "jira"
url = "{url}"
{email}
token = "env:JIRA_TOKEN"
{more}
"""
PROJECT = """
[projects.{name}]
client = ["boris@client.example"]
{more}
[[projects.{name}.sources]]
connection = "work"
jql = "{jql}"
"""
PUBLISH = """
[projects.{name}.publish]
connection = "boards"
board = "{board}"
select = "{select}"
"""


class JiraOffice(Office):
    """An office with a Jira beside its Trello; what people do there is done in ``jira`` and ``state``."""

    @property
    def cloud(self) -> bool:
        """Which face the sandbox's Jira shows."""
        assert self.sandbox.jira is not None
        return self.sandbox.jira.cloud

    @property
    def state(self) -> JiraState:
        """What that Jira holds."""
        assert self.sandbox.jira is not None
        return self.sandbox.jira.state

    def work(self, *, url: str = "", **more: str) -> str:
        """The connection to that Jira, with further keys; the url may be another."""
        email = f'email = "{credentials.JIRA_EMAIL}"' if self.cloud else ""
        lines = "\n".join(f'{key} = "{value}"' for key, value in more.items())
        return WORK.format(url=url or self.sandbox.jira_url, email=email, more=lines)

    def jira(self, verb: str, path: str, **body: Any) -> Any:
        """What a person of the team does in Jira itself (v2, which both faces speak)."""
        token = self.state.account(credentials.JIRA_EMAIL).token  # type: ignore[union-attr]
        given: dict[str, Any] = {"headers": {"Authorization": f"Bearer {token}"}}
        if self.cloud:
            given = {"auth": (credentials.JIRA_EMAIL, token)}
        url = f"{self.sandbox.jira_url}/rest/api/2/{path}"
        answer = requests.request(verb, url, json=body or None, timeout=10, **given)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def cards(self) -> dict[str, dict[str, Any]]:
        """The client's open cards by title; none is there twice."""
        found = self.tracker("GET", f"boards/{CLIENT_BOARD}/cards")
        titles = [card["name"] for card in found]
        assert len(titles) == len(set(titles)), titles
        return dict(zip(titles, found, strict=True))

    def changes(self, project: str = "web", **more: Any) -> list[tuple[str, str, str | None]]:
        """What a sync would do, as (action, kind, task), sorted; only cards, comments and the like of tasks."""
        found = self.json("plan", project, **more)["changes"]
        return sorted((one["action"], one["kind"], one["task"]) for one in found if one["task"])


def project(name: str = "web", jql: str = "project = WEB", *, more: str = "") -> str:
    """A project of one query."""
    return PROJECT.format(name=name, jql=jql.replace('"', '\\"'), more=more)


def publish(name: str = "web", board: str = CLIENT_BOARD, select: str = "label:client") -> str:
    """Its client's board."""
    return PUBLISH.format(name=name, board=board, select=select)


def bakery() -> list[Any]:
    """A page of invented work: late, on time and asked about, delivered, and one that is not for the client."""
    moved = item("duedate", None, None, **{"from": "2026-02-25", "to": "2026-03-02"})
    late = entry("1", "2026-02-20T10:00:00.000+0200", moved)
    asked = comment("1", "When will it be there?", "2026-02-23T10:00:00.000+0200", author=BORIS)
    done, shown = "2026-02-27T10:00:00.000+0200", ["client"]
    return [
        issue(1, summary="The cake counter", status=DOING, duedate="2026-03-02", histories=[late], labels=shown),
        issue(
            2, summary="Orders by telephone", status=DOING, duedate="2026-03-27", comments=[asked], labels=["client"]
        ),
        issue(3, summary="Opening hours", status=DONE, labels=shown, resolutiondate=done),
        issue(4, summary="Secret oven", labels=["inside"]),
        issue(5, summary="Cakes by post", status=TO_DO, duedate="2026-04-15", labels=shown),
    ]


def served(
    face: str, issues: Iterable[Any], *boards: dict[str, Any], now: str | datetime = NOW, **site: Any
) -> Sandbox:
    """A Jira that holds these issues, on Data Center below a path, and these boards or an empty one of the client's."""
    state = JiraState()
    state.add_project("WEB", "Web shop")
    load(state, list(issues))
    site.setdefault("context_path", "/jira" if face == "dc" else "")
    trello = TrelloState()
    for board in boards or (empty_board(),):
        trello.load_export(board)
    moment = datetime.fromisoformat(now) if isinstance(now, str) else now
    return Sandbox(trello, jira=JiraSite(state, face, **site), now=moment)  # type: ignore[arg-type]

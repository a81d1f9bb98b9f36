"""The client's messages where the team, or both sides, work in Jira: internal to the team, answered on the issue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from tests.flows.jira_office import JiraOffice, bakery, project, publish

from trackerbridge.sandbox import credentials

CARD = "Orders by telephone"
TO_JIRA = """
[projects.web.publish]
connection = "work"
project = "CLIENT"
select = "label:client"
"""
CLIENT = ("bella@client.example", "bella", "ATATTbella" + "0" * 40)
ACK = "We have your message and will answer by"


def row(here: JiraOffice, key: str) -> dict[str, Any]:
    rows = [one for one in here.state.issues if one["fields"]["project"]["key"] == key]
    return next(one for one in rows if one["fields"]["summary"] == CARD)


def text(body: Any) -> str:
    """All the words of a body, whichever form it has."""
    if isinstance(body, dict):
        return str(body.get("text", "")) + "\n".join(text(part) for part in body.get("content", []))
    return str(body)


def comments(here: JiraOffice, key: str) -> list[str]:
    return [text(one["body"]).replace("\u00a0", " ") for one in row(here, key)["comments"]]


@pytest.fixture
def here(jira_office: Callable[..., JiraOffice]) -> JiraOffice:
    made: JiraOffice = jira_office(bakery())
    made.state.add_project("CLIENT", "For you")
    made.state.add_account(*CLIENT)
    return made


def configured(here: JiraOffice, target: str, visibility: str = "role:Developers") -> JiraOffice:
    source = project(more="[projects.web.quiet]\noff = true")
    here.configure(here.work() + source + f'comment_visibility = "{visibility}"\n' + target)
    assert here.json("sync", "web", "--force")["status"] == "ok"
    return here


def silent(here: JiraOffice) -> None:
    before = here.writes()
    assert here.json("sync", "web")["status"] == "unchanged", here.writes()[len(before) :]
    here.lose_ledger()
    assert here.json("sync", "web")["status"] == "unchanged", here.writes()[len(before) :]
    assert here.json("sync", "web")["status"] == "unchanged"


def client_comments(here: JiraOffice, words: str) -> None:
    email, _, token = CLIENT
    given: dict[str, Any] = {"headers": {"Authorization": f"Bearer {token}"}}
    if here.cloud:
        given = {"auth": (email, token)}
    url = f"{here.sandbox.jira_url}/rest/api/2/issue/{row(here, 'CLIENT')['key']}/comment"
    requests.post(url, json={"body": words}, timeout=10, **given).raise_for_status()


def test_a_message_on_a_trello_card_is_a_restricted_comment_of_the_issue(here: JiraOffice) -> None:
    configured(here, publish())
    card = here.cards()[CARD]["id"]
    url = f"{here.sandbox.url}/1/cards/{card}/actions/comments"
    who = {"key": credentials.KEY, "token": credentials.TEAM_TOKEN}
    board = here.tracker("GET", "boards/c1ient00")["id"]
    here.tracker("PUT", f"boards/{board}/members/{credentials.CLIENT_MEMBER['id']}", type="normal")
    answer = requests.post(
        url, params=who | {"token": credentials.CLIENT_TOKEN, "text": "And on *Sundays*?"}, timeout=10
    )
    answer.raise_for_status()
    assert here.json("sync", "web")["applied"] == 2
    carried = row(here, "WEB")["comments"][-1]
    assert carried["visibility"]["value"] == "Developers"
    assert carried["properties"]["sd.public.comment"] == {"internal": True}
    assert "Sandbox Client, on the client's board, 5 March 2026:" in text(carried["body"])
    silent(here)
    here.jira("POST", f"issue/{row(here, 'WEB')['key']}/comment", body="/client reply: On Sundays from ten.")
    here.json("sync", "web")
    actions = here.tracker("GET", f"cards/{card}/actions", filter="commentCard")
    assert actions[0]["data"]["text"] == "On Sundays from ten."
    silent(here)


def test_from_one_jira_project_to_the_other_and_back(here: JiraOffice) -> None:
    configured(here, TO_JIRA)
    client_comments(here, "And on Sundays?")
    assert here.json("sync", "web")["applied"] == 2
    assert [one for one in comments(here, "WEB") if "And on Sundays?" in one]
    assert [one for one in comments(here, "CLIENT") if one.startswith(ACK)]
    silent(here)
    here.jira("POST", f"issue/{row(here, 'WEB')['key']}/comment", body="/client reply: On Sundays from ten.")
    here.json("sync", "web")
    assert comments(here, "CLIENT")[-1] == "On Sundays from ten."
    silent(here)
    assert len(comments(here, "CLIENT")) == 3


def test_without_a_role_or_group_nothing_is_carried_and_the_manager_is_told(here: JiraOffice) -> None:
    configured(here, TO_JIRA, visibility="")
    before = comments(here, "WEB")
    client_comments(here, "And on Sundays?")
    assert "others than the team may read" in " ".join(here.run("plan", "web").output.split())
    assert here.json("sync", "web")["applied"] == 1
    assert comments(here, "WEB") == before
    silent(here)

"""The main road: the team's Jira, Cloud or Data Center, and the client's Trello board, as people type it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.flows.office import CLIENT_BOARD, Office, empty_board
from tests.trackers.jira.issues import BORIS, DOING, DONE, comment, entry, issue, item

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.load import load
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState

NOW = "2026-03-04T10:00+00:00"
MOVED = item("duedate", None, None, **{"from": "2026-02-25", "to": "2026-03-02"})
LATE = entry("1", "2026-02-20T10:00:00.000+0200", MOVED)
ASKED = comment("1", "When will it be there?", "2026-02-23T10:00:00.000+0200", author=BORIS)
ISSUES = [
    issue(1, summary="The cake counter", status=DOING, duedate="2026-03-02", histories=[LATE], labels=["client"]),
    issue(2, summary="Orders by telephone", status=DOING, duedate="2026-03-27", comments=[ASKED], labels=["client"]),
    issue(3, summary="Opening hours", status=DONE, labels=["client"], resolutiondate="2026-02-27T10:00:00.000+0200"),
    issue(4, summary="Secret oven", labels=["inside"]),
]
PROJECT = """
[connections.work]
type = "jira"
url = "{url}"
{email}
token = "env:JIRA_TOKEN"

[projects.web]
client = ["boris@client.example"]

[[projects.web.sources]]
connection = "work"
jql = "project = WEB"

[projects.web.publish]
connection = "boards"
board = "{board}"
"""


@pytest.fixture(params=["cloud", "dc"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """An office whose work is in Jira and whose client has an empty Trello board."""
    state = JiraState()
    load(state, ISSUES)
    site = JiraSite(state, request.param, "/jira" if request.param == "dc" else "")
    trello = TrelloState()
    trello.load_export(empty_board())
    with Sandbox(trello, jira=site) as sandbox:
        made = Office(tmp_path, sandbox, now=NOW)
        made.env["JIRA_TOKEN"] = credentials.JIRA_TOKEN
        email = f'email = "{credentials.JIRA_EMAIL}"' if request.param == "cloud" else ""
        made.configure(PROJECT.format(url=sandbox.jira_url, email=email, board=CLIENT_BOARD))
        yield made


def codes(project: dict, key: str) -> set[str]:
    return {flag["code"] for flag in project["flags"] if flag["task"] and flag["task"]["key"] == key}


def test_check_is_content(office: Office):
    result = office.run("check")
    assert result.exit_code == 0, result.stdout
    assert "lets us in as Sandbox Team" in result.stdout


def test_an_audit_finds_what_is_late_and_who_waits(office: Office):
    project = office.json("audit", "web")
    assert project["completeness"]["complete"]
    assert project["tasks"] == 4
    assert "D01" in codes(project, "WEB-1")
    assert "R01" in codes(project, "WEB-2")
    url = next(flag["task"]["url"] for flag in project["flags"] if flag["task"])
    assert url.startswith(f"{office.sandbox.jira_url}/browse/WEB-")


def test_the_client_sees_what_was_chosen_and_a_second_sync_writes_nothing(office: Office):
    first = office.json("sync", "web", "--force")
    assert first["status"] == "ok"
    titles = {card["name"] for card in office.tracker("GET", f"boards/{CLIENT_BOARD}/cards")}
    assert {"The cake counter", "Orders by telephone", "Opening hours"} <= titles
    assert not any("oven" in title for title in titles)
    before = len(office.writes())
    second = office.json("sync", "web")
    assert (second["status"], second["applied"]) == ("unchanged", 0)
    asking = [line for line in office.writes()[before:] if not line.endswith("/search/jql")]
    assert asking == []


def test_nothing_is_written_to_jira(office: Office):
    office.json("sync", "web", "--force")
    to_jira = [line for line in office.writes() if "/rest/" in line]
    assert all(line.endswith("/search/jql") for line in to_jira)


def test_an_expired_token_changes_nothing_and_says_so(office: Office):
    office.json("sync", "web", "--force")
    before = len(office.writes())
    office.env["JIRA_TOKEN"] = "expired-expired-expired"
    result = office.run("sync", "web")
    assert result.exit_code == 3
    assert "does not accept the token (the environment variable JIRA_TOKEN)" in result.stderr
    assert "expired-expired" not in result.stdout + result.stderr
    assert office.writes()[before:] == []


def test_a_typo_in_the_query_is_told_in_jiras_words(office: Office):
    office.config.write_text(office.config.read_text().replace("project = WEB", "project = WEB AND colour = red"))
    result = office.run("audit", "web")
    assert result.exit_code == 2
    assert "It said:" in result.stderr
    assert "colour" in result.stderr
    assert "Traceback" not in result.stderr

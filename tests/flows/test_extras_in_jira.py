"""Extras of a team in Jira, for a client in Jira: gifts by their estimate, choices by a numbered reply."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import requests
from tests.flows.jira_clients_side import PUBLISH, issues
from tests.flows.jira_office import JiraOffice, project
from tests.trackers.jira.issues import DOING, DONE, issue

CLIENT = "anna@client.example"
TOKEN = "ATATTsandboxjiraclient" + "0" * 42
EXTRAS = """
[projects.web.extras]
agreed = "2026-02-01"
"""


def extras_of_a_bakery() -> list[Any]:
    shown, done = ["client", "extra"], "2026-03-03T10:00:00.000+0200"
    return [
        issue(1, summary="The cake counter", status=DOING, duedate="2026-03-27", labels=["client"], reporter=None),
        issue(
            2, summary="Times in the footer", status=DONE, labels=shown, resolutiondate=done, timeoriginalestimate=1800
        ),
        issue(3, summary="A map of the shops", status=DOING, labels=shown, timeoriginalestimate=36_000),
        issue(4, summary="A second language", status=DOING, duedate="2026-03-20", labels=shown),
    ]


@pytest.fixture
def here(jira_office: Callable[..., JiraOffice]) -> JiraOffice:
    return made_for_anna(jira_office(extras_of_a_bakery()))


def made_for_anna(made: JiraOffice) -> JiraOffice:
    """The office published its work, and Anna may write on the client's issues."""
    made.state.add_project("CLIENT", "For you")
    made.state.add_account(CLIENT, "anna", TOKEN, "Anna Client")
    work = project().replace("boris@client.example", CLIENT)
    made.configure(made.work() + work + PUBLISH.format(name="web", select="label:client", more="") + EXTRAS)
    assert made.json("sync", "web", "--force")["status"] == "ok"
    return made


def described(here: JiraOffice, title: str) -> str:
    number = issues(here)[title]["id"]
    found = here.jira("GET", f"issue/{number}")["fields"]["description"]
    return str(found).replace("\u00a0", " ")


def reply(here: JiraOffice, title: str, text: str, moment: str) -> None:
    """The client answers on their issue."""
    here.sandbox.clock.set(datetime.fromisoformat(moment))
    here.now = moment
    number = issues(here)[title]["id"]
    given: dict[str, Any] = {"headers": {"Authorization": f"Bearer {TOKEN}"}}
    if here.cloud:
        given = {"auth": (CLIENT, TOKEN)}
    where = f"{here.sandbox.jira_url}/rest/api/2/issue/{number}/comment"
    requests.post(where, json={"body": text}, timeout=10, **given).raise_for_status()


def register(here: JiraOffice) -> dict[str, dict[str, Any]]:
    return {one["task"]: one for one in json.loads(here.run("changes", "web", "--format", "json").stdout)["changes"]}


def silent(here: JiraOffice) -> None:
    before = here.writes()
    for lost in (False, True, False):
        if lost:
            here.lose_ledger()
        assert here.json("sync", "web")["status"] == "unchanged", here.writes()[len(before) :]
    assert here.writes() == before


def test_a_small_one_is_a_gift_by_rule_and_its_card_says_so(here):
    found = register(here)
    assert {key: one["state"] for key, one in found.items()} == {"WEB-2": "bonus", "WEB-3": "asked", "WEB-4": "asked"}
    assert (found["WEB-2"]["decided_by"], found["WEB-2"]["minutes"]) == ("rule", 30)
    assert "A small extra from us, at no cost: “Times in the footer”. The dates stay the same." in described(
        here, "Times in the footer"
    )
    assert register(here)["WEB-2"]["told_as_bonus_at"]
    silent(here)


def test_a_choice_is_a_numbered_reply(here):
    here.run(
        "changes", "offer", "WEB-4", "--date", "2026-03-31", "--fee", "900 EUR", "--leave", "--until", "2026-03-12"
    )
    here.json("sync", "web")
    title = "Your choice: A second language"
    text = described(here, title)
    assert "Do it, new date 31 March 2026" in text
    assert "Please reply here with the number of your choice." in text
    reply(here, title, "1", "2026-03-05T12:00+00:00")
    here.json("sync", "web")
    assert "On 5 March you chose: Do it, new date 31 March 2026." in described(here, title)
    assert register(here)["WEB-4"]["state"] == "accepted"
    assert issues(here)["A second language"]["fields"]["duedate"] == "2026-03-31"
    assert here.json("sync", "web")["status"] == "unchanged"
    reply(here, title, "3", "2026-03-06T11:00+00:00")
    here.json("sync", "web")
    assert "On 6 March you chose: Leave it for now." in described(here, title)
    assert issues(here)["A second language"]["fields"]["duedate"] == "2026-03-20"
    assert here.json("sync", "web")["status"] == "unchanged"


def test_two_numbers_are_asked_again(here):
    here.run("changes", "offer", "WEB-3", "--fee", "900 EUR", "--leave", "--until", "2026-03-12")
    here.json("sync", "web")
    title = "Your choice: A map of the shops"
    reply(here, title, "1 or 2", "2026-03-05T12:00+00:00")
    here.json("sync", "web")
    assert "More than one choice is marked." in described(here, title)
    assert register(here)["WEB-3"]["state"] == "offered"


def test_what_is_written_at_length_is_a_message_and_no_choice(here):
    here.run("changes", "offer", "WEB-3", "--fee", "900 EUR", "--leave", "--until", "2026-03-12")
    here.json("sync", "web")
    title = "Your choice: A map of the shops"
    reply(here, title, "Could the 2 maps be one?", "2026-03-05T12:00+00:00")
    here.json("sync", "web")
    assert register(here)["WEB-3"]["state"] == "offered"


def test_a_title_that_nobody_opted_in_is_not_told_by_an_offer(here):
    new = {
        "project": {"key": "WEB"},
        "issuetype": {"name": "Task"},
        "summary": "Save the old shop",
        "labels": ["extra"],
    }
    key = here.jira("POST", "issue", fields=new)["key"]
    here.jira("POST", f"issue/{key}/comment", body="/client offer fee 900 EUR | leave")
    told = here.json("sync", "web")
    assert "Save the old shop" not in " ".join(issues(here))
    assert [note for note in told["notes"] if f"{key}: its offer is not shown" in note]


def test_a_gift_that_is_done_has_nothing_to_choose(here):
    here.jira("PUT", "issue/WEB-2", fields={"labels": ["client", "extra", "bonus"]})
    here.jira("POST", "issue/WEB-2/comment", body="/client offer fee 900 EUR | leave")
    here.json("sync", "web")
    assert "Your choice: Times in the footer" not in issues(here)
    assert "A small extra from us, at no cost: “Times in the footer”." in described(here, "Times in the footer")

"""Milestones through the command line and real HTTP: on Trello and in Jira, and nothing is written twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.flows.jira_office import NEXT_DAY, JiraOffice, bakery, project, publish
from tests.flows.test_jira_as_the_clients_side import PUBLISH, issues, silent
from tests.trackers.jira.issues import DOING, issue

SPRING = {"id": "700", "name": "Spring opening", "released": False, "archived": False, "releaseDate": "2026-04-20"}
TITLE = {"version": "Spring opening", "epic": "Everything for spring"}


def work() -> list[Any]:
    """The bakery's work, two pieces of it towards a version and beneath an epic."""
    epic = issue(
        20, summary=TITLE["epic"], issuetype={"id": "9", "name": "Epic"}, duedate="2026-04-20", labels=["client"]
    )
    parent = {"key": epic["key"], "id": epic["id"]}
    menu = issue(21, summary="The spring menu", status=DOING, labels=["client"], duedate="2026-04-02")
    inside = issue(22, summary="Order the flour", status=DOING, labels=["inside"])
    for one in (menu, inside):
        one["fields"] |= {"fixVersions": [SPRING], "parent": parent}
    return [*bakery(), epic, menu, inside]


@pytest.fixture(params=["version", "epic"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["to Trello", "to Jira"])
def here(request: pytest.FixtureRequest, jira_office: Callable[..., JiraOffice], kind: str) -> JiraOffice:
    made = jira_office(work())
    made.state.add_project("CLIENT", "For you")
    client = publish() if request.param == "to Trello" else PUBLISH.format(name="web", select="label:client", more="")
    made.configure(made.work() + project(more=f'milestones = "{kind}"') + client)
    return made


def texts(here: JiraOffice) -> dict[str, str]:
    """What the client reads, by title, wherever it stands."""
    if cards := here.cards():
        return {title: card["desc"] for title, card in cards.items()}
    return {title: str(row["fields"]["description"]) for title, row in issues(here).items()}


def test_a_milestone_is_published_once_and_stays_as_it_is(here: JiraOffice, kind: str) -> None:
    assert here.json("sync", "web", "--force")["status"] == "ok"
    found = texts(here)
    assert "We are working towards this milestone." in found[TITLE[kind]]
    assert "Order the flour" not in "".join((*found, *found.values()))
    silent(here)
    silent(here, NEXT_DAY)
    here.lose_ledger()
    silent(here)

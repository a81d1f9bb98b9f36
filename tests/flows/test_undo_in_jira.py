"""Undo on a Jira project of the client's: the reference of an issue stands apart from its text, in a property."""

from __future__ import annotations

import json

import pytest
from tests.flows.jira_clients_side import issues, of_trello, silent
from tests.flows.jira_office import JiraOffice
from tests.flows.office import empty_board
from tests.flows.team_board import team_board

PAGE = "Page 1 can be read on a phone"


@pytest.fixture
def here(jira_office) -> JiraOffice:
    made: JiraOffice = jira_office([], team_board(), empty_board(), now="2026-11-18T10:00+00:00")
    made.state.add_project("CLIENT", "For you")
    made.configure(of_trello(made))
    assert made.json("sync", "web", "--force")["status"] == "ok"
    made.now = "2026-11-20T10:00+00:00"
    return made


def last(here: JiraOffice, command: str) -> str:
    runs = json.loads(here.run("runs", "web", "--format", "json").stdout)["runs"]
    return str(next(one["id"] for one in runs if one["command"] == command and one["applied"]))


def undone(here: JiraOffice, command: str) -> str:
    return str(here.json("undo", last(here, command), "--yes")["status"])


def promised(here: JiraOffice):
    found = json.loads(here.run("promises", "web", "--format", "json").stdout)["promises"]
    return next(one for one in found if one["task"] == "card0001")


def test_to_undo_an_undo_tells_its_date_again(here):
    here.sandbox.clock.set("2026-11-18T12:00+00:00")
    here.tracker("PUT", "cards/card0001", due="2026-12-08T16:00:00.000Z")
    here.json("sync", "web")
    assert (promised(here)["moves"], promised(here)["current"]) == (1, "2026-12-08")
    run = last(here, "sync")
    assert undone(here, "sync") == "ok"
    assert (promised(here)["moves"], promised(here)["current"]) == (0, "2026-12-01")
    assert here.json("undo", run, "--yes")["status"] == "unchanged"
    assert undone(here, "undo") == "ok"
    assert issues(here)[PAGE]["fields"]["duedate"] == "2026-12-08"
    assert (promised(here)["moves"], promised(here)["current"]) == (1, "2026-12-08")
    silent(here)


def test_a_new_title_alone_is_written_back_once(here):
    here.tracker("PUT", "cards/card0001", name="Site 1")
    here.json("sync", "web")
    run = last(here, "sync")
    assert undone(here, "sync") == "ok"
    assert here.json("undo", run, "--yes")["status"] == "unchanged"

"""What a site has: its server, fields, statuses, projects, people; and boards with their sprints and epics."""

from __future__ import annotations

from typing import Any

import pytest
from jira import JIRA, JIRAError
from tests.sandbox.jira.conftest import Ask
from tests.sandbox.jira.small_site import library, small_site

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira import load
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.server import Sandbox

BOARD: dict[str, Any] = {
    "id": 1,
    "name": "WEB board",
    "type": "scrum",
    "location": {"type": "project", "key": "WEB", "id": "10100", "name": "Web shop"},
    "columnConfig": {"columns": [{"name": "Doing", "statuses": [{"id": "3"}]}], "constraintType": "none"},
    "estimation": {"type": "field", "field": {"fieldId": "customfield_10016", "displayName": "Story point estimate"}},
}


@pytest.fixture
def boarded(either: Sandbox, team: JIRA) -> JIRA:
    """The library on a site with a board."""
    assert either.jira is not None
    load.load(either.jira.state, BOARD)
    return team


def test_the_server_says_what_it_is(cloud: Sandbox, either: Sandbox, team: JIRA) -> None:
    info = team.server_info()
    assert info["deploymentType"] == ("Cloud" if either is cloud else "Server")
    assert info["baseUrl"] == either.jira_url
    assert info["serverTime"] == "2026-11-23T09:00:00.000+0000"


def test_links_can_show_another_address_than_the_served_one() -> None:
    site = JiraSite(small_site(), context_path="/ex/jira/0000-cloud", browse_url="https://acme.example")
    with Sandbox(jira=site) as running:
        client = library(running)
        assert running.jira_url.endswith("/ex/jira/0000-cloud")
        assert client.server_info()["baseUrl"] == "https://acme.example"
        assert client.issue("WEB-1").self == "https://acme.example/rest/api/2/issue/10301"


def test_custom_fields_show_their_type(team: JIRA) -> None:
    customs = {field["schema"]["custom"].rpartition(":")[2]: field["id"] for field in team.fields() if field["custom"]}
    assert (customs["gh-sprint"], customs["gh-epic-link"]) == ("customfield_10020", "customfield_10014")


def test_statuses_have_their_categories(team: JIRA) -> None:
    found = {status.name: status.raw["statusCategory"]["key"] for status in team.statuses()}
    assert found == {"To Do": "new", "In Progress": "indeterminate", "Done": "done"}
    raw = team._get_json("project/WEB/statuses")
    assert {status["name"] for status in raw[0]["statuses"]} == set(found)


def test_a_status_without_category_belongs_to_none(ask: Ask, cloud: Sandbox) -> None:
    assert cloud.jira is not None
    cloud.jira.state.add_status({"id": "10900", "name": "Limbo"})
    limbo = next(row for row in ask("GET", "/rest/api/3/status").json() if row["name"] == "Limbo")
    assert limbo["statusCategory"]["key"] == "undefined"


def test_a_project_has_versions_and_components(team: JIRA) -> None:
    assert [project.key for project in team.projects()] == ["WEB"]
    assert [(one.name, one.releaseDate) for one in team.project_versions("WEB")] == [("1.0", "2026-12-01")]
    assert [one.name for one in team.project_components("WEB")] == ["Mail"]
    with pytest.raises(JIRAError, match="No project could be found with key 'NOPE'"):
        team.project("NOPE")


def test_a_released_version_shows_so_on_its_issues(team: JIRA) -> None:
    (version,) = team.project_versions("WEB")
    version.update(released=True)
    assert team.issue("WEB-2").fields.fixVersions[0].released is True


def test_projects_page_on_cloud(ask: Ask) -> None:
    page = ask("GET", "/rest/api/3/project/search", maxResults=1).json()
    assert (page["total"], page["isLast"], page["values"][0]["key"]) == (1, True, "WEB")


def test_people_are_found_by_a_part_of_their_name(cloud: Sandbox, either: Sandbox, team: JIRA) -> None:
    asked = {"query": "petr"} if either is cloud else {"user": "petr"}
    assert [person.displayName for person in team.search_users(**asked)] == ["Ivan Petrov"]


def test_labels_in_use_are_listed(ask: Ask) -> None:
    assert ask("GET", "/rest/api/3/label").json()["values"] == ["client", "shop"]


def test_screens_name_their_fields(dc: Sandbox, either: Sandbox, team: JIRA) -> None:
    meta = team.editmeta("WEB-2")["fields"]
    assert meta["labels"]["operations"] == ["add", "set", "remove"]
    assert [one["name"] for one in meta["fixVersions"]["allowedValues"]] == ["1.0"]
    if either is not dc:
        (project,) = team.createmeta("WEB", issuetypeNames="Story", expand="projects.issuetypes.fields")["projects"]
        assert {"summary", "duedate"} <= set(project["issuetypes"][0]["fields"])
        return
    assert [one.name for one in team.project_issue_types("WEB")][:2] == ["Epic", "Story"]
    fields = team.project_issue_fields("WEB", "10001")
    assert {"summary", "duedate"} <= {field.fieldId for field in fields}


# -- boards


def test_boards_are_found_by_project(boarded: JIRA) -> None:
    (board,) = boarded.boards(projectKeyOrID="WEB")
    assert (board.id, board.name, board.type) == (1, "WEB board", "scrum")
    raw = boarded._get_json("board/1/configuration", base=boarded.AGILE_BASE_URL)
    assert raw["estimation"]["field"]["fieldId"] == "customfield_10016"


def test_a_sprint_begins_takes_issues_and_ends(boarded: JIRA) -> None:
    made = boarded.create_sprint("Sprint 8", 1)
    assert [(one.name, one.state) for one in boarded.sprints(1)] == [("Sprint 7", "active"), ("Sprint 8", "future")]
    boarded.add_issues_to_sprint(made.id, ["WEB-4"])
    assert [issue.key for issue in boarded.search_issues("sprint in futureSprints()")] == ["WEB-4"]
    boarded._session.post(f"{boarded._options['server']}/rest/agile/1.0/sprint/7", json={"state": "closed"})
    assert [issue.key for issue in boarded.search_issues("sprint in closedSprints()")] == ["WEB-2"]


def test_epics_know_their_issues_unless_a_team_manages_them(either: Sandbox, boarded: JIRA) -> None:
    assert either.jira is not None
    boarded.add_issues_to_epic("10301", ["WEB-4"])
    assert [issue.key for issue in boarded.search_issues("'Epic Link' = WEB-1 ORDER BY key")] == ["WEB-2", "WEB-4"]
    either.jira.state.add_project("WEB", simplified=True)
    with pytest.raises(JIRAError, match="next-gen project"):
        boarded.add_issues_to_epic("10301", ["WEB-3"])


def test_an_account_can_be_changed_while_it_runs(cloud: Sandbox, ask: Ask) -> None:
    assert cloud.jira is not None
    cloud.jira.state.people.add(
        {
            "accountId": cloud.jira.state.account(credentials.JIRA_EMAIL).user,  # type: ignore[union-attr]
            "timeZone": "Asia/Tokyo",
        }
    )
    assert ask("GET", "/rest/api/3/myself").json()["timeZone"] == "Asia/Tokyo"

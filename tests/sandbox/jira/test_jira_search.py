"""Searching: by token on Cloud, by offset on Data Center, and what both refuse."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from jira import JIRA, JIRAError
from tests.sandbox.jira.conftest import Ask
from tests.sandbox.jira.small_site import library

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox

BOUNDED = "project = WEB ORDER BY key"


def test_the_library_pages_through_everything_on_both(either: Sandbox, team: JIRA) -> None:
    assert either.jira is not None
    either.jira.page_max = 3
    found = team.search_issues(BOUNDED, maxResults=False)
    assert [issue.key for issue in found] == ["WEB-1", "WEB-2", "WEB-3", "WEB-4"]


@pytest.mark.parametrize("version", ["2", "3", "latest"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_old_search_is_gone_on_cloud(ask: Ask, method: str, version: str) -> None:
    answer = ask(method, f"/rest/api/{version}/search", **({"json": {"jql": BOUNDED}} if method == "POST" else {}))
    assert answer.status_code == 410
    assert answer.json()["errors"] == {}
    (message,) = answer.json()["errorMessages"]
    assert message.startswith("The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.")
    assert "CHANGE-2046" in message


def test_the_library_that_thinks_it_talks_to_a_server_meets_the_removed_search(cloud: Sandbox) -> None:
    client = library(cloud, get_server_info=False)
    with pytest.raises(JIRAError) as refused:
        client.search_issues(BOUNDED)
    assert refused.value.status_code == 410


@pytest.mark.parametrize("jql", ["", "ORDER BY key DESC"])
def test_unbounded_queries_are_refused_on_cloud(ask: Ask, jql: str) -> None:
    for answer in (
        ask("GET", "/rest/api/3/search/jql", jql=jql),
        ask("POST", "/rest/api/2/search/jql", json={"jql": jql}),
        ask("POST", "/rest/api/3/search/approximate-count", json={"jql": jql}),
    ):
        assert answer.status_code == 400
        assert answer.json() == {
            "errorMessages": [
                "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
            ],
            "errors": {},
        }


def test_unbounded_queries_pass_on_data_center(dc: Sandbox) -> None:
    assert len(library(dc).search_issues("ORDER BY key")) == 4


def test_without_fields_there_are_ids_and_nothing_else(ask: Ask) -> None:
    answer = ask("GET", "/rest/api/3/search/jql", jql=BOUNDED).json()
    assert answer == {"issues": [{"id": f"1030{n}"} for n in (1, 2, 3, 4)], "isLast": True}


def test_a_page_may_be_shorter_than_asked_and_only_the_token_tells_the_end(cloud: Sandbox, ask: Ask) -> None:
    assert cloud.jira is not None
    cloud.jira.page_max = 3
    first = ask("GET", "/rest/api/3/search/jql", jql=BOUNDED, fields="summary", maxResults=100).json()
    assert (len(first["issues"]), first["isLast"]) == (3, False)
    assert {"total", "startAt", "maxResults"}.isdisjoint(first)
    options = {"jql": BOUNDED, "fields": "summary", "nextPageToken": first["nextPageToken"]}
    last = ask("GET", "/rest/api/3/search/jql", **options).json()
    assert [issue["key"] for issue in last["issues"]] == ["WEB-4"]
    assert (last["isLast"], "nextPageToken" in last) == (True, False)


def test_a_page_token_opens_its_own_query_only_and_for_seven_days(cloud: Sandbox, ask: Ask) -> None:
    token = ask("GET", "/rest/api/3/search/jql", jql=BOUNDED, maxResults=1).json()["nextPageToken"]
    assert "WEB" not in token
    other = ask("GET", "/rest/api/3/search/jql", jql="project = WEB", nextPageToken=token)
    assert other.status_code == 400
    assert ask("GET", "/rest/api/3/search/jql", jql=BOUNDED, nextPageToken="made-up").status_code == 400
    cloud.clock.advance(days=7, seconds=1)
    assert ask("GET", "/rest/api/3/search/jql", jql=BOUNDED, nextPageToken=token).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"startAt": 0},
        {"validateQuery": True},
        {"expand": ["names"]},
        {"fields": "summary"},
        {"maxResults": "50"},
        {"maxResults": 5001},
        {"maxResults": 1.5},
        {"reconcileIssues": list(range(51))},
        {"reconcileIssues": ["WEB-1"]},
        {"properties": ["a", "b", "c", "d", "e", "f"]},
    ],
)
def test_a_body_that_its_description_does_not_know_is_refused(ask: Ask, body: dict[str, Any]) -> None:
    answer = ask("POST", "/rest/api/3/search/jql", json={"jql": BOUNDED, **body})
    assert answer.status_code == 400
    assert "Invalid request payload" in answer.json()["errorMessages"][0]


def test_nothing_sent_as_null_counts_as_not_sent(ask: Ask) -> None:
    body = {"jql": BOUNDED, "expand": None, "properties": None, "reconcileIssues": []}
    assert ask("POST", "/rest/api/2/search/jql", json=body).status_code == 200


def test_a_get_ignores_an_offset_and_refuses_what_nobody_knows(cloud: Sandbox, ask: Ask) -> None:
    assert len(ask("GET", "/rest/api/3/search/jql", jql=BOUNDED, startAt=2).json()["issues"]) == 4
    refused = ask("GET", "/rest/api/3/search/jql", jql=BOUNDED, maxresults=2)
    assert refused.status_code == 400
    assert cloud.requests.violations() == ["GET /api/search/jql has no parameter 'maxresults'"]
    assert ask("GET", "/rest/api/3/search/jql", jql=BOUNDED, maxResults="many").status_code == 400


def test_fields_are_chosen_and_left_out_by_name(ask: Ask) -> None:
    def fields(wanted: str) -> set[str]:
        (issue,) = ask("GET", "/rest/api/3/search/jql", jql="key = WEB-2", fields=wanted).json()["issues"]
        return set(issue.get("fields", {}))

    assert fields("summary,duedate") == {"summary", "duedate"}
    assert fields("key") == set()
    assert {"comment", "description"} <= fields("*all")
    assert "comment" not in fields("*navigable")
    assert {"comment", "description"}.isdisjoint(fields("*all,-comment,-description"))


def test_names_schema_and_properties_come_if_they_are_asked_for(ask: Ask) -> None:
    ask("PUT", "/rest/api/3/issue/WEB-2/properties/trackerbridge", json={"card": "abc"})
    options = {"fields": "customfield_10020,summary", "expand": "names,schema", "properties": "trackerbridge"}
    answer = ask("GET", "/rest/api/3/search/jql", jql="key = WEB-2", **options).json()
    assert answer["names"] == {"customfield_10020": "Sprint", "summary": "Summary"}
    assert answer["schema"]["customfield_10020"]["custom"] == "com.pyxis.greenhopper.jira:gh-sprint"
    assert answer["issues"][0]["properties"] == {"trackerbridge": {"card": "abc"}}


def test_the_ways_on_come_with_each_issue_if_they_are_asked_for(ask: Ask) -> None:
    alone = ask("GET", "/rest/api/2/issue/WEB-2/transitions").json()["transitions"]
    found = ask("GET", "/rest/api/2/search/jql", jql=BOUNDED, fields="summary", expand="transitions").json()["issues"]
    assert [issue["transitions"] for issue in found] == [alone] * 4
    assert "transitions" not in ask("GET", "/rest/api/2/search/jql", jql="key = WEB-2").json()["issues"][0]


def test_a_count_is_a_number(ask: Ask) -> None:
    assert ask("POST", "/rest/api/3/search/approximate-count", json={"jql": "project = WEB"}).json() == {"count": 4}


# -- Data Center


def test_data_center_grants_a_page_and_says_how_big(dc: Sandbox) -> None:
    assert dc.jira is not None
    bearer = {"Authorization": f"Bearer {credentials.JIRA_TOKEN}"}

    def page(**options: Any) -> dict[str, Any]:
        answer = requests.get(f"{dc.jira_url}/rest/api/2/search", params=options, headers=bearer, timeout=10)
        found: dict[str, Any] = answer.json()
        return found

    assert page(jql=BOUNDED, maxResults=5000)["maxResults"] == 1000
    dc.jira.page_max = 3
    found = page(jql=BOUNDED, maxResults=1000, startAt=2)
    assert (found["startAt"], found["maxResults"], found["total"]) == (2, 3, 4)
    assert [issue["key"] for issue in found["issues"]] == ["WEB-3", "WEB-4"]
    assert "comment" not in found["issues"][0]["fields"]


@pytest.mark.parametrize(
    "path", ["/rest/api/3/issue/WEB-1", "/rest/api/2/search/jql", "/rest/api/2/changelog/bulkfetch"]
)
def test_data_center_has_nothing_of_what_is_new_on_cloud(dc: Sandbox, path: str) -> None:
    answer = requests.get(dc.jira_url + path, headers={"Authorization": f"Bearer {credentials.JIRA_TOKEN}"}, timeout=5)
    assert answer.status_code == 404

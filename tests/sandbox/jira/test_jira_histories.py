"""Histories: one issue's by offset, many issues' by token, and the cut one inside an issue (items 23 and 36)."""

from __future__ import annotations

from typing import Any

import pytest
from jira import JIRA
from tests.sandbox.jira.conftest import Ask
from tests.sandbox.jira.small_site import library

from trackerbridge.sandbox.server import Sandbox

BULK = "/rest/api/3/changelog/bulkfetch"


def rename(ask: Ask, times: int) -> None:
    for number in range(times):
        assert ask("PUT", "/rest/api/3/issue/WEB-1", json={"fields": {"summary": f"Title {number}"}}).status_code == 204


def test_inside_an_issue_cloud_tells_the_newest_first_and_data_center_the_oldest(
    cloud: Sandbox, either: Sandbox, team: JIRA
) -> None:
    ids = [entry.id for entry in team.issue("WEB-2", expand="changelog").changelog.histories]
    assert ids == (["10502", "10501"] if either is cloud else ["10501", "10502"])


def test_search_and_bulk_answers_hold_the_newest_forty_only(ask: Ask) -> None:
    rename(ask, 45)
    options = {"jql": "key = WEB-1", "fields": "summary", "expand": "changelog"}
    (issue,) = ask("GET", "/rest/api/3/search/jql", **options).json()["issues"]
    assert (issue["changelog"]["total"], len(issue["changelog"]["histories"])) == (45, 40)
    assert issue["changelog"]["histories"][0]["items"][0]["toString"] == "Title 44"
    body = {"issueIdsOrKeys": ["WEB-1"], "expand": ["changelog"]}
    (fetched,) = ask("POST", "/rest/api/3/issue/bulkfetch", json=body).json()["issues"]
    assert len(fetched["changelog"]["histories"]) == 40
    whole = ask("GET", "/rest/api/3/issue/WEB-1/changelog").json()
    assert (whole["total"], whole["isLast"], len(whole["values"])) == (45, True, 45)


def test_one_issues_history_pages_by_offset_oldest_first(ask: Ask) -> None:
    page = ask("GET", "/rest/api/3/issue/WEB-2/changelog", startAt=0, maxResults=1).json()
    assert (page["startAt"], page["maxResults"], page["total"], page["isLast"]) == (0, 1, 2, False)
    assert [entry["id"] for entry in page["values"]] == ["10501"]


def test_many_issues_histories_page_by_token(ask: Ask) -> None:
    rename(ask, 3)
    body: dict[str, Any] = {"issueIdsOrKeys": ["WEB-1", "10302", "WEB-99"], "maxResults": 2}
    found: list[tuple[str, str]] = []
    while True:
        answer = ask("POST", BULK, json=body).json()
        found += [
            (one["issueId"], entry["id"]) for one in answer["issueChangeLogs"] for entry in one["changeHistories"]
        ]
        if "nextPageToken" not in answer:
            break
        body["nextPageToken"] = answer["nextPageToken"]
    assert [issue for issue, _ in found] == ["10302", "10302", "10301", "10301", "10301"]
    assert [entry for _, entry in found[:2]] == ["10501", "10502"]


def test_histories_can_be_asked_for_by_field(ask: Ask) -> None:
    ask("PUT", "/rest/api/3/issue/WEB-2", json={"fields": {"duedate": "2026-12-01", "summary": "Basket"}})
    answer = ask("POST", BULK, json={"issueIdsOrKeys": ["WEB-2"], "fieldIds": ["duedate"]}).json()
    (entry,) = answer["issueChangeLogs"][0]["changeHistories"]
    assert [item["field"] for item in entry["items"]] == ["duedate"]


@pytest.mark.parametrize(
    "body",
    [
        {"issueIdsOrKeys": []},
        {"issueIdsOrKeys": [str(number) for number in range(1001)]},
        {"issueIdsOrKeys": ["WEB-1"], "fieldIds": [f"f{number}" for number in range(11)]},
        {"issueIdsOrKeys": ["WEB-1"], "fieldIds": ["duedate", "duedate"]},
        {"issueIdsOrKeys": ["WEB-1"], "maxResults": 10_001},
        {"issueIdsOrKeys": ["WEB-1"], "startAt": 0},
        {"issueIdsOrKeys": "WEB-1"},
        {},
    ],
)
def test_a_bulk_fetch_has_its_limits(ask: Ask, body: dict[str, Any]) -> None:
    assert ask("POST", BULK, json=body).status_code == 400


def test_issues_are_fetched_in_the_order_of_their_ids_without_those_that_are_not_there(ask: Ask) -> None:
    body = {"issueIdsOrKeys": ["WEB-3", "web-1", "NOPE-1"], "fields": ["summary"]}
    answer = ask("POST", "/rest/api/3/issue/bulkfetch", json=body).json()
    assert [issue["key"] for issue in answer["issues"]] == ["WEB-1", "WEB-3"]
    assert answer["issueErrors"] == []
    too_many = {"issueIdsOrKeys": [str(number) for number in range(101)]}
    assert ask("POST", "/rest/api/3/issue/bulkfetch", json=too_many).status_code == 400
    assert ask("POST", "/rest/api/3/issue/bulkfetch", json={**body, "expand": "changelog"}).status_code == 400


def test_an_unknown_page_token_is_refused(cloud: Sandbox, ask: Ask) -> None:
    assert ask("POST", BULK, json={"issueIdsOrKeys": ["WEB-1"], "nextPageToken": "x"}).status_code == 400
    assert library(cloud).issue("WEB-1").key == "WEB-1"

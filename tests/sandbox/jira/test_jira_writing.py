"""Issues made and changed: verbs, answers without a body, and what the history tells afterwards (item 33)."""

from __future__ import annotations

from typing import Any

import requests
from jira import JIRA
from tests.sandbox.jira.conftest import Ask
from tests.sandbox.jira.small_site import library

from trackerbridge.sandbox.server import Sandbox


def last_items(team: JIRA, key: str) -> list[dict[str, Any]]:
    """The items of the newest history entry."""
    histories = team.issue(key, expand="changelog").raw["changelog"]["histories"]
    items: list[dict[str, Any]] = max(histories, key=lambda entry: (entry["created"], int(entry["id"])))["items"]
    return items


def test_an_edit_is_204_with_a_content_type_and_no_body(ask: Ask) -> None:
    answer = ask("PUT", "/rest/api/3/issue/WEB-1", json={"fields": {"duedate": "2026-12-24"}})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["content-type"].startswith("application/json")


def test_an_edit_can_give_the_issue_back_on_cloud(ask: Ask) -> None:
    answer = ask("PUT", "/rest/api/3/issue/WEB-1", json={"fields": {"summary": "Till"}}, returnIssue="true")
    assert (answer.status_code, answer.json()["fields"]["summary"]) == (200, "Till")


def test_labels_are_added_and_removed_by_verb(team: JIRA) -> None:
    issue = team.issue("WEB-2")
    issue.update(update={"labels": [{"add": "tb-overdue"}, {"remove": "shop"}, {"add": "client"}]})
    assert issue.fields.labels == ["client", "tb-overdue"]
    (item,) = last_items(team, "WEB-2")
    assert (item["field"], item["fromString"], item["toString"]) == ("labels", "client shop", "client tb-overdue")


def test_a_due_date_leaves_its_day_and_a_rendered_form(team: JIRA) -> None:
    team.issue("WEB-2").update(fields={"duedate": "2026-12-24"})
    (item,) = last_items(team, "WEB-2")
    assert (item["from"], item["to"]) == ("2026-11-20", "2026-12-24")
    assert (item["fromString"], item["toString"]) == ("2026-11-20 00:00:00.0", "2026-12-24 00:00:00.0")


def test_versions_come_and_go_one_by_one(team: JIRA) -> None:
    team.create_version("2.0", "WEB", releaseDate="2027-02-01")
    team.issue("WEB-2").update(fields={"fixVersions": [{"name": "2.0"}]})
    told = [(item["field"], item["fromString"], item["toString"]) for item in last_items(team, "WEB-2")]
    assert told == [("Fix Version", "1.0", None), ("Fix Version", None, "2.0")]
    assert team.issue("WEB-2").fields.fixVersions[0].releaseDate == "2027-02-01"


def test_an_issue_is_made_with_all_it_is_given(team: JIRA) -> None:
    made = team.create_issue(
        project="WEB", summary="Gift cards", issuetype={"name": "Story"}, description="A *gift*.", labels=["client"],
        duedate="2026-12-20", parent={"key": "WEB-1"}, priority={"name": "High"}, customfield_10016=5,
    )  # fmt: skip
    fields = made.fields
    assert (made.key, fields.status.name, fields.labels) == ("WEB-5", "To Do", ["client"])
    assert (fields.parent.key, fields.priority.name, fields.customfield_10016) == ("WEB-1", "High", 5.0)
    assert fields.creator.displayName == fields.reporter.displayName == "Sandbox Team"
    assert [issue.key for issue in team.search_issues("parent = WEB-1 ORDER BY key")] == ["WEB-2", "WEB-5"]


def test_a_subtask_stands_in_its_parent(team: JIRA) -> None:
    made = team.create_issue(project="WEB", summary="Colours", issuetype={"name": "Sub-task"}, parent={"key": "WEB-2"})
    assert [one.key for one in team.issue("WEB-2").fields.subtasks] == [made.key]


def test_several_issues_at_once_with_one_refused(ask: Ask) -> None:
    good = {"fields": {"project": {"key": "WEB"}, "issuetype": {"name": "Task"}, "summary": "One"}}
    answer = ask("POST", "/rest/api/3/issue/bulk", json={"issueUpdates": [good, {"fields": {"summary": "Two"}}]})
    assert answer.status_code == 201
    assert [issue["key"] for issue in answer.json()["issues"]] == ["WEB-5"]
    assert answer.json()["errors"][0]["failedElementNumber"] == 1


def test_done_resolves_and_leaving_it_opens_again(team: JIRA) -> None:
    names = {one["name"]: one["id"] for one in team.transitions("WEB-2")}
    assert set(names) == {"To Do", "In Progress", "Done"}
    team.transition_issue("WEB-2", names["Done"])
    done = team.issue("WEB-2").fields
    assert (done.status.name, done.resolution.name, done.resolutiondate[:10]) == ("Done", "Done", "2026-11-23")
    assert [item["field"] for item in last_items(team, "WEB-2")] == ["status", "resolution"]
    team.transition_issue("WEB-2", "In Progress")
    assert team.issue("WEB-2").fields.resolution is None


def test_assigning_tells_who_it_was(cloud: Sandbox, either: Sandbox, team: JIRA) -> None:
    ivan = "5f0000000000000000000011"
    fields = {"assignee": None}
    team.issue("WEB-2").update(fields=fields)
    (item,) = last_items(team, "WEB-2")
    assert (item["from"], item["fromString"], item["to"]) == (ivan, "Ivan Petrov", None)
    assert ("tmpFromAccountId" in item) == (either is cloud)


def test_an_issue_is_deleted_with_its_subtasks_only_if_that_is_said(ask: Ask) -> None:
    fields = {"project": {"key": "WEB"}, "issuetype": {"name": "Sub-task"}, "summary": "x", "parent": {"key": "WEB-3"}}
    assert ask("POST", "/rest/api/3/issue", json={"fields": fields}).status_code == 201
    assert ask("DELETE", "/rest/api/3/issue/WEB-3").status_code == 400
    assert ask("DELETE", "/rest/api/3/issue/WEB-3", deleteSubtasks="true").status_code == 204
    assert [ask("GET", f"/rest/api/3/issue/{key}").status_code for key in ("WEB-3", "WEB-5")] == [404, 404]


def test_nothing_shows_an_issue_any_more_once_it_is_deleted(ask: Ask) -> None:
    """Neither the links of others nor the list of its parent."""
    fields = {"project": {"key": "WEB"}, "issuetype": {"name": "Sub-task"}, "summary": "x", "parent": {"key": "WEB-3"}}
    assert ask("POST", "/rest/api/3/issue", json={"fields": fields}).status_code == 201
    ends = {"inwardIssue": {"key": "WEB-2"}, "outwardIssue": {"key": "WEB-5"}}
    assert ask("POST", "/rest/api/3/issueLink", json={"type": {"name": "Blocks"}, **ends}).status_code == 201
    assert ask("DELETE", "/rest/api/3/issue/WEB-5").status_code == 204
    assert ask("GET", "/rest/api/3/issue/WEB-3").json()["fields"]["subtasks"] == []
    assert ask("GET", "/rest/api/3/issue/WEB-2").json()["fields"]["issuelinks"] == []


def test_a_lost_reply_leaves_the_issue_made(cloud: Sandbox) -> None:
    client = library(cloud)
    cloud.faults.add({"method": "POST", "path": "/issue$", "drop": "after", "nth": 1})
    try:
        client.create_issue(project="WEB", summary="Once", issuetype={"name": "Task"})
    except requests.ConnectionError:
        pass
    else:
        raise AssertionError("the reply was not lost")
    assert [issue.key for issue in client.search_issues("summary ~ once")] == ["WEB-5"]

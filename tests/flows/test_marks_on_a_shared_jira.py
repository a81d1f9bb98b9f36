"""Team labels on a Jira that is read by several queries, or by several projects of ours."""

from __future__ import annotations

import pytest
from tests.flows.jira_office import NEXT_DAY, JiraOffice, project, publish

MARKED = "mark_source = true\n"
TWO_QUERIES = """
[projects.web]
client = ["boris@client.example"]
[[projects.web.sources]]
connection = "work"
jql = "key in (WEB-1, WEB-3, WEB-4)"
[[projects.web.sources]]
connection = "work"
jql = "key in (WEB-2, WEB-5)"
"""
OTHER_EYES = """
[projects.web.flags]
ignore = ["D01", "D07", "F02"]
"""


@pytest.fixture
def office(jira_office):
    return jira_office()


def team_labels(office: JiraOffice) -> dict[str, list[str]]:
    """By issue: its labels by names of ours."""
    rows = {row["key"]: row["fields"]["labels"] for row in office.state.issues}
    return {key: sorted(label for label in labels if label.startswith("tb-")) for key, labels in rows.items()}


def test_issues_of_every_query_are_marked_and_the_second_run_is_silent(office):
    office.configure(office.work() + TWO_QUERIES + publish() + MARKED)
    assert office.json("sync", "web", "--force")["status"] == "ok"
    marked = team_labels(office)
    assert "tb-overdue" in marked["WEB-1"]  # of the first query
    assert "tb-client-waiting" in marked["WEB-2"]  # of the second one
    before = office.writes()
    assert office.json("sync", "web")["status"] == "unchanged"
    assert office.json("sync", "web", now=NEXT_DAY)["status"] == "unchanged"
    assert office.writes() == before


def test_two_projects_that_judge_one_issue_differently_leave_each_other_in_peace(office):
    other = project("web", more="") + publish() + MARKED + OTHER_EYES
    first = other.replace("projects.web", "projects.first").replace(OTHER_EYES.replace("web", "first"), "")
    office.configure(office.work() + first + other)
    for name in ("first", "web"):
        assert office.json("sync", name, "--force")["status"] == "ok"
    assert "tb-overdue" in team_labels(office)["WEB-1"]
    marked, before = team_labels(office), office.writes()
    for name in ("first", "web", "first"):
        assert office.json("sync", name)["status"] == "unchanged"
    assert (team_labels(office), office.writes()) == (marked, before)

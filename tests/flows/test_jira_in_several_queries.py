"""One Jira asked by several queries, with team labels: every issue gets its own, whichever query brought it."""

from __future__ import annotations

from tests.flows.jira_office import project, publish

QUERY = """
[[projects.web.sources]]
connection = "work"
jql = "{jql}"
"""


def labels(office) -> dict[str, set[str]]:
    """By issue: the team labels that stand in Jira itself."""
    found = {key: office.jira("GET", f"issue/{key}")["fields"]["labels"] for key in ("WEB-1", "WEB-4", "WEB-5")}
    return {key: {name for name in names if name.startswith("tb-")} for key, names in found.items()}


def asked(office, *queries: str) -> None:
    first, *others = queries
    more = "".join(QUERY.format(jql=jql) for jql in others)
    office.configure(office.work() + project(jql=first) + more + publish() + "mark_source = true\n")


def test_the_issues_of_each_query_are_labelled_and_a_second_sync_writes_nothing(jira_office):
    office = jira_office()
    asked(office, "project = WEB AND status = 'In Progress'", "project = WEB AND status != 'In Progress'")
    office.jira("PUT", "issue/WEB-5", fields={"duedate": "2026-03-06"})

    assert office.json("sync", "web", "--force")["status"] == "ok"

    standing = labels(office)
    assert "tb-overdue" in standing["WEB-1"]
    assert "tb-due-soon" in standing["WEB-5"]
    assert office.json("sync", "web")["status"] == "unchanged"


def test_an_issue_that_two_queries_bring_is_labelled_once(jira_office):
    office = jira_office()
    asked(office, "project = WEB AND labels = client", "project = WEB")

    planned = office.json("plan", "web")["changes"]

    put_on = [
        (one["ref"], one["fields"]["label"]["to"])
        for one in planned
        if one["action"] == "label" and one["side"] == "source"
    ]
    assert len(put_on) == len(set(put_on)) > 0


def test_a_label_is_put_on_and_taken_off_where_only_the_first_query_sees_the_issue(jira_office):
    office = jira_office()
    asked(office, "project = WEB AND status != 'In Progress'", "project = WEB AND status = 'In Progress'")
    office.jira("PUT", "issue/WEB-4", fields={"duedate": "2026-03-06"})
    office.json("sync", "web", "--force")
    assert "tb-due-soon" in labels(office)["WEB-4"]

    office.jira("PUT", "issue/WEB-4", fields={"duedate": "2026-05-04"})
    office.json("sync", "web")

    assert "tb-due-soon" not in labels(office)["WEB-4"]

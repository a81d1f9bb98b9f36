"""Several sources in one project: each task once, and no two under one key."""

from __future__ import annotations

from datetime import UTC, datetime

from trackerbridge.model import Completeness, Link, LinkKind, Snapshot, Task
from trackerbridge.told_apart import live_counts, told_apart

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def task(number: str, **values) -> Task:
    return Task(id=number, key=values.pop("key", number), title=f"Task {number}", **values)


def source(name: str, *tasks: Task, title: str = "", part: str = "") -> Snapshot:
    return Snapshot(
        source=name, title=title or name, tasks=tasks, completeness=Completeness(), pulled_at=NOW, part=part
    )


def keys(snapshots: tuple[Snapshot, ...]) -> list[list[str]]:
    return [[task.key for task in snapshot.tasks] for snapshot in snapshots]


def test_every_task_knows_its_source_and_keys_that_differ_stay():
    found = told_apart([source("jira:a", task("1", key="WEB-1")), source("trello:b", task("2", key="aBcD1234"))])
    assert keys(found) == [["WEB-1"], ["aBcD1234"]]
    assert [each.identity for snapshot in found for each in snapshot.tasks] == ["jira:a/1", "trello:b/2"]


def test_two_sheets_that_both_number_from_one_are_told_apart_by_their_names():
    found = told_apart([source("file:a", task("1"), task("7"), title="plan.csv"), source("file:b", task("1"))])
    assert keys(found) == [["plan.csv/1", "7"], ["file:b/1"]]


def test_two_sources_of_one_title_are_named_by_what_they_are():
    found = told_apart([source("file:a", task("1"), title="Plan"), source("file:b", task("1"), title="Plan")])
    assert keys(found) == [["file:a/1"], ["file:b/1"]]


def test_parents_and_links_follow_the_new_keys():
    parts = (task("1"), task("2", parent="1", links=(Link(LinkKind.BLOCKED_BY, "1"), Link(LinkKind.OTHER, "9"))))
    child = told_apart([source("file:a", *parts), source("file:b", task("1"))])[0].tasks[1]
    assert (child.key, child.parent) == ("2", "file:a/1")
    assert [link.key for link in child.links] == ["file:a/1", "9"]


def test_an_issue_that_two_queries_bring_is_there_once_and_it_is_said():
    first, second = told_apart([
        source("jira:a", task("1"), task("2"), part="project = WEB"),
        source("jira:a", task("2"), task("3"), part="labels = client"),
    ])  # fmt: skip
    assert keys((first, second)) == [["1", "2"], ["3"]]
    assert second.completeness.notes == ("jira:a: 1 task also stands in an earlier source and counts there.",)
    assert second.completeness.complete
    assert live_counts([first, second]) == {"jira:a": 3}


def test_what_was_asked_for_is_remembered_apart():
    assert source("jira:a", part="project = WEB").asked == "jira:a project = WEB"
    assert source("trello:b").asked == "trello:b"


def test_telling_apart_again_changes_nothing():
    found = told_apart([source("file:a", task("1"), title="plan.csv"), source("file:b", task("1"))])
    assert told_apart(found) == found

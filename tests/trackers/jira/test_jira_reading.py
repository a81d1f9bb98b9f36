"""The second look at a query: one search, and what it says is what a whole look says, whatever was done between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trackers.jira.conftest import World
from tests.trackers.jira.desk import FIRST, JQL, KINDS, Desk
from tests.trackers.jira.issues import NOW

from trackerbridge.errors import NotLetIn
from trackerbridge.model import Task
from trackerbridge.people import Sides
from trackerbridge.sandbox import credentials
from trackerbridge.stages import StageMap
from trackerbridge.trackers import http
from trackerbridge.trackers.jira import news
from trackerbridge.trackers.jira.issues import IssueReader
from trackerbridge.trackers.jira.reading import MOST_ENTERED, WHOLE_EVERY
from trackerbridge.trackers.keep import Keep


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    made = Desk(world, tmp_path)
    assert made.asks() == [*FIRST, made.search]
    return made


@pytest.fixture(params=KINDS)
def any_desk(request: pytest.FixtureRequest, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """One of each kind."""
    desk.become(request.param, monkeypatch)
    return desk


@pytest.fixture
def large(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A query with more than a page holds, in which nothing was changed of late."""
    desk.become("large, long ago", monkeypatch)
    return desk


def test_nothing_new_costs_one_search(any_desk: Desk) -> None:
    desk = any_desk
    assert desk.asks() == [desk.search]
    assert desk.asks() == [desk.search]
    kept = "".join(path.read_text() for path in (desk.folder / "seen").iterdir())
    assert credentials.JIRA_TOKEN not in kept


def changes(desk: Desk) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What people do, one after the other, within the same instant."""
    yield "PUT", "issue/WEB-1", {"fields": {"summary": "Another name"}}
    yield "PUT", "issue/WEB-1", {"fields": {"summary": "Yet another, in the same instant"}}
    yield "PUT", "issue/WEB-1", {"fields": {"duedate": "2026-04-01"}}
    yield "POST", "issue/WEB-2/comment", {"body": "Hello"}
    comment = desk.do("GET", "issue/WEB-2/comment")["comments"][0]["id"]
    yield "PUT", f"issue/WEB-2/comment/{comment}", {"body": "Hello again"}
    yield "DELETE", f"issue/WEB-2/comment/{comment}", {}
    yield "POST", "issue", {"fields": {"project": {"key": "WEB"}, "issuetype": {"name": "Task"}, "summary": "New"}}
    yield "PUT", "issue/WEB-3", {"update": {"labels": [{"add": "hidden"}]}}
    yield "PUT", "issue/WEB-3", {"update": {"labels": [{"remove": "hidden"}]}}
    yield "DELETE", "issue/WEB-4", {}


def test_every_change_is_seen_at_the_next_look(any_desk: Desk) -> None:
    desk = any_desk
    for verb, path, body in changes(desk):
        desk.do(verb, path, **body)
        desk.asks()
        desk.asks()


def test_a_change_costs_one_search_in_what_fits_a_page(desk: Desk) -> None:
    for verb, path, body in changes(desk):
        desk.do(verb, path, **body)
        assert desk.asks() == [desk.search], path
        assert desk.asks() == [desk.search], path


def test_a_change_costs_two_searches_in_more(large: Desk) -> None:
    for verb, path, body in changes(large):
        large.do(verb, path, **body)
        gone = (verb == "DELETE" and "comment" not in path) or ("hidden" in str(body) and "add" in str(body))
        assert large.asks() == [large.search] * (3 if gone else 2), path  # what seems gone is asked for once more
        assert large.asks() == [large.search], path


def test_the_issue_that_was_changed_last_is_changed_again(large: Desk) -> None:
    """It comes first before and after, so that the order alone would not tell."""
    for name in ("Another name", "Yet another"):
        large.do("PUT", "issue/WEB-3", fields={"summary": name})
        assert large.asks() == [large.search] * 2
        assert large.asks() == [large.search]


def test_the_issue_that_was_changed_last_is_deleted(large: Desk) -> None:
    large.do("DELETE", "issue/WEB-3")
    assert large.asks() == [large.search] * 3  # Jira refuses to be asked by an id that is none any more
    assert large.asks() == [large.search]


def test_the_issue_that_was_changed_last_leaves_and_another_is_changed(large: Desk) -> None:
    large.do("PUT", "issue/WEB-3", update={"labels": [{"add": "hidden"}]})
    large.do("PUT", "issue/WEB-2", fields={"summary": "Another name"})
    assert large.asks() == [large.search] * 3
    assert large.asks() == [large.search]


def test_of_what_was_changed_just_now_the_order_proves_nothing(large: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another change may fall in the same minute, or stand in Jira's index later; ten minutes on, it has been seen."""
    told = {"at": datetime(2026, 2, 22, 9, 11, tzinfo=UTC)}
    monkeypatch.setattr(http, "http_date", lambda _: told["at"])
    large.do("PUT", "issue/WEB-1", fields={"summary": "Another name"})  # at 09:01
    assert large.asks() == [large.search] * 2
    assert large.asks() == [large.search] * 2
    told["at"] += timedelta(minutes=1)
    assert large.asks() == [large.search] * 2
    assert large.asks() == [large.search]


def test_an_order_that_is_not_the_one_asked_for_proves_nothing(large: Desk) -> None:
    keys = [{"id": str(10_000 + n), "key": f"WEB-{n}"} for n in (1, 2, 3, 4)]
    answer = {"issues": keys, "isLast": True, "total": 4, "startAt": 0, "maxResults": 100}
    large.world.sandbox.faults.add({"path": "/search", "nth": [1], "status": 200, "body": answer})
    assert large.pull()[1] == [large.search] * 2


def test_a_jira_that_does_not_tell_its_clock_is_asked_twice(large: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "http_date", lambda _: None)
    large.time += WHOLE_EVERY  # so that the whole is read from a server without a clock
    assert large.asks() == [large.search]
    assert large.asks() == [large.search] * 2


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_change_is_seen_after_the_account_moved_to_another_time_zone(
    desk: Desk, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its zone is asked for once a day, and Jira reads minutes in it: the newest change would not be told."""
    desk.become(kind, monkeypatch)
    account = desk.state.people.get(desk.state.account_with(credentials.JIRA_TOKEN).user)
    account["timeZone"] = "Pacific/Auckland"
    desk.time += WHOLE_EVERY
    assert desk.asks() == [desk.search]
    account["timeZone"] = "America/Los_Angeles"
    desk.do("DELETE", "issue/WEB-3")
    desk.do("PUT", "issue/WEB-1", fields={"summary": "Another name"})
    desk.asks()
    account["timeZone"] = "Pacific/Auckland"
    desk.do("PUT", "issue/WEB-2", fields={"summary": "Another name"})
    desk.asks()


def test_a_link_to_an_issue_that_was_deleted_is_gone_with_it(any_desk: Desk) -> None:
    """No change of the other issue shows it."""
    ends = {"inwardIssue": {"key": "WEB-1"}, "outwardIssue": {"key": "WEB-2"}}
    any_desk.do("POST", "issueLink", type={"name": "Blocks"}, **ends)
    any_desk.asks()
    any_desk.do("DELETE", "issue/WEB-2")
    any_desk.asks()


def test_where_many_were_changed_in_one_minute_the_order_proves_nothing(
    large: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "MOST_LAST", 1)
    assert large.asks() == [large.search] * 2  # WEB-3 and WEB-4


def test_an_issue_that_leaves_for_another_project_and_comes_back(any_desk: Desk) -> None:
    desk = any_desk
    desk.tick()
    desk.state.move("WEB-1", "SHOP")
    assert len(desk.pull()[0].tasks) == 3
    desk.asks()
    desk.tick()
    desk.state.move("SHOP-1", "WEB")
    assert len(desk.pull()[0].tasks) == 4
    desk.asks()


def test_issues_that_enter_without_a_change(any_desk: Desk) -> None:
    before = len(any_desk.pull()[0].tasks)
    any_desk.enter(2)
    any_desk.asks()
    assert len(any_desk.pull()[0].tasks) == before + 2


def test_issues_that_enter_a_large_query_without_a_change_are_asked_for_by_id(large: Desk) -> None:
    large.enter(2)
    assert large.asks() == [large.search] * 3
    assert large.asks() == [large.search]


def test_where_many_enter_at_once_the_whole_is_read(large: Desk) -> None:
    large.enter(MOST_ENTERED + 1)
    assert large.asks()[2:] == [large.search] * (2 if large.world.cloud else 1)
    assert len(large.pull()[0].tasks) == 4 + MOST_ENTERED + 1


def test_the_whole_is_read_again_after_some_hours(any_desk: Desk) -> None:
    desk = any_desk
    desk.time += WHOLE_EVERY - 1
    assert desk.asks() == [desk.search]
    whole = kept(desk, "issues").read_bytes()
    desk.time += 1
    assert desk.asks() == [desk.search]
    assert kept(desk, "issues").read_bytes() != whole


def test_what_jira_is_is_asked_again_a_day_later(desk: Desk) -> None:
    desk.time += 86_400
    assert desk.asks() == [*FIRST, desk.search]


def test_an_answer_without_any_issue_is_not_believed_before_all_is_read(any_desk: Desk) -> None:
    """The newest change that is known must be among those since shortly before it."""
    desk = any_desk
    nothing = {"issues": [], "isLast": True, "total": 0, "startAt": 0, "maxResults": 100}
    desk.world.sandbox.faults.add({"path": "/search", "nth": [1], "status": 200, "body": nothing})
    assert len(desk.pull()[0].tasks) == 4


def test_of_two_answers_that_do_not_agree_none_is_believed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.become("large, just now", monkeypatch)
    desk.do("PUT", "issue/WEB-1", fields={"summary": "Another name"})
    desk.asks()
    nothing = {"issues": [], "isLast": True, "total": 0, "startAt": 0, "maxResults": 100}
    desk.world.sandbox.faults.add({"path": "/search", "nth": [1], "status": 200, "body": nothing})
    snapshot, asked = desk.pull()
    assert asked == [desk.search] * 3  # the ids, what was changed since, and the ids once more
    assert len(snapshot.tasks) == 4


def test_a_server_that_does_not_understand_the_question_is_asked_for_everything(desk: Desk) -> None:
    refused = {"errorMessages": ["Error in the JQL Query."], "warningMessages": []}
    desk.world.sandbox.faults.add({"path": "/search", "nth": [1], "status": 400, "body": refused})
    snapshot, asked = desk.pull()
    assert asked == [desk.search] * 2
    assert len(snapshot.tasks) == 4


def test_a_server_that_understands_no_minutes_is_asked_for_everything(large: Desk) -> None:
    refused = {"errorMessages": ["Error in the JQL Query."], "warningMessages": []}
    large.world.sandbox.faults.add({"path": "/search", "nth": [1, 2], "status": 400, "body": refused})
    snapshot, asked = large.pull()
    assert asked == [large.search] * 3
    assert len(snapshot.tasks) == 4


def test_a_look_that_was_cut_short_is_not_kept(world: World, tmp_path: Path) -> None:
    desk = Desk(world, tmp_path)
    cut = {"issues": [], "isLast": False, "total": 9, "startAt": 0, "maxResults": 100}
    world.sandbox.faults.add({"path": "/search", "nth": [1], "status": 200, "body": cut})
    assert not desk.pull()[0].completeness.complete
    assert desk.asks() == [desk.search]


@pytest.mark.parametrize(
    "value", [None, 7, "words", [], [7], {}, {"issues": [7]}, {"issues": [{"id": "1"}], "signs": 3}]
)
def test_what_somebody_changed_in_the_folder_counts_as_none(desk: Desk, value: Any) -> None:
    keep = Keep(desk.folder / "seen", clock=lambda: desk.time)
    for path in (desk.folder / "seen").iterdir():
        keep.put(path.stem, value)
    assert desk.asks() == [*FIRST, desk.search]


@pytest.mark.parametrize("name", ["at", "told_at", "whole_at", "newest"])
def test_signs_that_somebody_changed_in_the_folder_count_as_none(large: Desk, name: str) -> None:
    path = kept(large, "look")
    keep = Keep(path.parent, clock=lambda: large.time)
    found = keep.get(path.stem, within=1)
    found["signs"][name] = dict.fromkeys(found["signs"]["keys"], "soon") if name == "at" else "soon"
    keep.put(path.stem, found)
    whole = kept(large, "issues").read_bytes()
    assert large.asks() == [large.search]
    assert kept(large, "issues").read_bytes() != whole


def kept(desk: Desk, what: str) -> Path:
    """The one file of what was kept of issues, of their look, or of the tasks that they became."""
    [path] = (desk.folder / "seen").glob(f"jira-{what}-*")
    return path


def test_where_nothing_is_new_the_issues_are_not_read_again(large: Desk) -> None:
    kept(large, "issues").write_text("not even JSON")
    assert large.asks() == [large.search]
    large.do("PUT", "issue/WEB-1", fields={"summary": "Another name"})
    assert large.asks() == [large.search] * 3  # without them, all is read
    assert large.asks() == [large.search]


@pytest.mark.parametrize(
    "value", [None, 7, [], {}, {"look": "another"}, {"made": {}}, {"made": {"once": [], "row": [1, [], []]}}]
)
def test_tasks_that_somebody_changed_in_the_folder_are_made_of_the_issues(desk: Desk, value: Any) -> None:
    path = kept(desk, "tasks")
    keep = Keep(path.parent, clock=lambda: desk.time)
    look = keep.get(path.stem, within=1)["look"]
    keep.put(path.stem, {"look": look} | value if isinstance(value, dict) else value)
    assert desk.asks() == [desk.search]
    assert keep.get(path.stem, within=1)["look"] == look


def test_tasks_of_another_look_are_not_taken_for_those_of_this_one(desk: Desk) -> None:
    before = kept(desk, "tasks").read_bytes()
    desk.do("PUT", "issue/WEB-1", fields={"summary": "Another name"})
    desk.asks()
    kept(desk, "tasks").write_bytes(before)
    assert desk.asks() == [desk.search]


def test_who_reads_the_same_issues_otherwise_has_tasks_of_their_own(desk: Desk) -> None:
    """A status that another project calls waiting, and people whom it knows."""
    stages, sides = StageMap.of({"waiting": ["To Do"]}), Sides.of(["Mira Example"], ["@client.example"])
    for _ in range(2):
        keep = Keep(desk.folder / "seen", clock=lambda: desk.time)
        read = partial(desk.world.connector, JQL, stages=stages, sides=sides)
        assert read(transport=desk.world.transport(keep=keep)).pull(now=NOW) == read().pull(now=NOW)
        assert desk.asks() == [desk.search]


@pytest.fixture
def mapped(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the issues that were made tasks."""
    keys: list[str] = []
    made = IssueReader.task

    def counted(self: IssueReader, issue: Any, position: float = 0.0) -> Task:
        keys.append(issue["key"])
        return made(self, issue, position)

    monkeypatch.setattr(IssueReader, "task", counted)
    return keys


def rename(desk: Desk, key: str, name: str, mapped: list[str]) -> list[str]:
    """What is made a task where an issue gets another name; a whole look says the same."""
    desk.do("PUT", f"issue/{key}", fields={"summary": name})
    mapped.clear()
    snapshot, _ = desk.pull()
    found = sorted(mapped)
    assert snapshot == desk.pull(fresh=True)[0]
    return found


def test_of_an_issue_that_changed_and_of_those_that_show_it_alone_tasks_are_made(
    any_desk: Desk, mapped: list[str]
) -> None:
    desk = any_desk
    desk.do("POST", "issueLink", type={"name": "Blocks"}, inwardIssue={"key": "WEB-2"}, outwardIssue={"key": "WEB-3"})
    mapped.clear()
    desk.pull()
    assert len(mapped) == len(list(desk.state.issues))  # a whole look shows others as they were when each was read
    assert rename(desk, "WEB-1", "Another", mapped) == ["WEB-1"]
    assert rename(desk, "WEB-2", "Linked", mapped) == ["WEB-2", "WEB-3"]
    desk.do("DELETE", "issue/WEB-3")
    mapped.clear()
    desk.pull()
    assert mapped == ["WEB-2"]  # which showed it


def test_a_person_or_a_status_that_was_not_there_may_be_spoken_of_anywhere(any_desk: Desk, mapped: list[str]) -> None:
    desk = any_desk
    for name in ("Once", "Twice"):
        rename(desk, "WEB-1", name, mapped)
    row = next(row for row in desk.state.issues if row["key"] == "WEB-2")
    status = {"id": "77", "name": "Somewhere", "statusCategory": {"id": 4, "key": "indeterminate"}}
    row["fields"]["status"] = desk.state.add_status(status)
    assert len(rename(desk, "WEB-2", "Moved", mapped)) == len(list(desk.state.issues))
    assert rename(desk, "WEB-1", "Thrice", mapped) == ["WEB-1"]


def test_a_token_that_died_is_seen_at_once(desk: Desk) -> None:
    desk.world.sandbox.jira.state.account_with(credentials.JIRA_TOKEN).expired = True
    with pytest.raises(NotLetIn):
        desk.pull()


class Crowd:
    """What people do to an issue that is there; ``one`` says which, and how."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def act(self, what: str, one: int) -> None:
        here = sorted(row["key"] for row in self.desk.state.issues if row["key"].startswith("WEB-"))
        getattr(self, f"do_{what}" if here else "do_make")(here[one % len(here)] if here else "", one)

    def change(self, key: str, **fields: Any) -> None:
        self.desk.do("PUT", f"issue/{key}", fields=fields)

    def do_make(self, key: str, one: int) -> None:
        self.desk.do(
            "POST", "issue", fields={"project": {"key": "WEB"}, "issuetype": {"name": "Task"}, "summary": "New"}
        )

    def do_rename(self, key: str, one: int) -> None:
        self.change(key, summary=f"Name {one}")

    def do_date(self, key: str, one: int) -> None:
        self.change(key, duedate=f"2026-04-{one:02}")

    def do_convert(self, key: str, one: int) -> None:
        self.change(key, issuetype={"name": ("Bug", "Story")[one % 2]})

    def do_label(self, key: str, one: int) -> None:
        self.desk.do("PUT", f"issue/{key}", update={"labels": [{("add", "remove")[one % 2]: "hidden"}]})

    def do_say(self, key: str, one: int) -> None:
        self.desk.do("POST", f"issue/{key}/comment", body=f"Said {one}")

    def do_erase(self, key: str, one: int) -> None:
        for comment in self.desk.do("GET", f"issue/{key}/comment")["comments"][:1]:
            self.desk.do("DELETE", f"issue/{key}/comment/{comment['id']}")

    def do_link(self, key: str, one: int) -> None:
        for other in [row["key"] for row in self.desk.state.issues if row["key"] != key][:1]:
            ends = {"inwardIssue": {"key": key}, "outwardIssue": {"key": other}}
            self.desk.do("POST", "issueLink", type={"name": "Blocks"}, **ends)

    def do_delete(self, key: str, one: int) -> None:
        self.desk.do("DELETE", f"issue/{key}")

    def do_leave(self, key: str, one: int) -> None:
        self.desk.tick()
        self.desk.state.move(key, "SHOP")

    def do_return(self, key: str, one: int) -> None:
        self.desk.tick()
        for other in [row["key"] for row in self.desk.state.issues if row["key"].startswith("SHOP-")][:1]:
            self.desk.state.move(other, "WEB")

    def do_bulk(self, key: str, one: int) -> None:
        """All of them, in one instant."""
        self.desk.tick()
        changed = self.desk.state.now()
        for row in self.desk.state.issues:
            row["fields"] |= {"summary": f"Name {one}", "updated": changed}

    def do_zone(self, key: str, one: int) -> None:
        account = self.desk.state.account_with(credentials.JIRA_TOKEN)
        self.desk.state.people.get(account.user)["timeZone"] = ("Asia/Kolkata", "America/New_York")[one % 2]


_DO = st.sampled_from(sorted(name.removeprefix("do_") for name in vars(Crowd) if name.startswith("do_")))
_RUNS = st.lists(st.lists(st.tuples(_DO, st.integers(1, 5)), min_size=1, max_size=4), min_size=2, max_size=4)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("deployment", ["cloud", "dc"])
def test_any_history_ends_where_a_whole_look_ends(deployment: str, kind: str) -> None:
    @settings(max_examples=8, deadline=None)
    @given(runs=_RUNS)
    def histories(runs: list[list[tuple[str, int]]]) -> None:
        world = World(deployment)
        with world.stack, TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
            desk = Desk(world, Path(folder))
            desk.become(kind, patched)
            desk.asks()
            for changes_between_runs in runs:
                for what, one in changes_between_runs:
                    Crowd(desk).act(what, one)
                desk.asks()

    histories()


def test_an_issue_that_says_it_was_changed_in_years_to_come_hides_no_change(any_desk: Desk) -> None:
    """An import writes down whatever instant its file holds."""
    desk = any_desk
    imported = next(row for row in desk.state.issues if row["key"] == "WEB-1")
    imported["fields"]["updated"] = "2031-01-01T00:00:00.000+0000"
    desk.asks()
    for name in ("Changed today", "Changed again"):
        desk.do("PUT", "issue/WEB-3", fields={"summary": name})
        desk.asks()
        desk.asks()

"""Many queries of one connection: one search for all of them, and each is read as a whole look reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trackers.jira.conftest import World
from tests.trackers.jira.desk import KINDS, Desk
from tests.trackers.jira.issues import NOW, issue

from trackerbridge.model import Snapshot
from trackerbridge.sandbox.jira.load import load
from trackerbridge.trackers import http
from trackerbridge.trackers.jira import news
from trackerbridge.trackers.jira.together import MOST
from trackerbridge.trackers.keep import Keep

QUERIES = (
    "project = WEB AND labels != hidden ORDER BY rank",
    "project = SHOP",
    "project in (WEB, SHOP) AND labels = hidden",
    "labels = everywhere OR project = DESK",
)


class Several(Desk):
    """Some queries, all read by one run."""

    def __init__(self, world: World, folder: Path, queries: tuple[str, ...] = QUERIES, kind: str = "small") -> None:
        super().__init__(world, folder)
        self.set_clock(kind)
        self.queries = queries
        self.state.add_project("DESK", "The desk")
        for project in ("SHOP", "DESK"):
            for name in ("One", "Two"):
                self.make(project, name)
        self.do("PUT", "issue/WEB-2", update={"labels": [{"add": "hidden"}]})
        self.do("PUT", "issue/SHOP-2", update={"labels": [{"add": "hidden"}]})

    def make(self, project: str, name: str) -> None:
        fields = {"project": {"key": project}, "issuetype": {"name": "Task"}, "summary": name}
        self.do("POST", "issue", fields=fields)

    def pull_all(self, *, fresh: bool = False) -> tuple[list[Snapshot], list[str]]:
        """What a new run reads of every query, and what it asks."""
        keep = None if fresh else Keep(self.folder / "seen", clock=lambda: self.time)
        transport = self.world.transport(keep=keep)
        transport.ahead.expected = [] if fresh else list(self.queries)
        before = len(self.world.asked)
        found = [self.world.connector(jql, transport=transport).pull(now=NOW) for jql in self.queries]
        return found, self.world.asked[before:]

    def asks(self) -> list[str]:
        found, asked = self.pull_all()
        assert found == self.pull_all(fresh=True)[0]
        return asked


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Several:
    made = Several(world, tmp_path)
    made.asks()
    return made


@pytest.fixture
def large(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Several:
    """Queries that find more than a page holds, in which nothing was changed of late."""
    made = Several(world, tmp_path, kind="large, long ago")
    monkeypatch.setattr(news, "SMALL", 0)
    made.asks()
    return made


def test_queries_in_which_nothing_is_new_cost_one_search_together(desk: Several) -> None:
    assert desk.asks() == [desk.search]
    assert desk.asks() == [desk.search]


def test_many_in_which_nothing_is_new_cost_one_search_together(large: Several) -> None:
    assert large.asks() == [large.search]
    assert large.asks() == [large.search]


def test_only_those_that_may_have_changed_are_read_each_by_its_own_search(desk: Several) -> None:
    desk.do("PUT", "issue/SHOP-1", fields={"summary": "Another name"})
    assert len(desk.asks()) == 1 + 3  # not the first: no issue of SHOP can be in it
    assert desk.asks() == [desk.search]


def test_only_those_of_many_that_may_have_changed_are_looked_at_alone(large: Several) -> None:
    large.do("PUT", "issue/SHOP-1", fields={"summary": "Another name"})
    assert len(large.asks()) == 2 + 2 + 2 * 1  # of the three, one had changed; two stood, and needed no second search
    assert large.asks() == [large.search]


def test_an_issue_that_goes_from_one_query_to_another(desk: Several) -> None:
    goes_from_one_query_to_another(desk)


def test_an_issue_that_goes_from_one_large_query_to_another(large: Several) -> None:
    goes_from_one_query_to_another(large)


def goes_from_one_query_to_another(desk: Several) -> None:
    desk.do("PUT", "issue/WEB-1", update={"labels": [{"add": "hidden"}]})
    desk.asks()
    desk.tick()
    desk.state.move("WEB-3", "SHOP")
    desk.asks()
    assert desk.asks() == [desk.search]


def test_what_was_changed_just_now_is_remembered_as_seen_once_it_must_have_been(
    large: Several, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"at": datetime(2026, 2, 22, 9, 12, tzinfo=UTC)}
    monkeypatch.setattr(http, "http_date", lambda _: told["at"])
    large.do("PUT", "issue/WEB-1", fields={"summary": "Another name"})
    large.asks()
    assert large.asks() == [large.search] * 2
    told["at"] += timedelta(minutes=20)
    assert large.asks() == [large.search] * 2
    assert large.asks() == [large.search]


def test_one_query_that_jira_refuses_leaves_the_others_to_themselves(desk: Several) -> None:
    refused = {"errorMessages": ["The value 'GONE' does not exist for the field 'project'."], "warningMessages": []}
    desk.world.sandbox.faults.add({"path": "/search", "nth": [1], "status": 400, "body": refused})
    found, asked = desk.pull_all()
    assert found == desk.pull_all(fresh=True)[0]
    assert len(asked) == 1 + 4


def test_a_query_alone_is_not_looked_at_twice(world: World, tmp_path: Path) -> None:
    desk = Several(world, tmp_path, QUERIES[:1])
    desk.asks()
    assert desk.asks() == [desk.search]


def test_hundreds_of_queries_are_looked_at_some_at_a_time(cloud: World, tmp_path: Path) -> None:
    count = MOST + 20
    desk = Several(cloud, tmp_path, tuple(f"project = WEB AND id = {10_000 + n}" for n in range(1, count + 1)))
    load(desk.state, [issue(n) for n in range(5, count + 1)])
    desk.asks()
    assert len(desk.pull_all()[1]) == 2


_DO = st.sampled_from(("rename", "label", "say", "make", "delete", "move"))
_RUNS = st.lists(st.lists(st.tuples(_DO, st.integers(0, 7)), min_size=1, max_size=3), min_size=2, max_size=4)


def act(desk: Several, what: str, one: int) -> None:
    """One of these, to an issue that is still there."""
    here = sorted(row["key"] for row in desk.state.issues)
    project = ("WEB", "SHOP", "DESK")[one % 3]
    if what == "make" or not here:
        desk.make(project, f"New {one}")
        return
    key = here[one % len(here)]
    if what == "move" and not key.startswith(project):
        desk.tick()
        desk.state.move(key, project)
    elif what == "say":
        desk.do("POST", f"issue/{key}/comment", body=f"Said {one}")
    elif what == "delete":
        desk.do("DELETE", f"issue/{key}")
    elif what == "label":
        label = ("hidden", "everywhere")[one // 2 % 2]
        desk.do("PUT", f"issue/{key}", update={"labels": [{("add", "remove")[one % 2]: label}]})
    else:
        desk.do("PUT", f"issue/{key}", fields={"summary": f"Name {one}"})


@pytest.mark.parametrize("kind", KINDS)
def test_any_history_ends_where_whole_looks_end(kind: str) -> None:
    @settings(max_examples=6, deadline=None)
    @given(runs=_RUNS)
    def histories(runs: list[list[tuple[str, int]]]) -> None:
        world = World("cloud")
        with world.stack, TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
            desk = Several(world, Path(folder), kind=kind)
            desk.become(kind, patched)
            desk.asks()
            for changes_between_runs in runs:
                for what, one in changes_between_runs:
                    act(desk, what, one)
                desk.asks()

    histories()

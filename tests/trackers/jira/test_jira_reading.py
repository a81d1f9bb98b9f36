"""The second look at a query: two searches, and what it says is what a whole look says, whatever was done between."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trackers.jira.conftest import World
from tests.trackers.jira.issues import NOW, issue

from trackerbridge.errors import NotLetIn
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.load import load
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.reading import MOST_ENTERED, WHOLE_EVERY
from trackerbridge.trackers.keep import Keep

JQL = "project = WEB AND labels != hidden OR project = WEB AND labels is EMPTY"
FIRST = ["GET serverInfo", "GET myself", "GET field"]


class Desk:
    """One query, read run after run with what the run before left."""

    def __init__(self, world: World, folder: Path, issues: int = 4) -> None:
        self.world, self.folder = world, folder
        self.time = 1_700_000_000.0
        world.serve([issue(n, labels=["client"]) for n in range(1, issues + 1)])
        world.sandbox.jira.state.add_project("SHOP", "The shop")

    @property
    def state(self) -> Any:
        return self.world.sandbox.jira.state

    def pull(self, *, fresh: bool = False) -> tuple[Snapshot, list[str]]:
        """What a new run reads, and what it asks; ``fresh``: it keeps nothing."""
        keep = None if fresh else Keep(self.folder / "seen", clock=lambda: self.time)
        before = len(self.world.asked)
        snapshot = self.world.connector(JQL, transport=self.world.transport(keep=keep)).pull(now=NOW)
        return snapshot, self.world.asked[before:]

    def asks(self) -> list[str]:
        """What a run asks, which sees what a whole look sees."""
        snapshot, asked = self.pull()
        assert snapshot == self.pull(fresh=True)[0]
        return asked

    def do(self, verb: str, path: str, **body: Any) -> Any:
        """What a person does in Jira."""
        auth = (credentials.JIRA_EMAIL, credentials.JIRA_TOKEN)
        headers = {} if self.world.cloud else {"Authorization": f"Bearer {credentials.JIRA_TOKEN}"}
        address = f"{self.world.sandbox.jira_url}/rest/api/2/{path}"
        answer = requests.request(
            verb, address, json=body or None, auth=auth if self.world.cloud else None, headers=headers, timeout=10
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def enter(self, count: int) -> None:
        """Old issues that the account could not see until now."""
        old = "2026-02-02T09:00:00.000+0200"
        load(self.state, [issue(100 + n, labels=["client"], updated=old) for n in range(count)])

    @property
    def search(self) -> str:
        return "GET search/jql" if self.world.cloud else "GET search"


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    made = Desk(world, tmp_path)
    assert made.asks() == [*FIRST, made.search]
    return made


def test_nothing_new_costs_two_searches(desk: Desk) -> None:
    assert desk.asks() == [desk.search] * 2
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


def test_every_change_is_seen_at_the_next_look(desk: Desk) -> None:
    for verb, path, body in changes(desk):
        desk.do(verb, path, **body)
        assert desk.asks()[:2] == [desk.search] * 2, path
        assert desk.asks() == [desk.search] * 2, path


def test_an_issue_that_leaves_for_another_project_and_comes_back(desk: Desk) -> None:
    desk.state.move("WEB-1", "SHOP")
    assert len(desk.pull()[0].tasks) == 3
    assert desk.asks() == [desk.search] * 2
    desk.state.move("SHOP-1", "WEB")
    assert len(desk.pull()[0].tasks) == 4
    assert desk.asks() == [desk.search] * 2


def test_issues_that_enter_without_a_change_are_asked_for_by_id(desk: Desk) -> None:
    desk.enter(2)
    assert desk.asks() == [desk.search] * 3
    assert desk.asks() == [desk.search] * 2


def test_where_many_enter_at_once_the_whole_is_read(desk: Desk) -> None:
    desk.enter(MOST_ENTERED + 1)
    assert desk.asks()[2:] == [desk.search] * (2 if desk.world.cloud else 1)
    assert len(desk.pull()[0].tasks) == 4 + MOST_ENTERED + 1


def test_the_whole_is_read_again_after_some_hours(desk: Desk) -> None:
    desk.time += WHOLE_EVERY - 1
    assert desk.asks() == [desk.search] * 2
    desk.time += 1
    assert desk.asks() == [desk.search]


def test_what_jira_is_is_asked_again_a_day_later(desk: Desk) -> None:
    desk.time += 86_400
    assert desk.asks() == [*FIRST, desk.search]


def test_an_answer_that_is_not_to_the_question_is_not_believed(desk: Desk) -> None:
    """The newest change that is known must be among those since shortly before it."""
    nothing = {"issues": [], "isLast": True, "total": 0, "startAt": 0, "maxResults": 100}
    desk.world.sandbox.faults.add({"path": "/search", "nth": [1], "status": 200, "body": nothing})
    snapshot, asked = desk.pull()
    assert asked == [desk.search] * 3
    assert len(snapshot.tasks) == 4


def test_a_server_that_does_not_understand_the_question_is_asked_for_everything(desk: Desk) -> None:
    refused = {"errorMessages": ["Error in the JQL Query."], "warningMessages": []}
    desk.world.sandbox.faults.add({"path": "/search", "nth": [1], "status": 400, "body": refused})
    snapshot, asked = desk.pull()
    assert asked == [desk.search] * 2
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


def kept(desk: Desk, what: str) -> Path:
    """The one file of what was kept of issues, of their look, or of the tasks that they became."""
    [path] = (desk.folder / "seen").glob(f"jira-{what}-*")
    return path


def test_where_nothing_is_new_the_issues_are_not_read_again(desk: Desk) -> None:
    kept(desk, "issues").write_text("not even JSON")
    assert desk.asks() == [desk.search] * 2
    desk.do("PUT", "issue/WEB-1", fields={"summary": "Another name"})
    assert desk.asks() == [desk.search] * 3  # without them, all is read
    assert desk.asks() == [desk.search] * 2


@pytest.mark.parametrize(
    "value", [None, 7, [], {}, {"look": "another"}, {"made": {}}, {"made": {"once": [], "row": [1, [], []]}}]
)
def test_tasks_that_somebody_changed_in_the_folder_are_made_of_the_issues(desk: Desk, value: Any) -> None:
    path = kept(desk, "tasks")
    keep = Keep(path.parent, clock=lambda: desk.time)
    look = keep.get(path.stem, within=1)["look"]
    keep.put(path.stem, {"look": look} | value if isinstance(value, dict) else value)
    assert desk.asks() == [desk.search] * 2
    assert keep.get(path.stem, within=1)["look"] == look


def test_tasks_of_another_look_are_not_taken_for_those_of_this_one(desk: Desk) -> None:
    before = kept(desk, "tasks").read_bytes()
    desk.do("PUT", "issue/WEB-1", fields={"summary": "Another name"})
    desk.asks()
    kept(desk, "tasks").write_bytes(before)
    assert desk.asks() == [desk.search] * 2


def test_who_reads_the_same_issues_otherwise_has_tasks_of_their_own(desk: Desk) -> None:
    """A status that another project calls waiting, and people whom it knows."""
    stages, sides = StageMap.of({"waiting": ["To Do"]}), Sides.of(["Mira Example"], ["@client.example"])
    for _ in range(2):
        keep = Keep(desk.folder / "seen", clock=lambda: desk.time)
        read = partial(desk.world.connector, JQL, stages=stages, sides=sides)
        assert read(transport=desk.world.transport(keep=keep)).pull(now=NOW) == read().pull(now=NOW)
        assert desk.asks() == [desk.search] * 2


def test_a_token_that_died_is_seen_at_once(desk: Desk) -> None:
    desk.world.sandbox.jira.state.account_with(credentials.JIRA_TOKEN).expired = True
    with pytest.raises(NotLetIn):
        desk.pull()


_DO = st.sampled_from(("rename", "date", "label", "say", "make", "delete", "move"))
_RUNS = st.lists(st.lists(st.tuples(_DO, st.integers(1, 5)), min_size=1, max_size=4), min_size=2, max_size=4)


def act(desk: Desk, what: str, one: int) -> None:
    """One of these, to an issue that is still there."""
    here = sorted(row["key"] for row in desk.state.issues if row["key"].startswith("WEB-"))
    if what == "make" or not here:
        desk.do("POST", "issue", fields={"project": {"key": "WEB"}, "issuetype": {"name": "Task"}, "summary": "New"})
        return
    key = here[one % len(here)]
    if what == "move":
        desk.state.move(key, "SHOP")
    elif what == "say":
        desk.do("POST", f"issue/{key}/comment", body=f"Said {one}")
    elif what == "delete":
        desk.do("DELETE", f"issue/{key}")
    elif what == "label":
        desk.do("PUT", f"issue/{key}", update={"labels": [{("add", "remove")[one % 2]: "hidden"}]})
    else:
        field = {"rename": ("summary", f"Name {one}"), "date": ("duedate", f"2026-04-{one:02}")}[what]
        desk.do("PUT", f"issue/{key}", fields=dict([field]))


@pytest.mark.parametrize("deployment", ["cloud", "dc"])
def test_any_history_ends_where_a_whole_look_ends(deployment: str) -> None:
    @settings(max_examples=6, deadline=None)
    @given(runs=_RUNS)
    def histories(runs: list[list[tuple[str, int]]]) -> None:
        world = World(deployment)
        with world.stack, TemporaryDirectory() as folder:
            desk = Desk(world, Path(folder))
            desk.asks()
            for changes_between_runs in runs:
                for what, one in changes_between_runs:
                    act(desk, what, one)
                desk.asks()

    histories()


def test_an_issue_that_says_it_was_changed_in_years_to_come_hides_no_change(world: World, tmp_path: Path) -> None:
    """An import writes down whatever instant its file holds."""
    desk = Desk(world, tmp_path)
    imported = next(row for row in desk.state.issues if row["key"] == "WEB-1")
    imported["fields"]["updated"] = "2031-01-01T00:00:00.000+0000"
    desk.asks()
    desk.do("PUT", "issue/WEB-3", fields={"summary": "Changed today"})
    assert desk.asks() == [desk.search] * 2

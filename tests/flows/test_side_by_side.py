"""Projects on other trackers are done at the same time: a slow one holds up nobody else, and every run is whole."""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

from trackerbridge import runner
from trackerbridge.sandbox.clock import SandboxClock
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState
from trackerbridge.trackers.budget import Budget

WEB = PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD)
SLOW = WEB.replace("projects.web", "projects.slow").replace('"boards"', '"elsewhere"')
ELSEWHERE = '[connections.elsewhere]\ntype = "trello"\nurl = "{}"\nkey = "env:TRELLO_KEY"\ntoken = "env:TRELLO_TOKEN"\n'


class Two:
    """An office with two trackers: ``slow`` stands on one of them, ``web`` on the other."""

    def __init__(self, here: Office, elsewhere: Sandbox) -> None:
        self.here = here
        self.elsewhere = elsewhere
        here.configure(ELSEWHERE.format(elsewhere.url) + SLOW + WEB)

    def before_each_answer(self, wait: Callable[[], object]) -> None:
        """The other tracker answers nothing before."""
        answer = self.elsewhere.service.answer

        def slowly(*asked: Any) -> Any:
            wait()
            return answer(*asked)

        self.elsewhere.service.answer = slowly  # type: ignore[method-assign]

    def runs(self) -> dict[str, str]:
        """The latest run of each project."""
        found = json.loads(self.here.run("runs", "--format", "json").stdout)["runs"]
        return {run["project"]: run["status"] for run in reversed(found)}


@pytest.fixture
def two(office) -> Iterator[Two]:
    here = office(team_board(), empty_board())
    state = TrelloState(SandboxClock(here.sandbox.clock.now()))
    for board in (team_board(), empty_board()):
        state.load_export(board)
    with Sandbox(state) as elsewhere:
        yield Two(here, elsewhere)


def test_a_slow_tracker_holds_up_its_own_project_alone(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    web_is_done, recorded, in_time = Event(), runner._record, []

    def record(run: Any, *rest: Any) -> None:
        recorded(run, *rest)
        if run.name == "web":
            web_is_done.set()

    monkeypatch.setattr(runner, "_record", record)
    two.before_each_answer(lambda: in_time.append(web_is_done.wait(30)))
    done = json.loads(two.here.run("sync", "--force", "--format", "json").stdout)
    assert [(one["project"], one["status"]) for one in done["projects"]] == [("slow", "ok"), ("web", "ok")]
    assert all(in_time)
    sent = [Counter(entry.method for entry in tracker.requests) for tracker in (two.elsewhere, two.here.sandbox)]
    assert [Counter(one["requests"]) for one in done["projects"]] == sent  # each run counts its own
    assert done["requests"] == {"GET": 0, "POST": 0, "PUT": 0, "DELETE": 0}
    assert two.runs() == {"slow": "ok", "web": "ok"}


def test_projects_that_share_one_tracker_of_two_are_whole_too(two: Two) -> None:
    both = WEB.replace("projects.web", "projects.both").replace('"boards"', '"elsewhere"', 1)
    two.here.configure(ELSEWHERE.format(two.elsewhere.url) + SLOW + both.replace(CLIENT_BOARD, "c1ient01") + WEB)
    two.here.sandbox.state.load_export(empty_board("c1ient01"))
    first = json.loads(two.here.run("sync", "--force", "--format", "json").stdout)
    assert [one["status"] for one in first["projects"]] == ["ok", "ok", "ok"]
    again = json.loads(two.here.run("sync", "--format", "json").stdout)
    assert [one["status"] for one in again["projects"]] == ["unchanged"] * 3
    for tracker, link in (
        (two.here.sandbox, CLIENT_BOARD),
        (two.here.sandbox, "c1ient01"),
        (two.elsewhere, CLIENT_BOARD),
    ):
        titles = [card["name"] for card in tracker.state.export_board(link)["cards"]]
        assert sorted(titles) == sorted(set(titles))


@pytest.mark.usefixtures("listens_to_ctrl_c")
def test_ctrl_c_ends_all_and_the_next_run_does_the_rest(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped, stop, pressed = Event(), Budget.stop, []

    def stop_and_tell(budget: Budget) -> None:
        stop(budget)
        stopped.set()

    def press() -> None:
        if len(two.elsewhere.requests.writes()) == 2 and not pressed:
            pressed.append(1)
            os.kill(os.getpid(), signal.SIGINT)
            stopped.wait(30)

    monkeypatch.setattr(Budget, "stop", stop_and_tell)
    two.before_each_answer(press)
    assert two.here.run("sync", "--force").exit_code == 130
    assert two.runs()["slow"] == "interrupted"
    assert len(two.elsewhere.requests.writes()) == 2  # nothing was begun after that
    rest = json.loads(two.here.run("sync", "--force", "--format", "json").stdout)
    assert {one["status"] for one in rest["projects"]} <= {"ok", "unchanged"}
    for tracker in (two.here.sandbox, two.elsewhere):
        board = tracker.state.export_board(CLIENT_BOARD)
        assert len({card["name"] for card in board["cards"]}) == len(board["cards"]) >= 3
    assert {one["status"] for one in json.loads(two.here.run("sync", "--format", "json").stdout)["projects"]} == {
        "unchanged"
    }

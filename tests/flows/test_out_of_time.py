"""A limit that outlasts the run's budget: the right code, a word about what is left, and the next run does the rest."""

from __future__ import annotations

import json
from itertools import count

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.sandbox.faults import Fault
from trackerbridge.trackers.budget import Budget

WEB = PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD)
SHOP = PROJECT.format(name="shop", source=SOURCE) + PUBLISH.format(name="shop", client="c1ient01")
HALF_AN_HOUR = {"status": 429, "headers": {"retry-after": "1847"}, "body": "slow down"}


@pytest.fixture
def here(office, monkeypatch: pytest.MonkeyPatch) -> Office:
    made: Office = office(team_board(), empty_board(), empty_board("c1ient01"))
    monkeypatch.undo()  # the real limiter and budget
    made.configure(WEB + SHOP)
    return made


def titles(here: Office, board: str) -> list[str]:
    return [card["name"] for card in here.sandbox.state.export_board(board)["cards"]]


def test_cut_off_while_writing_what_is_left_is_said_and_the_next_run_does_it(here: Office) -> None:
    here.sandbox.faults.add(Fault(method="POST", path="/cards", nth=(2,), **HALF_AN_HOUR))
    cut = here.run("sync", "--force", "--format", "json")
    assert cut.exit_code == 6
    web, shop = json.loads(cut.stdout)["projects"]
    assert (web["status"], shop["status"]) == ("partial", "failed")
    assert web["applied"] + web["failed"] + web["left"] == web["planned"]
    said = f"Left for the next run: web ({web['left'] + web['failed']} changes), shop (not begun)."
    assert said in cut.stderr
    assert len([entry for entry in here.sandbox.requests if entry.status == 429]) == 1  # nobody asked again
    rest = json.loads(here.run("sync", "--force", "--format", "json").stdout)["projects"]
    assert [one["status"] for one in rest] == ["ok", "ok"]
    assert rest[0]["applied"] == web["left"] + web["failed"]
    for board in (CLIENT_BOARD, "c1ient01"):
        assert sorted(titles(here, board)) == sorted(set(titles(here, board)))
    again = json.loads(here.run("sync", "--format", "json").stdout)["projects"]
    assert [one["status"] for one in again] == ["unchanged", "unchanged"]


def test_cut_off_before_anything_was_written(here: Office) -> None:
    here.run("sync", "web", "--force")
    here.sandbox.faults.add(Fault(method="GET", path="c1ient01|/batch", **HALF_AN_HOUR))
    before = here.writes()
    cut = here.run("sync", "--force")
    assert cut.exit_code == 4  # nothing was applied, whatever became of the other project
    assert "Left for the next run:" in cut.stderr
    assert "shop" in cut.stderr
    assert here.writes() == before
    here.sandbox.faults.clear()
    assert here.run("sync", "--force").exit_code == 0
    assert len(titles(here, "c1ient01")) == len(titles(here, CLIENT_BOARD))


def test_a_project_for_which_there_is_no_time_is_not_begun(here: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock takes a minute: the first project uses the budget up."""
    ticks = count(step=60)
    begin = Budget.__init__
    monkeypatch.setattr(Budget, "__init__", lambda self, seconds: begin(self, seconds, clock=lambda: next(ticks)))
    cut = here.run("sync", "--force", "--format", "json")
    assert cut.exit_code == 4
    assert "shop (not begun)." in cut.stderr
    assert [run["project"] for run in json.loads(here.run("runs", "--format", "json").stdout)["runs"]] == ["web"]

"""The first publication is always looked at by a person (DESIGN section 7, line 10)."""

from __future__ import annotations

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board


@pytest.fixture
def here(office, monkeypatch) -> Office:
    monkeypatch.setattr("trackerbridge.cli.sync.somebody_is_here", lambda: True)
    made: Office = office(team_board(), empty_board())
    made.configure(PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD))
    return made


def test_a_person_sees_the_plan_and_says_yes(here):
    result = here.run("sync", "web", answer="y\n")
    assert result.exit_code == 0, result.output
    assert "Page 1 can be read on a phone" in result.stderr
    assert "Publish this to the client?" in result.stderr
    assert "changes written" in result.stdout
    assert here.writes()


@pytest.mark.parametrize("answer", ["n\n", "\n"])
def test_a_person_says_no(here, answer):
    result = here.run("sync", "web", answer=answer)
    assert result.exit_code == 5
    assert "you said no" in result.output
    assert here.writes() == []


def test_nobody_is_asked_a_second_time(here):
    here.run("sync", "web", answer="y\n")
    here.tracker("PUT", f"cards/{team_board()['cards'][0]['id']}", name="Page 1 can be read on a train")
    result = here.run("sync", "web")
    assert result.exit_code == 0
    assert "Publish this" not in result.stderr


def test_force_does_not_ask(here):
    result = here.run("sync", "web", "--force")
    assert result.exit_code == 0
    assert "Publish this" not in result.stderr

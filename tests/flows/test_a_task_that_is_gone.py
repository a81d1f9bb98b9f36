"""A date was told, and its task is gone: the manager hears that the promise stays open, and how to end it."""

from __future__ import annotations

import pytest
from tests.flows.office import Office
from tests.flows.small import team_board

TODAY, AFTER = "2026-11-18T10:00+00:00", "2026-12-02T10:00+00:00"  # the date told is the first of December
OPEN = 'trackerbridge promises void card0002 --project web --reason "…"'


@pytest.fixture
def here(small: Office) -> Office:
    assert small.json("sync", "web", "--force")["status"] == "ok"
    return small


@pytest.fixture(params=["deleted", "archived"])
def gone(request: pytest.FixtureRequest, here: Office) -> Office:
    card = team_board()["cards"][1]["id"]
    if request.param == "deleted":
        here.tracker("DELETE", f"cards/{card}")
    else:
        here.tracker("PUT", f"cards/{card}", closed="true")
    return here


def test_the_manager_hears_it_once_and_once_more_when_the_day_has_passed(gone):
    told = gone.json("sync", "web", now=TODAY)["digest"]
    assert "told 1 December for “Page 2" in told
    assert OPEN in told
    assert OPEN not in gone.json("sync", "web", now=TODAY)["digest"]
    assert OPEN in " ".join(gone.run("plan", "web", now=TODAY).stdout.split())  # it stands as long as it is so
    again = gone.json("sync", "web", now=AFTER)["digest"]
    assert "The day has passed" in again
    assert OPEN in again
    assert OPEN not in gone.json("sync", "web", now=AFTER)["digest"]


def test_the_command_ends_it(gone):
    gone.json("sync", "web", now=TODAY)
    words = OPEN.replace("trackerbridge ", "").replace('"…"', "Agreed").split()
    assert gone.run(*words, now=TODAY).exit_code == 0
    assert not [note for note in gone.json("sync", "web", now=AFTER)["notes"] if "promises void" in note]


def test_where_nothing_is_gone_nothing_is_said(here):
    assert not [note for note in here.json("sync", "web")["notes"] if "promises void" in note]

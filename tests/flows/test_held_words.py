"""What the guard keeps back: shown, released, reworded, and never sent in between."""

from __future__ import annotations

import json

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

SECRET = "Ask Grigore Ciobanu for the photos. They are for the first page"
CONFIG = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD)


@pytest.fixture
def here(office) -> Office:
    made: Office = office(team_board(), empty_board())
    made.configure(CONFIG.replace("[projects.site]", '[projects.site]\nteam = ["Grigore Ciobanu"]'))
    card = made.tracker("GET", f"boards/{SOURCE}/cards")[0]
    made.tracker("PUT", f"cards/{card['id']}", name=SECRET)
    assert made.json("sync", "site", "--force")["status"] == "ok"
    return made


def titles(here: Office) -> list[str]:
    return [card["name"] for card in here.tracker("GET", f"boards/{CLIENT_BOARD}/cards")]


def held(here: Office) -> list[dict]:
    found: list[dict] = json.loads(here.run("held", "site", "--format", "json").stdout)["held"]
    return found


def test_it_is_shown_with_why_and_a_safer_wording(here):
    (one,) = held(here)
    assert (one["part"], one["text"]) == ("title", SECRET)
    assert "names a person of the team" in one["why"]
    assert one["safer"] == "They are for the first page"
    assert one["since"] is not None
    assert SECRET not in titles(here)
    assert "Ciobanu" not in json.dumps(here.tracker("GET", f"boards/{CLIENT_BOARD}/cards"))


def test_released_words_go_out_as_they_are_and_stay(here):
    (one,) = held(here)
    assert here.run("held", "release", one["id"][:6], "--reason", "he is their contact").exit_code == 0
    assert here.json("sync", "site")["status"] == "ok"
    assert any("Grigore" in title for title in titles(here))
    assert here.json("sync", "site")["status"] == "unchanged"
    assert held(here) == []


def test_other_words_stand_in_their_place(here):
    (one,) = held(here)
    assert here.run("held", "reword", one["id"], "Photos for the first page").exit_code == 0
    assert here.json("sync", "site")["status"] == "ok"
    assert "Photos for the first page" in titles(here)
    assert here.json("sync", "site")["status"] == "unchanged"


def test_the_safer_wording_may_be_taken(here):
    (one,) = held(here)
    assert here.run("held", "reword", one["id"], "--safer").exit_code == 0
    here.json("sync", "site")
    assert "They are for the first page" in titles(here)


def test_new_words_that_would_be_held_need_a_reason(here):
    (one,) = held(here)
    result = here.run("held", "reword", one["id"], "Call +373 69 123 456")
    assert result.exit_code == 2
    assert "would be held as well: it holds a phone number" in " ".join(result.stderr.split())


def test_an_unknown_id_is_told_with_those_that_there_are(here):
    (one,) = held(here)
    result = here.run("held", "release", "zzzz", "--reason", "x")
    assert result.exit_code == 2
    assert one["id"] in result.stderr


def test_a_release_ends_with_the_words(here):
    (one,) = held(here)
    here.run("held", "release", one["id"], "--reason", "x")
    card = next(card for card in here.tracker("GET", f"boards/{SOURCE}/cards") if card["name"] == SECRET)
    here.tracker("PUT", f"cards/{card['id']}", name=SECRET + " and the second")
    assert here.json("sync", "site")["status"] in ("ok", "unchanged")
    assert not any("Grigore" in title for title in titles(here))


def test_nothing_held_is_said(here):
    (one,) = held(here)
    here.run("held", "reword", one["id"], "--safer")
    assert "Nothing is held back." in here.run("held", "site").stdout

"""Seven questions, five of which the client reads: an answer makes room for the next. On the sandbox."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, empty_board
from tests.flows.talk import Talk, members
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.sandbox.credentials import CLIENT_MEMBER, TEAM_MEMBER

TITLE = "Page {} can be read on a phone"


@pytest.fixture
def talk(office: Any) -> Talk:
    made = Talk(office(team_board(7) | members(TEAM_MEMBER), empty_board() | members(CLIENT_MEMBER)))
    project = PROJECT.format(name="site", source=SOURCE).replace(
        "[projects.site]", '[projects.site]\nteam = ["@sandbox_team"]'
    )
    made.at("2026-11-09T10:00").office.configure(project + PUBLISH.format(name="site", client=CLIENT_BOARD))
    for number in range(1, 8):
        card = made.card(TITLE.format(number), SOURCE)
        text = f"/client need: which photo to take, by 2026-11-{15 + number}"
        made.office.tracker("POST", f"cards/{card}/actions/comments", text=text)
    assert made.at("2026-11-09T11:00").sync("--force")["status"] == "ok"
    return made


def waiting(talk: Talk) -> list[str]:
    lists = {each["id"]: each["name"] for each in talk.office.tracker("GET", f"boards/{CLIENT_BOARD}/lists")}
    cards = talk.office.tracker("GET", f"boards/{CLIENT_BOARD}/cards")
    return sorted(each["name"].split()[1] for each in cards if lists[each["idList"]] == "Waiting for you")


def described(talk: Talk, number: int) -> str:
    card = talk.office.tracker("GET", f"cards/{talk.card(TITLE.format(number))}")
    return str(card["desc"]).replace("\u00a0", " ")


def test_five_are_asked_the_manager_hears_which_wait_and_an_answer_makes_room(talk: Talk) -> None:
    assert waiting(talk) == ["1", "2", "3", "4", "5"]
    assert "We have a question about this" in described(talk, 6)
    assert "wait until others are answered, in this order: " in talk.notes()
    talk.silent()
    talk.at("2026-11-11T10:00").writes("The one with the blue door.", TITLE.format(3))
    assert talk.at("2026-11-11T10:30").sync()["status"] == "ok"
    assert waiting(talk) == ["1", "2", "4", "5", "6"]
    assert "We asked on 11 November" in described(talk, 6)
    assert "We asked on 9 November" in described(talk, 5)
    talk.silent()
    assert "We asked on 11 November" in described(talk, 6)


def test_a_more_urgent_question_does_not_push_out_one_that_was_asked(talk: Talk) -> None:
    card = talk.card(TITLE.format(7), SOURCE)
    talk.at("2026-11-10T10:00").office.tracker(
        "POST", f"cards/{card}/actions/comments", text="/client need: which photo, by 2026-11-12"
    )
    assert talk.at("2026-11-10T11:00").sync()["status"] == "unchanged"
    assert waiting(talk) == ["1", "2", "3", "4", "5"]
    talk.silent()
    talk.writes("The red one.", TITLE.format(1))
    talk.at("2026-11-10T12:00").sync()
    assert waiting(talk) == ["2", "3", "4", "5", "7"]


def test_a_question_that_waits_its_turn_is_asked_too_late_and_is_not_one_too_many(talk: Talk) -> None:
    card = talk.card(TITLE.format(7), SOURCE)
    talk.at("2026-11-10T10:00").office.tracker(
        "POST", f"cards/{card}/actions/comments", text="/client need: which photo, by 2026-11-12"
    )
    flags = json.loads(talk.at("2026-11-10T11:00").office.run("audit", "site", "--format", "json").stdout)
    (project,) = flags["projects"]
    late = {flag["evidence"]["needed_by"]: flag["message"] for flag in project["flags"] if flag["code"] == "R07"}
    assert "waits for its turn" in late["2026-11-12"]
    assert not any(flag["code"] == "R08" for flag in project["flags"])  # the client reads five
    assert "Page 7" not in _we_wait(talk)


def test_an_office_that_asks_more_at_once_is_told_that_these_are_too_many(office: Any) -> None:
    made = Talk(office(team_board(7) | members(TEAM_MEMBER), empty_board() | members(CLIENT_MEMBER)))
    project = PROJECT.format(name="site", source=SOURCE).replace(
        "[projects.site]", '[projects.site]\nteam = ["@sandbox_team"]'
    )
    settings = PUBLISH.format(name="site", client=CLIENT_BOARD) + "most_asks = 9\n"
    made.at("2026-11-09T10:00").office.configure(project + settings)
    for number in range(1, 8):
        card = made.card(TITLE.format(number), SOURCE)
        made.office.tracker("POST", f"cards/{card}/actions/comments", text="/client need: which photo to take")
    found = json.loads(made.at("2026-11-09T11:00").office.run("audit", "site", "--format", "json").stdout)
    assert [flag["evidence"]["asks"] for flag in found["projects"][0]["flags"] if flag["code"] == "R08"] == [7]


def _we_wait(talk: Talk) -> str:
    said = talk.office.run("brief", "site").stdout
    start = said.index("Who waits for whom")
    return said[start : start + 900]

"""Board exports, old and new, become state and come out again the same."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from tests.sandbox.trello.recordings import EXPORTS
from tests.sandbox.trello.small_board import ANA, BOARD, CARD, GREEN, TODO, many_cards, small_board

from trackerbridge.errors import BadInput
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState

Json = dict[str, Any]
WHO = {"key": credentials.KEY, "token": credentials.TEAM_TOKEN}
KEPT = ("id", "name", "desc", "closed", "due", "idList", "idLabels", "idMembers", "idShort", "shortLink", "pos")


def real_exports() -> list[Path]:
    """The real exports, if they are there."""
    return sorted(EXPORTS.glob("*.json*")) or [Path("no-exports-here")]


def read(path: Path) -> Json:
    if not path.exists():
        pytest.skip("the real exports are not part of the repository")
    raw = path.read_bytes()
    found: Json = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    return found


def test_out_and_in_again_gives_the_same() -> None:
    first, second = TrelloState(), TrelloState()
    first.load_export(small_board())
    written = first.export_board(BOARD)
    second.load_export(written)
    assert second.export_board("kioskBrd") == written


def test_a_board_loaded_again_replaces_the_first() -> None:
    state = TrelloState()
    state.load_export(small_board())
    state.load_export(small_board(name="Kiosk, later", cards=many_cards(2)))
    written = state.export_board(BOARD)
    assert (written["name"], len(written["cards"]), len(state.boards)) == ("Kiosk, later", 2, 1)


def test_the_export_that_was_loaded_is_not_touched() -> None:
    given = small_board()
    TrelloState().load_export(given)
    assert given == small_board()


def test_labels_that_only_stand_on_cards() -> None:
    cards = many_cards(1)
    cards[0]["labels"] = [{"id": GREEN, "idBoard": BOARD, "name": "Old", "color": "green"}]
    state = TrelloState()
    state.load_export(small_board(cards=cards, labels=None))
    written = state.export_board(BOARD)
    assert written["labels"] == cards[0]["labels"]
    assert written["cards"][0]["idLabels"] == [GREEN]


def test_comments_beyond_the_exports_actions_still_count() -> None:
    cards = many_cards(1)
    cards[0]["badges"] = {"comments": 7}
    state = TrelloState()
    state.load_export(small_board(cards=cards))
    assert state.export_board(BOARD)["cards"][0]["badges"]["comments"] == 7


def test_people_known_from_their_actions_only() -> None:
    gone = {"id": "6800000000000000000000a2", "username": "gone", "fullName": "Gone Person"}
    action = {"id": "690200000000000000000001", "type": "commentCard", "idMemberCreator": gone["id"]}
    whole = {
        **action,
        "date": "2026-10-28T09:00:00.000Z",
        "memberCreator": gone,
        "data": {"text": "x", "card": {"id": CARD}},
    }
    state = TrelloState()
    state.load_export(small_board(actions=[whole]))
    assert state.find_member("gone")["fullName"] == "Gone Person"
    assert state.export_board(BOARD)["members"][0]["username"] == ANA["username"]


@pytest.mark.parametrize("raw", [[], {}, {"id": 1, "cards": []}, {"id": BOARD}, "text"])
def test_what_is_no_export(raw: Any) -> None:
    with pytest.raises(BadInput, match="not a Trello board export") as caught:
        TrelloState().load_export(raw)
    assert "Export as JSON" in caught.value.hint


# -- real ones


@pytest.mark.parametrize("path", real_exports(), ids=lambda path: path.name.partition(".")[0])
def test_a_real_export_is_served_as_it_was_exported(path: Path) -> None:
    raw = read(path)
    state = TrelloState()
    state.load_export(raw)
    with Sandbox(state) as sandbox:
        query = {**WHO, "cards": "all", "lists": "all", "labels": "all", "labels_limit": 1000, "members": "all"}
        board = requests.get(f"{sandbox.url}/1/boards/{raw['shortLink']}", params=query, timeout=20).json()
        more = {**WHO, "limit": 1000}
        actions = requests.get(f"{sandbox.url}/1/boards/{raw['id']}/actions", params=more, timeout=20).json()
    served = {card["id"]: card for card in board["cards"]}
    for card in raw["cards"]:
        assert {name: served[card["id"]][name] for name in KEPT} == {name: card[name] for name in KEPT}
    assert {row["id"]: row["name"] for row in board["lists"]} == {row["id"]: row["name"] for row in raw["lists"]}
    assert {row["id"] for row in board["labels"]} == {row["id"] for row in raw["labels"]}
    assert {person["id"] for person in board["members"]} <= {person["id"] for person in raw["members"]}
    of_this_board = [a for a in raw["actions"] if (a["data"].get("board") or {}).get("id", raw["id"]) == raw["id"]]
    assert sorted(action["id"] for action in actions) == sorted(action["id"] for action in of_this_board)


@pytest.mark.parametrize("path", real_exports(), ids=lambda path: path.name.partition(".")[0])
def test_a_real_export_comes_out_as_it_went_in(path: Path) -> None:
    raw = read(path)
    state = TrelloState()
    state.load_export(raw)
    written = state.export_board(raw["id"])
    again = TrelloState()
    again.load_export(written)
    assert again.export_board(raw["id"]) == written
    by_id = {card["id"]: card for card in written["cards"]}
    for card in raw["cards"]:
        ours = by_id[card["id"]]
        assert {name: ours[name] for name in KEPT} == {name: card[name] for name in KEPT}
        assert ours["badges"]["comments"] >= card["badges"]["comments"]
        assert len(ours["attachments"]) == len(card["attachments"])


# -- a big one


def test_five_thousand_cards_are_no_burden() -> None:
    raw = small_board(cards=many_cards(5_000))
    state = TrelloState()
    before = time.process_time()
    state.load_export(raw)
    loaded = time.process_time()
    with Sandbox(state) as sandbox:
        query = {**WHO, "cards": "all", "lists": "all", "labels": "all", "members": "all", "checklists": "all"}
        answer = requests.get(f"{sandbox.url}/1/boards/{BOARD}", params=query, timeout=30)
        new = requests.post(f"{sandbox.url}/1/cards", params=WHO, json={"idList": TODO, "name": "One more"}, timeout=30)
    served = time.process_time()
    assert len(answer.json()["cards"]) == 1000
    assert (new.status_code, "limit exceeded" in new.text) == (403, True)
    assert loaded - before < 5
    assert served - loaded < 5

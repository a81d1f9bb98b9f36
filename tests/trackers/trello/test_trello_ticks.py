"""Who ticked what, from the board's actions."""

from __future__ import annotations

from typing import Any

from tests.trackers.trello.boards import BOARD, empty_board

from trackerbridge.people import Sides
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.trackers.trello.api import TrelloApi
from trackerbridge.trackers.trello.members import People
from trackerbridge.trackers.trello.ticks import checklists_by_card
from trackerbridge.trackers.trello.writer import TrelloWriter

RAW: dict[str, Any] = {
    "checklists": [
        {"id": "L2", "name": "Second", "idCard": "C1", "pos": 2, "checkItems": []},
        {
            "id": "L1", "name": "First", "idCard": "C1", "pos": 1,
            "checkItems": [
                {"id": "I2", "name": "b", "state": "incomplete", "pos": 2},
                {"id": "I1", "name": "a", "state": "complete", "pos": 1},
            ],
        },
    ],
    "members": [{"id": "anna", "fullName": "Anna Client", "username": "anna"}],
}  # fmt: skip


def tick(number: int, item: str, who: str, state: str = "complete") -> dict[str, Any]:
    return {
        "id": f"{number:024x}", "type": "updateCheckItemStateOnCard", "date": f"2026-03-0{number}T10:00:00.000Z",
        "idMemberCreator": who, "data": {"card": {"id": "C1"}, "checkItem": {"id": item, "state": state}},
    }  # fmt: skip


def test_the_last_one_who_touched_a_tick_is_told() -> None:
    raw = {**RAW, "actions": [tick(3, "I1", "anna"), tick(2, "I1", "boris", "incomplete"), tick(1, "I1", "boris")]}
    first, second = checklists_by_card(raw, People(raw, raw["actions"], Sides()))["C1"]
    assert (first.name, second.name) == ("First", "Second")
    a, b = first.items
    assert (a.name, a.done) == ("a", True)
    assert a.marked_by is not None
    assert a.marked_by.name == "Anna Client"
    assert a.marked_at is not None
    assert a.marked_at.day == 3
    assert (b.done, b.marked_by, b.marked_at) == (False, None, None)


def test_without_actions_nobody_ticked_that_we_know_of() -> None:
    item = checklists_by_card(RAW, People(RAW, (), Sides()))["C1"][0].items[0]
    assert (item.done, item.marked_by) == (True, None)


def test_nobody_is_asked_who_ticked_where_nothing_is_ticked(sandbox: Sandbox, api: TrelloApi) -> None:
    board = empty_board()
    sandbox.state.load_export(board)
    writer = TrelloWriter(api, BOARD, sides=Sides())
    writer.read()
    assert [entry.path for entry in sandbox.requests].count(f"/1/boards/{BOARD}/actions") == 0

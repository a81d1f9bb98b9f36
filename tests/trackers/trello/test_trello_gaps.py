"""What an export was cut of."""

from typing import Any

from tests.trackers.trello.boards import action, board_with, remote_id

from trackerbridge.model import Evidence
from trackerbridge.testing import SAMPLE
from trackerbridge.trackers.trello.gaps import export_gaps
from trackerbridge.trackers.trello.room import room_on


def gaps(raw: dict[str, Any]) -> list[tuple[Evidence | None, str]]:
    return [(gap.what, gap.reason) for gap in export_gaps(raw)]


def test_a_whole_export_has_none():
    assert gaps(board_with(SAMPLE)) == []


def test_an_export_of_1000_actions_was_cut():
    raw = board_with(SAMPLE)
    raw["actions"] = [action(1000 + n, "updateCard", raw["cards"][0], old={"pos": 1}) for n in range(1000)]
    assert gaps(raw) == [
        (Evidence.HISTORY, "The export holds only the board's last 1000 actions; older history is missing."),
        (Evidence.COMMENTS, "The export holds only the board's last 1000 actions; older comments are missing."),
    ]


def test_cards_that_count_more_comments_than_came():
    raw = board_with(SAMPLE)
    raw["actions"] = [a for a in raw["actions"] if a["type"] != "commentCard"]
    ((what, reason),) = gaps(raw)
    assert what is Evidence.COMMENTS
    assert "2 comments of 1 card " in reason


def test_cards_from_before_the_history_begins():
    raw = board_with(SAMPLE)
    raw["actions"] = raw["actions"][-1:]
    raw["cards"][0]["badges"] = {}
    raw["actions"][0]["date"] = "2026-03-05T09:00:00.000Z"
    ((what, reason),) = gaps(raw)
    assert what is Evidence.HISTORY
    assert "begins on 2026-03-05" in reason


def test_without_any_actions_nothing_is_said_about_their_beginning():
    raw = board_with(SAMPLE[1:])
    raw["actions"] = []
    assert gaps(raw) == []


def test_room_is_what_the_boards_own_limits_leave():
    limits = {"cards": {"openPerBoard": {"disableAt": 10}}, "lists": {"openPerBoard": {"disableAt": 5, "count": 5}}}
    raw = board_with(SAMPLE) | {"limits": limits}
    assert room_on(raw) == {"cards": 7, "lists": 0}  # three cards are open
    assert room_on({"limits": limits, "id": remote_id(1)}) == {"lists": 0}

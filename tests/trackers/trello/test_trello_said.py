"""What people and we wrote on a client's board: all of it, as it reads now, in as few requests as there are pages."""

from __future__ import annotations

from typing import Any

from tests.trackers.trello.boards import BOARD, action, board_with, remote_id

from trackerbridge.model import Comment, Side, Stage
from trackerbridge.people import Sides
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.testing import SampleTask
from trackerbridge.trackers.trello.api import TrelloApi
from trackerbridge.trackers.trello.said import anything_said, comments_by_card
from trackerbridge.trackers.trello.writer import TrelloWriter

STRANGER = {"id": "69a5000000000000000000b2", "fullName": "Boris Example", "username": "boris_example"}
CARD = {"id": remote_id(50), "name": "Menu", "idBoard": BOARD, "pos": 1}


def board_with_comments(number: int) -> dict[str, Any]:
    raw = board_with((SampleTask(title="Menu", stage=Stage.PLANNED),))
    card = raw["cards"][0] | {"badges": {"comments": number}}
    raw["cards"] = [card]
    for place in range(number):
        said = action(2_000 + place, "commentCard", card, minute=place % 60, text=f"Message {place}")
        raw["actions"].insert(0, said | {"memberCreator": STRANGER, "idMemberCreator": STRANGER["id"]})
    return raw


def comments(writer: TrelloWriter) -> tuple[Comment, ...]:
    (card,) = writer.read().cards
    return card.comments


def test_a_card_with_more_comments_than_two_pages_hold_is_read_whole(sandbox: Sandbox, api: TrelloApi) -> None:
    sandbox.state.load_export(board_with_comments(2_100))
    said = comments(TrelloWriter(api, BOARD, sides=Sides()))
    assert {one.text for one in said} == {f"Message {place}" for place in range(2_100)}
    assert len(said) == 2_100
    assert api.transport.counts["GET"] == 6


def test_what_is_older_than_our_oldest_card_is_not_asked_for(sandbox: Sandbox, api: TrelloApi) -> None:
    raw = board_with_comments(5)
    sandbox.state.load_export(raw)
    (card,) = raw["cards"]
    writer = TrelloWriter(api, BOARD, sides=Sides()).knowing({card["id"]: None})  # type: ignore[dict-item]
    assert len(comments(writer)) == 5
    asked = [entry for entry in sandbox.requests if entry.path.endswith("/actions")]
    assert [entry.params["since"] for entry in asked] == [card["id"]]


def test_edits_and_deletions_are_seen(sandbox: Sandbox, api: TrelloApi) -> None:
    raw = board_with_comments(0)
    sandbox.state.load_export(raw)
    writer = TrelloWriter(api, BOARD, sides=Sides())
    ids = {"card": raw["cards"][0]["id"]}
    first, second = (writer.apply_change(_comment("create", words), ids) for words in ("One", "Two"))
    writer.apply_change(_comment("update", "One, and more", remote_id=first), ids)
    sandbox.state.actions.remove(second)
    (left,) = comments(writer)
    assert (left.id, left.text) == (first, "One, and more")
    assert left.edited_at is not None


def test_who_is_named_nowhere_is_a_client_and_our_account_is_ours(sandbox: Sandbox, api: TrelloApi) -> None:
    raw = board_with_comments(1)
    sandbox.state.load_export(raw)
    writer = TrelloWriter(api, BOARD, sides=Sides.of([], []))
    writer.apply_change(_comment("create", "Ours"), {"card": raw["cards"][0]["id"]})
    assert [one.author.side for one in comments(writer) if one.author] == [Side.CLIENT, Side.OURS]
    team = TrelloWriter(api, BOARD, sides=Sides.of(["@boris_example"], []))
    assert [one.author.side for one in comments(team) if one.author] == [Side.TEAM, Side.OURS]


def test_nothing_is_asked_where_no_card_counts_a_comment() -> None:
    assert not anything_said({"cards": [{"badges": {"comments": 0}}]})
    assert anything_said({"cards": [{"badges": {"comments": 0}}, {"badges": {"comments": 1}}]})
    assert anything_said({"cards": [{"id": "1"}]})  # a server that does not count


def test_a_later_edit_and_a_deletion_among_the_actions_count() -> None:
    raw = {
        "actions": [
            action(1, "commentCard", CARD, text="One"),
            action(2, "commentCard", CARD, text="Two"),
            action(3, "updateComment", CARD, minute=5, action={"id": remote_id(1), "text": "One!"}),
            action(4, "deleteComment", CARD, minute=6, action={"id": remote_id(2)}),
        ]
    }
    (left,) = comments_by_card(raw, Sides(), "us")[CARD["id"]]
    assert (left.text, left.edited_at is not None) == ("One!", True)


def _comment(action: str, words: str, remote_id: str = "") -> Change:
    return Change(
        action=action, kind="comment", ref="comment:1", on="card", remote_id=remote_id,
        fields={"text": FieldChange(None, words)},
    )  # fmt: skip

"""The activity feed: every write leaves the action that Trello leaves, with ``data.old`` where something changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from trackerbridge.sandbox.clock import iso, parse_instant
from trackerbridge.sandbox.trello import shapes, views
from trackerbridge.sandbox.trello.state import TrelloState
from trackerbridge.sandbox.trello.tables import Json

SILENT = {"subscribed", "coordinates", "address", "locationName", "idMembers", "idLabels", "dueReminder", "cover"}
"""Card fields whose change leaves no ``updateCard`` of its own in the feed (members and labels have their own ways)."""


def brief(row: Json, *names: str) -> Json:
    """The few fields by which an action names a row."""
    return {name: row[name] for name in ("id", "name", *names) if name in row}


def board_brief(state: TrelloState, identifier: str) -> Json:
    """A board as actions name it."""
    board = state.find_board(identifier)
    return brief(board, "shortLink")


def card_brief(card: Json) -> Json:
    """A card as actions name it."""
    return brief(card, "idShort", "shortLink")


def touch(state: TrelloState, card: Json) -> None:
    """Move a card's last activity on: two writes leave two instants, also where the clock stands still."""
    if state.touched.get(card["id"]) == state.writes:
        return
    state.touched[card["id"]] = state.writes
    last, now = card.get("dateLastActivity"), state.clock.now()
    if last and last >= iso(now) and parse_instant(last) - now < timedelta(seconds=1):
        now = parse_instant(last) + timedelta(milliseconds=1)
    card["dateLastActivity"] = iso(now)


def record(state: TrelloState, member: Json, kind: str, data: Json, **extra: Any) -> Json:
    """Put one action into the feed and move the board's last activity."""
    creator = {"id": member["id"], **{name: member[name] for name in views.MEMBER_NESTED if name in member}}
    action = {
        "id": state.new_id(),
        "idMemberCreator": member["id"],
        "data": data,
        "type": kind,
        "date": state.now(),
        "appCreator": None,
        "limits": {},
        **extra,
        "memberCreator": creator,
    }
    board = state.boards.get((data.get("board") or {}).get("id", ""))
    if board is not None:
        board["dateLastActivity"] = action["date"]
    return state.actions.add(action)


def on_card(state: TrelloState, member: Json, kind: str, card: Json, data: Json | None = None, **extra: Any) -> Json:
    """An action on a card: names card, list and board, and moves the card's last activity."""
    touch(state, card)
    whole = {
        **(data or {}),
        "card": {**((data or {}).get("card") or {}), **card_brief(card)},
        "board": board_brief(state, card["idBoard"]),
    }
    parent = state.lists.get(card["idList"])
    if parent is not None and "listAfter" not in whole:
        whole["list"] = brief(parent)
    return record(state, member, kind, whole, **extra)


def card_changes(state: TrelloState, member: Json, card: Json, old: Json) -> None:
    """One ``updateCard`` for each changed field, as Trello writes them."""
    touch(state, card)
    for name, before in old.items():
        if name not in SILENT:
            _card_change(state, member, card, name, before)


def _card_change(state: TrelloState, member: Json, card: Json, name: str, before: Any) -> None:
    data: Json = {"old": {name: before}, "card": {name: card[name]}}
    if name == "idList":
        previous, present = state.lists.get(before), state.lists.get(card["idList"])
        data["listBefore"] = brief(previous) if previous else {"id": before}
        data["listAfter"] = brief(present) if present else {"id": card["idList"]}
    on_card(state, member, "updateCard", card, data)


def list_changes(state: TrelloState, member: Json, row: Json, old: Json) -> None:
    """One ``updateList`` for each changed field."""
    for name, before in old.items():
        if name == "subscribed":
            continue
        data = {
            "list": {name: row[name], **brief(row)},
            "old": {name: before},
            "board": board_brief(state, row["idBoard"]),
        }
        record(state, member, "updateList", data)


def board_changes(state: TrelloState, member: Json, board: Json, old: Json) -> None:
    """One ``updateBoard`` for each changed field."""
    for name, before in old.items():
        if name == "subscribed":
            continue
        data = {"board": {name: board[name], **brief(board, "shortLink")}, "old": {name: before}}
        record(state, member, "updateBoard", data)


def comment_limits() -> Json:
    """The limits object of a comment."""
    return {"reactions": {"perAction": shapes.limit_entry(900), "uniquePerAction": shapes.limit_entry(17)}}

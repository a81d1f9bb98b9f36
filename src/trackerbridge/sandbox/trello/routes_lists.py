"""Lists: reading, making, changing, archiving and moving what is in them."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.trello import activity, errors, reads, shapes, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.routes_cards import change_card
from trackerbridge.sandbox.trello.schema import OPERATIONS, route
from trackerbridge.sandbox.trello.tables import Json


@route("GET /lists/{id}", "fields:words")
def read_list(call: Call) -> Json:
    """A list."""
    return views.pick(call.list(), call.get("fields"))


@route("GET /lists/{id}/board", "fields:words")
def read_list_board(call: Call) -> Json:
    """The board a list is on."""
    return views.board_view(call.state, call.board(call.list()["idBoard"]), call.get("fields"))


@route("GET /lists/{id}/cards")
def read_list_cards(call: Call) -> list[Json]:
    """The cards of a list: the open ones unless the filter says otherwise."""
    return reads.cards_answer(call, call.state.cards.of("idList", call.list()["id"]), call.params)


@route("GET /lists/{id}/cards/{filter}")
def read_list_cards_filtered(call: Call) -> list[Json]:
    """The cards of a list with the filter in the path."""
    if call.path["filter"] not in ("all", "closed", "none", "open"):
        raise errors.invalid_value("filter")
    cards = call.state.cards.of("idList", call.list()["id"])
    return reads.cards_answer(call, cards, {**call.params, "filter": call.path["filter"]})


@route("GET /lists/{id}/actions", "filter:words")
def read_list_actions(call: Call) -> Any:
    """The actions of a list and of the cards that were in it."""
    row = call.list()
    concerned = [action for action in call.state.actions.of("idBoard", row["idBoard"]) if _names(action, row["id"])]
    return reads.actions_answer(call, concerned, call.params, reads.ALL_ACTIONS)


def _names(action: Json, identifier: str) -> bool:
    data = action["data"]
    return any((data.get(name) or {}).get("id") == identifier for name in ("list", "listBefore", "listAfter"))


@route("POST /lists", "name!:name idBoard!:id idListSource:unmodelled pos:pos")
def create_list(call: Call) -> Json:
    """A new list, at the left end unless ``pos`` says otherwise."""
    call.writer()
    return _new_list(call, call.get("idBoard"), "idBoard")


@route("POST /boards/{id}/lists", "name!:name pos:pos")
def create_board_list(call: Call) -> Json:
    """The same, with the board in the path."""
    call.writer()
    return _new_list(call, call.path["id"], "id")


def _new_list(call: Call, reference: str, name: str) -> Json:
    if name == "idBoard" and reference not in call.state.boards:
        raise errors.invalid_value(name)
    board = call.board(reference, write=True)
    views.require_room(call.state, board, "lists.openPerBoard")
    neighbours = call.state.lists.of("idBoard", board["id"])
    row = call.state.lists.add(
        shapes.board_list(
            {
                "id": call.state.new_id(),
                "idBoard": board["id"],
                "name": call.get("name"),
                "pos": call.state.position(call.get("pos"), neighbours, "top"),
            }
        )
    )
    data = {"list": activity.brief(row), "board": activity.brief(board, "shortLink")}
    activity.record(call.state, call.me, "createList", data)
    return {**row, "limits": {}}


@route("PUT /lists/{id}", "name:name closed:bool idBoard:id pos:pos subscribed:bool")
def update_list(call: Call) -> Json:
    """Change a list."""
    call.writer()
    row = call.list(write=True)
    _change_list(call, row, dict(call.params))
    return row


@route("PUT /lists/{id}/{field}", "value:any")
def update_list_field(call: Call) -> Json:
    """Change one field of a list."""
    call.writer()
    row = call.list(write=True)
    param = OPERATIONS["PUT /lists/{id}"].params.get(call.path["field"])
    if param is None:
        raise errors.invalid_value("field")
    try:
        changes = {param.name: param.read(call.params["value"])}
    except (ValueError, TypeError, KeyError):
        raise errors.invalid_value("value") from None
    _change_list(call, row, changes)
    return row


@route("PUT /lists/{id}/closed", "value:bool")
def update_list_closed(call: Call) -> Json:
    """Archive a list or bring it back."""
    call.writer()
    row = call.list(write=True)
    _change_list(call, row, {"closed": call.get("value", False)})
    return row


@route("PUT /lists/{id}/idBoard", "value!:id")
def move_list(call: Call) -> Json:
    """Move a list with its cards to another board."""
    call.writer()
    row = call.list(write=True)
    _change_list(call, row, {"idBoard": call.get("value")})
    return row


def _change_list(call: Call, row: Json, changes: dict[str, Any]) -> None:
    if "idBoard" in changes:
        _move_list(call, row, call.board(changes.pop("idBoard"), write=True))
    if changes.get("closed") is False and row["closed"]:
        views.require_room(call.state, call.state.find_board(row["idBoard"]), "lists.openPerBoard")
    if "pos" in changes:
        others = [other for other in call.state.lists.of("idBoard", row["idBoard"]) if other is not row]
        changes["pos"] = call.state.position(changes["pos"], others)
    activity.list_changes(call.state, call.me, row, shapes.merge_patch(row, changes))


def _move_list(call: Call, row: Json, board: Json) -> None:
    if board["id"] == row["idBoard"]:
        return
    source = activity.board_brief(call.state, row["idBoard"])
    row["idBoard"] = board["id"]
    call.state.lists.add(row)
    for card in call.state.cards.of("idList", row["id"]):
        call.state.renumber(card, board["id"])
        call.state.add_card(card)
    data = {"list": activity.brief(row), "board": activity.brief(board, "shortLink"), "boardSource": source}
    activity.record(call.state, call.me, "moveListToBoard", data)


@route("POST /lists/{id}/archiveAllCards")
def archive_all_cards(call: Call) -> Json:
    """Archive every open card of a list."""
    call.writer()
    for card in call.state.cards.of("idList", call.list(write=True)["id"]):
        if not card["closed"]:
            change_card(call, card, {"closed": True})
    return {}


@route("POST /lists/{id}/moveAllCards", "idBoard!:id idList!:id")
def move_all_cards(call: Call) -> list[Json]:
    """Move every open card of a list to another list; the answer says where each went, and no more (recorded)."""
    call.writer()
    source = call.list(write=True)
    moved = [card for card in call.state.cards.of("idList", source["id"]) if not card["closed"]]
    for card in moved:
        change_card(call, card, {"idList": call.get("idList")})
    return [views.pick(card, ["idBoard", "idList", "pos"]) for card in moved]

"""Labels: on the board, and on cards by verb."""

from __future__ import annotations

from trackerbridge.sandbox.trello import activity, errors, shapes, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.schema import OPERATIONS, route
from trackerbridge.sandbox.trello.tables import Json


@route("GET /labels/{id}", "fields:words")
def read_label(call: Call) -> Json:
    """A label."""
    return views.pick(call.on_board(call.state.labels, call.path["id"]), call.get("fields"))


@route("POST /labels", "name!:text color!:color idBoard!:id")
def create_label(call: Call) -> Json:
    """A new label; names may be empty and repeated (API-FACTS 3.5)."""
    call.writer()
    if call.get("idBoard") not in call.state.boards:
        raise errors.invalid_value("idBoard")
    return _new_label(call, call.board(call.get("idBoard"), write=True))


@route("POST /boards/{id}/labels", "name!:text color!:color")
def create_board_label(call: Call) -> Json:
    """The same, with the board in the path."""
    call.writer()
    return _new_label(call, call.board(call.path["id"], write=True))


def _new_label(call: Call, board: Json) -> Json:
    views.require_room(call.state, board, "labels.perBoard")
    given = {"id": call.state.new_id(), "idBoard": board["id"], **call.given("name", "color")}
    return {**call.state.labels.add(shapes.label(given)), "limits": {}}


@route("PUT /labels/{id}", "name:text color:color")
def update_label(call: Call) -> Json:
    """Rename or recolour a label."""
    call.writer()
    label = call.on_board(call.state.labels, call.path["id"], write=True)
    label.update(call.given("name", "color"))
    return label


@route("PUT /labels/{id}/{field}", "value!:any")
def update_label_field(call: Call) -> Json:
    """Change one field of a label."""
    call.writer()
    label = call.on_board(call.state.labels, call.path["id"], write=True)
    param = OPERATIONS["PUT /labels/{id}"].params.get(call.path["field"])
    if param is None:
        raise errors.invalid_value("field")
    try:
        label[param.name] = param.read(call.get("value"))
    except (ValueError, TypeError):
        raise errors.invalid_value("value") from None
    return label


@route("DELETE /labels/{id}")
def delete_label(call: Call) -> Json:
    """Delete a label; it leaves every card (API-FACTS 3.5)."""
    call.writer()
    label = call.on_board(call.state.labels, call.path["id"], write=True)
    for card in call.state.cards.of("idBoard", label["idBoard"]):
        if label["id"] in card["idLabels"]:
            card["idLabels"].remove(label["id"])
    call.state.labels.remove(label["id"])
    return {"limits": {}}


# -- on cards: no action in the feed, as real exports show; only the card's last activity moves ---------


@route("POST /cards/{id}/idLabels", "value:id")
def add_label(call: Call) -> list[str]:
    """Put a label on a card: all label ids of the card; a second time 400 (6.9)."""
    call.writer()
    card = call.card(write=True)
    label = call.state.labels.get(call.get("value", ""))
    if label is None or label["idBoard"] != card["idBoard"]:
        raise errors.invalid_value("value")
    if label["id"] in card["idLabels"]:
        raise errors.TrelloError(400, "that label is already on the card")
    _set_labels(call, card, [*card["idLabels"], label["id"]])
    return list(card["idLabels"])


@route("DELETE /cards/{id}/idLabels/{idLabel}")
def remove_label(call: Call) -> Json:
    """Take a label off a card (6.10)."""
    call.writer()
    card = call.card(write=True)
    if call.path["idLabel"] not in card["idLabels"]:
        raise errors.not_found()
    _set_labels(call, card, [one for one in card["idLabels"] if one != call.path["idLabel"]])
    return {"_value": None}


@route("POST /cards/{id}/labels", "color!:color name:text")
def add_new_label(call: Call) -> Json:
    """Make a label and put it on a card at once."""
    call.writer()
    card = call.card(write=True)
    board = call.board(card["idBoard"], write=True)
    views.require_room(call.state, board, "labels.perBoard")
    given = {"id": call.state.new_id(), "idBoard": board["id"], **call.given("name", "color")}
    label = call.state.labels.add(shapes.label(given))
    _set_labels(call, card, [*card["idLabels"], label["id"]])
    return label


def _set_labels(call: Call, card: Json, labels: list[str]) -> None:
    card["idLabels"] = labels
    activity.card_changes(call.state, call.me, card, {})

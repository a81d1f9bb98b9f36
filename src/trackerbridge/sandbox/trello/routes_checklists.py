"""Checklists and their items."""

from __future__ import annotations

from trackerbridge.sandbox.trello import activity, errors, reads, shapes, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.routes_cards import copy_checklist
from trackerbridge.sandbox.trello.schema import route
from trackerbridge.sandbox.trello.tables import Json

ITEMS_PER_CHECKLIST = 200


def _checklist(call: Call, reference: str | None = None, *, write: bool = False) -> Json:
    return call.on_board(call.state.checklists, reference or call.path["id"], write=write)


def _card_of(call: Call, checklist: Json) -> Json:
    return call.state.resolve(call.state.cards, checklist["idCard"])


@route("GET /checklists/{id}", "cards:unmodelled checkItems:all|none checkItem_fields:words fields:words")
def read_checklist(call: Call) -> Json:
    """A checklist with its items."""
    return views.checklist_view(_checklist(call), call.get("fields"), call.get("checkItems", "all"))


@route("GET /checklists/{id}/{field}")
def read_checklist_field(call: Call) -> Json:
    """One field of a checklist."""
    return views.single_field(_checklist(call), call.path["field"])


@route("GET /checklists/{id}/board", "fields:words")
def read_checklist_board(call: Call) -> Json:
    """The board a checklist is on."""
    return views.board_view(call.state, call.board(_checklist(call)["idBoard"]), call.get("fields"))


@route("GET /checklists/{id}/cards")
def read_checklist_cards(call: Call) -> list[Json]:
    """The card a checklist is on, as a list."""
    return reads.cards_answer(call, [_card_of(call, _checklist(call))], call.params, "all")


@route("GET /checklists/{id}/checkItems", "filter:all|none fields:words")
def read_check_items(call: Call) -> list[Json]:
    """The items of a checklist."""
    items = [] if call.get("filter") == "none" else _checklist(call)["checkItems"]
    return [views.pick(item, call.get("fields")) for item in items]


@route("GET /checklists/{id}/checkItems/{idCheckItem}", "fields:words")
def read_check_item(call: Call) -> Json:
    """One item of a checklist."""
    return views.pick(_item(_checklist(call), call.path["idCheckItem"]), call.get("fields"))


def _item(checklist: Json, identifier: str) -> Json:
    for item in checklist["checkItems"]:
        if item["id"] == identifier:
            found: Json = item
            return found
    raise errors.not_found()


@route("GET /cards/{id}/checklists", "checkItems:all|none checkItem_fields:words filter:all|none fields:words")
def read_card_checklists(call: Call) -> list[Json]:
    """The checklists of a card."""
    rows = call.state.checklists.of("idCard", call.card()["id"])
    items = call.get("checkItems", "all")
    return (
        [] if call.get("filter") == "none" else [views.checklist_view(row, call.get("fields"), items) for row in rows]
    )


@route("GET /cards/{id}/checkItemStates", "fields:words")
def read_check_item_states(call: Call) -> list[Json]:
    """The items of a card that are ticked."""
    return list(views.card_row(call.state, call.card())["checkItemStates"])


# -- making and changing -----------------------------------------------------------------------------


@route("POST /checklists", "idCard!:id name:name pos:pos idChecklistSource:id?")
def create_checklist(call: Call) -> Json:
    """A new checklist on a card, or a copy of another."""
    call.writer()
    if call.get("idCard") not in call.state.cards and len(call.get("idCard")) != 8:
        raise errors.invalid_value("idCard")
    return _new_checklist(call, call.card(call.get("idCard"), write=True))


@route("POST /cards/{id}/checklists", "name:text idChecklistSource:id? pos:pos")
def create_card_checklist(call: Call) -> Json:
    """The same, with the card in the path."""
    call.writer()
    return _new_checklist(call, call.card(write=True))


def _new_checklist(call: Call, card: Json) -> Json:
    neighbours = call.state.checklists.of("idCard", card["id"])
    pos = call.state.position(call.get("pos"), neighbours)
    if call.get("idChecklistSource"):
        source = _checklist(call, call.get("idChecklistSource"))
        row = copy_checklist(call, source, card, call.get("name") or source["name"])
    else:
        given: Json = {"id": call.state.new_id(), "name": call.get("name") or "Checklist", "checkItems": []}
        row = call.state.checklists.add({**given, "idCard": card["id"], "idBoard": card["idBoard"], "pos": pos})
    row["pos"] = pos
    activity.on_card(call.state, call.me, "addChecklistToCard", card, {"checklist": activity.brief(row)})
    return {**row, "limits": {}}


@route("PUT /checklists/{id}", "name:name pos:pos")
def update_checklist(call: Call) -> Json:
    """Rename or move a checklist."""
    call.writer()
    row = _checklist(call, write=True)
    _change(call, row, dict(call.params))
    return row


@route("PUT /checklists/{id}/{field}", "value!:any")
def update_checklist_field(call: Call) -> Json:
    """Change the name or the position."""
    call.writer()
    row = _checklist(call, write=True)
    if call.path["field"] not in ("name", "pos"):
        raise errors.invalid_value("field")
    _change(call, row, {call.path["field"]: call.get("value")})
    return row


def _change(call: Call, row: Json, changes: Json) -> None:
    if "pos" in changes:
        others = [other for other in call.state.checklists.of("idCard", row["idCard"]) if other is not row]
        changes["pos"] = call.state.position(changes["pos"], others)
    old = shapes.merge_patch(row, changes)
    if "name" in old:
        data = {"checklist": activity.brief(row), "old": {"name": old["name"]}}
        activity.on_card(call.state, call.me, "updateChecklist", _card_of(call, row), data)


@route("DELETE /checklists/{id}")
def delete_checklist(call: Call) -> Json:
    """Delete a checklist."""
    call.writer()
    return _delete(call, _checklist(call, write=True))


@route("DELETE /cards/{id}/checklists/{idChecklist}")
def delete_card_checklist(call: Call) -> Json:
    """The same, with the card in the path."""
    call.writer()
    call.card(write=True)
    return _delete(call, _checklist(call, call.path["idChecklist"], write=True))


def _delete(call: Call, row: Json) -> Json:
    call.state.checklists.remove(row["id"])
    data = {"checklist": activity.brief(row)}
    activity.on_card(call.state, call.me, "removeChecklistFromCard", _card_of(call, row), data)
    return {"limits": {}}


# -- items -------------------------------------------------------------------------------------------


@route(
    "POST /checklists/{id}/checkItems",
    "name!:name pos:pos checked:bool due:date dueReminder:minutes idMember:id?",
)
def create_check_item(call: Call) -> Json:
    """A new item at the end of a checklist."""
    call.writer()
    row = _checklist(call, write=True)
    if len(row["checkItems"]) >= ITEMS_PER_CHECKLIST:
        raise errors.over_limit("checkItems.perChecklist")
    item = shapes.check_item(
        {
            "id": call.state.new_id(),
            "idChecklist": row["id"],
            **call.given("name", "due", "dueReminder", "idMember"),
            "state": "complete" if call.get("checked") else "incomplete",
            "pos": call.state.position(call.get("pos"), row["checkItems"]),
        }
    )
    row["checkItems"].append(item)
    activity.touch(call.state, _card_of(call, row))
    return item


@route("GET /cards/{id}/checkItem/{idCheckItem}", "fields:words")
def read_card_check_item(call: Call) -> Json:
    """One item of a card's checklists."""
    return views.pick(_find_item(call, call.card())[1], call.get("fields"))


def _find_item(call: Call, card: Json) -> tuple[Json, Json]:
    for row in call.state.checklists.of("idCard", card["id"]):
        for item in row["checkItems"]:
            if item["id"] == call.path["idCheckItem"]:
                return row, item
    raise errors.not_found()


@route(
    "PUT /cards/{id}/checkItem/{idCheckItem}",
    "name:name state:complete|incomplete idChecklist:unmodelled pos:pos due:date dueReminder:minutes idMember:id?",
)
def update_check_item(call: Call) -> Json:
    """Tick, rename, date or assign an item."""
    call.writer()
    card = call.card(write=True)
    row, item = _find_item(call, card)
    changes = dict(call.params)
    if "pos" in changes:
        others = [other for other in row["checkItems"] if other is not item]
        changes["pos"] = call.state.position(changes["pos"], others)
    old = shapes.merge_patch(item, changes)
    row["checkItems"].sort(key=lambda one: one["pos"])
    if "state" in old:
        data = {"checkItem": {**activity.brief(item), "state": item["state"]}, "checklist": activity.brief(row)}
        activity.on_card(call.state, call.me, "updateCheckItemStateOnCard", card, data)
    return {**item, "type": None, "creationMethod": None}


@route("DELETE /cards/{id}/checkItem/{idCheckItem}")
def delete_card_check_item(call: Call) -> Json:
    """Delete an item."""
    call.writer()
    row, item = _find_item(call, call.card(write=True))
    row["checkItems"].remove(item)
    return {"limits": {}}


@route("DELETE /checklists/{id}/checkItems/{idCheckItem}")
def delete_check_item(call: Call) -> Json:
    """The same, by checklist."""
    call.writer()
    row = _checklist(call, write=True)
    row["checkItems"].remove(_item(row, call.path["idCheckItem"]))
    return {"limits": {}}

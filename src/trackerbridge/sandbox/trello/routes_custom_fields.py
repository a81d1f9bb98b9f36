"""Custom fields: definitions on the board, values on cards (API-FACTS 3.4: values are strings)."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.clock import iso, parse_instant
from trackerbridge.sandbox.trello import activity, errors, shapes, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.schema import route
from trackerbridge.sandbox.trello.tables import Json

_KINDS = "checkbox|list|number|text|date"


def _field(call: Call, reference: str, *, write: bool = False) -> Json:
    row = call.state.resolve(call.state.custom_fields, reference)
    call.board(row["idModel"], write=write)
    return row


def _shown(row: Json) -> Json:
    limits = {"customFieldOptions": {"perField": shapes.limit_entry(50)}}
    return {**row, "limits": limits}


@route("GET /customFields/{id}")
def read_custom_field(call: Call) -> Json:
    """A definition."""
    return views.pick(_shown(_field(call, call.path["id"])), call.get("fields"))


@route(
    "POST /customFields",
    f"idModel!:id modelType!:=board name!:name type!:{_KINDS} pos:pos options:any display_cardFront:bool",
)
def create_custom_field(call: Call) -> Json:
    """A new definition on a board."""
    me = call.writer()
    if call.get("idModel") not in call.state.boards:
        raise errors.invalid_value("idModel")
    board = call.board(call.get("idModel"), write=True)
    views.require_room(call.state, board, "customFields.perBoard")
    row = call.state.custom_fields.add(_definition(call, board))
    data = {"board": activity.brief(board, "shortLink"), "customField": activity.brief(row)}
    activity.record(call.state, me, "createCustomField", data)
    return row


def _definition(call: Call, board: Json) -> Json:
    identifier = call.state.new_id()
    row: Json = {
        "id": identifier,
        "idModel": board["id"],
        "modelType": "board",
        "fieldGroup": identifier * 2,
        "display": {"cardFront": call.get("display_cardFront", True)},
        "name": call.get("name"),
        "pos": call.state.position(call.get("pos"), call.state.custom_fields.of("idModel", board["id"])),
        "type": call.get("type"),
    }
    if row["type"] == "list":
        row["options"] = [_option(call, row, option) for option in call.get("options") or []]
    return row


def _option(call: Call, field: Json, given: Any) -> Json:
    value = given.get("value", given) if isinstance(given, dict) else {"text": str(given)}
    pos = call.state.position(None, field.get("options", []))
    return {"id": call.state.new_id(), "idCustomField": field["id"], "value": value, "color": "none", "pos": pos}


@route("PUT /customFields/{id}", "name:name pos:pos display/cardFront:bool")
def update_custom_field(call: Call) -> Json:
    """Change a definition."""
    call.writer()
    row = _field(call, call.path["id"], write=True)
    row.update(call.given("name"))
    if "pos" in call.params:
        others = [one for one in call.state.custom_fields.of("idModel", row["idModel"]) if one is not row]
        row["pos"] = call.state.position(call.get("pos"), others)
    if "display/cardFront" in call.params:
        row["display"] = {"cardFront": call.get("display/cardFront")}
    return _shown(row)


@route("DELETE /customFields/{id}")
def delete_custom_field(call: Call) -> Json:
    """Delete a definition with its values on all cards."""
    call.writer()
    row = _field(call, call.path["id"], write=True)
    for card in call.state.cards.of("idBoard", row["idModel"]):
        card["customFieldItems"] = [item for item in card["customFieldItems"] if item["idCustomField"] != row["id"]]
    call.state.custom_fields.remove(row["id"])
    return {"limits": {}}


# -- options of a list field -------------------------------------------------------------------------


def _public(option: Json) -> Json:
    shown = {name: value for name, value in option.items() if name not in ("id", "idCustomField")}
    return {**shown, "_id": option["id"]}


@route("GET /customFields/{id}/options")
def read_options(call: Call) -> list[Json]:
    """The choices of a list field, with ``_id`` as recorded."""
    return [_public(option) for option in _field(call, call.path["id"]).get("options", [])]


@route("GET /customFields/{id}/options/{idCustomFieldOption}")
def read_option(call: Call) -> Json:
    """One choice."""
    return _public(_find_option(_field(call, call.path["id"]), call.path["idCustomFieldOption"]))


def _find_option(field: Json, identifier: str) -> Json:
    found: Json | None = next((one for one in field.get("options", []) if one["id"] == identifier), None)
    if found is None:
        raise errors.not_found()
    return found


@route("POST /customFields/{id}/options")
def create_option(call: Call) -> Json:
    """A new choice; the value comes as ``value[text]`` or as an object."""
    call.writer()
    field = _field(call, call.path["id"], write=True)
    given = call.get("value[text]") or call.get("value")
    if not given:
        raise errors.invalid_value("value")
    option = _option(call, field, given)
    field.setdefault("options", []).append(option)
    return option


@route("DELETE /customFields/{id}/options/{idCustomFieldOption}")
def delete_option(call: Call) -> Json:
    """Delete a choice."""
    call.writer()
    field = _field(call, call.path["id"], write=True)
    field["options"].remove(_find_option(field, call.path["idCustomFieldOption"]))
    return {"limits": {}}


# -- values on cards ---------------------------------------------------------------------------------


@route("PUT /cards/{idCard}/customField/{idCustomField}/item", "value:any idValue:id?")
def set_value(call: Call) -> Json:
    """Set or clear a value; an empty value with an empty ``idValue`` clears it."""
    me = call.writer()
    card = call.card(call.path["idCard"], write=True)
    field = _field(call, call.path["idCustomField"])
    if field["idModel"] != card["idBoard"]:
        raise errors.invalid_value("idCustomField")
    before = next((one for one in card["customFieldItems"] if one["idCustomField"] == field["id"]), None)
    card["customFieldItems"] = [one for one in card["customFieldItems"] if one is not before]
    item = _item(call, card, field, before)
    if item is not None:
        card["customFieldItems"].append(item)
    data = {
        "customField": {**activity.brief(field), "type": field["type"]},
        "customFieldItem": item,
        "old": {"value": (before or {}).get("value")},
    }
    activity.on_card(call.state, me, "updateCustomFieldItem", card, data)
    return item or {}


def _item(call: Call, card: Json, field: Json, before: Json | None) -> Json | None:
    base = {
        "id": before["id"] if before else call.state.new_id(),
        "idCustomField": field["id"],
        "idModel": card["id"],
        "modelType": "card",
    }
    if field["type"] == "list":
        chosen = call.get("idValue")
        return {**base, "idValue": _find_option(field, chosen)["id"]} if chosen else None
    raw = _raw_value(call, field["type"])
    return {**base, "value": raw} if raw else None


def _raw_value(call: Call, kind: str) -> Json | None:
    """The value as ``{"text": "…"}``, checked against the field's kind and turned into a string."""
    name = {"checkbox": "checked"}.get(kind, kind)
    given = call.get("value")
    for spelled in (f"value[{name}]", f"value/{name}"):
        if spelled in call.params:
            given = {name: call.params[spelled]}
    if given in (None, "", {}):
        return None
    if not isinstance(given, dict) or name not in given:
        raise errors.invalid_value("value")
    try:
        return {name: _checked(kind, given[name])}
    except (ValueError, TypeError):
        raise errors.invalid_value("value") from None


def _checked(kind: str, value: Any) -> str:
    if kind == "number":
        float(value)
    if kind == "date":
        return iso(parse_instant(value))
    if kind == "checkbox":
        value = {True: "true", False: "false"}.get(value, value)
        if value not in ("true", "false"):
            raise ValueError
    return str(value)

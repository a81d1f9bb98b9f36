"""Boards: reading them with everything nested, changing them, their members."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.trello import errors, reads, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.schema import route
from trackerbridge.sandbox.trello.tables import Json

_NESTED = (
    "actions:words boardStars:unmodelled cards:all|closed|none|open|visible card_pluginData:bool "
    "checklists:all|none customFields:bool fields:words labels:all|none lists:all|closed|none|open "
    "members:all|admins|none|normal|owners memberships:all|admin|deactivated|me|none|normal pluginData:bool "
    "organization:bool organization_pluginData:unmodelled myPrefs:unmodelled tags:unmodelled"
)


@route("GET /boards/{id}", _NESTED)
def read_board(call: Call) -> Json:
    """A board with the nested resources that the query asks for."""
    board = call.board(call.path["id"])
    answer = dict(views.board_view(call.state, board, call.params.get("fields")))
    for name, nested in _BOARD_PARTS.items():
        if call.get(name) not in (None, False, "none", []):
            answer[name] = nested(call, board)
    return answer


def _nested_lists(call: Call, board: Json) -> list[Json]:
    return reads.lists_answer(call, board, {"filter": call.get("lists"), "fields": call.get("list_fields")})


def _nested_cards(call: Call, board: Json) -> list[Json]:
    wanted = {**call.prefixed("card_"), "filter": call.get("cards")}
    wanted.update(
        {name: call.params[f"cards_{name}"] for name in ("limit", "before", "since") if f"cards_{name}" in call.params}
    )
    return reads.cards_answer(call, call.state.cards.of("idBoard", board["id"]), wanted)


def _nested_labels(call: Call, board: Json) -> list[Json]:
    return reads.labels_answer(call, board, {"limit": call.get("labels_limit", 50), "fields": call.get("label_fields")})


def _nested_members(call: Call, board: Json) -> list[Json]:
    people = reads.board_members(call, board, call.get("members"))
    return [views.member_view(person, call.get("member_fields") or views.MEMBER_NESTED) for person in people]


def _nested_memberships(call: Call, board: Json) -> list[Json]:
    return _memberships(call, board, call.get("memberships"))


def _nested_checklists(call: Call, board: Json) -> list[Json]:
    rows = call.state.checklists.of("idBoard", board["id"])
    return [views.checklist_view(row, call.get("checklist_fields")) for row in rows]


def _nested_actions(call: Call, board: Json) -> Any:
    wanted = {**reads.action_options(call.params), "filter": call.get("actions")}
    return reads.actions_answer(call, call.state.actions.of("idBoard", board["id"]), wanted, reads.ALL_ACTIONS)


def _nested_organization(call: Call, board: Json) -> Json | None:
    row = reads.require_organization(call, board)
    return views.pick(row, call.get("organization_fields")) if row else None


_BOARD_PARTS = {
    "lists": _nested_lists,
    "cards": _nested_cards,
    "labels": _nested_labels,
    "members": _nested_members,
    "memberships": _nested_memberships,
    "checklists": _nested_checklists,
    "customFields": lambda call, board: call.state.custom_fields.of("idModel", board["id"]),
    "pluginData": lambda _call, board: board["pluginData"],
    "actions": _nested_actions,
    "organization": _nested_organization,
}


@route("GET /boards/{id}/{field}")
def read_board_field(call: Call) -> Json:
    """One field of a board."""
    board = call.board(call.path["id"])
    return views.single_field(views.board_view(call.state, board, ["all"]), call.path["field"])


@route(
    "GET /boards/{boardId}/actions",
    "fields:words filter:words format:list|count|minimal idModels:ids limit:0..1000 member:bool member_fields:words "
    "memberCreator:bool memberCreator_fields:words page:0..1000 reactions:unmodelled before:cursor since:cursor",
)
def read_board_actions(call: Call) -> Any:
    """A board's actions, newest first, 50 by default."""
    board = call.board(call.path["boardId"])
    return reads.actions_answer(call, call.state.actions.of("idBoard", board["id"]), call.params, reads.ALL_ACTIONS)


@route("GET /boards/{id}/cards")
def read_board_cards(call: Call) -> list[Json]:
    """A board's cards."""
    return reads.cards_answer(call, call.state.cards.of("idBoard", call.board(call.path["id"])["id"]), call.params)


@route("GET /boards/{id}/cards/{filter}")
def read_board_cards_filtered(call: Call) -> Any:
    """A board's cards with the filter in the path; any other word is the id of a card on the board."""
    board = call.board(call.path["id"])
    cards = call.state.cards.of("idBoard", board["id"])
    wanted = call.path["filter"]
    if wanted in ("all", "closed", "none", "open", "visible"):
        return reads.cards_answer(call, cards, {**call.params, "filter": wanted})
    card = call.card(wanted)
    if card["idBoard"] != board["id"]:
        raise errors.not_found()
    return reads.card_answer(call, card, call.params)


@route(
    "GET /boards/{id}/lists", "cards:all|closed|none|open card_fields:words filter:all|closed|none|open fields:words"
)
def read_board_lists(call: Call) -> list[Json]:
    """A board's lists: the open ones unless the filter says otherwise."""
    return reads.lists_answer(call, call.board(call.path["id"]), call.params)


@route("GET /boards/{id}/lists/{filter}")
def read_board_lists_filtered(call: Call) -> list[Json]:
    """A board's lists with the filter in the path."""
    if call.path["filter"] not in ("all", "closed", "none", "open"):
        raise errors.invalid_value("filter")
    return reads.lists_answer(call, call.board(call.path["id"]), {**call.params, "filter": call.path["filter"]})


@route("GET /boards/{id}/labels", "fields:words limit:0..1000")
def read_board_labels(call: Call) -> list[Json]:
    """A board's labels, 50 by default."""
    return reads.labels_answer(call, call.board(call.path["id"]), call.params)


@route("GET /boards/{id}/checklists")
def read_board_checklists(call: Call) -> list[Json]:
    """The checklists of all cards of a board."""
    rows = call.state.checklists.of("idBoard", call.board(call.path["id"])["id"])
    shown = [views.checklist_view(row, call.get("fields"), call.get("checkItems", "all")) for row in rows]
    parts = call.get("checkItem_fields")
    if parts is None:
        return shown
    return [{**row, "checkItems": [views.pick(item, parts) for item in row.get("checkItems", [])]} for row in shown]


@route("GET /boards/{id}/customFields")
def read_board_custom_fields(call: Call) -> list[Json]:
    """A board's custom field definitions."""
    return call.state.custom_fields.of("idModel", call.board(call.path["id"])["id"])


@route("GET /boards/{id}/members")
def read_board_members(call: Call) -> list[Json]:
    """A board's people."""
    people = reads.board_members(call, call.board(call.path["id"]), call.get("filter", "all"))
    return [views.member_view(person, call.get("fields", views.MEMBER_LISTED)) for person in people]


def _memberships(call: Call, board: Json, wanted: str) -> list[Json]:
    rows: list[Json] = board["memberships"]
    if wanted == "me":
        return [row for row in rows if row["idMember"] == call.viewer]
    if wanted in ("admin", "normal"):
        return [row for row in rows if row["memberType"] == wanted]
    if wanted == "deactivated":
        return [row for row in rows if row.get("deactivated")]
    return rows if wanted == "all" else []


@route(
    "GET /boards/{id}/memberships",
    "filter:admins|all|none|normal activity:unmodelled orgMemberType:unmodelled member:bool member_fields:words",
)
def read_board_memberships(call: Call) -> list[Json]:
    """Who belongs to a board, in which role."""
    wanted = {"admins": "admin"}.get(call.get("filter", "all"), call.get("filter", "all"))
    rows = _memberships(call, call.board(call.path["id"]), wanted)
    if not call.get("member", False):
        return rows
    fields = call.get("member_fields") or views.MEMBER_LISTED
    return [{**row, "member": views.member_view(call.state.find_member(row["idMember"]), fields)} for row in rows]

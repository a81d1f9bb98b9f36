"""Actions and comments."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.trello import access, activity, errors, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.schema import route
from trackerbridge.sandbox.trello.tables import Json


def _action(call: Call, reference: str | None = None) -> Json:
    """An action on a board that who asks may see."""
    action = call.state.resolve(call.state.actions, reference or call.path["id"])
    board = str((action["data"].get("board") or {}).get("id"))
    if board in call.state.boards:
        call.board(board)
    return action


@route(
    "GET /actions/{id}",
    "display:bool entities:bool fields:words member:bool member_fields:words memberCreator:bool "
    "memberCreator_fields:words",
)
def read_action(call: Call) -> Json:
    """An action, with the words in which Trello shows a comment."""
    action = _action(call)
    answer = views.action_view(call.state, action, call.params)
    if call.get("display", True):
        answer["display"] = {"translationKey": _key(action), "entities": _entities(action)}
    if call.get("entities"):
        answer["entities"] = list(_entities(action).values())
    return answer


def _key(action: Json) -> str:
    if action["type"] == "commentCard":
        return "action_comment_on_card"
    return "action_" + "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in action["type"])


def _entities(action: Json) -> Json:
    """Who, what, where: enough for a comment line."""
    data = action["data"]
    found: Json = {}
    if action["type"] == "commentCard":
        card = data["card"]["id"]
        found["contextOn"] = {
            "type": "translatable",
            "translationKey": "action_on",
            "hideIfContext": True,
            "idContext": card,
        }
    for kind in ("board", "card", "list", "customField", "organization"):
        if kind in data and (action["type"] != "commentCard" or kind == "card"):
            short = {"shortLink": data[kind]["shortLink"]} if "shortLink" in data[kind] else {}
            hidden = {"hideIfContext": True} if kind == "card" else {}
            found[kind] = {"type": kind, **hidden, "id": data[kind]["id"], **short, "text": data[kind].get("name", "")}
    if "text" in data:
        found["comment"] = {"type": "comment", "text": data["text"]}
    return {**found, "memberCreator": _who(action)}


def _who(action: Json) -> Json:
    creator = action.get("memberCreator") or {}
    names = {"username": creator.get("username", ""), "text": creator.get("fullName", "")}
    return {"type": "member", "id": action["idMemberCreator"], **names}


@route("GET /actions/{id}/{field}")
def read_action_field(call: Call) -> Json:
    """One field of an action."""
    return views.single_field(_action(call), call.path["field"])


@route("GET /actions/{id}/board", "fields:words")
def read_action_board(call: Call) -> Json:
    """The board of an action."""
    return views.board_view(call.state, call.board(_part(call, "board")), call.get("fields"))


@route("GET /actions/{id}/card", "fields:words")
def read_action_card(call: Call) -> Json:
    """The card of an action."""
    return views.card_view(call.state, call.card(_part(call, "card")), call.get("fields"), call.viewer)


@route("GET /actions/{id}/list", "fields:words")
def read_action_list(call: Call) -> Json:
    """The list of an action."""
    return views.pick(call.list(_part(call, "list")), call.get("fields"))


@route("GET /actions/{id}/memberCreator", "fields:words")
def read_action_creator(call: Call) -> Json:
    """Who did it."""
    return views.member_view(call.state.find_member(_action(call)["idMemberCreator"]), call.get("fields"))


def _part(call: Call, kind: str) -> str:
    part = _action(call)["data"].get(kind)
    if not part:
        raise errors.not_found()
    return str(part["id"])


# -- comments ----------------------------------------------------------------------------------------


@route("POST /cards/{id}/actions/comments", "text!:name")
def comment(call: Call) -> Json:
    """Comment on a card. There is no private comment (API-FACTS 3.6)."""
    me = call.writer()
    card = call.card(write=True)
    data = {"text": call.get("text"), "textData": {"emoji": {}}}
    action = activity.on_card(call.state, me, "commentCard", card, data, limits=activity.comment_limits())
    answer = views.action_view(call.state, action, {})
    entities = _entities(action)
    listed = [entities["memberCreator"], {"type": "text", "text": "on", **_context(entities)}, entities["card"]]
    display = {"translationKey": _key(action), "entities": entities}
    return {**answer, "display": display, "entities": [*listed, entities["comment"]]}


def _context(entities: Json) -> Json:
    return {name: entities["contextOn"][name] for name in ("hideIfContext", "idContext")}


def _own_comment(call: Call, reference: str) -> Json:
    """A comment that who asks may edit: their own."""
    account = access.require_write_scope(call.account)
    action = _action(call, reference)
    if action["type"] != "commentCard":
        raise errors.invalid_value("action")
    if action["idMemberCreator"] != account.member and not account.everywhere:
        raise errors.unauthorized()
    return action


def _edit(call: Call, action: Json, text: Any) -> Json:
    action["data"].update(text=text, dateLastEdited=call.state.now())
    card = call.state.cards.get(action["data"]["card"]["id"])
    if card is not None:
        activity.touch(call.state, card)
    return views.action_view(call.state, action, {})


def _erase(call: Call, action: Json) -> Json:
    call.state.actions.remove(action["id"])
    return {"_value": None}


@route("PUT /actions/{id}", "text!:name")
def edit_action(call: Call) -> Json:
    """Edit one's own comment."""
    return _edit(call, _own_comment(call, call.path["id"]), call.get("text"))


@route("PUT /actions/{id}/text", "value!:name")
def edit_action_text(call: Call) -> Json:
    """The same."""
    return _edit(call, _own_comment(call, call.path["id"]), call.get("value"))


@route("PUT /cards/{id}/actions/{idAction}/comments", "text!:name")
def edit_comment(call: Call) -> Json:
    """The same, with the card in the path."""
    call.card(write=True)
    return _edit(call, _own_comment(call, call.path["idAction"]), call.get("text"))


@route("DELETE /actions/{id}")
def delete_action(call: Call) -> Json:
    """Delete one's own comment."""
    return _erase(call, _own_comment(call, call.path["id"]))


@route("DELETE /cards/{id}/actions/{idAction}/comments")
def delete_comment(call: Call) -> Json:
    """The same, with the card in the path."""
    call.card(write=True)
    return _erase(call, _own_comment(call, call.path["idAction"]))

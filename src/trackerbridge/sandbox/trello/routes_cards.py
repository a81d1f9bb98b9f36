"""Cards: reading, making, changing, deleting."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.trello import activity, errors, reads, shapes, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.schema import OPERATIONS, route
from trackerbridge.sandbox.trello.tables import Json

_CARD_FIELDS = "desc:text closed:bool dueComplete:bool due:date start:date pos:pos subscribed:bool"


@route(
    "GET /cards/{id}",
    "fields:words actions:words attachments:cover|true|false attachment_fields:words members:bool member_fields:words "
    "membersVoted:bool memberVoted_fields:words checkItemStates:bool checklists:all|none checklist_fields:words "
    "board:bool board_fields:words list:bool pluginData:bool stickers:bool sticker_fields:unmodelled "
    "customFieldItems:bool",
)
def read_card(call: Call) -> Json:
    """A card with the nested resources that the query asks for."""
    return reads.card_answer(call, call.card(), call.params)


@route("GET /cards/{id}/{field}")
def read_card_field(call: Call) -> Json:
    """One field of a card."""
    return views.single_field(views.card_view(call.state, call.card(), None, call.viewer), call.path["field"])


@route("GET /cards/{id}/board", "fields:words")
def read_card_board(call: Call) -> Json:
    """The board a card is on."""
    board = call.board(call.card()["idBoard"])
    return views.board_view(call.state, board, call.get("fields"))


@route("GET /cards/{id}/list", "fields:words")
def read_card_list(call: Call) -> Json:
    """The list a card is in."""
    return views.pick(call.list(call.card()["idList"]), call.get("fields"))


@route("GET /cards/{id}/actions", "filter:words page:0..19")
def read_card_actions(call: Call) -> Any:
    """A card's actions: comments and moves unless the filter says otherwise."""
    return reads.actions_answer(
        call, call.state.actions.of("idCard", call.card()["id"]), call.params, reads.CARD_ACTIONS
    )


# -- making ------------------------------------------------------------------------------------------


@route(
    "POST /cards",
    "name:text desc:text pos:pos due:date start:date dueComplete:bool idList!:id idMembers:ids idLabels:ids "
    "urlSource:text fileSource:unmodelled mimeType:unmodelled idCardSource:id? keepFromSource:words address:unmodelled "
    "locationName:unmodelled coordinates:unmodelled",
)
def create_card(call: Call) -> Json:
    """A new card at the bottom of a list, or a copy of another."""
    call.writer()
    parent = _target_list(call, call.get("idList"))
    board = call.board(parent["idBoard"], write=True, what="card")
    views.require_room(call.state, board, "cards.openPerBoard")
    source = call.card(call.get("idCardSource")) if call.get("idCardSource") else None
    given = {**_copied(call, source), **call.given("name", "desc", "due", "start", "dueComplete")}
    given["idMembers"] = _known_members(call, call.get("idMembers", given.get("idMembers", [])))
    given["idLabels"] = _known_labels(call, board, call.get("idLabels", given.get("idLabels", [])))
    card = _put_card(call, parent, given)
    if call.get("urlSource"):
        _attach_source(call, card, call.get("urlSource"))
    if source is None:
        activity.on_card(call.state, call.me, "createCard", card)
    else:
        _copy_checklists(call, source, card)
        activity.on_card(call.state, call.me, "copyCard", card, {"cardSource": activity.card_brief(source)})
    return created_card(call, card)


def created_card(call: Call, card: Json) -> Json:
    """The answer to a new card: the card with (empty) attachments, stickers and limits, as recorded."""
    return {
        **views.card_view(call.state, card, None, call.viewer),
        "attachments": card["attachments"],
        "stickers": [],
        "limits": {},
    }


def _target_list(call: Call, identifier: str) -> Json:
    row = call.state.lists.get(identifier)
    if row is None:
        raise errors.invalid_value("idList")
    return row


def _put_card(call: Call, parent: Json, given: Json) -> Json:
    siblings = call.state.cards.of("idList", parent["id"])
    card = call.state.add_card(
        {
            **given,
            "id": call.state.new_id(),
            "idBoard": parent["idBoard"],
            "idList": parent["id"],
            "pos": call.state.position(call.get("pos"), siblings),
        }
    )
    activity.touch(call.state, card)
    return card


def _copied(call: Call, source: Json | None) -> Json:
    if source is None:
        return {}
    kept = call.get("keepFromSource") or ["all"]
    fields = {"due": "due", "start": "start", "members": "idMembers", "labels": "idLabels"}
    copied = {field: source[field] for word, field in fields.items() if "all" in kept or word in kept}
    return {"name": source["name"], "desc": source["desc"], **copied}


def _copy_checklists(call: Call, source: Json, card: Json) -> None:
    kept = call.get("keepFromSource") or ["all"]
    if not {"all", "checklists"} & set(kept):
        return
    for row in call.state.checklists.of("idCard", source["id"]):
        copy_checklist(call, row, card, row["name"])


def copy_checklist(call: Call, source: Json, card: Json, name: str) -> Json:
    """A copy of a checklist with its items on a card."""
    identifier = call.state.new_id()
    items = [{**item, "id": call.state.new_id(), "idChecklist": identifier} for item in source["checkItems"]]
    row = {
        **source,
        "id": identifier,
        "name": name,
        "idCard": card["id"],
        "idBoard": card["idBoard"],
        "checkItems": items,
    }
    return call.state.checklists.add(row)


def _attach_source(call: Call, card: Json, url: str) -> None:
    card["attachments"].append(
        {"id": call.state.new_id(), "url": url, "name": url, "isUpload": False, "date": call.state.now()}
    )


def _known_members(call: Call, wanted: list[str]) -> list[str]:
    for identifier in wanted:
        if identifier not in call.state.members:
            raise errors.invalid_object_id()
    return list(dict.fromkeys(wanted))


def _known_labels(call: Call, board: Json, wanted: list[str]) -> list[str]:
    for identifier in wanted:
        label = call.state.labels.get(identifier)
        if label is None or label["idBoard"] != board["id"]:
            raise errors.invalid_object_id()
    return list(dict.fromkeys(wanted))


# -- changing ----------------------------------------------------------------------------------------


@route(
    "PUT /cards/{id}",
    f"name:text {_CARD_FIELDS} idMembers:ids idAttachmentCover:id? idList:id idLabels:ids idBoard:id "
    "address:unmodelled locationName:unmodelled coordinates:unmodelled cover:any",
)
def update_card(call: Call) -> Json:
    """Change a card; every changed field leaves an action with its old value."""
    call.writer()
    card = call.card(write=True)
    change_card(call, card, dict(call.params))
    return views.card_view(call.state, card, None, call.viewer)


@route("PUT /cards/{id}/{field}", "value:any")
def update_card_field(call: Call) -> Json:
    """Change one field of a card (the older form of the same)."""
    call.writer()
    card = call.card(write=True)
    name = call.path["field"]
    param = _UPDATE.get(name)
    if param is None or "value" not in call.params:
        raise errors.invalid_value("field" if param is None else "value")
    try:
        change_card(call, card, {name: param(call.get("value"))})
    except (ValueError, TypeError):
        raise errors.invalid_value("value") from None
    return views.card_view(call.state, card, None, call.viewer)


def change_card(call: Call, card: Json, changes: dict[str, Any]) -> None:
    """Apply changes that were read by type already."""
    _check_target(call, card, changes)
    moved_board = changes.pop("idBoard", card["idBoard"])
    if "idList" in changes:
        moved_board = _target_list(call, changes["idList"])["idBoard"]
    board = call.board(moved_board, write=True, what="card")
    if "idMembers" in changes:
        changes["idMembers"] = _known_members(call, changes["idMembers"])
    if "idLabels" in changes:
        changes["idLabels"] = _known_labels(call, board, changes["idLabels"])
    if moved_board != card["idBoard"]:
        _move_to_board(call, card, board, changes)
    if "idList" in changes or "pos" in changes:
        home = str(changes.get("idList", card["idList"]))
        siblings = [other for other in call.state.cards.of("idList", home) if other is not card]
        changes["pos"] = call.state.position(changes.get("pos"), siblings)
    if "idAttachmentCover" in changes:
        worn = changes["idAttachmentCover"] or None
        changes |= {"idAttachmentCover": worn, "cover": {**card["cover"], "idAttachment": worn, "color": None}}
    members_before = list(card["idMembers"])
    old = shapes.merge_patch(card, changes)
    if "idList" in old:
        old.pop("pos", None)
    call.state.add_card(card)
    activity.card_changes(call.state, call.me, card, old)
    _member_actions(call, card, members_before)


def _check_target(call: Call, card: Json, changes: dict[str, Any]) -> None:
    if changes.get("closed") is False and card["closed"]:
        views.require_room(call.state, call.state.find_board(card["idBoard"]), "cards.openPerBoard")
    if "idBoard" in changes and changes["idBoard"] not in call.state.boards:
        raise errors.invalid_value("idBoard")


def _move_to_board(call: Call, card: Json, board: Json, changes: dict[str, Any]) -> None:
    if "idList" not in changes:
        open_lists = [row for row in call.state.lists_of(board["id"]) if not row["closed"]]
        if not open_lists:
            raise errors.invalid_value("idBoard")
        changes["idList"] = open_lists[0]["id"]
    source = activity.board_brief(call.state, card["idBoard"])
    activity.on_card(call.state, call.me, "moveCardFromBoard", card, {"boardTarget": {"id": board["id"]}})
    call.state.renumber(card, board["id"])
    card["idList"] = changes.pop("idList")
    changes.setdefault("pos", None)
    for checklist in call.state.checklists.of("idCard", card["id"]):
        call.state.checklists.add({**checklist, "idBoard": board["id"]})
    call.state.add_card(card)
    activity.on_card(call.state, call.me, "moveCardToBoard", card, {"boardSource": source})


def _member_actions(call: Call, card: Json, before: list[str]) -> None:
    for identifier in card["idMembers"]:
        if identifier not in before:
            member_action(call, "addMemberToCard", card, identifier)
    for identifier in before:
        if identifier not in card["idMembers"]:
            member_action(call, "removeMemberFromCard", card, identifier)


def member_action(call: Call, kind: str, card: Json, identifier: str) -> None:
    """Record that a person was put on, or taken off, a card."""
    person = call.state.find_member(identifier)
    data = {"idMember": identifier, "member": {"id": identifier, "name": person["fullName"]}}
    activity.on_card(call.state, call.me, kind, card, data)


def _update_readers() -> dict[str, Any]:
    return {
        param.name: param.read for param in OPERATIONS["PUT /cards/{id}"].params.values() if param.kind != "unmodelled"
    }


_UPDATE = _update_readers()


@route("DELETE /cards/{id}")
def delete_card(call: Call) -> Json:
    """Delete a card for good, with its history; only ``deleteCard`` stays in the feed."""
    call.writer()
    card = call.card(write=True)
    remove_card(call, card)
    return {"limits": {}}


def remove_card(call: Call, card: Json) -> None:
    """Take a card out with its checklists and actions."""
    data = {
        "card": {name: card[name] for name in ("id", "idShort", "shortLink")},
        "board": activity.board_brief(call.state, card["idBoard"]),
        "list": activity.brief(call.state.lists.get(card["idList"]) or {"id": card["idList"]}),
    }
    for table in (call.state.actions, call.state.checklists):
        for row in table.of("idCard", card["id"]):
            table.remove(row["id"])
    call.state.remove_card(card)
    activity.record(call.state, call.me, "deleteCard", data)

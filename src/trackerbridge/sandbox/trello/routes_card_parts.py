"""What hangs on a card: people, votes, attachments, plugin data, stickers."""

from __future__ import annotations

from trackerbridge.sandbox.trello import activity, errors, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.routes_cards import member_action
from trackerbridge.sandbox.trello.schema import route
from trackerbridge.sandbox.trello.tables import Json

_VOTED = "member has already voted on the card"
_NOT_VOTED = "member has not voted on the card"
_ON_CARD = "member is already on the card"


# -- people ------------------------------------------------------------------------------------------


@route("GET /cards/{id}/members", "fields:words")
def read_card_members(call: Call) -> list[Json]:
    """The people on a card."""
    return _people(call, call.card()["idMembers"])


@route("GET /cards/{id}/membersVoted", "fields:words")
def read_voters(call: Call) -> list[Json]:
    """The people who voted for a card."""
    return _people(call, call.card()["idMembersVoted"])


def _people(call: Call, identifiers: list[str]) -> list[Json]:
    people = [call.state.members.get(identifier) for identifier in identifiers]
    return [views.member_view(person, call.get("fields") or views.MEMBER_NESTED) for person in people if person]


@route("POST /cards/{id}/idMembers", "value:id")
def add_card_member(call: Call) -> list[Json]:
    """Put a person on a card: all people of the card."""
    call.writer()
    card = call.card(write=True)
    if call.get("value") not in call.state.members:
        raise errors.invalid_value("value")
    if call.get("value") in card["idMembers"]:
        raise errors.TrelloError(400, _ON_CARD)
    card["idMembers"].append(call.get("value"))
    member_action(call, "addMemberToCard", card, call.get("value"))
    return _people(call, card["idMembers"])


@route("DELETE /cards/{id}/idMembers/{idMember}")
def remove_card_member(call: Call) -> list[Json]:
    """Take a person off a card: those who are left (API-FACTS 9.5)."""
    call.writer()
    card = call.card(write=True)
    if call.path["idMember"] not in card["idMembers"]:
        raise errors.not_found()
    card["idMembers"].remove(call.path["idMember"])
    member_action(call, "removeMemberFromCard", card, call.path["idMember"])
    return _people(call, card["idMembers"])


@route("POST /cards/{id}/membersVoted", "value!:id")
def vote(call: Call) -> Json:
    """Vote for a card."""
    call.writer()
    card = call.card(write=True)
    if call.get("value") not in call.state.members:
        raise errors.invalid_value("value")
    if call.get("value") in card["idMembersVoted"]:
        raise errors.TrelloError(400, _VOTED)
    card["idMembersVoted"].append(call.get("value"))
    activity.on_card(call.state, call.me, "voteOnCard", card, {"voted": True})
    return {"_value": None}


@route("DELETE /cards/{id}/membersVoted/{idMember}")
def unvote(call: Call) -> Json:
    """Take a vote back; 400 when there was none (recorded)."""
    call.writer()
    card = call.card(write=True)
    if call.path["idMember"] not in card["idMembersVoted"]:
        raise errors.TrelloError(400, _NOT_VOTED)
    card["idMembersVoted"].remove(call.path["idMember"])
    activity.on_card(call.state, call.me, "voteOnCard", card, {"voted": False})
    return {"_value": None}


def set_cover(card: Json, attachment: str | None) -> None:
    """The cover is told twice: by its own old field, and inside ``cover``."""
    card["idAttachmentCover"] = attachment
    card["cover"] = {**card["cover"], "idAttachment": attachment, "color": None}


# -- attachments -------------------------------------------------------------------------------------


@route("GET /cards/{id}/attachments", "fields:words filter:cover|false|all")
def read_attachments(call: Call) -> list[Json]:
    """The attachments of a card."""
    return [views.pick(row, call.get("fields")) for row in call.card()["attachments"]]


@route("GET /cards/{id}/attachments/{idAttachment}", "fields:words")
def read_attachment(call: Call) -> Json:
    """One attachment."""
    return views.pick(_attachment(call.card(), call.path["idAttachment"]), call.get("fields"))


def _attachment(card: Json, identifier: str) -> Json:
    found: Json | None = next((row for row in card["attachments"] if row["id"] == identifier), None)
    if found is None:
        raise errors.not_found()
    return found


@route("POST /cards/{id}/attachments", "name:text file:any mimeType:text url:text setCover:bool")
def attach(call: Call) -> Json:
    """Attach an address or a file. The file's content is not kept, only its name, type and size."""
    me = call.writer()
    card = call.card(write=True)
    if not call.get("url") and call.upload is None:
        raise errors.invalid_value("url")
    row = _new_attachment(call, card, me)
    card["attachments"].append(row)
    if call.get("setCover"):
        set_cover(card, row["id"])
    data = {"attachment": activity.brief(row)}
    activity.on_card(call.state, me, "addAttachmentToCard", card, data)
    return {**row, "limits": {}}


def _new_attachment(call: Call, card: Json, me: Json) -> Json:
    identifier = call.state.new_id()
    name, media_type, content = call.upload or (call.get("url"), call.get("mimeType", ""), None)
    here = f"https://trello.com/1/cards/{card['id']}/attachments/{identifier}/download/{name}"
    return {
        "id": identifier,
        "bytes": None if content is None else len(content),
        "date": call.state.now(),
        "edgeColor": None,
        "idMember": me["id"],
        "isUpload": call.upload is not None,
        "mimeType": media_type,
        "name": call.get("name") or name,
        "previews": [],
        "url": here if call.upload else call.get("url"),
        "pos": call.state.position(None, card["attachments"]),
        "fileName": name if call.upload else None,
    }


@route("DELETE /cards/{id}/attachments/{idAttachment}")
def detach(call: Call) -> Json:
    """Delete an attachment."""
    me = call.writer()
    card = call.card(write=True)
    row = _attachment(card, call.path["idAttachment"])
    card["attachments"].remove(row)
    activity.on_card(call.state, me, "deleteAttachmentFromCard", card, {"attachment": activity.brief(row)})
    return {"limits": {}}


# -- the rest ----------------------------------------------------------------------------------------


@route("GET /cards/{id}/pluginData")
def read_plugin_data(call: Call) -> list[Json]:
    """What Power-Ups keep on a card."""
    return list(call.card()["pluginData"])


@route("GET /cards/{id}/stickers", "fields:words")
def read_stickers(call: Call) -> list[Json]:
    """The stickers on a card."""
    return [views.pick(row, call.get("fields")) for row in call.card()["stickers"]]


@route("GET /boards/{id}/boardPlugins")
def read_board_plugins(call: Call) -> list[Json]:
    """The Power-Ups of a board: none in the sandbox."""
    call.board(call.path["id"])
    return []


@route("GET /cards/{id}/customFieldItems")
def read_card_custom_fields(call: Call) -> list[Json]:
    """The custom field values of a card; unset fields are absent (API-FACTS 3.4)."""
    return list(call.card()["customFieldItems"])


@route("POST /cards/{id}/markAssociatedNotificationsRead")
def mark_read(call: Call) -> Json:
    """Mark what concerns a card as read."""
    call.writer()
    card = call.card()
    for row in call.state.notifications:
        if (row["data"].get("card") or {}).get("id") == card["id"]:
            row["unread"] = False
    return {"_value": None}

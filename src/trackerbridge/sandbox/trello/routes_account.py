"""Tokens, webhooks (kept, never called) and notifications."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from trackerbridge.sandbox.clock import iso
from trackerbridge.sandbox.trello import access, errors, paging, views
from trackerbridge.sandbox.trello.access import Account
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.routes_members import person
from trackerbridge.sandbox.trello.schema import route
from trackerbridge.sandbox.trello.tables import Json

# -- tokens ------------------------------------------------------------------------------------------


def _token(call: Call) -> Account:
    account = call.state.accounts.get(call.path["token"])
    if account is None or account.token in call.state.revoked:
        raise errors.TrelloError(401, "invalid token")
    return account


def token_view(call: Call, account: Account) -> Json:
    """What a token may do: one permission entry per kind of model, as recorded."""
    scope = {"read": account.read, "write": account.write}
    whose = {"Member": account.member, "Board": "*", "Organization": "*"}
    created = account.created or call.state.clock.now()
    return {
        "id": f"{int(created.timestamp()):08x}{account.token.encode().hex()[-16:]}",
        "identifier": account.identifier,
        "idMember": account.member,
        "dateCreated": iso(created),
        "dateExpires": iso(account.expires) if account.expires else None,
        "permissions": [{"idModel": model, "modelType": kind, **scope} for kind, model in whose.items()],
    }


@route("GET /tokens/{token}", "fields:words webhooks:bool")
def read_token(call: Call) -> Json:
    """A token's owner, expiry and permissions (API-FACTS 3.1)."""
    account = _token(call)
    answer = dict(views.pick(token_view(call, account), call.get("fields")))
    if call.get("webhooks"):
        answer["webhooks"] = _hooks_of(call, account)
    return answer


@route("GET /tokens/{token}/member", "fields:words")
def read_token_member(call: Call) -> Json:
    """The person a token stands for."""
    return views.member_view(call.state.find_member(_token(call).member), call.get("fields"))


@route("GET /tokens/{token}/webhooks")
def read_token_webhooks(call: Call) -> list[Json]:
    """The webhooks made with a token."""
    return _hooks_of(call, _token(call))


@route("DELETE /tokens/{token}")
def revoke_token(call: Call) -> Json:
    """Revoke a token: from then on it is ``invalid token``."""
    call.writer()
    call.state.revoked.add(_token(call).token)
    return {"_value": None}


@route("GET /members/{id}/tokens", "webhooks:bool")
def read_member_tokens(call: Call) -> list[Json]:
    """One's own tokens; nobody else's."""
    member = person(call)
    if member["id"] != call.viewer:
        raise errors.unauthorized()
    own = [
        one
        for one in call.state.accounts.values()
        if one.member == member["id"] and one.token not in call.state.revoked
    ]
    hooks = {one.token: {"webhooks": _hooks_of(call, one)} if call.get("webhooks") else {} for one in own}
    return [{**token_view(call, one), **hooks[one.token]} for one in own]


# -- webhooks ----------------------------------------------------------------------------------------


def _hooks_of(call: Call, account: Account) -> list[Json]:
    return [_shown(row) for row in call.state.webhooks.of("token", account.token)]


def _shown(row: Json) -> Json:
    return {name: value for name, value in row.items() if name != "token"}


def _hook(call: Call, reference: str) -> Json:
    row = call.state.resolve(call.state.webhooks, reference)
    if call.account is None or row["token"] != call.account.token:
        raise errors.unauthorized()
    return row


@route("POST /webhooks", "description:text callbackURL!:name idModel!:id active:bool")
def create_webhook(call: Call) -> Json:
    """Keep a webhook. The sandbox never calls it, and does not test the address."""
    account = access.require_write_scope(call.account)
    if urlsplit(call.get("callbackURL")).scheme not in ("http", "https"):
        raise errors.invalid_value("callbackURL")
    row: Json = {
        "id": call.state.new_id(),
        "description": call.get("description", ""),
        "idModel": call.get("idModel"),
        "callbackURL": call.get("callbackURL"),
        "active": call.get("active", True),
        "consecutiveFailures": 0,
        "firstConsecutiveFailDate": None,
        "token": account.token,
    }
    return _shown(call.state.webhooks.add(row))


@route("GET /webhooks/{id}")
def read_webhook(call: Call) -> Json:
    """A webhook of the token that asks."""
    return _shown(_hook(call, call.path["id"]))


@route("PUT /webhooks/{id}", "description:text callbackURL:name idModel:id active:bool")
def update_webhook(call: Call) -> Json:
    """Change a webhook."""
    call.writer()
    row = _hook(call, call.path["id"])
    row.update(call.params)
    return _shown(row)


@route("DELETE /webhooks/{id}")
def delete_webhook(call: Call) -> Json:
    """Delete a webhook."""
    call.writer()
    call.state.webhooks.remove(_hook(call, call.path["id"])["id"])
    return {"_value": None}


# -- notifications -----------------------------------------------------------------------------------


@route(
    "GET /members/{id}/notifications",
    "entities:unmodelled display:unmodelled filter:words read_filter:all|read|unread fields:words limit:1..1000 "
    "page:0..100 before:cursor since:cursor memberCreator:bool memberCreator_fields:words",
)
def read_notifications(call: Call) -> list[Json]:
    """One's own notifications, newest first. The sandbox makes none; state may hold some."""
    member = person(call)
    if member["id"] != call.viewer:
        raise errors.unauthorized()
    rows = call.state.notifications.of("idMember", member["id"])
    chosen = paging.newest_first(paging.window(rows, before=call.get("before"), since=call.get("since")))
    return [_notification(call, row) for row in chosen[: call.get("limit", 50)]]


@route(
    "GET /notifications/{id}",
    "board:unmodelled board_fields:unmodelled card:unmodelled card_fields:unmodelled display:unmodelled "
    "entities:unmodelled fields:words list:unmodelled member:unmodelled member_fields:unmodelled memberCreator:bool "
    "memberCreator_fields:words organization:unmodelled organization_fields:unmodelled",
)
def read_notification(call: Call) -> Json:
    """One notification."""
    row = call.state.resolve(call.state.notifications, call.path["id"])
    if row["idMember"] != call.viewer:
        raise errors.unauthorized()
    return _notification(call, row)


def _notification(call: Call, row: Json) -> Json:
    shown: Json = {name: value for name, value in row.items() if name != "idMember"}
    answer: dict[str, Any] = dict(views.pick(shown, call.get("fields")))
    creator = call.state.members.get(row.get("idMemberCreator") or "")
    if creator and call.get("memberCreator", True):
        answer["memberCreator"] = views.member_view(creator, call.get("memberCreator_fields") or views.MEMBER_NESTED)
    return answer

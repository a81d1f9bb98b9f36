"""Making and changing boards, and who belongs to them."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.trello import access, activity, errors, shapes, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.schema import route
from trackerbridge.sandbox.trello.tables import Json

DEFAULT_LISTS = ("To Do", "Doing", "Done")
DEFAULT_LABELS = ("green", "yellow", "orange", "red", "purple", "blue")
"""A new board has three lists and six nameless labels (API-FACTS 3.5)."""

_WHO = "disabled|members|observers|org|public"
_BACKGROUND = "blue|orange|green|red|purple|pink|lime|sky|grey"


@route(
    "POST /boards",
    "name!:name defaultLabels:bool defaultLists:bool desc:text idOrganization:id? idBoardSource:unmodelled "
    "keepFromSource:unmodelled powerUps:unmodelled prefs_permissionLevel:org|private|public "
    f"prefs_voting:{_WHO} prefs_comments:{_WHO} prefs_invitations:members|admins prefs_selfJoin:bool "
    f"prefs_cardCovers:bool prefs_background:{_BACKGROUND} prefs_cardAging:pirate|regular",
)
def create_board(call: Call) -> Json:
    """A new board; who makes it administers it."""
    me = call.writer()
    _require_organization(call, call.get("idOrganization"))
    board = call.state.add_board(
        {
            "id": call.state.new_id(),
            **call.given("name", "desc", "idOrganization"),
            "prefs": call.prefixed("prefs_"),
            "idMemberCreator": me["id"],
            "memberships": [_membership(call, me["id"], "admin")],
        }
    )
    activity.record(call.state, me, "createBoard", {"board": activity.brief(board, "shortLink")})
    _fill(call, board)
    return {**views.board_view(call.state, board, None), "limits": {}}


def _fill(call: Call, board: Json) -> None:
    if call.get("defaultLists", True):
        for number, name in enumerate(DEFAULT_LISTS, start=1):
            row = {"id": call.state.new_id(), "idBoard": board["id"], "name": name, "pos": number * 16_384}
            call.state.lists.add(shapes.board_list(row))
    if call.get("defaultLabels", True):
        for color in DEFAULT_LABELS:
            call.state.labels.add(shapes.label({"id": call.state.new_id(), "idBoard": board["id"], "color": color}))


def _require_organization(call: Call, identifier: str | None) -> None:
    if identifier is None:
        return
    row = call.state.organizations.get(identifier)
    if row is None:
        raise errors.invalid_value("idOrganization")
    if not access.sees_organization(call.account, row):
        raise errors.unauthorized("organization")


@route(
    "PUT /boards/{id}",
    "name:name desc:text closed:bool subscribed:bool idOrganization:id? prefs/permissionLevel:org|private|public "
    "prefs/selfJoin:bool prefs/cardCovers:bool prefs/hideVotes:bool prefs/invitations:members|admins "
    f"prefs/voting:{_WHO} prefs/comments:{_WHO} prefs/background:name prefs/cardAging:pirate|regular "
    "prefs/calendarFeedEnabled:bool labelNames/green:text labelNames/yellow:text labelNames/orange:text "
    "labelNames/red:text labelNames/purple:text labelNames/blue:text",
)
def update_board(call: Call) -> Json:
    """Change a board."""
    me = call.writer()
    board = call.board(call.path["id"], write=True)
    _require_organization(call, call.get("idOrganization"))
    changes = call.given("name", "desc", "closed", "subscribed", "idOrganization")
    for group in ("prefs", "labelNames"):
        chosen = call.prefixed(f"{group}/")
        if chosen:
            changes[group] = {**board[group], **chosen}
    activity.board_changes(call.state, me, board, shapes.merge_patch(board, changes))
    call.state.boards.add(board)
    return views.board_view(call.state, board, None)


@route("DELETE /boards/{id}")
def delete_board(call: Call) -> Json:
    """Delete a board with everything on it."""
    call.writer()
    board = call.board(call.path["id"], write=True)
    call.state.forget_board(board)
    return {"_value": None}


# -- who belongs to it -------------------------------------------------------------------------------


def _membership(call: Call, member: str, kind: str) -> Json:
    return {
        "id": call.state.new_id(),
        "idMember": member,
        "memberType": kind,
        "unconfirmed": False,
        "deactivated": False,
    }


def _members_of(call: Call, board: Json) -> list[Json]:
    people = [call.state.members.get(entry["idMember"]) for entry in board["memberships"]]
    fields = [*views.MEMBER_NESTED, "confirmed", "memberType"]
    return [views.member_view(person, fields) for person in people if person]


@route("PUT /boards/{id}/members/{idMember}", "type!:admin|normal|observer allowBillableGuest:unmodelled")
def put_member(call: Call) -> Json:
    """Invite a person, or change their role."""
    me = call.writer()
    board = call.board(call.path["id"], write=True)
    person = call.state.find_member(call.path["idMember"])
    _set_role(call, board, me, person, call.get("type"))
    return {"id": board["id"], "members": _members_of(call, board), "memberships": board["memberships"]}


def _set_role(call: Call, board: Json, me: Json, person: Json, kind: str) -> None:
    entry = next((row for row in board["memberships"] if row["idMember"] == person["id"]), None)
    data: dict[str, Any] = {"board": activity.brief(board, "shortLink"), "memberType": kind}
    if entry is not None:
        entry["memberType"] = kind
        role = {"admin": "Admin", "normal": "Normal", "observer": "Observer"}[kind]
        verb = "makeNormalMemberOfBoard" if role == "Normal" else f"make{role}OfBoard"
        activity.record(call.state, me, verb, {**data, "idMember": person["id"]})
        return
    board["memberships"].append(_membership(call, person["id"], kind))
    activity.record(call.state, me, "addMemberToBoard", {**data, "idMemberAdded": person["id"]})


@route("PUT /boards/{id}/members", "email!:name type:admin|normal|observer fullName:name")
def invite_member(call: Call) -> Json:
    """Invite a person by e-mail: unknown ones become a ghost member."""
    me = call.writer()
    board = call.board(call.path["id"], write=True)
    known = next((row for row in call.state.members if row.get("email") == call.get("email")), None)
    person = known or _ghost(call)
    _set_role(call, board, me, person, call.get("type", "normal"))
    return {**person, "idBoards": [board["id"]], "idOrganizations": []}


def _ghost(call: Call) -> Json:
    name = call.get("fullName") or call.get("email").split("@")[0]
    identifier = call.state.new_id()
    return call.state.add_member(
        {
            "id": identifier,
            "username": f"{shapes.slug(name).replace('-', '')}{identifier[-4:]}",
            "fullName": name,
            "email": call.get("email"),
            "confirmed": False,
            "memberType": "ghost",
        }
    )


@route("DELETE /boards/{id}/members/{idMember}")
def remove_member(call: Call) -> Json:
    """Take a person off a board and its cards; the answer is the board (API-FACTS 9.5)."""
    me = call.writer()
    board = call.board(call.path["id"], write=True)
    person = call.state.find_member(call.path["idMember"])
    board["memberships"] = [row for row in board["memberships"] if row["idMember"] != person["id"]]
    for card in call.state.cards.of("idBoard", board["id"]):
        card["idMembers"] = [one for one in card["idMembers"] if one != person["id"]]
    data = {"board": activity.brief(board, "shortLink"), "idMember": person["id"]}
    activity.record(call.state, me, "removeMemberFromBoard", data)
    return {**views.board_view(call.state, board, None), "members": _members_of(call, board)}


@route("PUT /boards/{id}/memberships/{idMembership}", "type!:admin|normal|observer member_fields:words")
def put_membership(call: Call) -> Json:
    """Change a role by the membership's id."""
    me = call.writer()
    board = call.board(call.path["id"], write=True)
    entry = next((row for row in board["memberships"] if row["id"] == call.path["idMembership"]), None)
    if entry is None:
        raise errors.not_found()
    person = call.state.find_member(entry["idMember"])
    _set_role(call, board, me, person, call.get("type"))
    return {**entry, "member": views.member_view(person, call.get("member_fields") or views.MEMBER_NESTED)}

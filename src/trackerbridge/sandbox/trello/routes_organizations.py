"""Organizations (workspaces), as far as boards need them."""

from __future__ import annotations

import re
from typing import Any

from trackerbridge.sandbox.trello import access, activity, errors, export, reads, shapes, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.routes_members import filter_boards, person
from trackerbridge.sandbox.trello.schema import route
from trackerbridge.sandbox.trello.tables import Json

DEFAULT = [
    "name",
    "displayName",
    "descData",
    "website",
    "teamType",
    "desc",
    "url",
    "logoHash",
    "logoUrl",
    "products",
    "powerUps",
    "offering",
]


def _organization(call: Call, *, write: bool = False) -> Json:
    row = call.state.find_organization(call.path["id"])
    if not access.sees_organization(call.account, row):
        raise errors.unauthorized("organization")
    if write:
        access.require_write_scope(call.account)
    return row


@route("GET /organizations/{id}")
def read_organization(call: Call) -> Json:
    """An organization by id or name."""
    return views.pick(_organization(call), call.get("fields", DEFAULT))


@route("GET /organizations/{id}/{field}")
def read_organization_field(call: Call) -> Json:
    """One field of an organization."""
    return views.single_field(_organization(call), call.path["field"])


@route("GET /organizations/{id}/boards", "filter:words fields:words")
def read_organization_boards(call: Call) -> list[Json]:
    """The boards of an organization that who asks may see."""
    boards = [board for board in call.state.boards.of("idOrganization", _organization(call)["id"]) if call.sees(board)]
    chosen = filter_boards(boards, call.get("filter", ["all"]))
    return [views.board_view(call.state, board, call.get("fields", ["all"])) for board in chosen]


@route("GET /organizations/{id}/members")
def read_organization_members(call: Call) -> list[Json]:
    """The people of an organization."""
    people = [call.state.members.get(entry["idMember"]) for entry in _organization(call)["memberships"]]
    return [views.member_view(one, call.get("fields", views.MEMBER_LISTED)) for one in people if one]


@route("GET /organizations/{id}/memberships", "filter:words member:bool")
def read_organization_memberships(call: Call) -> list[Json]:
    """Who belongs to an organization, in which role."""
    return list(_organization(call)["memberships"])


@route("GET /organizations/{id}/actions")
def read_organization_actions(call: Call) -> Any:
    """What happened to an organization."""
    rows = call.state.actions.of("idOrganization", _organization(call)["id"])
    return reads.actions_answer(call, rows, call.params, reads.ALL_ACTIONS)


@route("POST /organizations", "displayName!:name desc:text name:name website:text")
def create_organization(call: Call) -> Json:
    """A new organization; who makes it administers it."""
    me = call.writer()
    identifier = call.state.new_id()
    name = call.get("name") or re.sub(r"\W", "", call.get("displayName").lower())
    entry = {"id": call.state.new_id(), "idMember": me["id"], "memberType": "admin", "unconfirmed": False}
    given = {**call.given("displayName", "desc", "website"), "id": identifier, "name": name, "memberships": [entry]}
    row = call.state.organizations.add(export.organization(given))
    activity.record(
        call.state, me, "createOrganization", {"organization": {"id": identifier, "name": row["displayName"]}}
    )
    return views.pick(row, DEFAULT)


@route(
    "PUT /organizations/{id}",
    "name:name displayName:name desc:text website:text prefs/associatedDomain:unmodelled "
    "prefs/externalMembersDisabled:unmodelled prefs/googleAppsVersion:unmodelled "
    "prefs/boardVisibilityRestrict/org:unmodelled prefs/boardVisibilityRestrict/private:unmodelled "
    "prefs/boardVisibilityRestrict/public:unmodelled prefs/orgInviteRestrict:unmodelled "
    "prefs/permissionLevel:private|public",
)
def update_organization(call: Call) -> Json:
    """Change an organization."""
    me = call.writer()
    row = _organization(call, write=True)
    changes = call.given("name", "displayName", "desc", "website")
    if "prefs/permissionLevel" in call.params:
        changes["prefs"] = {**row["prefs"], "permissionLevel": call.get("prefs/permissionLevel")}
    for name, before in shapes.merge_patch(row, changes).items():
        data = {"organization": {"id": row["id"], "name": row["displayName"], name: row[name]}, "old": {name: before}}
        activity.record(call.state, me, "updateOrganization", data)
    return views.pick(row, DEFAULT)


@route("DELETE /organizations/{id}")
def delete_organization(call: Call) -> Json:
    """Delete an organization; its boards stay, without one."""
    call.writer()
    row = _organization(call, write=True)
    for board in call.state.boards.of("idOrganization", row["id"]):
        board["idOrganization"] = None
        call.state.boards.add(board)
    call.state.organizations.remove(row["id"])
    return {"_value": None}


@route("GET /members/{id}/organizations", "filter:all|members|none|public fields:words paid_account:unmodelled")
def read_member_organizations(call: Call) -> list[Json]:
    """The organizations of a person."""
    member = person(call)
    rows = [row for row in call.state.organizations if any(m["idMember"] == member["id"] for m in row["memberships"])]
    seen = [row for row in rows if access.sees_organization(call.account, row)]
    return [views.pick(_with_boards(call, row), call.get("fields")) for row in seen]


def _with_boards(call: Call, row: Json) -> Json:
    boards = [board["id"] for board in call.state.boards.of("idOrganization", row["id"])]
    count = len(row["memberships"])
    counts = {"billableMemberCount": count, "activeBillableMemberCount": count}
    return {**row, "idBoards": boards, **counts, "invited": False, "invitations": [], "premiumFeatures": []}

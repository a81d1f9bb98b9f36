"""People and tokens: who am I, which boards do I see, what may this token do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from trackerbridge.sandbox.trello import errors, reads, shapes, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.schema import route
from trackerbridge.sandbox.trello.tables import Json

_OWN = {
    "email": "sandbox@example.com",
    "aaId": None,
    "aaEmail": None,
    "aaEnrolledDate": None,
    "avatarSource": "none",
    "credentialsRemovedCount": 0,
    "gravatarHash": None,
    "idEnterprisesAdmin": [],
    "loginTypes": ["password"],
    "marketingOptIn": {"optedIn": False, "date": "2020-01-01T00:00:00.000Z"},
    "messagesDismissed": [],
    "oneTimeMessagesDismissed": [],
    "prefs": {
        "sendSummaries": True,
        "minutesBetweenSummaries": 60,
        "minutesBeforeDeadlineToNotify": 1440,
        "colorBlind": False,
        "locale": "en-US",
        "privacy": {"fullName": "public", "avatar": "public"},
    },
    "trophies": [],
    "uploadedAvatarHash": None,
    "uploadedAvatarUrl": None,
    "premiumFeatures": [],
    "isAaMastered": False,
    "ixUpdate": "0",
}
"""What only oneself sees of oneself."""


def person(call: Call) -> Json:
    """The member in the path: ``me``, an id or a user name."""
    return call.me if call.path["id"] == "me" else call.state.find_member(call.path["id"])


def boards_of(call: Call, member: Json) -> list[Json]:
    """The boards of a person, as far as who asks may see them."""
    own = call.viewer == member["id"] and call.account is not None and call.account.everywhere
    return [
        board
        for board in call.state.boards
        if call.sees(board) and (own or any(m["idMember"] == member["id"] for m in board["memberships"]))
    ]


def _whole(call: Call, member: Json) -> Json:
    boards = [board["id"] for board in boards_of(call, member)]
    organizations = [org["id"] for org in call.state.organizations if _belongs(org, member)]
    limits = {kind: {"totalPerMember": shapes.limit_entry(4500)} for kind in ("boards", "orgs")}
    answer = {**member, "idBoards": boards, "idOrganizations": organizations, "limits": limits}
    return {**_OWN, **answer} if member["id"] == call.viewer else answer


def _belongs(organization: Json, member: Json) -> bool:
    return any(entry["idMember"] == member["id"] for entry in organization["memberships"])


@route(
    "GET /members/{id}",
    "actions:unmodelled boards:words boardBackgrounds:unmodelled boardsInvited:unmodelled "
    "boardsInvited_fields:unmodelled boardStars:unmodelled cards:unmodelled customBoardBackgrounds:unmodelled "
    "customEmoji:unmodelled customStickers:unmodelled fields:words notifications:unmodelled "
    "organizations:all|members|none|public organization_fields:words organization_paid_account:unmodelled "
    "organizationsInvited:unmodelled organizationsInvited_fields:unmodelled paid_account:unmodelled "
    "savedSearches:unmodelled tokens:unmodelled",
)
def read_member(call: Call) -> Json:
    """A person; their boards and organizations if asked."""
    member = person(call)
    answer = dict(views.member_view(_whole(call, member), call.get("fields")))
    if call.get("boards"):
        chosen = filter_boards(boards_of(call, member), call.get("boards"))
        answer["boards"] = [views.board_view(call.state, board, call.get("board_fields", ["all"])) for board in chosen]
    if call.get("organizations", "none") != "none":
        rows = [row for row in call.state.organizations if _belongs(row, member)]
        answer["organizations"] = [views.pick(row, call.get("organization_fields")) for row in rows]
    return answer


@route("GET /members/{id}/{field}")
def read_member_field(call: Call) -> Json:
    """One field of a person."""
    return views.single_field(_whole(call, person(call)), call.path["field"])


def filter_boards(boards: list[Json], wanted: list[str]) -> list[Json]:
    """The spec's filters; several are a union."""
    tests: dict[str, Callable[[Json], bool]] = {
        "all": lambda _board: True,
        "open": lambda board: not board["closed"],
        "closed": lambda board: bool(board["closed"]),
        "members": lambda board: board["prefs"]["permissionLevel"] == "private",
        "organization": lambda board: board["prefs"]["permissionLevel"] == "org",
        "public": lambda board: board["prefs"]["permissionLevel"] == "public",
        "starred": lambda board: bool(board.get("starred")),
        "none": lambda _board: False,
    }
    unknown = [word for word in wanted if word not in tests]
    if unknown:
        raise errors.invalid_value("filter")
    return [board for board in boards if any(tests[word](board) for word in wanted)]


@route(
    "GET /members/{id}/boards",
    "filter:words fields:words lists:all|closed|none|open organization:bool organization_fields:words",
)
def read_member_boards(call: Call) -> list[Json]:
    """The boards of a person: all fields, as recorded, unless some are chosen."""
    boards = filter_boards(boards_of(call, person(call)), call.get("filter", ["all"]))
    return [_listed_board(call, board) for board in boards]


def _listed_board(call: Call, board: Json) -> Json:
    answer = dict(views.board_view(call.state, board, call.get("fields", ["all"])))
    if "fields" not in call.params:
        answer["memberships"] = board["memberships"]
    if call.get("lists", "none") != "none":
        answer["lists"] = reads.lists_answer(call, board, {"filter": call.get("lists")})
    if call.get("organization"):
        row = reads.require_organization(call, board)
        answer["organization"] = views.pick(row, call.get("organization_fields")) if row else None
    return answer


@route("GET /members/{id}/cards", "filter:all|closed|complete|incomplete|none|open|visible")
def read_member_cards(call: Call) -> list[Json]:
    """The cards a person is on, as far as who asks may see them."""
    member = person(call)
    cards = [card for card in call.state.cards if member["id"] in card["idMembers"]]
    seen = [card for card in cards if call.sees(call.state.find_board(card["idBoard"]))]
    return reads.cards_answer(call, seen, call.params, "visible")


@route("GET /members/{id}/actions", "filter:words")
def read_member_actions(call: Call) -> Any:
    """What a person did, on boards that who asks may see."""
    member = person(call)
    done = call.state.actions.of("idMemberCreator", member["id"])
    return reads.actions_answer(call, [a for a in done if _seen_action(call, a)], call.params, reads.ALL_ACTIONS)


def _seen_action(call: Call, action: Json) -> bool:
    board = call.state.boards.get((action["data"].get("board") or {}).get("id", ""))
    return board is None or call.sees(board)


@route(
    "PUT /members/{id}",
    "fullName:name initials:name username:name bio:text avatarSource:unmodelled prefs/colorBlind:unmodelled "
    "prefs/locale:unmodelled prefs/minutesBetweenSummaries:unmodelled",
)
def update_member(call: Call) -> Json:
    """Change oneself; nobody else."""
    call.writer()
    member = person(call)
    if member["id"] != call.viewer:
        raise errors.unauthorized()
    member.update(call.given("fullName", "initials", "username", "bio"))
    return _whole(call, member)

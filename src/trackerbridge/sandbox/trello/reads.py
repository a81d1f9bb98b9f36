"""Reading collections: filters, pages and the resources nested into cards and boards (API-FACTS 3.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trackerbridge.sandbox.trello import access, errors, paging, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.tables import Json

ALL_ACTIONS = ["all"]
CARD_ACTIONS = ["commentCard", "updateCard:idList"]
Nested = Callable[[Call, Json, Mapping[str, Any]], Any]
"""Makes the nested part of a card's answer."""


# -- cards -----------------------------------------------------------------------------------------


def filter_cards(call: Call, cards: Sequence[Json], wanted: str) -> list[Json]:
    """``open`` (not archived), ``visible`` (and in an open list), ``closed``, ``all``, ``none``."""
    if wanted == "all":
        return list(cards)
    if wanted == "none":
        return []
    if wanted == "closed":
        return [card for card in cards if card["closed"]]
    open_cards = [card for card in cards if not card["closed"]]
    if wanted == "open":
        return open_cards
    return [card for card in open_cards if not (call.state.lists.get(card["idList"]) or {}).get("closed")]


def cards_answer(call: Call, cards: Sequence[Json], wanted: Mapping[str, Any], default: str = "open") -> list[Json]:
    """A page of cards. ``wanted`` holds filter, limit, before, since, fields and the switches of nested resources."""
    chosen = filter_cards(call, cards, wanted.get("filter", default))
    chosen = paging.page(
        call.state.cards_in_order(chosen),
        limit=wanted.get("limit"),
        before=wanted.get("before"),
        since=wanted.get("since"),
    )
    if wanted.get("actions") and len(chosen) > call.state.nested_actions_max_cards:
        raise errors.too_many_cards()
    return [card_answer(call, card, wanted) for card in chosen]


def card_answer(call: Call, card: Json, wanted: Mapping[str, Any]) -> Json:
    """One card with the chosen fields and nested resources."""
    answer = dict(views.card_view(call.state, card, wanted.get("fields"), call.viewer))
    for name, add in _NESTED_IN_CARD.items():
        if wanted.get(name) not in (None, False, "false", "none", []):
            answer[name] = add(call, card, wanted)
    return answer


def _members(call: Call, card: Json, wanted: Mapping[str, Any]) -> list[Json]:
    people = [call.state.members.get(identifier) for identifier in card["idMembers"]]
    return [
        views.member_view(person, wanted.get("member_fields") or views.MEMBER_NESTED) for person in people if person
    ]


def _voters(call: Call, card: Json, wanted: Mapping[str, Any]) -> list[Json]:
    people = [call.state.members.get(identifier) for identifier in card["idMembersVoted"]]
    return [views.member_view(p, wanted.get("memberVoted_fields") or views.MEMBER_NESTED) for p in people if p]


def _checklists(call: Call, card: Json, wanted: Mapping[str, Any]) -> list[Json]:
    rows = sorted(call.state.checklists.of("idCard", card["id"]), key=lambda row: row["pos"])
    return [views.checklist_view(row, wanted.get("checklist_fields")) for row in rows]


def _attachments(_call: Call, card: Json, wanted: Mapping[str, Any]) -> list[Json]:
    return [views.pick(row, wanted.get("attachment_fields")) for row in card["attachments"]]


def _actions(call: Call, card: Json, wanted: Mapping[str, Any]) -> Any:
    nested = {**action_options(wanted), "filter": wanted["actions"]}
    return actions_answer(call, call.state.actions.of("idCard", card["id"]), nested, CARD_ACTIONS)


def _board(call: Call, card: Json, wanted: Mapping[str, Any]) -> Json:
    return views.board_view(call.state, call.board(card["idBoard"]), wanted.get("board_fields"))


def _list(call: Call, card: Json, wanted: Mapping[str, Any]) -> Json | None:
    row = call.state.lists.get(card["idList"])
    return views.pick(row, wanted.get("list_fields")) if row else None


_NESTED_IN_CARD: dict[str, Nested] = {
    "members": _members,
    "membersVoted": _voters,
    "checklists": _checklists,
    "attachments": _attachments,
    "actions": _actions,
    "board": _board,
    "list": _list,
    "customFieldItems": lambda _call, card, _wanted: card["customFieldItems"],
    "pluginData": lambda _call, card, _wanted: card["pluginData"],
    "stickers": lambda _call, card, _wanted: card["stickers"],
}


# -- lists -----------------------------------------------------------------------------------------


def filter_lists(rows: Sequence[Json], wanted: str) -> list[Json]:
    """``open``, ``closed``, ``all`` or ``none``."""
    if wanted in ("all", "none"):
        return list(rows) if wanted == "all" else []
    return [row for row in rows if row["closed"] == (wanted == "closed")]


def lists_answer(call: Call, board: Json, wanted: Mapping[str, Any], default: str = "open") -> list[Json]:
    """A board's lists, with their cards if asked."""
    rows = filter_lists(call.state.lists_of(board["id"]), wanted.get("filter", default))
    return [_list_answer(call, row, wanted) for row in rows]


def _list_answer(call: Call, row: Json, wanted: Mapping[str, Any]) -> Json:
    answer = dict(views.pick(row, wanted.get("fields")))
    if wanted.get("cards", "none") != "none":
        cards = call.state.cards.of("idList", row["id"])
        answer["cards"] = cards_answer(call, cards, {"filter": wanted["cards"], "fields": wanted.get("card_fields")})
    return answer


# -- labels, members ---------------------------------------------------------------------------------


def labels_answer(call: Call, board: Json, wanted: Mapping[str, Any]) -> list[Json]:
    """A board's labels: 50 unless ``limit`` says more (6.15)."""
    rows = call.state.labels.of("idBoard", board["id"])
    return [views.pick(row, wanted.get("fields")) for row in rows[: wanted.get("limit", 50)]]


def board_members(call: Call, board: Json, wanted: str = "all") -> list[Json]:
    """The people of a board: ``all``, ``admins``, ``normal`` (not administrators), ``owners`` or ``none``."""
    kinds = {"admins": {"admin"}, "owners": {"admin"}, "normal": {"normal", "observer"}, "none": set[str]()}
    chosen = [entry for entry in board["memberships"] if wanted == "all" or entry["memberType"] in kinds[wanted]]
    people = [call.state.members.get(entry["idMember"]) for entry in chosen]
    return [person for person in people if person]


# -- actions -----------------------------------------------------------------------------------------

_ACTION_OPTIONS = {
    "actions_limit": "limit",
    "actions_before": "before",
    "actions_since": "since",
    "actions_format": "format",
    "action_fields": "fields",
    "action_memberCreator": "memberCreator",
    "action_memberCreator_fields": "memberCreator_fields",
    "action_member": "member",
    "action_member_fields": "member_fields",
}


def action_options(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The options for nested actions under the names that the actions route itself uses."""
    return {plain: wanted[name] for name, plain in _ACTION_OPTIONS.items() if name in wanted}


def _matches(action: Json, wanted: str) -> bool:
    kind, _, field = wanted.partition(":")
    if kind not in ("all", action["type"]):
        return False
    return not field or field in action["data"].get("old", {})


def actions_answer(call: Call, actions: Sequence[Json], wanted: Mapping[str, Any], default: Sequence[str]) -> Any:
    """A page of actions, newest first: 50 unless ``limit`` says otherwise, at most 1,000 (6.15)."""
    filters = wanted.get("filter") or default
    chosen = [action for action in actions if any(_matches(action, one) for one in filters)]
    if wanted.get("idModels"):
        named = set(wanted["idModels"])
        chosen = [a for a in chosen if named & {(v or {}).get("id") for v in a["data"].values() if isinstance(v, dict)}]
    chosen = paging.newest_first(paging.window(chosen, before=wanted.get("before"), since=wanted.get("since")))
    if wanted.get("format") == "count":
        return {"_value": len(chosen)}
    limit = wanted.get("limit", 50)
    start = wanted.get("page", 0) * limit
    return [views.action_view(call.state, action, wanted) for action in chosen[start : start + limit]]


# -- nested into a board -----------------------------------------------------------------------------


def require_organization(call: Call, board: Json) -> Json | None:
    """The board's organization for nesting; a refusal becomes 449 (6.14)."""
    organization = call.state.organization_of(board)
    if organization is not None and not access.sees_organization(call.account, organization):
        raise errors.nested_failure(f"/1/organizations/{organization['id']}", errors.unauthorized("organization"))
    return organization

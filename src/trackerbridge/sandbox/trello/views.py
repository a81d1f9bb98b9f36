"""Rows as answers: computed fields added, fields chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from trackerbridge.sandbox.trello import errors, shapes
from trackerbridge.sandbox.trello.tables import Json

if TYPE_CHECKING:
    from trackerbridge.sandbox.trello.state import TrelloState

BOARD_DEFAULT = [
    "name",
    "desc",
    "descData",
    "closed",
    "idOrganization",
    "idEnterprise",
    "pinned",
    "url",
    "shortUrl",
    "prefs",
    "labelNames",
]
"""A board's fields when none are chosen, as recorded."""
MEMBER_NESTED = [
    "username",
    "activityBlocked",
    "avatarHash",
    "avatarUrl",
    "fullName",
    "idMemberReferrer",
    "initials",
    "nonPublic",
    "nonPublicAvailable",
]
"""A person's fields where they are nested into something else."""
MEMBER_LISTED = ["username", "fullName"]
_HIDDEN = {
    "board": {"memberships", "pluginData"},
    "card": {"attachments", "pluginData", "customFieldItems", "stickers"},
}


def pick(row: Json, fields: Iterable[str] | None) -> Json:
    """The id and the chosen fields, unknown ones left out; ``None`` or ``all`` gives everything."""
    if fields is None:
        return row
    wanted = list(fields)
    if "all" in wanted:
        return row
    return {name: row[name] for name in ("id", *wanted) if name in row}


def single_field(row: Json, field: str) -> Json:
    """One field as ``{"_value": …}`` (6.16); objects come as they are."""
    if field not in row:
        raise errors.invalid_value("field")
    value = row[field]
    return value if isinstance(value, dict) else {"_value": value}


# -- boards ----------------------------------------------------------------------------------------


def board_limits(state: TrelloState, board: Json) -> Json:
    """The board's limits with the status that its present counts give."""
    counts = _counts(state, board["id"])
    limits: Json = {}
    for kind, entries in board["limits"].items():
        limits[kind] = {}
        for name, entry in entries.items():
            count = counts.get(f"{kind}.{name}")
            limits[kind][name] = entry if count is None else {**entry, "status": _status(entry, count)}
    return limits


def _counts(state: TrelloState, board: str) -> dict[str, int]:
    lists = state.lists.of("idBoard", board)
    return {
        "cards.openPerBoard": sum(not card["closed"] for card in state.cards.of("idBoard", board)),
        "cards.totalPerBoard": state.cards.count("idBoard", board),
        "labels.perBoard": state.labels.count("idBoard", board),
        "lists.openPerBoard": sum(not row["closed"] for row in lists),
        "lists.totalPerBoard": len(lists),
        "checklists.perBoard": state.checklists.count("idBoard", board),
        "customFields.perBoard": state.custom_fields.count("idModel", board),
    }


def _status(entry: Mapping[str, Any], count: int) -> str:
    if count >= entry["disableAt"]:
        return "disabled"
    return "warning" if count >= entry["warnAt"] else "ok"


def require_room(state: TrelloState, board: Json, limit: str) -> None:
    """403 if one more would go over the board's limit, e.g. ``cards.openPerBoard``."""
    kind, name = limit.split(".")
    entry = board["limits"].get(kind, {}).get(name)
    if entry and _counts(state, board["id"])[limit] >= entry["disableAt"]:
        raise errors.over_limit(limit)


def board_view(state: TrelloState, board: Json, fields: Iterable[str] | None) -> Json:
    """A board with the chosen fields; the default set is the recorded one."""
    wanted = list(BOARD_DEFAULT if fields is None else fields)
    if "all" in wanted or "limits" in wanted:
        board = {**board, "limits": board_limits(state, board)}
    whole = {name: value for name, value in board.items() if name not in _HIDDEN["board"]}
    return pick(whole, wanted)


# -- cards -----------------------------------------------------------------------------------------


def badges(state: TrelloState, card: Json, viewer: str | None = None) -> Json:
    """The counts on a card's front."""
    items = [item for checklist in state.checklists.of("idCard", card["id"]) for item in checklist["checkItems"]]
    dues = sorted(item["due"] for item in items if item.get("due") and item["state"] != "complete")
    comments = sum(action["type"] == "commentCard" for action in state.actions.of("idCard", card["id"]))
    return {
        "attachmentsByType": {"trello": {"board": 0, "card": 0}},
        "location": card["coordinates"] is not None,
        "votes": len(card["idMembersVoted"]),
        "viewingMemberVoted": viewer in card["idMembersVoted"],
        "subscribed": card["subscribed"],
        "fogbugz": "",
        "checkItems": len(items),
        "checkItemsChecked": sum(item["state"] == "complete" for item in items),
        "checkItemsEarliestDue": dues[0] if dues else None,
        "comments": comments + state.unseen_comments.get(card["id"], 0),
        "attachments": len(card["attachments"]),
        "description": bool(card["desc"]),
        "due": card["due"],
        "dueComplete": card["dueComplete"],
        "start": card["start"],
    }


def card_row(state: TrelloState, card: Json, viewer: str | None = None) -> Json:
    """A card with everything that is computed: badges, label objects, check item states, limits."""
    labels = [state.labels.get(identifier) for identifier in card["idLabels"]]
    checklists = state.checklists.of("idCard", card["id"])
    done = [
        {"idCheckItem": item["id"], "state": "complete"}
        for checklist in checklists
        for item in checklist["checkItems"]
        if item["state"] == "complete"
    ]
    return {
        **card,
        "checkItemStates": done,
        "idChecklists": [checklist["id"] for checklist in checklists],
        "labels": [label for label in labels if label],
        "badges": badges(state, card, viewer),
        "limits": shapes.card_limits(),
    }


def card_view(state: TrelloState, card: Json, fields: Iterable[str] | None = None, viewer: str | None = None) -> Json:
    """A card with the chosen fields."""
    row = card_row(state, card, viewer)
    return pick({name: value for name, value in row.items() if name not in _HIDDEN["card"]}, fields)


def card_in_full(state: TrelloState, card: Json) -> Json:
    """A card as in an export: attachments and custom field items included."""
    return card_row(state, card)


# -- the rest --------------------------------------------------------------------------------------


def checklist_view(checklist: Json, fields: Iterable[str] | None = None, items: str = "all") -> Json:
    """A checklist; ``items`` is ``all`` or ``none``."""
    row = checklist if items == "all" else {name: value for name, value in checklist.items() if name != "checkItems"}
    return (
        pick(row, fields)
        if fields is None
        else {**pick(row, fields), **({"checkItems": row["checkItems"]} if "checkItems" in row else {})}
    )


def member_view(member: Json, fields: Iterable[str] | None) -> Json:
    """A person with the chosen fields."""
    return pick(member, fields)


def action_view(state: TrelloState, action: Json, wanted: Mapping[str, Any]) -> Json:
    """An action; ``wanted`` may hold ``fields``, ``memberCreator`` and ``member`` switches and their field lists."""
    row = {name: value for name, value in action.items() if name not in ("memberCreator", "member")}
    row = pick(row, wanted.get("fields"))
    if wanted.get("memberCreator", True):
        _add_person(
            state, row, "memberCreator", action, action.get("idMemberCreator"), wanted.get("memberCreator_fields")
        )
    concerned = action.get("data", {}).get("idMember") or action.get("data", {}).get("idMemberAdded")
    if wanted.get("member", True) and ("member" in action or concerned):
        _add_person(state, row, "member", action, concerned, wanted.get("member_fields"))
    return row


def _add_person(state: TrelloState, row: Json, name: str, action: Json, identifier: str | None, fields: Any) -> None:
    person = state.members.get(identifier or "") or action.get(name)
    if person is not None:
        row[name] = pick(person, fields or MEMBER_NESTED)

"""A board export (the JSON of "Export as JSON", or ``/b/<link>.json``) in and out, shapes of 2015 to 2026."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from trackerbridge.errors import BadInput
from trackerbridge.sandbox.trello import shapes, views
from trackerbridge.sandbox.trello.tables import Json

if TYPE_CHECKING:
    from trackerbridge.sandbox.trello.state import TrelloState

_INSIDE = ("actions", "cards", "checklists", "customFields", "labels", "lists", "members")


def load(state: TrelloState, raw: Any) -> Json:
    """Put an export into the state; a board that is there already is replaced. Returns the board.

    Old exports lack label ids, ``dueComplete``, ``start``, custom fields, limits: defaults stand in for them.
    """
    _check(raw)
    raw = deepcopy(raw)
    forget(state, raw["id"])
    for person in raw.get("members") or []:
        state.add_member(person)
    board = state.add_board({name: value for name, value in raw.items() if name not in _INSIDE})
    _organization(state, board)
    for given in raw.get("lists") or []:
        state.lists.add(shapes.board_list({**given, "idBoard": board["id"]}))
    _labels(state, board, raw)
    for given in raw.get("checklists") or []:
        _checklist(state, board, given)
    for given in raw.get("customFields") or []:
        state.custom_fields.add({"idModel": board["id"], "modelType": "board", **given})
    for given in raw.get("cards") or []:
        state.add_card({**given, "idBoard": board["id"]})
    for given in raw.get("actions") or []:
        _action(state, board, given)
    _comments_not_in_the_export(state, raw)
    return board


def _check(raw: Any) -> None:
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str) or not isinstance(raw.get("cards"), list):
        raise BadInput(
            "This is not a Trello board export: it has no board id and list of cards.",
            hint="In Trello: the board's menu, “Print, export and share”, “Export as JSON”.",
        )


def forget(state: TrelloState, board_id: str) -> None:
    """Take a board out with everything on it."""
    for table in (state.lists, state.cards, state.labels, state.checklists, state.actions):
        for row in table.of("idBoard", board_id):
            table.remove(row["id"])
    for row in state.custom_fields.of("idModel", board_id):
        state.custom_fields.remove(row["id"])
    state.boards.remove(board_id)


def _organization(state: TrelloState, board: Json) -> None:
    identifier = board.get("idOrganization")
    if not identifier or identifier in state.organizations:
        return
    state.organizations.add(
        organization({"id": identifier, "name": f"workspace{identifier[-6:]}", "displayName": "Workspace"})
    )


def organization(given: Json) -> Json:
    """An organization row."""
    row: Json = {
        "displayName": "",
        "desc": "",
        "descData": None,
        "website": None,
        "teamType": None,
        "logoHash": None,
        "logoUrl": None,
        "products": [],
        "powerUps": [],
        "offering": None,
        "memberships": [],
        "prefs": {"permissionLevel": "private"},
        **given,
    }
    row["url"] = f"https://trello.com/w/{row['name']}"
    return row


def _labels(state: TrelloState, board: Json, raw: Json) -> None:
    on_board = list(raw.get("labels") or [])
    known = {row["id"] for row in on_board}
    for card in raw["cards"]:
        for row in card.get("labels") or []:
            if row.get("id") and row["id"] not in known:
                known.add(row["id"])
                on_board.append(row)
        card["idLabels"] = card.get("idLabels") or [row["id"] for row in card.get("labels") or [] if row.get("id")]
    for row in on_board:
        state.labels.add(shapes.label({**row, "idBoard": board["id"]}))


def _checklist(state: TrelloState, board: Json, given: Json) -> None:
    items = [shapes.check_item({**item, "idChecklist": given["id"]}) for item in given.get("checkItems") or []]
    state.checklists.add({"pos": 16_384, **given, "idBoard": board["id"], "checkItems": items})


def _action(state: TrelloState, board: Json, given: Json) -> None:
    given.setdefault("data", {}).setdefault("board", {"id": board["id"], "name": board["name"]})
    creator = given.get("memberCreator")
    if creator and creator.get("id") and creator["id"] not in state.members:
        state.add_member(creator)
    state.actions.add(given)


def _comments_not_in_the_export(state: TrelloState, raw: Json) -> None:
    """An export holds 1,000 actions at most; the badge still counts all comments."""
    for card in raw["cards"]:
        told = (card.get("badges") or {}).get("comments") or 0
        seen = sum(action["type"] == "commentCard" for action in state.actions.of("idCard", card["id"]))
        state.unseen_comments[card["id"]] = max(0, told - seen)


def dump(state: TrelloState, board: Json) -> Json:
    """The board as an export, with the newest 1,000 actions, as Trello cuts them."""
    identifier = board["id"]
    actions = sorted(state.actions.of("idBoard", identifier), key=lambda action: action["id"], reverse=True)
    members = [state.members.get(entry["idMember"]) for entry in board["memberships"]]
    return deepcopy(
        {
            **board,
            "limits": views.board_limits(state, board),
            "actions": actions[:1000],
            "cards": [
                views.card_in_full(state, card) for card in state.cards_in_order(state.cards.of("idBoard", identifier))
            ],
            "labels": state.labels.of("idBoard", identifier),
            "lists": state.lists_of(identifier),
            "members": [row for row in members if row],
            "checklists": state.checklists.of("idBoard", identifier),
            "customFields": state.custom_fields.of("idModel", identifier),
        }
    )

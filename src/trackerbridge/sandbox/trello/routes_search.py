"""Several reads at once, and a plain search."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.trello import errors, views
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.schema import route
from trackerbridge.sandbox.trello.tables import Json

BATCH_MAX = 10


@route("GET /batch", "urls!:words")
def batch(call: Call) -> list[Any]:
    """Up to ten GETs in one: a list of ``{"200": answer}`` or error objects, 200 overall (API-FACTS 3.3)."""
    urls = call.get("urls")
    if not urls or len(urls) > BATCH_MAX or not all(url.startswith("/") for url in urls):
        raise errors.invalid_value("urls")
    return [call.dispatch(url) for url in urls]


@route(
    "GET /search",
    "query!:name idBoards:ids idOrganizations:unmodelled idCards:unmodelled modelTypes:words board_fields:words "
    "boards_limit:1..1000 board_organization:unmodelled card_fields:words cards_limit:1..1000 cards_page:0..100 "
    "card_board:unmodelled card_list:unmodelled card_members:unmodelled card_stickers:unmodelled "
    "card_attachments:unmodelled organization_fields:unmodelled organizations_limit:unmodelled "
    "member_fields:unmodelled members_limit:unmodelled partial:bool",
)
def search(call: Call) -> Json:
    """Cards and boards whose name or description holds every word of the query; ten of each unless asked for more."""
    words = call.get("query").lower().split()
    kinds = call.get("modelTypes", ["all"])
    answer: Json = {"options": {"terms": [{"text": word} for word in words], "modelTypes": kinds}}
    if {"all", "cards"} & set(kinds):
        answer["cards"] = _cards(call, words)
    if {"all", "boards"} & set(kinds):
        found = [board for board in call.state.boards if call.sees(board) and _holds(board, words)]
        fields = call.get("board_fields", ["name", "idOrganization"])
        answer["boards"] = [views.board_view(call.state, one, fields) for one in found[: call.get("boards_limit", 10)]]
    return answer


def _cards(call: Call, words: list[str]) -> list[Json]:
    where = call.get("idBoards")
    boards = {board["id"] for board in call.state.boards if call.sees(board)}
    if where and where != ["mine"]:
        boards &= {call.board(reference)["id"] for reference in where}
    found = [card for card in call.state.cards if card["idBoard"] in boards and _holds(card, words)]
    limit = call.get("cards_limit", 10)
    start = call.get("cards_page", 0) * limit
    fields = call.get("card_fields")
    return [views.card_view(call.state, card, fields, call.viewer) for card in found[start : start + limit]]


def _holds(row: Json, words: list[str]) -> bool:
    text = f"{row['name']} {row['desc']}".lower()
    return all(word in text for word in words)

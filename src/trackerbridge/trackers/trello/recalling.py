"""What a board's actions still tell where the ledger was lost: cards whose reference a person took away, cards gone.

When a person replaces a description, Trello keeps the former one in the action (``updateCard``, ``data.old.desc``;
API-FACTS 3.3). Asked in the one run that misses the ledger: ten cards a request, and one request for what is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from trackerbridge.markup.reference import bears_reference
from trackerbridge.trackers.base import Board
from trackerbridge.trackers.trello.api import TrelloApi
from trackerbridge.trackers.trello.history import card_of
from trackerbridge.trackers.trello.whole import actions_of, pages
from trackerbridge.trackers.values import part, text

_REWRITTEN = "updateCard:desc"
_GONE = "deleteCard,moveCardFromBoard"


def recalled(api: TrelloApi, board: Board, known: Collection[str]) -> Board:
    """The board with the texts that bore a reference, and how many cards are gone. ``known``: ids in the ledger."""
    bare = [card.id for card in board.cards if card.id not in known and not bears_reference(card.description)]
    earlier = _earlier_texts(api, bare)
    cards = tuple(replace(card, reference=earlier.get(card.id, "")) for card in board.cards)
    return replace(board, cards=cards, gone=_gone(api, board, known))


def _earlier_texts(api: TrelloApi, cards: Sequence[str]) -> dict[str, str]:
    """By card: the latest text that a reference stood in."""
    found: dict[str, str] = {}
    actions = actions_of(api, cards, _REWRITTEN)
    for action in sorted(actions, key=lambda one: text(one.get("date"))):
        before = text(part(action, "data", "old", "desc"))
        if bears_reference(before):
            found[card_of(action)] = before
    return found


def _gone(api: TrelloApi, board: Board, known: Collection[str]) -> int:
    """How many cards were deleted or moved away since our oldest card was made, besides those that the ledger knows."""
    ours = [card.id for card in board.cards if bears_reference(card.description)]
    there = {card.id for card in board.cards} | set(known)
    actions = pages(partial(api.actions_page, board.id, types=_GONE, since=min(ours, default="")))
    return len({card for action in actions if (card := card_of(action)) and card not in there})

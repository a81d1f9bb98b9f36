"""Checklists on our cards and their lines: whose they are, and whether a change of one landed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trackerbridge.ledger.records import Memory, Publication
from trackerbridge.model import CheckItem, Checklist
from trackerbridge.plan.changes import Change
from trackerbridge.trackers.base import Board, BoardCard

CHECKLIST = "checklist"
CHECK_ITEM = "checkitem"
PARTS = (CHECKLIST, CHECK_ITEM)


def part_publications(memory: Memory, board: Board) -> dict[str, Publication]:
    """Those that the ledger knows on this board, whether they still stand there or a person took them away."""
    return {ref: each for ref, each in memory.publications.items() if each.kind in PARTS and each.board == board.id}


def part_landed(change: Change, board: Board, ids: Mapping[str, str]) -> str:
    """The remote id of the checklist or line, where the board shows that this change of it happened; else empty."""
    if change.action != "create":
        item = next((item for item in _items(board.cards) if item.id == change.remote_id), None)
        return change.remote_id if item is not None and _as_wanted(change, item) else ""
    on, name = ids.get(change.on, ""), change.fields["name"].after
    if change.kind == CHECKLIST:
        standing = [one for card in board.cards if card.id == on for one in card.checklists]
        return min((one.id for one in standing if one.name == name), default="")
    checklists = (one for card in board.cards for one in card.checklists)
    lines = [item for one in checklists if one.id == on for item in one.items]
    return min((item.id for item in lines if item.name == name), default="")


def _as_wanted(change: Change, item: CheckItem) -> bool:
    return all(getattr(item, name) == field.after for name, field in change.fields.items())


def _items(cards: tuple[BoardCard, ...]) -> Iterator[CheckItem]:
    return (item for card in cards for checklist in card.checklists for item in checklist.items)


def checklist_of(card: BoardCard, remote_id: str) -> Checklist | None:
    """A card's checklist by its id."""
    return next((one for one in card.checklists if one.id == remote_id), None)

"""The changes that the contract of a writer asks for, as a plan would hold them."""

from __future__ import annotations

from typing import Any

from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.trackers.base import Board, BoardCard

__all__ = ["card_change", "card_of", "part_change", "place_change"]


def place_change(action: str, kind: str, ref: str, **fields: Any) -> Change:
    """A list or a label."""
    return Change(
        action=action, kind=kind, ref=ref, fields={name: FieldChange(None, value) for name, value in fields.items()}
    )


def card_change(
    action: str, *, card: str = "", list_ref: str = "", labels: tuple[str, ...] = (), **fields: Any
) -> Change:
    """One card, always of the same task."""
    return Change(
        action=action,
        kind="card",
        ref="task:sample/1",
        remote_id=card,
        list_ref=list_ref or ("list:planned" if action == "create" else ""),
        label_refs=labels,
        fields={name: FieldChange(None, value) for name, value in fields.items()},
    )


def part_change(action: str, kind: str, *, on: str, remote_id: str = "", **fields: Any) -> Change:
    """A part of a card: a checklist, a line of it, a comment."""
    changed = {name: FieldChange(None, value) for name, value in fields.items()}
    return Change(action=action, kind=kind, ref="part", on=on, remote_id=remote_id, fields=changed)


def card_of(board: Board, identifier: str) -> BoardCard:
    """The card with this id."""
    return next(card for card in board.cards if card.id == identifier)

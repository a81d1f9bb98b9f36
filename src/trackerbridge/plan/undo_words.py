"""How an undoing speaks of what it leaves as it is. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from trackerbridge.ledger.records import Publication
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.changes import Change
from trackerbridge.trackers.base import Board

_SAID = {"due_complete": "tick", "due": "due date"}


def called(change: Change, board: Board, publications: Mapping[str, Publication]) -> str:
    """The card by the name that it has on the board, or a task by its key."""
    known = publications.get(change.ref) if change.side == "client" else None
    title = next((card.title for card in board.cards if known and card.id == known.remote_id), "")
    if not title:
        return change.task or change.ref
    return Sentence("“{title}”{key}", title=title, key=f" ({change.task})" if change.task else "")


def touched(what: str, name: str) -> str:
    """That a field was changed since. ``what`` is the card, ``name`` the field."""
    return Sentence(
        "{what}: it was changed since ({field}), so it stays as it is.",
        what=what,
        field=Sentence(_SAID.get(name, name)),
    )


def stays(change: Change) -> str:
    """That a list, a label or a checklist that was made stays."""
    return Sentence(
        "The {kind} “{name}” stays: people may use it by now.",
        kind=Sentence(change.kind),
        name=change.fields["name"].after,
    )

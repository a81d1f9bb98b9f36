"""A lost ledger: what the client's board still says of an engagement, and what nobody remembers any more. Pure.

Cards, dates, answers and decisions are known again from the references on the cards. That the engagement has ended is
known from the closing card. What a person said by command (hold, snooze, override, a released text) stands nowhere but
in the ledger: the manager is told so, once.
"""

from __future__ import annotations

from dataclasses import replace

from trackerbridge.client_view import summary
from trackerbridge.client_view.marker import decode
from trackerbridge.client_view.normal_text import comparable_title
from trackerbridge.client_view.wording import Wording
from trackerbridge.ledger.records import EntryKind, Memory
from trackerbridge.model import SteeringKind
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.ownership import stands
from trackerbridge.trackers.base import Board


def forgotten(memory: Memory) -> tuple[str, ...]:
    """What to tell the manager in the one run that finds our cards and knows none of them."""
    if not memory.recovered:
        return ()
    return (
        Sentence(
            "The ledger knows none of the cards on this board: it was lost, or is another one. Cards and dates were "
            "recognized and go on. What was said by command is forgotten: holds, snoozes, overrides, released and "
            "reworded texts, promises without a card. Say again what should hold."
        ),
    )


def has_ended(memory: Memory, board: Board, wording: Wording) -> bool:
    """Whether this board tells of an engagement that has ended, as ``retire`` leaves it, while the ledger does not.

    By the fingerprint of the title that we wrote last, so that a person's edit does not hide it; every other card of
    ours was put away.
    """
    if not memory.recovered or _words_on_retiring(memory):
        return False
    return _closed(memory, board, wording)


def brought_back(memory: Memory, board: Board, wording: Wording) -> Memory:
    """Where a person began again after the ledger was lost: our cards were put away by us, not by people."""
    if not (memory.recovered and _words_on_retiring(memory) and _closed(memory, board, wording)):
        return memory
    known = {
        ref: replace(each, archived=True, archived_by_person=False) if each.archived_by_person else each
        for ref, each in memory.publications.items()
    }
    return replace(memory, publications=known)


def _closed(memory: Memory, board: Board, wording: Wording) -> bool:
    cards = {card.id: card for card in board.cards}
    ours = {ref: cards.get(each.remote_id) for ref, each in memory.publications.items() if each.kind == "card"}
    closing = ours.pop(summary.REF, None)
    marker = decode(closing.description) if closing else None
    if marker is None or any(card is not None and stands(card, board) for card in ours.values()):
        return False
    return marker.says("title", comparable_title(wording.say("closing.title")))


def _words_on_retiring(memory: Memory) -> bool:
    """Whether a person said anything on it, be it that it begins again."""
    return any(entry.body.get("kind") == SteeringKind.RETIRE for entry in memory.story(EntryKind.STEERING))

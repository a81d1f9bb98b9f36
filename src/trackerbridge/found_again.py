"""A lost ledger: what the client's board still says of an engagement, and what nobody remembers any more. Pure.

Cards, dates, answers and decisions are known again from the references on the cards. That the engagement has ended is
known from the closing card. What a person said by command (hold, snooze, override, a released text) stands in no card:
``lost_ledger.py`` looks for it beside the ledger, and the manager is told, once, what became of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from trackerbridge.client_view import summary
from trackerbridge.client_view.normal_text import comparable_title
from trackerbridge.client_view.wording import Wording
from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import EntryKind, Memory
from trackerbridge.model import SteeringKind
from trackerbridge.model.sentence import Sentence
from trackerbridge.plan.ownership import stands
from trackerbridge.plan.reference import reference_of
from trackerbridge.trackers.base import Board

WHY_PAUSED = Sentence("The ledger was lost, or is not the latest: say again what should hold.")
SAID_SINCE = Sentence(
    "This ledger is an older copy: what was said by command since then was taken over from the files beside it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a run found out. ``cards``: how many were written later than the ledger knows; 0: it knows none at all.

    ``whole``: what people said by command is known from the files beside the ledger. ``until`` (UTC): so long nothing
    goes to the client; None where nothing waits for that.
    """

    project: str
    cards: int = 0
    whole: bool = False
    until: datetime | None = None


def told_of(loss: Loss, calendar: Calendar) -> str:
    """What to tell the manager in the one run that finds out: how it shows, what is forgotten, and what waits."""
    said = Sentence("{one} {other}", one=_how_it_shows(loss), other=_what_is_forgotten(loss))
    if loss.until is None:
        return said
    local = loss.until.astimezone(calendar.zone)
    pause = Sentence(
        "So that there is time for it, nothing goes to the client until {day}, {hour}. To go on at once: "
        "trackerbridge hold {project} --off",
        day=local.date(), hour=f"{local:%H:%M}", project=loss.project,
    )  # fmt: skip
    return Sentence("{one} {other}", one=said, other=pause)


def _how_it_shows(loss: Loss) -> Sentence:
    if not loss.cards:
        return Sentence(
            "The ledger knows none of the cards on this board: it was lost, or is another one. Cards and dates were "
            "recognized and go on."
        )
    return Sentence(
        "The client's side was written to later than this ledger knows (cards: {cards}): it is an older copy, or "
        "another machine writes there with a ledger of its own. Cards and dates count as they stand there. If "
        "there is another machine, let one of the two do the work.",
        cards=loss.cards,
    )


def _what_is_forgotten(loss: Loss) -> Sentence:
    if loss.whole:
        return Sentence(
            "What was said by command is known from the files beside the ledger, and so are promises that have no card."
        )
    return Sentence(
        "What was said by command since then may be forgotten: holds, snoozes, overrides, dates, released and "
        "reworded texts, promises without a card. Say again what should hold."
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
    marker = reference_of(closing)
    if marker is None or any(card is not None and stands(card, board) for card in ours.values()):
        return False
    return marker.says("title", comparable_title(wording.say("closing.title")))


def _words_on_retiring(memory: Memory) -> bool:
    """Whether a person said anything on it, be it that it begins again."""
    return any(entry.body.get("kind") == SteeringKind.RETIRE for entry in memory.story(EntryKind.STEERING))

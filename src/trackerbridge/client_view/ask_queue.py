"""At most so many questions to the client at once (CLIENT section 1): the others wait their turn. Pure.

What the client has been asked stays asked until it is answered: no question is taken back because a more urgent one has
come. Free places go to those whose answer is needed first. A look at what is ready is no question, and always stands.
A card remembers in its reference that its question waits, and when it was put where that was later than its note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from trackerbridge.client_view.view import ListRole
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry, EntryKind, Memory, Publication

_LATER, _ON = "later", "on"


@dataclass(frozen=True, slots=True)
class Turn:
    """How one card's question stands: it waits (``later``), or was put on a day after its note was written."""

    later: bool = False
    asked_on: date | None = None


AT_ONCE = Turn()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the team wants to ask on one card. ``by``: the day that needs the answer; ``put``: the client reads it."""

    ref: str
    key: str
    since: datetime
    by: date | None = None
    put: bool = False
    title: str = ""  # as the team calls it


def waiting(questions: Iterable[Question], *, most: int, choices: int) -> tuple[Question, ...]:
    """Those that wait, in the order in which they will be put. ``choices``: change requests that the client reads."""
    known = list(questions)
    free = max(0, most - choices - sum(one.put for one in known))
    return tuple(sorted((one for one in known if not one.put), key=_soonest)[free:])


def is_put(publication: Publication | None) -> bool:
    """Whether this card asks already: it stands where the work waits for the client."""
    return publication is not None and publication.written.get("list") == ListRole.WAITING.ref


def turns_of(memory: Memory) -> dict[str, Turn]:
    """By the card's reference, as remembered."""
    found = {}
    for ref, entry in memory.latest(EntryKind.ASK).items():
        on = entry.body.get(_ON)
        found[ref] = Turn(bool(entry.body.get(_LATER)), date.fromisoformat(on) if on else None)
    return found


def turn_entries(ref: str, known: Mapping[str, Turn], turn: Turn) -> tuple[Entry, ...]:
    """What the ledger should remember of it once the card stands as composed."""
    if known.get(ref, AT_ONCE) == turn:
        return ()
    on = turn.asked_on.isoformat() if turn.asked_on else None
    return (Entry(kind=EntryKind.ASK, ref=ref, body={_LATER: turn.later, _ON: on}),)


def turn_at(known: Turn, noted_on: date, today: date, *, new: bool = False) -> Turn:
    """How a question stands that the client reads now: put today where it has waited until now.

    ``new``: the card was not on the board before, so nobody has read the question there.
    """
    if known.later or new:
        return Turn(asked_on=today if today > noted_on else None)
    return known if known.asked_on is not None and known.asked_on >= noted_on else AT_ONCE


def _soonest(one: Question) -> tuple[bool, date, datetime, str]:
    return (one.by is None, one.by or date.max, one.since, one.ref)

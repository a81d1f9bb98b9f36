"""Answers that a card announces: the reason of a move, or a new date after one that passed. Promises, each by a day.

A day that was announced is never rolled forward (CLIENT section 1): while the answer is awaited it stands, and once it
is over the card says so. It is over when the words or the date come, when the work ends, or when it is the client's
turn. What was announced is remembered in the ledger and in the card's own reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from trackerbridge.client_view.dates import answer_day
from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.answers import announced_entry, answers_of, over_entry, unsaid_entry
from trackerbridge.ledger.records import Entry, Memory

REASON = "the reason"
NEW_DATE = "a new date"
_REFS = {REASON: "reason:", NEW_DATE: "new-date:"}


@dataclass(frozen=True, slots=True)
class Answers:
    """By when the client was told to expect an answer; None where none is awaited."""

    reason: date | None = None
    new_date: date | None = None

    def items(self) -> Iterator[tuple[str, date | None]]:
        """What, and by when."""
        yield REASON, self.reason
        yield NEW_DATE, self.new_date


NONE = Answers()


def awaited(memory: Memory) -> dict[str, Answers]:
    """What is remembered as announced and has not come, by card."""
    by = {answer.ref: answer.by for answer in answers_of(memory) if answer.answered_at is None}
    cards = {ref.partition(":")[2] for ref in by if ref.startswith(tuple(_REFS.values()))}
    return {card: Answers(by.get(_REFS[REASON] + card), by.get(_REFS[NEW_DATE] + card)) for card in cards}


def reason_by(known: Answers, moved_on: date, today: date, calendar: Calendar) -> date | None:
    """By when the reason of a move comes: as announced, else within two working days of the telling."""
    by = known.reason or answer_day(moved_on, calendar)
    return by if known.reason or today <= by else None


def new_date_by(known: Answers, told: date, today: date, calendar: Calendar) -> date:
    """By when a new date comes: as announced, else within two working days of the date that passed, or of now."""
    by = answer_day(told, calendar)
    return known.new_date or (by if today <= by else answer_day(today, calendar))


def entries(
    card: str, task: str | None, before: Answers, after: Answers, *, undone: bool = False
) -> tuple[Entry, ...]:  # fmt: skip
    """What the ledger should remember once the card stands as composed.

    ``undone``: what is no longer announced was taken back with its sentence, and did not come.
    """
    ended = unsaid_entry if undone else over_entry
    was: Mapping[str, date | None] = dict(before.items())
    found = []
    for what, by in after.items():
        ref, known = _REFS[what] + card, was[what]
        if known is not None and by is None:
            found.append(ended(ref, what, known, task))
        elif by is not None and by != known:
            found.append(announced_entry(ref, what, by, task))
    return tuple(found)

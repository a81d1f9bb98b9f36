"""Dates that the client does not read yet, or that passed: what is waited for, until when, and why. Values only.

A move waits until it has settled, and then for words or for the end of ``grace``. Some dates wait for a person
(CLIENT section 4): one that lies in the past, one further than 60 days away, one to an earlier day, and the third date
of one promise. The manager's digest and urgent notice are made from these.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Promise
from trackerbridge.model.sentence import Sentence

LONGEST_JUMP_DAYS = 60
MOST_MOVES = 2  # after so many of one promise the next date waits for a person


class WaitKind(StrEnum):
    """What a date waits for."""

    MOVED = "moved"  # words, or the end of grace
    PASSED = "passed"  # a new date or a next step, or the end of grace
    HELD = "held"  # a person


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingDate:
    """One date of published work. The client reads ``told``; ``wanted`` is what the team says now (None: passed).

    ``since`` (UTC): when the date moved or passed. ``warn_at`` is half of ``grace`` after it, ``until`` its end: then
    the board tells it with or without words; both None where it waits for a person. ``words``: a client note covers it.
    ``offer`` is a day by which comparable work was done in 85 of 100 cases; ``command`` confirms the date.
    """

    ref: str
    task: str
    title: str
    kind: WaitKind
    told: date
    wanted: date | None = None
    since: datetime | None = None
    warn_at: datetime | None = None
    until: datetime | None = None
    words: bool = False
    reason: str = ""
    offer: date | None = None
    command: str = ""

    @property
    def sentence(self) -> str:
        """For the manager, with the way to go on; empty for what goes on by itself."""
        if self.kind is not WaitKind.HELD:
            return ""
        offer = Sentence(" By {day} comparable work was done in 85 of 100 cases.", day=self.offer) if self.offer else ""
        smaller = self.offer or "third" in self.reason
        piece = Sentence(" Or promise a smaller first piece for {day}.", day=self.told) if smaller else ""
        return Sentence(
            "{task}: the new date {wanted} {reason}; the client still reads {told}.{offer}{piece} "
            "If it is right: {command}",
            task=self.task, wanted=self.wanted, reason=self.reason, told=self.told, offer=offer, piece=piece,
            command=self.command,
        )  # fmt: skip


def why_it_waits(new: date, before: Promise, today: date) -> str:
    """Why this date is not told before a person has said so; empty where it may be."""
    if before.moves >= MOST_MOVES:
        return Sentence("would be the third date of one promise, or a later one, and waits for a person")
    if new < before.current:
        return Sentence("is earlier than the one told and waits for a person")
    if new < today:
        return Sentence("lies in the past and waits for a person")
    return too_far(new, before)


def too_far(new: date, before: Promise) -> str:
    """The reason, where the date jumps further than a date usually moves; else empty."""
    if (new - before.current).days > LONGEST_JUMP_DAYS:
        return Sentence("is more than {days} days later and waits for a person", days=LONGEST_JUMP_DAYS)
    return ""

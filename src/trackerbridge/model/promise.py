"""A date the client was told, and its story."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass

WITHOUT_TASK = "promise:"  # how the reference of a promise begins that no task carries
_LONGEST_SLUG = 80


def promise_ref(title: str) -> str:
    """The reference of a promise that has no task: ``promise:<slug of the title>``."""
    slug = re.sub(r"[^\w]+", "-", title.casefold()).strip("-")[:_LONGEST_SLUG]
    return f"{WITHOUT_TASK}{slug or 'promise'}"


class PromiseState(StrEnum):
    """How a promise stands or ended (CLIENT section 4)."""

    OPEN = "open"
    KEPT = "kept"  # done by the last date told before that date passed
    EARLY = "early"
    LATE = "late"  # open and passed, or done after
    VOID = "void"
    TAKEN_OUT = "taken_out"  # the work was taken out by agreement


@dataclass(frozen=True, slots=True)
class Told:
    """One date the client was told, and when they were told it; ``why`` is the reason that a client note gave."""

    day: date
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A date that stood on the client's board until the run that told it was undone: no move, and not forgotten."""

    day: date
    told_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """The story of one promised date: every date told, in order of telling, and how it ended.

    ``ref`` is the status card's reference (see ``client_view.view``); ``task`` the task's key where one carries it.
    ``lost_moves``: how many moves are known by their number alone, because the ledger was lost. ``taken_back``: dates
    that were told by a run which was undone.
    """

    ref: str
    title: str
    told: tuple[Told, ...]
    task: str | None = None
    state: PromiseState = PromiseState.OPEN
    delivered_on: date | None = None
    void_reason: str = ""
    lost_moves: int = 0
    taken_back: tuple[TakenBack, ...] = ()

    @property
    def first(self) -> date:
        """The date first told."""
        return self.told[0].day

    @property
    def current(self) -> date:
        """The date told last."""
        return self.told[-1].day

    @property
    def moves(self) -> int:
        """How often the told date changed."""
        return len(self.told) - 1 + self.lost_moves

    @property
    def moved_at(self) -> datetime | None:
        """When the client was told of the last move; None if it never moved."""
        return self.told[-1].at if self.moves else None

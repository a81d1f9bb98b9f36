"""What the client may choose between where they asked for more, and what they chose (CLIENT section 2)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass


class ChoiceKind(StrEnum):
    """The ways that a team may offer, in the order in which the client reads them."""

    DATE = "date"  # do it, with a new date
    FEE = "fee"  # do it for more money, with the same date
    INSTEAD = "instead"  # do it instead of something else
    LEAVE = "leave"  # leave it for now
    TALK = "talk"  # talk first


@dataclass(frozen=True, slots=True)
class Choice:
    """One way that was offered.

    ``day`` is the new date of DATE. ``text`` is as the team typed it: the price of FEE, and for INSTEAD the key of the
    task that would be taken out.
    """

    kind: ChoiceKind
    day: date | None = None
    text: str = ""

    @property
    def terms(self) -> str:
        """What is offered, to be compared with what was offered before."""
        return f"{self.day or ''} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Offer:
    """What the team offers for one extra: at most one choice of a kind.

    ``made_at`` (UTC) is when they said so; ``valid_until`` is the last day on which the client may choose (project
    zone), None where they named none.
    """

    choices: tuple[Choice, ...]
    made_at: datetime
    valid_until: date | None = None

    def choice(self, kind: ChoiceKind) -> Choice | None:
        """The choice of this kind, where it was offered."""
        return next((one for one in self.choices if one.kind is kind), None)

    @property
    def kinds(self) -> tuple[ChoiceKind, ...]:
        """What was offered, in the order in which the client reads it."""
        return tuple(kind for kind in ChoiceKind if self.choice(kind) is not None)


def label_number(name: str) -> int | None:
    """The number of a choice that a label says, alone or after “choice-”; None where it says none."""
    number = name.casefold().removeprefix("choice-")
    return int(number) if number.isdecimal() else None


class DecidedHow(StrEnum):
    """How a decision reached us."""

    TICK = "tick"
    REPLY = "reply"  # or a label, where the target has no checklists
    PHONE = "phone"  # a person of the team wrote it down


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the client chose: on which day (project zone), when we learned of it (UTC), and who (for the team only).

    ``undone`` says that it was taken back: by the client within a working day, or by the team's word.
    """

    choice: Choice
    on: date
    at: datetime
    by: str = ""
    how: DecidedHow = DecidedHow.TICK
    undone: bool = False

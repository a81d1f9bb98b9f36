"""Work outside the agreed scope, and what was decided about it (CLIENT section 2)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass


class ExtraState(StrEnum):
    """What became of an extra."""

    ASKED = "asked"  # nobody has decided anything yet
    OFFERED = "offered"  # a change request that waits for the client's choice
    ACCEPTED = "accepted"  # the client chose it
    DECLINED = "declined"  # the client left it
    REFUSED = "refused"  # we turned it down
    EXPIRED = "expired"  # the offer ran out without an answer
    BONUS = "bonus"  # given freely
    WITHDRAWN = "withdrawn"  # nobody wants it any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """One extra. Instants are UTC, days in the project's zone; None is "not known" or "not yet".

    ``minutes`` is its size in minutes of work. ``effect_on_date`` and ``effect_on_cost`` are what was written about
    them, in words ("none" counts as written). ``charged`` says whether an accepted one costs the client something.
    """

    ref: str
    title: str
    asked_at: datetime
    state: ExtraState = ExtraState.ASKED
    task: str | None = None
    minutes: float | None = None
    offered_at: datetime | None = None
    valid_until: date | None = None
    decided_at: datetime | None = None
    decided_by: str = ""  # "rule", "team", or who of the client's side; for the team only
    delivered_at: datetime | None = None
    told_as_bonus_at: datetime | None = None
    agreed_day: date | None = None  # the client's new date that came with it
    effect_on_date: str = ""
    effect_on_cost: str = ""
    charged: bool | None = None
    alternative: str = ""  # the other way to the goal that was offered with a refusal
    put_away: bool = False  # a person put the card of the choice away: not now

    @property
    def free(self) -> bool:
        """Given, or accepted without a price."""
        return self.state is ExtraState.BONUS or (self.state is ExtraState.ACCEPTED and self.charged is False)

    @property
    def agreed(self) -> bool:
        """Somebody who may has decided that it is done."""
        return self.state in (ExtraState.ACCEPTED, ExtraState.BONUS)


@dataclass(frozen=True, slots=True)
class Extras:
    """A project's register in the order of asking, and which small extras are a gift (``[projects.NAME.extras]``)."""

    items: tuple[Extra, ...] = ()
    allowance_minutes: int = 60
    allowance_count: int = 3
    label: str = ""  # the source's label on extras, where the configuration names one

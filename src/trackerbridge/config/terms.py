"""Tables of the configuration that say how a project is run: dates, limits, extras, flags, quiet hours."""

from __future__ import annotations

from datetime import time
from typing import Any

from pydantic import ConfigDict, Field, model_validator

from trackerbridge.config.kinds import Day, DayOrName, Hours, Section, TimeOfDay


class DatesConfig(Section):
    """Which date is the client's, and how patient we are with it."""

    client: str = Field(
        "due",
        description="The client's date: due, field:NAME for a custom field, or note (only what a client note says).",
    )
    buffer_working_days: int = Field(
        0, ge=0, le=60, description="Working days added between the team's date and the client's."
    )
    grace: Hours = Field(
        8.0, description="Working time after which a moved or passed date reaches the board by itself."
    )
    settle: Hours = Field(2.0, description="Business hours a date must have stood before it is published.")


class Limit(Section):
    """How much one plan may do."""

    max: int = Field(ge=0, description="At most this many.")
    percent: float = Field(ge=0, le=100, description="At most this share of the cards that are ours, from 10 cards up.")
    always: int = Field(0, ge=0, description="So few are never too large a share: an ordinary week on a small board.")


class LimitsConfig(Section):
    """A plan beyond these is refused with the numbers."""

    create: Limit = Field(Limit(max=50, percent=100), description="Cards created by one plan.")
    change: Limit = Field(Limit(max=100, percent=30), description="Cards changed by one plan.")
    archive: Limit = Field(Limit(max=10, percent=10), description="Cards archived by one plan.")


class ExtrasConfig(Section):
    """What was agreed, and what small extras are a gift."""

    agreed: DayOrName = Field(
        "",
        description="What counts as agreed: a day (all work that was there by its end), label:NAME or version:NAME. "
        "Empty: what `trackerbridge baseline` saved.",
    )
    allowance_minutes: int = Field(60, ge=0, description="An extra up to this long is a gift.")
    allowance_count: int = Field(3, ge=0, description="How many gifts a project has.")
    label: str = Field(
        "", description="The source's label on work beyond what was agreed. Empty: extra, change request and the like."
    )
    minutes: str = Field(
        "",
        description="field:NAME: where the source has an extra's size in minutes. Empty: the tracker's own estimate.",
    )
    deciders: tuple[str, ...] = Field(
        (), description="Whose mark on a change request counts: names, e-mails, handles. Empty: any client's."
    )
    valid_working_days: int = Field(
        10, ge=1, le=250, description="How long an offer is valid where the team named no last day."
    )


class Snooze(Section):
    """One flag that is kept quiet for a while."""

    code: str = Field(description="The rule's code or name.")
    task: str = Field("", description="The task's key; empty: the rule on the whole project.")
    until: Day = Field(description="From this day on it speaks again.")
    reason: str = Field(min_length=1, description="Why, in one sentence; the report says it.")


class FlagsConfig(Section):
    """The rules. Besides these keys, a rule's code is a table of its options: ``F01 = { working_days = 7 }``."""

    model_config = ConfigDict(extra="allow", frozen=True)

    profile: str = Field("standard", description="gentle, standard, strict or first-weeks.")
    ignore: tuple[str, ...] = Field((), description="Codes of rules that are switched off.")
    snooze: tuple[Snooze, ...] = Field(
        (), description="Flags kept quiet for a while: { code, task, until, reason }. They are counted, and come back."
    )

    @property
    def options(self) -> dict[str, dict[str, Any]]:
        """Per rule code, what the configuration sets (checked against the rules' declarations by the flag engine)."""
        return dict(self.model_extra or {})


class QuietConfig(Section):
    """When the client is left in peace: nights, and weekends and holidays of theirs. What waits goes out after."""

    off: bool = Field(False, description="The client may be written to at any hour.")
    after: TimeOfDay = Field(time(18, 0), description="From then on nothing is written to the client, in their zone.")
    before: TimeOfDay = Field(time(9, 0), description="Until then nothing is written to the client.")
    bad_news_until: TimeOfDay = Field(
        time(16, 0),
        description="After it, on their last working day before days off, no bad news goes out without a note.",
    )

    @model_validator(mode="after")
    def _has_a_day(self) -> QuietConfig:
        if self.before >= self.after:
            raise ValueError("quiet.before must be earlier than quiet.after: between them the client is written to")
        return self

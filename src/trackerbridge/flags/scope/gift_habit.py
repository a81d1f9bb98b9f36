"""S07: three gifts in a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.record import ended
from trackerbridge.model import Evidence, PromiseState


class GiftHabit(ProjectRule):
    """Three early deliveries or bonuses in a row: the surprise is becoming the norm.

    Why it matters to a client
        The fourth delivery, on its date and as agreed, will feel like less.

    Flagged
        - Two early deliveries and a bonus in a row.

    Not flagged
        - Two early deliveries, one on its date, and a bonus.
        - Two early deliveries.

    What usually helps
        Say each time that it is an exception, and what made it possible; promise dates that are nearer to the truth.

    When this rule is wrong
        The promises were padded, and everybody knows. Then promise less far ahead.
    """

    code = "S07"
    name = "gift-habit"
    needs = frozenset({Evidence.LEDGER})
    options = (Option("in_a_row", 3, "times", "How many gifts in a row are a habit.", 2, 50),)
    placeholders = frozenset({"gifts"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """From the last delivery backwards, as long as each was a gift."""
        streak: list[date] = []
        for day, gift in reversed(_deliveries(context)):
            if not gift:
                break
            streak.append(day)
        needed = int(context.options["in_a_row"])
        if len(streak) < needed:
            return
        began = context.calendar.end_of_day(streak[-needed])
        evidence = {"gifts": len(streak), "since": streak[-1].isoformat()}
        yield Finding(Severity.LOW, began, evidence, values={"gifts": len(streak)})


def _deliveries(context: Context) -> list[tuple[date, bool]]:
    """Every delivery by day, and whether it was a gift; a promise that passed undelivered breaks a row."""
    found = [(one.on, one.state is PromiseState.EARLY) for one in ended(context)]
    for extra in context.side.extras.items if context.side.extras else ():
        if extra.free and extra.delivered_at:
            found.append((context.calendar.day_of(extra.delivered_at), True))
    return sorted(found)

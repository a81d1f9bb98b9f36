"""S05: a free extra was done, and the client was not told that it is one."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence


class BonusNotTold(ProjectRule):
    """A free extra was done, and the client was not told that it is one.

    Why it matters to a client
        A gift that nobody notices is taken for part of the price, and the next one is expected.

    Flagged
        - A bonus was delivered two working days ago, and the client was not told.

    Not flagged
        - A bonus was delivered, and the client was told.
        - A bonus that is not done yet.

    What usually helps
        One sentence: a small extra from us, at no cost; the dates stay the same.

    When this rule is wrong
        It mended a mistake of ours. That is no gift, and should not be called one.
    """

    code = "S05"
    name = "bonus-not-told"
    needs = frozenset({Evidence.EXTRAS})
    options = (Option("working_days", 1, "working days", "How long after delivery telling may take.", 0, 60),)
    placeholders = frozenset({"what", "done"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Gifts that are done and untold."""
        for extra in context.side.extras.items if context.side.extras else ():
            if not extra.free or extra.delivered_at is None or extra.told_as_bonus_at is not None:
                continue
            done = context.calendar.day_of(extra.delivered_at)
            if context.calendar.working_days_between(done, context.today) < context.options["working_days"]:
                continue
            evidence = {"extra": extra.ref, "delivered": done.isoformat(), "minutes": extra.minutes}
            values = {"what": visible(extra.title)[:80], "done": done}
            task = context.facts.by_reference.get(extra.task or "")
            yield Finding(Severity.LOW, extra.delivered_at, evidence, values=values, task=task, about=extra.ref)

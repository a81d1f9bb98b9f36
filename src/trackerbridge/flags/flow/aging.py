"""F08: older in its state than most of what passed through it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.stays import current_stay
from trackerbridge.flags.text import visible
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Evidence, Stage, Task


class Aging(Rule):
    """Older in its state than 85 % of what passed through it.

    Why it matters to a client
        Work that takes unusually long rarely ends soon by itself. This is seen weeks before the date passes.

    Flagged
        - A task has been in progress for twenty working days, and 30 finished ones took between one and five.

    Not flagged
        - A task has been in progress for three days, and finished ones took between one and five.
        - A task that waits for the client.

    What usually helps
        Look at it together for ten minutes: cut it in two, get help, or put it back and say so.

    When this rule is wrong
        It is bigger than usual and known to be; then its date says so already.
    """

    code = "F08"
    name = "aging"
    needs = frozenset({Evidence.STAGES, Evidence.HISTORY})
    options = (
        Option("percent", 85, "percent", "How much of the finished work must have left this state sooner.", 50, 100),
        Option("needs_finished", 30, "tasks", "How much must have passed through the state.", 5, 1000),
        Option("at_least_working_days", 3, "working days", "Younger work is never old.", 0, 60),
    )
    explained_by = frozenset({"D01", "D03", "F01", "F04", "R01"})
    placeholders = frozenset({"status", "age", "percent"})

    def unable(self, context: Context) -> str:
        """Too little passed through any state here."""
        needed = int(context.options["needs_finished"])
        have = max(map(len, context.facts.hours_by_status.values()), default=0)
        return "" if have >= needed else words_of(context.language).shared("too_few_finished", n=have, needed=needed)

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """How long it stands where it stands, against all that left this state."""
        if not task.stage.begun or task.stage is Stage.WAITING:
            return
        stay, usual = current_stay(task), context.facts.hours_by_status.get(task.status, ())
        if stay is None or len(usual) < context.options["needs_finished"]:
            return
        age = context.calendar.working_days_between(context.calendar.day_of(stay.since), context.today)
        hours = (context.now - stay.since).total_seconds() / 3600
        sooner = 100 * bisect_right(usual, hours) // len(usual)
        if age < context.options["at_least_working_days"] or sooner < context.options["percent"]:
            return
        evidence = {"since": stay.since.isoformat(), "working_days": age, "percent_sooner": sooner, "of": len(usual)}
        values = {"status": visible(task.status)[:60], "age": age, "percent": sooner}
        severity = Severity.MEDIUM if context.is_published(task) else Severity.LOW
        yield Finding(severity, stay.since, evidence, values=values)

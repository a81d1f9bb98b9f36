"""R07: we asked the client too late."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.relationship.asks import cannot_tell_asks, open_asks
from trackerbridge.flags.text import visible


class AskedTooLate(ProjectRule):
    """We need something from the client less than five working days after asking, or work stops.

    A question that waits until others are answered cannot be asked before today, and counts from today.

    Why it matters to a client
        An urgent question on Thursday that was known on Monday a week before makes our haste theirs.

    Flagged
        - A task came to “Waiting” on 10 November, and its date is the 13th.
        - A question still waits until others are answered, and work stops in three working days.

    Not flagged
        - A task came to “Waiting” on 2 November, and its date is the 13th.
        - A task waits for the client and has no date.

    What usually helps
        Say plainly by when the answer keeps the date, and what the new date is without it. Next time ask when the work
        is planned.

    When this rule is wrong
        It was not known before, or the client had offered to answer at once.
    """

    code = "R07"
    name = "asked-too-late"
    options = (
        Option("working_days", 5, "working days", "How long the client should have to answer.", 1, 60),
        Option("near_working_days", 1, "working days", "So close to the day it is needed the flag is high.", 0, 60),
    )
    sentences = ("message", "message_waiting", "suggestion", "suggestion_waiting")
    placeholders = frozenset({"what", "asked", "needed"})

    def unable(self, context: Context) -> str:
        """It cannot be told what waits for the client."""
        return cannot_tell_asks(context)

    def check_project(self, context: Context) -> Iterator[Finding]:
        """From the day of asking to the day on which work stops."""
        for ask in open_asks(context, later=True):
            asked = context.today if ask.later else context.calendar.day_of(ask.asked_at)
            if ask.needed_by is None or ask.needed_by < context.today:
                continue
            given = context.calendar.working_days_between(asked, ask.needed_by)
            if given >= context.options["working_days"]:
                continue
            left = context.calendar.working_days_between(context.today, ask.needed_by)
            severity = Severity.HIGH if left <= context.options["near_working_days"] else Severity.MEDIUM
            task = context.facts.by_reference.get(ask.task or "")
            evidence = {"asked": asked.isoformat(), "needed_by": ask.needed_by.isoformat(), "working_days_given": given}
            what = visible(task.title if task else ask.what)[:80]
            values = {"what": what, "asked": asked, "needed": ask.needed_by}
            said = ("message_waiting", "suggestion_waiting") if ask.later else ("message", "suggestion")
            yield Finding(severity, ask.asked_at, evidence, *said, values=values, task=task, about=ask.ref)

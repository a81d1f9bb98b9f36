"""D13: we said by when we would name a date or a next step, and did not."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence


class AnswerDateMissed(ProjectRule):
    """We said by when we would name a date or a next step, and did not.

    Why it matters to a client
        It is the second promise about the same thing. Breaking it says that the first one was no accident.

    Flagged
        - The client was told that a new date comes by 10 November, and on the 12th there is none.

    Not flagged
        - The answer was announced for today.
        - The answer was announced for 10 November and came on the 9th.

    What usually helps
        Say now what is known, even if it is only why it takes longer, and a new day that will hold.

    When this rule is wrong
        The answer was given by phone. Put the new date on the task all the same, so that the card tells it too.
    """

    code = "D13"
    name = "answer-date-missed"
    needs = frozenset({Evidence.ANSWERS})
    options = (Option("working_days", 0, "working days", "How much later than announced an answer may come.", 0, 20),)
    placeholders = frozenset({"what", "by"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Every answer that is still awaited after its day."""
        for answer in context.side.answers or ():
            late = context.calendar.working_days_between(answer.by, context.today)
            if answer.answered_at or context.today <= answer.by or late < context.options["working_days"]:
                continue
            task = context.facts.by_reference.get(answer.task or "")
            if task is not None and not task.open:
                continue
            evidence = {"by": answer.by.isoformat(), "told_at": answer.told_at.isoformat(), "working_days_late": late}
            values = {"what": visible(task.title if task else answer.what)[:80], "by": answer.by}
            since = context.calendar.end_of_day(answer.by)
            yield Finding(Severity.HIGH, since, evidence, values=values, task=task, about=answer.ref)

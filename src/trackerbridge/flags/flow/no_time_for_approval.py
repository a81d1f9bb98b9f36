"""F10: the plan leaves the client no time to look before the date."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.stays import passed
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Evidence, Stage, Task


class NoTimeForApproval(Rule):
    """The plan leaves the client no time to look before the date.

    Why it matters to a client
        A date that was promised includes their approval, and they need a day or two for it. Otherwise the date breaks
        on their desk, and it still was our plan.

    Flagged
        - The client was told 20 November, the team plans the 19th, and the client looks at work first.

    Not flagged
        - The client was told 20 November, and the team plans to finish on the 13th.
        - Work that stands before the client already.
        - Nothing was promised.

    What usually helps
        Finish two days sooner, show what is ready in pieces, or tell the client now on which day they will have it to
        look at.

    When this rule is wrong
        The client does not want to look at this one.
    """

    code = "F10"
    name = "no-time-for-approval"
    needs = frozenset({Evidence.DUE_DATES, Evidence.STAGES, Evidence.HISTORY})
    options = (
        Option("look_working_days", 2, "working days", "How long the client needs to look.", 1, 30),
        Option("used_by", 3, "tasks", "How much work must have gone through the client's review.", 1, 100),
        Option("soon_working_days", 10, "working days", "How close the promised date must be.", 1, 250),
    )
    explained_by = frozenset({"D01", "D02", "D05", "D12"})
    placeholders = frozenset({"told", "due"})

    def unable(self, context: Context) -> str:
        """Nothing here goes before the client for review, as far as history tells."""
        if not context.promises:
            return ""
        reviewed = sum(passed(task, Stage.REVIEW) for task in context.snapshot.tasks)
        return "" if reviewed >= context.options["used_by"] else words_of(context.language).shared("no_review")

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """Between the team's own date and the promised one there are too few working days."""
        promise, day = context.promise(task), context.due_day(task)
        if promise is None or day is None or task.stage in (Stage.REVIEW, Stage.WAITING):
            return
        left = context.calendar.working_days_between(day, promise.current)
        ahead = context.calendar.working_days_between(context.today, promise.current)
        if left >= context.options["look_working_days"] or not 0 <= ahead <= context.options["soon_working_days"]:
            return
        evidence = {"promised": promise.current.isoformat(), "due": day.isoformat(), "working_days_to_look": left}
        severity = Severity.MEDIUM if ahead <= context.options["look_working_days"] else Severity.LOW
        yield Finding(severity, promise.told[-1].at, evidence, values={"told": promise.current, "due": day})

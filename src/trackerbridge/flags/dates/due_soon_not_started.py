"""D02: due soon and not begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from trackerbridge.clock import Calendar
from trackerbridge.flags.base import Abstention, Context, Finding, Option, Rule, Severity
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Evidence, Stage, Task


class DueSoonNotStarted(Rule):
    """Due within three working days and not begun.

    Why it matters to a client
        Today there is still a choice: begin, make it smaller, or say in time that the date will move. In three days
        there is only an apology.

    Flagged
        - A planned task is due in two working days.
        - A published task in “To do” is due tomorrow.

    Not flagged
        - A planned task due in two weeks.
        - A task in progress that is due tomorrow.
        - A planned task whose date has passed: that is D01.

    What usually helps
        Begin today, or agree on a smaller first piece or another date while there is still time.

    When this rule is wrong
        Work has begun and nobody moved the card, or the task takes five minutes.
    """

    code = "D02"
    name = "due-soon-not-started"
    needs = frozenset({Evidence.DUE_DATES, Evidence.STAGES})
    needs_some = frozenset({Evidence.DUE_DATES})
    options = (
        Option("working_days", 3, "working days", "How close a date is “soon”.", 0, 60),
        Option("near_working_days", 1, "working days", "From here on the flag is one step louder.", 0, 60),
    )
    placeholders = frozenset({"due", "left"})

    def check(self, task: Task, context: Context) -> Iterator[Finding | Abstention]:
        """A date ahead, close by, and a stage that says “planned”."""
        deadline, day = context.deadline(task), context.due_day(task)
        if deadline is None or day is None or context.now >= deadline:
            return
        left = context.calendar.working_days_between(context.today, day)
        if left > context.options["working_days"]:
            return
        if task.stage is Stage.UNKNOWN:
            reason = words_of(context.language).shared("unknown_list", status=task.status)
            yield Abstention(self.code, reason, task.key)
        elif task.stage is Stage.PLANNED:
            since = _soon_from(day, int(context.options["working_days"]), context.calendar)
            evidence = {"due": day.isoformat(), "working_days_left": left}
            yield Finding(self._severity(task, context, left), since, evidence, values={"due": day, "left": left})

    def _severity(self, task: Task, context: Context, left: int) -> Severity:
        near = left <= context.options["near_working_days"]
        if context.is_published(task):
            return Severity.HIGH if near else Severity.MEDIUM
        return Severity.MEDIUM if near else Severity.LOW


def _soon_from(day: date, working_days: int, calendar: Calendar) -> datetime:
    """The instant from which a date is “soon”: the beginning of the day so many working days before it."""
    last_chance = day if calendar.is_working_day(day) else calendar.add_working_days(day, -1)
    return calendar.at(calendar.add_working_days(last_chance, -working_days), time(0, 0))

"""R09: half the time to a milestone has gone, and the client has seen nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.stays import passed
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence, Milestone, NotePart, Stage, Task


class NothingShown(ProjectRule):
    """Half the time to a milestone has gone, and the client has seen nothing of it.

    Why it matters to a client
        What is seen late is corrected late. And half a year of “it goes well” without a picture is hard to believe.

    Flagged
        - A milestone from 1 October to 30 November, on 12 November, of which nothing was done or shown.

    Not flagged
        - One of its published tasks is done.
        - Less than half of its time has gone.
        - One of its tasks has a link where the client can look.

    What usually helps
        Show one thing this week, even a rough one, and say what is rough about it.

    When this rule is wrong
        It was shown in a meeting, and the board does not know of it.
    """

    code = "R09"
    name = "nothing-shown"
    needs = frozenset({Evidence.MILESTONES, Evidence.SHOWN, Evidence.STAGES})
    options = (
        Option("percent", 50, "percent", "How much of the time may go before something is shown.", 5, 100),
        Option("high_percent", 75, "percent", "From here on the flag is high.", 5, 100),
    )
    placeholders = frozenset({"milestone", "day", "percent"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Every milestone ahead."""
        for milestone in context.side.milestones or ():
            if milestone.began and milestone.began < milestone.day and context.today <= milestone.day:
                yield from self._judged(milestone, context)

    def _judged(self, milestone: Milestone, context: Context) -> Iterator[Finding]:
        began = milestone.began or milestone.day
        span = (milestone.day - began).days
        percent = 100 * (context.today - began).days // span
        if percent < context.options["percent"] or any(_was_seen(task, context) for task in milestone.members):
            return
        half = began + timedelta(days=-(-span * int(context.options["percent"]) // 100))
        evidence = {"milestone": milestone.name, "day": milestone.day.isoformat(), "percent_of_time": percent}
        values = {"milestone": visible(milestone.name)[:80], "day": milestone.day, "percent": percent}
        severity = Severity.HIGH if percent >= context.options["high_percent"] else Severity.MEDIUM
        since = context.calendar.at(half, time(0, 0))
        yield Finding(severity, since, evidence, values=values, task=milestone.task, about=milestone.name)


def _was_seen(task: Task, context: Context) -> bool:
    notes = (context.side.notes or {}).get(task.key, ())
    if any(note.part is NotePart.SEE for note in notes):
        return True
    on_the_board = context.is_published(task) or task.key in (context.side.shown or {})
    return on_the_board and (task.stage is Stage.DONE or passed(task, Stage.REVIEW))

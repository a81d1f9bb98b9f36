"""D11: too much of a milestone is due, or still to be tested, in its last fifth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.text import visible
from trackerbridge.model import DueKind, Evidence, Milestone, Stage, Task

_BEFORE_TESTING = (Stage.PLANNED, Stage.IN_PROGRESS, Stage.TESTING)
_MOST_NAMED = 20


class EndCrunch(ProjectRule):
    """40 % of a milestone is due, or still to be tested, in its last fifth.

    Why it matters to a client
        What piles up at the end is done at night or not at all, and there is no day left for what testing finds.

    Flagged
        - A milestone runs from 1 October to 30 November, and three of its five tasks are due after the 18th.
        - It is in its last fifth, and three of its five tasks are not tested yet.

    Not flagged
        - A milestone whose tasks are due evenly over its time.
        - A milestone of three tasks.

    What usually helps
        Move what can be finished earlier, test in pieces, or agree now on what comes after the date.

    When this rule is wrong
        All tasks carry the milestone's date because nobody set their own.
    """

    code = "D11"
    name = "end-crunch"
    needs = frozenset({Evidence.MILESTONES, Evidence.STAGES})
    options = (
        Option("percent", 40, "percent", "How much of a milestone may fall into its end.", 5, 100),
        Option("last_part", 5, "parts", "The end is the last one of so many parts of its time.", 2, 20),
        Option("at_least", 5, "tasks", "Smaller milestones are not looked at.", 2, 1000),
        Option("high_percent", 60, "percent", "From here on the flag is high.", 5, 100),
    )
    sentences = ("message", "message_untested", "suggestion")
    placeholders = frozenset({"milestone", "day", "late", "of", "begins"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Every milestone ahead that has a beginning."""
        for milestone in context.side.milestones or ():
            if milestone.began and milestone.began < milestone.day and context.today <= milestone.day:
                yield from self._judged(milestone, milestone.began, context)

    def _judged(self, milestone: Milestone, began: date, context: Context) -> Iterator[Finding]:
        end_begins = milestone.day - timedelta(days=(milestone.day - began).days // int(context.options["last_part"]))
        in_it = context.today >= end_begins
        late = [task for task in milestone.open_members if in_it or _due_from(task, end_begins, context)]
        late = [task for task in late if task.stage in _BEFORE_TESTING]
        of = len(milestone.members)
        percent = 100 * len(late) // max(1, of)
        if of < context.options["at_least"] or percent < context.options["percent"]:
            return
        evidence = {
            "milestone": milestone.name,
            "last_part_begins": end_begins.isoformat(),
            "tasks": [task.key for task in late[:_MOST_NAMED]],
            "percent": percent,
        }
        values = {"milestone": visible(milestone.name)[:80], "day": milestone.day, "late": len(late), "of": of}
        severity = Severity.HIGH if percent >= context.options["high_percent"] else Severity.MEDIUM
        yield Finding(
            severity,
            context.calendar.at(began, time(0, 0)),
            evidence,
            "message_untested" if in_it else "message",
            values={**values, "begins": end_begins},
            task=milestone.task,
            about=milestone.name,
        )


def _due_from(task: Task, day: date, context: Context) -> bool:
    """Due in the end by a date of its own; one that was taken over from the milestone says nothing."""
    due = context.due_day(task)
    return due is not None and due >= day and task.due is not None and task.due.kind is not DueKind.INHERITED

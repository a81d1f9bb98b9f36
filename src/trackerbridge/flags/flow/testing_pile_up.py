"""F06: work waits for testing faster than it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.flow.overloaded import week_of
from trackerbridge.flags.naming import a_few
from trackerbridge.flags.stays import stays_of
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Evidence, Stage, Task

_MOST_NAMED = 20


class TestingPileUp(ProjectRule):
    """Work comes to testing faster than it leaves, said weekly.

    Why it matters to a client
        Everything seems nearly ready, and nothing arrives. When the pile is worked off at last, it is in a hurry.

    Flagged
        - In ten working days seven tasks came to testing and two left, and six wait there now.

    Not flagged
        - Seven tasks came to testing and six left.
        - Two tasks came to testing and none left yet.

    What usually helps
        Begin nothing new until the pile is smaller; let those who build help those who check.

    When this rule is wrong
        A release was just handed over for testing as a whole. Then the pile is the plan.
    """

    code = "F06"
    name = "testing-pile-up"
    needs = frozenset({Evidence.STAGES, Evidence.HISTORY})
    options = (
        Option("window_working_days", 10, "working days", "The time over which coming and leaving are counted.", 1, 60),
        Option("at_least", 4, "tasks", "How many must wait.", 1, 1000),
        Option("surplus", 3, "tasks", "How many more must have come than left.", 1, 1000),
        Option("high_at", 10, "tasks", "From so many waiting on the flag is high.", 1, 1000),
    )
    placeholders = frozenset({"came", "left", "waiting", "window", "tasks"})

    def unable(self, context: Context) -> str:
        """No list here means checking."""
        if any(task.stage is Stage.TESTING or _visits(task) for task in context.tasks):
            return ""
        return words_of(context.language).shared("no_checking_list")

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Coming and leaving within the window, and what waits now."""
        window = int(context.options["window_working_days"])
        start = context.calendar.at(context.calendar.add_working_days(context.today, -window), time(0, 0))
        visits = [(task, since, until) for task in context.tasks if not task.template for since, until in _visits(task)]
        came = sum(since >= start for _, since, _ in visits)
        left = sum(until is not None and until >= start for _, _, until in visits)
        waiting = [task for task, _, until in visits if until is None and task.open]
        options = context.options
        if len(waiting) < options["at_least"] or came - left < options["surplus"]:
            return
        severity = Severity.HIGH if len(waiting) >= options["high_at"] else Severity.MEDIUM
        evidence = {"came": came, "left": left, "waiting": [task.key for task in waiting[:_MOST_NAMED]]}
        values: dict[str, int | str] = {"came": came, "left": left, "waiting": len(waiting), "window": window}
        values["tasks"] = a_few([task.key for task in waiting])
        yield Finding(severity, week_of(context), evidence, values=values)


def _visits(task: Task) -> list[tuple[datetime, datetime | None]]:
    """When the task came to checking and when it left again."""
    told = [task.stage, *(stage for change in task.history for stage in (change.stage_before, change.stage_after))]
    if Stage.TESTING not in told:  # of most tasks
        return []
    return [(stay.since, stay.until) for stay in stays_of(task) if stay.stage is Stage.TESTING]

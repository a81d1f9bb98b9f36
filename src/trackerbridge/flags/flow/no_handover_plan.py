"""F09: a milestone is near and nothing plans its handover."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.text import folded, phrases, visible
from trackerbridge.model import Evidence, Task

_MIDNIGHT = time(0, 0)


class NoHandoverPlan(ProjectRule):
    """A milestone within 15 working days, and no task for deployment, documentation or handover.

    Why it matters to a client
        What was built and cannot be used yet is not there for them. Going live, explaining and handing over take days
        that somebody must have planned.

    Flagged
        - A milestone in eight working days, and none of its tasks speaks of deployment, documentation or handover.

    Not flagged
        - A milestone in eight working days with the task “Deploy to production”.
        - A milestone in two months.

    What usually helps
        Add the three tasks now: how it goes live, what the client needs to read, and who shows it to them.

    When this rule is wrong
        The milestone is a step within the team, with nothing to hand over.
    """

    code = "F09"
    name = "no-handover-plan"
    needs = frozenset({Evidence.MILESTONES})
    options = (Option("working_days", 15, "working days", "How close the milestone is.", 1, 120),)
    placeholders = frozenset({"milestone", "day"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Every milestone ahead and near, whose tasks name nothing of the kind."""
        if any(hands_over(task) for task in _without_milestone(context)):
            return
        for milestone in context.side.milestones or ():
            ahead = context.calendar.working_days_between(context.today, milestone.day)
            if not 0 <= ahead <= context.options["working_days"] or not milestone.open_members:
                continue
            if any(map(hands_over, milestone.members)):
                continue
            since = context.calendar.at(milestone.began, _MIDNIGHT) if milestone.began else None
            evidence = {"milestone": milestone.name, "day": milestone.day.isoformat(), "tasks": len(milestone.members)}
            values = {"milestone": visible(milestone.name)[:80], "day": milestone.day}
            severity = Severity.MEDIUM if ahead * 3 <= context.options["working_days"] else Severity.LOW
            yield Finding(severity, since, evidence, values=values, task=milestone.task, about=milestone.name)


def hands_over(task: Task) -> bool:
    """Whether a task is about going live, documentation, training or handover: its title, labels or steps say so."""
    steps = (item.name for checklist in task.checklists for item in checklist.items)
    said = [folded(text) for text in (task.title, *steps)]
    if any(phrases("handover", "release").search(text) for text in said):  # a label of that name is a milestone's own
        return True
    return any(phrases("handover", "handover").search(text) for text in (*said, *map(folded, task.labels)))


def _without_milestone(context: Context) -> list[Task]:
    """Open work that belongs to no milestone may plan the handover of any."""
    taken = {task.identity for milestone in context.side.milestones or () for task in milestone.members}
    return [task for task in context.tasks if task.open and task.identity not in taken]

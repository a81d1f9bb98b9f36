"""What the narrow rules look at: work that is published, in progress, or due within 10 working days. Pure."""

from __future__ import annotations

from datetime import date

from trackerbridge.flags.base import Context, Rule
from trackerbridge.flags.evidence import missing
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Evidence, Task

DUE_WITHIN_WORKING_DAYS = 10


def in_narrow_scope(task: Task, context: Context) -> bool:
    """Whether clarity rules, F02 and D07 look at this task (a passed date counts as due)."""
    if task.stage.begun or context.is_published(task):
        return True
    day = context.due_day(task)
    return day is not None and due_within(context, day, DUE_WITHIN_WORKING_DAYS)


def due_within(context: Context, day: date, working_days: int) -> bool:
    """Whether a day is at most so many working days away, or has passed."""
    return context.calendar.working_days_between(context.today, day) <= working_days


def tasks_for(rule: Rule, context: Context) -> list[Task]:
    """The tasks of the context's source that a rule judges, in the source's order."""
    return context.facts.chosen((rule.narrow, rule.judges_finished), lambda: _chosen(rule, context))


def _chosen(rule: Rule, context: Context) -> list[Task]:
    chosen = [task for task in context.asked_for if task.open or (rule.judges_finished and task.live)]
    return [task for task in chosen if in_narrow_scope(task, context)] if rule.narrow else chosen


def nothing_in_scope(rule: Rule, context: Context, chosen: list[Task]) -> str:
    """Why a narrow rule had nothing to look at although there is open work; empty where that is no surprise."""
    if not rule.narrow or chosen or not missing(Evidence.STAGES, context):
        return ""
    if not any(task.open for task in context.snapshot.tasks):
        return ""
    return words_of(context.language).shared("nothing_in_scope")

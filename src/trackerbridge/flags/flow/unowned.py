"""F02: begun or due soon, and nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.habits import never_used
from trackerbridge.flags.narrow import due_within
from trackerbridge.model import Evidence, Task


class Unowned(Rule):
    """Begun or due soon, and nobody's.

    Why it matters to a client
        Work that is nobody's is the work that gets forgotten, and nobody can answer a question about it.

    Flagged
        - A task in progress that has no owner.
        - A planned task due in two working days that has no owner.

    Not flagged
        - A planned task without an owner that is due in three weeks.
        - A task in progress with one owner.

    What usually helps
        Agree on one owner. An owner answers for the task and need not do all of it.

    When this rule is wrong
        The team shares the board's work by habit and never sets owners. From ten tasks on that is told once and not of
        each; on a smaller board, switch the rule off for this project.
    """

    code = "F02"
    name = "unowned"
    needs = frozenset({Evidence.OWNERS})
    options = (Option("working_days", 3, "working days", "How close a date is “due soon”.", 0, 60),)
    explained_by = frozenset({"D01", "D02"})
    narrow = True
    sentences = ("message", "message_due", "message_past", "suggestion")
    placeholders = frozenset({"due"})

    def unable(self, context: Context) -> str:
        """A board on which nobody is ever named."""
        return never_used(context, "never_owned", lambda task: bool(task.owners))

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """No owner, and it is time that there was one."""
        if task.owners:
            return
        day = context.due_day(task)
        soon = day is not None and due_within(context, day, context.options["working_days"])
        if not (task.stage.begun or soon):
            return
        severity = Severity.MEDIUM if soon or context.is_published(task) else Severity.LOW
        evidence = {"stage": task.stage.value, "due": day.isoformat() if day else None}
        yield Finding(severity, task.created_at, evidence, _sentence(task, day, context.today), values={"due": day})


def _sentence(task: Task, day: date | None, today: date) -> str:
    if task.stage.begun or day is None:
        return "message"
    return "message_past" if day < today else "message_due"

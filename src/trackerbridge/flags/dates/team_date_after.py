"""D12: the team plans to finish after the client was told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.model import ChangeField, Evidence, Task


class TeamDateAfterClientDate(Rule):
    """The team plans to finish after the date that the client was told.

    Why it matters to a client
        Everybody works to plan, and the promise breaks all the same: the two dates were never put side by side.

    Flagged
        - The client was told 20 November, and the team's own date is the 24th.
        - The client chose a change with the date of 20 November, and the task still says the 12th.
        - The client chose a change with the date of 20 November, and the task has no date at all.

    Not flagged
        - The client was told 20 November, and the team's own date is the 18th.
        - The team's date lies later, and nothing was promised.

    What usually helps
        Bring the team's date forward, make the piece smaller, or tell the client now.

    When this rule is wrong
        The later date is for something that is not part of the promise. Give that a task of its own.
    """

    code = "D12"
    name = "team-date-after-client-date"
    needs = frozenset({Evidence.DUE_DATES, Evidence.LEDGER})
    options = (
        Option("near_working_days", 5, "working days", "So close to the promised date the flag is high.", 0, 60),
    )
    explained_by = frozenset({"D01", "D05"})
    sentences = ("message", "message_agreed", "message_undated", "suggestion", "suggestion_agreed")
    placeholders = frozenset({"told", "due", "after"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """Two dates side by side."""
        promise, day = context.promise(task), context.due_day(task)
        if promise is None or day == promise.current or context.today > promise.current:
            return
        agreed, told = _agreed_at(task, promise.current, context), promise.told[-1].at
        if agreed is None and (day is None or day < promise.current):
            return
        moved = (one.at for one in task.history if one.field is ChangeField.DUE and one.at > told)
        since = max(moved, default=agreed or told)
        left = context.calendar.working_days_between(context.today, promise.current)
        severity = Severity.HIGH if left <= context.options["near_working_days"] else Severity.MEDIUM
        evidence: dict[str, Any] = {"promised": promise.current.isoformat(), "due": day.isoformat() if day else None}
        values: dict[str, Any] = {"told": promise.current, "due": day}
        if day is not None:
            after = context.calendar.working_days_between(promise.current, day)
            evidence["working_days_after"] = values["after"] = after
        if agreed is None:
            yield Finding(severity, since, evidence, values=values)
        else:
            message = "message_undated" if day is None else "message_agreed"
            yield Finding(severity, since, evidence, message, suggestion="suggestion_agreed", values=values)


def _agreed_at(task: Task, told: date, context: Context) -> datetime | None:
    """When the client chose the date that they were told last; None where it is not one that they chose."""
    extras = context.side.extras.items if context.side.extras else ()
    return next((one.decided_at for one in extras if one.task == task.key and one.agreed_day == told), None)

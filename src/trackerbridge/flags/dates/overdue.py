"""D01: past its date and not done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.model import Evidence, Stage, Task


class Overdue(Rule):
    """Past its date and not done.

    Why it matters to a client
        A date that passes in silence costs more trust than the delay itself: the client finds out alone, and starts to
        wonder about all the other dates.

    Flagged
        - A task due on 9 November is still in progress on the 12th.
        - A task whose date the client was told as 11 November is not done on the morning of the 12th.
        - A card due on 9 November stands unticked in a list whose name does not say what it means (low).

    Not flagged
        - A task due today, until the day ends.
        - A task of the team's own that is one working day late.
        - A task that is done, however late.

    What usually helps
        Finish it, or agree on a new date. If the client was told the old one, tell them first, together with what
        happens next.

    When this rule is wrong
        The work is done and nobody moved the card, or the date was only a wish. Tick or move the card, or take the
        date off.
    """

    code = "D01"
    name = "overdue"
    needs = frozenset({Evidence.DUE_DATES})
    needs_some = frozenset({Evidence.DUE_DATES})
    options = (
        Option("internal_working_days", 2, "working days", "How late a date of the team's own may be.", 0, 60),
        Option("promised_working_days", 0, "working days", "How late a date may be that the client sees.", 0, 60),
        Option("medium_working_days", 2, "working days", "From here on an internal delay is medium.", 0, 250),
        Option("high_working_days", 5, "working days", "From here on an internal delay is high.", 0, 250),
        Option("high_promised_working_days", 2, "working days", "From here on a promised delay is high.", 0, 250),
    )
    sentences = (
        *("message", "message_today", "message_unknown", "message_unplaced", "message_promised"),
        *("suggestion", "suggestion_unknown", "suggestion_promised"),
    )
    placeholders = frozenset({"due", "late", "status"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """Overdue is calendar arithmetic; how loud is counted in working days."""
        told = _told_day(task, context)
        if told is not None:
            yield from self._promised(task, context, told)
            return
        deadline, day = context.deadline(task), context.due_day(task)
        if deadline is None or day is None or context.now < deadline:
            return
        late = _late(context, day)
        if late < context.options["internal_working_days"]:
            return
        severity, sentence, advice = self._severity(context, late), "message" if late else "message_today", "suggestion"
        if task.stage is Stage.UNKNOWN:  # its list may well mean done: that is worth a look, and no alarm
            sentence = "message_unknown" if task.status else "message_unplaced"
            severity, advice = Severity.LOW, "suggestion_unknown"
        values = {"due": day, "late": late, "status": task.status}
        yield Finding(severity, deadline, _evidence(day, late, False), sentence, advice, values)

    def _promised(self, task: Task, context: Context, told: date) -> Iterator[Finding]:
        over = _promised_deadline(task, context, told)
        late = _late(context, told)
        if context.now < over or late < context.options["promised_working_days"]:
            return
        severity = Severity.HIGH if late >= context.options["high_promised_working_days"] else Severity.MEDIUM
        since = (context.deadline(task) if context.due_day(task) == told else None) or over
        evidence, values = _evidence(told, late, True), {"due": told, "late": late}
        yield Finding(severity, since, evidence, "message_promised", "suggestion_promised", values)

    def _severity(self, context: Context, late: int) -> Severity:
        if late >= context.options["high_working_days"]:
            return Severity.HIGH
        return Severity.MEDIUM if late >= context.options["medium_working_days"] else Severity.LOW


def _told_day(task: Task, context: Context) -> date | None:
    """The day the client was told, or, on published work that was not told yet, the day they will be told."""
    promise = context.promise(task)
    if promise is not None:
        return promise.current
    return context.due_day(task) if task.key in context.published else None


def _promised_deadline(task: Task, context: Context, told: date) -> datetime:
    """When the told day is over; the task's own instant where it speaks of the same day and nothing was told yet."""
    own = context.deadline(task)
    if own is not None and context.due_day(task) == told and context.promise(task) is None:
        return own
    return (context.client_calendar or context.calendar).end_of_day(told)


def _late(context: Context, day: date) -> int:
    return max(0, context.calendar.working_days_between(day, context.today))


def _evidence(day: date, late: int, promised: bool) -> dict[str, object]:
    return {"due": day.isoformat(), "working_days_late": late, "promised": promised}

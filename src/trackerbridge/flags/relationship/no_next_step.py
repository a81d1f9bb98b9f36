"""R03: the client sees a problem, and no way forward."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.model import Evidence, NotePart, Task


class NoNextStep(Rule):
    """The client sees a problem, and at half of `grace` there is no way forward beside it.

    Why it matters to a client
        A problem with a plan is work; a problem without one is a worry. The plan may be one sentence.

    Flagged
        - The date told passed yesterday morning, and no note says what happens next.
        - The client was told of a move yesterday, and no note says what happens next.

    Not flagged
        - The date told passed, and a note says what happens next.
        - The date told passed an hour ago.
        - The team's own date passed on work that the client does not see.

    What usually helps
        One line on the task: `/client next …`, with a day.

    When this rule is wrong
        The next step was told by phone. Write it down all the same; the card outlives the call.
    """

    code = "R03"
    name = "no-next-step"
    needs = frozenset({Evidence.NOTES, Evidence.DUE_DATES})
    options = (
        Option("part_of_grace", 0.5, "parts", "Which part of `grace` may pass without a next step.", 0, 1),
        Option("move_working_days", 10, "working days", "How long a date that moved is a problem.", 1, 60),
    )
    explained_by = frozenset({"D01", "D05", "D13"})
    sentences = ("message", "message_moved", "suggestion")
    placeholders = frozenset({"day"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The problem, the time since, and a note that is younger than it."""
        for sentence, since in _problems(task, context, self._oldest(context)):
            hours = context.calendar.business_hours_between(since, context.now)
            if hours < context.side.grace_hours * context.options["part_of_grace"] or _has_next(task, since, context):
                continue
            severity = Severity.HIGH if hours >= context.side.grace_hours else Severity.MEDIUM
            evidence = {"problem_since": since.isoformat(), "business_hours": round(hours, 1)}
            yield Finding(severity, since, evidence, sentence, values={"day": context.calendar.day_of(since)})
            return

    def _oldest(self, context: Context) -> datetime:
        days = int(context.options["move_working_days"])
        first = context.calendar.add_working_days(context.today, -days)
        return context.calendar.end_of_day(first - timedelta(days=1))


def _problems(task: Task, context: Context, oldest: datetime) -> Iterator[tuple[str, datetime]]:
    """A told date that passed (from the end of its business day on), or one that moved lately."""
    promise = context.promise(task)
    told = promise.current if promise else context.due_day(task) if context.is_published(task) else None
    if told is None:
        return
    passed = context.calendar.end_of_business(told)
    if context.now >= passed:
        yield "message", passed
    elif promise and promise.moved_at and promise.moved_at >= oldest and not _chosen(task, told, context):
        yield "message_moved", promise.moved_at


def _chosen(task: Task, told: date, context: Context) -> bool:
    """The client chose this date themselves."""
    extras = context.side.extras.items if context.side.extras else ()
    return any(extra.task == task.key and extra.agreed_day == told for extra in extras)


def _has_next(task: Task, since: datetime, context: Context) -> bool:
    """A note on what is next, written after the problem began or at most a working day before."""
    day_before = context.calendar.add_working_days(context.calendar.day_of(since), -1)
    earliest = context.calendar.end_of_day(day_before - timedelta(days=1))
    notes = (context.side.notes or {}).get(task.key, ())
    return any(note.part is NotePart.NEXT and note.at >= earliest for note in notes)

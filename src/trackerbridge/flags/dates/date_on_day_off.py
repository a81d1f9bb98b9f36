"""D09: due on a weekend or holiday of the team or the client."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trackerbridge.clock import Calendar
from trackerbridge.flags.base import Abstention, Context, Finding, Rule, Severity
from trackerbridge.flags.evidence import missing
from trackerbridge.model import Evidence, Task


class DateOnDayOff(Rule):
    """Due on a weekend or holiday of the team or the client.

    Why it matters to a client
        Nobody will deliver on that day, or nobody will be there to receive it: the date is either late or early, and
        neither was meant.

    Flagged
        - A task due on Saturday 28 November.
        - A task due on a public holiday of the country in the configuration.

    Not flagged
        - A task due on Friday 27 November.
        - A task due on a Saturday that has passed.

    What usually helps
        Move the date to the working day before.

    When this rule is wrong
        The work is meant for that day, such as an event or a launch at night.
    """

    code = "D09"
    name = "date-on-day-off"
    needs = frozenset({Evidence.DUE_DATES})
    needs_some = frozenset({Evidence.DUE_DATES})
    sentences = ("message", "message_holiday", "message_day_off", "message_client", "suggestion")
    placeholders = frozenset({"due", "holiday", "before"})

    def partly(self, context: Context) -> Iterator[Abstention]:
        """Without a country there are only weekends."""
        reason = missing(Evidence.CALENDAR, context)
        if reason:
            yield Abstention(self.code, reason)

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """A date ahead on a day that is no working day for the team, or else for the client."""
        deadline, day = context.deadline(task), context.due_day(task)
        if deadline is None or day is None or context.now >= deadline:
            return
        client = context.client_calendar
        if not context.calendar.is_working_day(day):
            sentence, calendar = _sentence(day, context.calendar), context.calendar
        elif client is not None and not client.is_working_day(day):
            sentence, calendar = "message_client", client
        else:
            return
        before = calendar.add_working_days(day, -1)
        holiday = calendar.holiday_name(day, context.language)
        evidence = {"due": day.isoformat(), "weekday": day.isoweekday(), "holiday": holiday or None}
        severity = Severity.MEDIUM if context.is_published(task) else Severity.LOW
        values = {"due": day, "holiday": holiday.partition(" (")[0], "before": before}
        yield Finding(severity, task.created_at, evidence, sentence, values=values)


def _sentence(day: date, calendar: Calendar) -> str:
    if day.weekday() >= 5:
        return "message"
    return "message_holiday" if calendar.holiday_name(day) else "message_day_off"

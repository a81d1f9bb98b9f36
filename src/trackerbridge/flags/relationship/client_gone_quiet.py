"""R06: something waits for the client, and they are silent, for long or past the day it was needed by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import pairwise
from statistics import median

from trackerbridge.clock import Calendar
from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.relationship.asks import cannot_tell_asks, open_asks
from trackerbridge.flags.text import visible
from trackerbridge.model import Ask, Evidence, Person, Side, Task

_LONGEST_TITLE = 80


class ClientGoneQuiet(ProjectRule):
    """Something waits for the client, and they are silent for ten working days or three times their usual gap.

    Why it matters to a client
        They are busy, and each day they do not answer moves a date they care about. Nobody has told them which.

    Flagged
        - An answer has been awaited for twelve working days, and the client has written nothing since.
        - The client writes every other day, an answer is awaited, and nothing has come for seven working days.
        - An answer was needed by yesterday, and nothing has come since it was asked for five working days ago.

    Not flagged
        - Nothing waits for the client, who has been silent for a month.
        - An answer has been awaited for two working days.
        - An answer is awaited for long, and the client wrote about something else yesterday.
        - An answer is needed by today, and nothing has come since it was asked for five working days ago.

    What usually helps
        One call, with the date that depends on it. Bundle the questions, and offer a default where you can.

    When this rule is wrong
        They are on holiday and said so, or talk to you elsewhere.
    """

    code = "R06"
    name = "client-gone-quiet"
    needs = frozenset({Evidence.COMMENTS, Evidence.SIDES})
    options = (
        Option("working_days", 10, "working days", "How long silence may last in any case.", 1, 120),
        Option("gap_times", 3, "times", "Or so many times their usual gap.", 1, 20),
        Option("at_least_working_days", 4, "working days", "Silence shorter than this is never long.", 1, 60),
        Option("known_gaps", 5, "times", "How often they must have come back to know their usual gap.", 2, 100),
        Option(
            "passed_working_days",
            1,
            "working days",
            "How long after the day an answer was needed by, whatever the gap.",
            1,
            60,
        ),
        Option(
            "near_working_days", 3, "working days", "So close to a date that depends on it the flag is high.", 0, 60
        ),
    )
    sentences = ("message", "message_passed", "suggestion", "suggestion_passed")
    placeholders = frozenset({"since", "quiet", "asks", "what", "needed"})

    def unable(self, context: Context) -> str:
        """It cannot be told what waits for the client."""
        return cannot_tell_asks(context)

    def check_project(self, context: Context) -> Iterator[Finding]:
        """From the client's last act, or from the oldest ask where that came later.

        The day by which something was needed ends any patience, unless the client has written since it was asked: they
        are there then, and the usual limits hold.
        """
        asks = open_asks(context)
        if not asks:
            return
        said = [one for each in (context.side.said or {}).values() for one in each]
        acts = sorted([*_acts(context.tasks), *(one.at for one in said if _is_client(one.author))])
        passed = next(
            (ask for ask in asks if self._passed(ask, context) and not any(at > ask.asked_at for at in acts)), None
        )
        since = max([*acts[-1:], (passed or asks[0]).asked_at])
        quiet = context.calendar.working_days_between(context.calendar.day_of(since), context.today)
        limit = self._limit(acts, context)
        if quiet < limit and passed is None:
            return
        evidence = {"since": since.isoformat(), "working_days": quiet, "limit": limit, "asks": len(asks)}
        values = {"since": context.calendar.day_of(since), "quiet": quiet, "asks": len(asks)}
        near = any(ask.needed_by and self._near(ask.needed_by, context) for ask in asks)
        severity = Severity.HIGH if near else Severity.MEDIUM
        if passed is None or passed.needed_by is None:
            yield Finding(severity, since, evidence, values=values)
            return
        task = context.facts.by_reference.get(passed.task or "")
        values |= {"what": visible(task.title if task else passed.what)[:_LONGEST_TITLE], "needed": passed.needed_by}
        evidence |= {"needed_by": passed.needed_by.isoformat()}
        yield Finding(severity, since, evidence, "message_passed", "suggestion_passed", values=values)

    def _limit(self, acts: Iterable[datetime], context: Context) -> float:
        options = context.options
        gaps = _gaps({context.calendar.day_of(at) for at in acts}, context.calendar)
        longest = float(options["working_days"])
        if len(gaps) < options["known_gaps"]:
            return longest
        usual = float(median(gaps)) * options["gap_times"]
        return float(min(longest, max(usual, float(options["at_least_working_days"]))))

    def _passed(self, ask: Ask, context: Context) -> bool:
        """Not where the day had passed already when we asked: then nobody was ever given a day."""
        day = ask.needed_by
        if day is None or day < context.calendar.day_of(ask.asked_at):
            return False
        late = context.calendar.working_days_between(day, context.today)
        return late >= int(context.options["passed_working_days"])

    def _near(self, day: date, context: Context) -> bool:
        return context.calendar.working_days_between(context.today, day) <= int(context.options["near_working_days"])


def _acts(tasks: Iterable[Task]) -> Iterator[datetime]:
    """Whatever the client did: comments and changes."""
    for task in tasks:
        yield from (comment.at for comment in task.comments if _is_client(comment.author))
        yield from (change.at for change in task.history if _is_client(change.author))


def _is_client(author: Person | None) -> bool:
    return author is not None and author.side is Side.CLIENT


def _gaps(days: Iterable[date], calendar: Calendar) -> list[int]:
    return [max(1, calendar.working_days_between(one, following)) for one, following in pairwise(sorted(days))]

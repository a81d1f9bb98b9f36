"""R02: no news for the client within the agreed rhythm."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.model import Evidence


class Silence(ProjectRule):
    """No news that the client can see for the agreed rhythm and one working day.

    Why it matters to a client
        Silence is read as bad news, and after a week of it everything is asked twice.

    Flagged
        - News every five working days was agreed, and the last was seven working days ago.

    Not flagged
        - News every five working days was agreed, and the last was five working days ago.
        - Nothing was published yet.

    What usually helps
        Two sentences are news: what was done, and what is next. Write them, or let the next sync publish what stands.

    When this rule is wrong
        The client is on holiday and said so, or was told by phone.
    """

    code = "R02"
    name = "silence"
    needs = frozenset({Evidence.NEWS})
    options = (
        Option("tolerance_working_days", 1, "working days", "How much longer than the rhythm silence may last.", 0, 20),
        Option("high_times", 2, "times", "At so many times the rhythm the flag is high.", 1, 10),
    )
    placeholders = frozenset({"since", "quiet", "rhythm"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Working days since the last news."""
        news = context.side.news
        if news is None or news.last_at is None:
            return
        day = context.calendar.day_of(news.last_at)
        quiet = context.calendar.working_days_between(day, context.today)
        if quiet <= news.rhythm_working_days + context.options["tolerance_working_days"]:
            return
        high = quiet >= news.rhythm_working_days * context.options["high_times"]
        evidence = {"last_news": news.last_at.isoformat(), "working_days": quiet, "rhythm": news.rhythm_working_days}
        values = {"since": day, "quiet": quiet, "rhythm": news.rhythm_working_days}
        yield Finding(Severity.HIGH if high else Severity.MEDIUM, news.last_at, evidence, values=values)

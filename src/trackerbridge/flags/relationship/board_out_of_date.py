"""R10: the client's board is out of date, and the announced update has passed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from trackerbridge.flags.base import Context, Finding, ProjectRule, Severity
from trackerbridge.model import Evidence


class BoardOutOfDate(ProjectRule):
    """Syncs fail or do not run, and the update that the client was told of has passed.

    Why it matters to a client
        The board still says what was true last week, with our name on it, and says that it is kept up to date.

    Flagged
        - The next update was announced for 11 November, and every sync since the 5th has failed.
        - The next update was announced for 11 November, and no sync has run since the 5th.

    Not flagged
        - A sync failed, and the next update is announced for next week.
        - A sync failed, and the one after it went well.

    What usually helps
        See why: `trackerbridge runs` lists the runs, and `trackerbridge check` says what to mend.

    When this rule is wrong
        The project has ended. Then take it out of the configuration, and tell the client that the board rests.
    """

    code = "R10"
    name = "board-out-of-date"
    needs = frozenset({Evidence.RUNS, Evidence.NEWS})
    sentences = ("message", "message_none", "suggestion")
    placeholders = frozenset({"announced", "last", "tries"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """What happened since the last sync that went well."""
        news = context.side.news
        syncs = [run for run in context.side.runs or () if run.command == "sync"]
        failed = list(takewhile(lambda run: not run.well, syncs))
        if news is None or news.next_update is None or context.today <= news.next_update or len(failed) == len(syncs):
            return
        last = syncs[len(failed)]
        day = context.calendar.day_of(last.at)
        evidence = {
            "last_good_sync": last.at.isoformat(),
            "failed": len(failed),
            "announced": news.next_update.isoformat(),
        }
        values = {"announced": news.next_update, "last": day, "tries": len(failed)}
        since = context.calendar.end_of_day(news.next_update)
        yield Finding(Severity.HIGH, since, evidence, "message" if failed else "message_none", values=values)

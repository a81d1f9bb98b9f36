"""R05: fewer than 85 % of the last ten promises were kept."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.record import ended, percent_kept
from trackerbridge.model import Evidence


class PromisesBreaking(ProjectRule):
    """Fewer than 85 % of the last ten promises were kept.

    Why it matters to a client
        One late date has a reason. Three of ten have a pattern, and it is seen on their side before it is on ours.

    Flagged
        - Of the last ten promises seven were kept.

    Not flagged
        - Of the last ten promises nine were kept.
        - Only four promises have ended so far.

    What usually helps
        Promise fewer things and later ones for a while: a date that holds in six cases of seven, or a smaller piece.

    When this rule is wrong
        The late ones waited for the client. Their own waiting time is kept apart; say so when you look at it together.
    """

    code = "R05"
    name = "promises-breaking"
    needs = frozenset({Evidence.LEDGER})
    options = (
        Option("percent", 85, "percent", "How many promises should be kept.", 1, 100),
        Option("last", 10, "promises", "How many of the latest are looked at.", 2, 200),
        Option("at_least", 5, "promises", "How many must have ended.", 2, 200),
        Option("high_percent", 60, "percent", "Below this the flag is high.", 0, 100),
    )
    placeholders = frozenset({"kept", "of"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """The latest promises that have ended, kept or not."""
        latest = ended(context)[-int(context.options["last"]) :]
        percent = percent_kept(latest)
        if len(latest) < context.options["at_least"] or percent >= context.options["percent"]:
            return
        broken = [one for one in latest if not one.kept]
        kept = len(latest) - len(broken)
        evidence = {"kept": kept, "of": len(latest), "percent": percent, "late": [one.promise.ref for one in broken]}
        severity = Severity.HIGH if percent < context.options["high_percent"] else Severity.MEDIUM
        since = context.calendar.end_of_day(broken[-1].promise.current)
        yield Finding(severity, since, evidence, values={"kept": kept, "of": len(latest)})

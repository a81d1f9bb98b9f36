"""D06: moved twice or more, or moved where promises keep breaking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.dates.slips import Slip, slip_of, told_slip
from trackerbridge.flags.evidence import missing
from trackerbridge.flags.forecast.promise_date import promise_date
from trackerbridge.flags.record import ended, percent_kept
from trackerbridge.model import Evidence, Task


class RepeatedSlips(Rule):
    """The date was moved twice or more, or it moved in a project whose promises keep breaking.

    Why it matters to a client
        After the second move nobody believes the third date. One that holds, although later, is worth more than another
        near one.

    Flagged
        - A task's date moved from 2 to 6 November and again to the 16th.
        - The client was told three dates for one task.
        - The date told moved once, and only half of the last promises were kept.

    Not flagged
        - A date that moved once, in a project that keeps its promises.
        - A date that moved twice, and back again.

    What usually helps
        Before naming a third date, find the one that holds in six cases of seven, or promise a smaller first piece for
        the date that stands.

    When this rule is wrong
        The client moved it themselves, both times. Then write that on the card.
    """

    code = "D06"
    name = "repeated-slips"
    needs = frozenset({Evidence.DUE_DATES})
    needs_some = frozenset({Evidence.DUE_DATES})
    options = (
        Option("moves", 2, "moves", "How often a date may move.", 2, 50),
        Option("settle_hours", 2, "business hours", "A date replaced sooner than this was a typing error.", 0, 90),
        Option(
            "record_percent", 85, "percent", "Below so many promises kept, one move of a told date is enough.", 0, 100
        ),
        Option("record_of", 5, "promises", "How many must have ended to speak of a record.", 2, 100),
    )
    explained_by = frozenset({"D01", "D05"})
    sentences = (
        *("message", "message_promised", "message_record"),
        *("suggestion", "suggestion_promised", "suggestion_offer"),
    )
    placeholders = frozenset({"first", "current", "moves", "kept", "offer"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """Dates told count before the team's own."""
        promise, day = context.promise(task), context.due_day(task)
        slip = told_slip(promise) if promise else None
        if slip is not None:
            offer = promise_date(task, context.facts.spans(context.now), context.now, context.calendar)
            yield from self._told(slip, offer.day if offer else None, context)
        elif day is not None and not missing(Evidence.HISTORY, context):
            slip = slip_of(task, day, context.calendar, context.options["settle_hours"])
            if slip is not None and slip.moves >= context.options["moves"]:
                yield _finding(slip, Severity.LOW, "message", "suggestion")

    def _told(self, slip: Slip, offer: date | None, context: Context) -> Iterator[Finding]:
        if slip.moves >= context.options["moves"]:
            yield _finding(slip, Severity.HIGH, "message_promised", _advice(offer), offer=offer)
            return
        record = ended(context)
        kept = percent_kept(record)
        if len(record) >= context.options["record_of"] and kept < context.options["record_percent"]:
            yield _finding(slip, Severity.MEDIUM, "message_record", _advice(offer), kept, offer)


def _advice(offer: date | None) -> str:
    return "suggestion_offer" if offer else "suggestion_promised"


def _finding(
    slip: Slip, severity: Severity, sentence: str, advice: str, kept: int | None = None, offer: date | None = None
) -> Finding:
    evidence = {"first": slip.first.isoformat(), "current": slip.current.isoformat(), "moves": slip.moves}
    evidence |= {} if kept is None else {"percent_kept": kept}
    evidence |= {} if offer is None else {"offer": offer.isoformat()}
    values = {"first": slip.first, "current": slip.current, "moves": slip.moves, "kept": kept, "offer": offer}
    return Finding(severity, slip.at, evidence, sentence, advice, values)

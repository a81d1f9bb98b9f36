"""D04: the date was moved later."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Abstention, Context, Finding, Option, Rule, Severity
from trackerbridge.flags.dates.slips import Slip, slip_of, told_slip
from trackerbridge.flags.evidence import missing
from trackerbridge.model import Evidence, Task


class DateSlipped(Rule):
    """The date was moved later: how far, and how often.

    Why it matters to a client
        One move that is explained is normal. A date that keeps moving a little makes every date sound like a guess.

    Flagged
        - A task's date moved from 10 to 17 November.
        - A date that the client was told moved by one working day.

    Not flagged
        - A date of the team's own that moved by one working day.
        - A date that was corrected within the hour it was set.
        - A date that moved earlier.

    What usually helps
        Say what moved it and what has changed since, in one sentence, before anybody asks. If it moved twice, agree on
        a smaller first piece.

    When this rule is wrong
        The client asked for the later date. Then write that on the card.
    """

    code = "D04"
    name = "date-slipped"
    needs = frozenset({Evidence.DUE_DATES})
    needs_some = frozenset({Evidence.DUE_DATES})
    options = (
        Option("internal_working_days", 1, "working days", "How far a date of the team's own may move.", 0, 60),
        Option("far_working_days", 5, "working days", "From here on the flag is one step louder.", 1, 250),
        Option("often", 2, "moves", "From so many moves on the flag is one step louder.", 1, 50),
        Option("settle_hours", 2, "business hours", "A date replaced sooner than this was a typing error.", 0, 90),
    )
    explained_by = frozenset({"D01", "D05", "D06"})
    sentences = ("message", "message_promised", "suggestion", "suggestion_promised")
    placeholders = frozenset({"first", "current", "far", "moves"})

    def partly(self, context: Context) -> Iterator[Abstention]:
        """Without history, only dates that the client was told can be judged."""
        reason = missing(Evidence.HISTORY, context)
        if reason:
            yield Abstention(self.code, reason)

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """Told dates always, the team's own beyond a working day, added up over all moves."""
        promise = context.promise(task)
        slip = told_slip(promise) if promise else None
        if slip is not None:
            yield self._finding(slip, context, promised=True)
            return
        day = context.due_day(task)
        if day is None or missing(Evidence.HISTORY, context):
            return
        slip = slip_of(task, day, context.calendar, context.options["settle_hours"])
        if slip is not None and slip.working_days(context.calendar) > context.options["internal_working_days"]:
            yield self._finding(slip, context, promised=False)

    def _finding(self, slip: Slip, context: Context, *, promised: bool) -> Finding:
        far = slip.working_days(context.calendar)
        louder = far >= context.options["far_working_days"] or slip.moves >= context.options["often"]
        quiet, loud = (Severity.MEDIUM, Severity.HIGH) if promised else (Severity.LOW, Severity.MEDIUM)
        evidence = {
            "first": slip.first.isoformat(),
            "current": slip.current.isoformat(),
            "moves": slip.moves,
            "working_days": far,
            "promised": promised,
        }
        values = {"first": slip.first, "current": slip.current, "far": far, "moves": slip.moves}
        tail = "_promised" if promised else ""
        return Finding(loud if louder else quiet, slip.at, evidence, f"message{tail}", f"suggestion{tail}", values)

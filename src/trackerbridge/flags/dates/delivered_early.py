"""D08: delivered well before the promise."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.impression import is_early
from trackerbridge.model import Evidence, NotePart, Stage, Task


class DeliveredEarly(Rule):
    """Delivered at least two working days and a fifth of the span before the promise: worth saying why.

    Why it matters to a client
        Early is a pleasure, and without a word it becomes the norm: the next date is expected to be early too.

    Flagged
        - A task that was promised for 20 November was done on the 10th.

    Not flagged
        - A task that was promised for 13 November was done on the 12th.
        - An early delivery of last month.
        - An early delivery for which the card already says what made it possible.

    What usually helps
        Say what made it possible this time, and that the other dates stand.

    When this rule is wrong
        The promise was padded on purpose. Then promise less far ahead.
    """

    code = "D08"
    name = "delivered-early"
    needs = frozenset({Evidence.LEDGER, Evidence.STAGES})
    options = (
        Option("working_days", 2, "working days", "How much sooner is early.", 1, 60),
        Option("share", 5, "parts", "It must also be one such part of the span from telling to date.", 1, 100),
        Option("recent_working_days", 5, "working days", "How long the flag stays.", 1, 60),
    )
    judges_finished = True
    placeholders = frozenset({"told", "done", "ahead"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """Done lately, promised for much later, and nobody has said why."""
        promise = context.promise(task)
        if promise is None or task.stage is not Stage.DONE or task.done_at is None:
            return
        done = context.calendar.day_of(task.done_at)
        if context.calendar.working_days_between(done, context.today) > context.options["recent_working_days"]:
            return
        early = is_early(promise, done, context.calendar, context.options["working_days"], context.options["share"])
        if not early or _explained(task, context):
            return
        ahead = context.calendar.working_days_between(done, promise.current)
        evidence = {"promised": promise.current.isoformat(), "done": done.isoformat(), "working_days_ahead": ahead}
        values = {"told": promise.current, "done": done, "ahead": ahead}
        yield Finding(Severity.LOW, task.done_at, evidence, values=values)


def _explained(task: Task, context: Context) -> bool:
    notes = (context.side.notes or {}).get(task.key, ())
    return any(note.part in (NotePart.WHY, NotePart.DONE) for note in notes)

"""D14: a promise that no task carries."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Abstention, Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.record import all_promises
from trackerbridge.flags.text import visible
from trackerbridge.flags.wording import words_of
from trackerbridge.model import Evidence, Promise, PromiseState


class PromiseWithoutTask(ProjectRule):
    """A promise that no task carries.

    Why it matters to a client
        What stands on no list is remembered by one side only, and that is the client's.

    Flagged
        - “Send the minutes” was promised for 17 November, and no task carries it.
        - A date was told for a task that is no longer there.

    Not flagged
        - A promise whose task is in progress.
        - A promise without a task that was kept.
        - A promise that was voided.

    What usually helps
        Make a task of it, with an owner and the promised date; or say that it is done:
        `trackerbridge promises` lists them all.

    When this rule is wrong
        It is so small that a task would be more work than the thing itself. Then do it today.
    """

    code = "D14"
    name = "promise-without-task"
    needs = frozenset({Evidence.LEDGER})
    options = (
        Option("near_working_days", 3, "working days", "So close to its date the flag is one step louder.", 0, 60),
    )
    sentences = ("message", "message_gone", "suggestion")
    placeholders = frozenset({"what", "by"})

    def check_project(self, context: Context) -> Iterator[Finding | Abstention]:
        """Open promises whose task is not there."""
        for promise in all_promises(context):
            if not _open(promise) or _carried(promise, context):
                continue
            if promise.task and any(gap.what is None for gap in context.snapshot.completeness.gaps):
                yield Abstention(self.code, words_of(context.language).shared("tasks_missing"), promise.task)
                continue
            yield self._finding(promise, context)

    def _finding(self, promise: Promise, context: Context) -> Finding:
        left = context.calendar.working_days_between(context.today, promise.current)
        near = left <= context.options["near_working_days"]
        severity = Severity.HIGH if context.today > promise.current else Severity.MEDIUM if near else Severity.LOW
        evidence = {"promise": promise.ref, "by": promise.current.isoformat(), "task": promise.task}
        values = {"what": visible(promise.title)[:80], "by": promise.current}
        sentence = "message_gone" if promise.task else "message"
        return Finding(severity, promise.told[0].at, evidence, sentence, values=values, about=promise.ref)


def _open(promise: Promise) -> bool:
    """Open and passed counts as late: nobody has said that it is done."""
    return promise.state in (PromiseState.OPEN, PromiseState.LATE) and promise.delivered_on is None


def _carried(promise: Promise, context: Context) -> bool:
    task = context.facts.by_reference.get(promise.task or "")
    return task is not None and (task.live or task.stage.finished)

"""D07: in progress or published, and nobody said when."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Rule, Severity
from trackerbridge.flags.habits import never_used
from trackerbridge.flags.text import visible
from trackerbridge.model import Evidence, Task


class NoDueDate(Rule):
    """In progress or published, and nobody said when.

    Why it matters to a client
        Without a date the client makes one up, and holds us to it.

    Flagged
        - A task in progress without a date.
        - A published task without a date.
        - A task in progress whose date cannot be read, such as “soon”.

    Not flagged
        - A planned task without a date that the client does not see.
        - A task in progress with a date.

    What usually helps
        Put a date on it, even a rough one, or the day on which there will be one.

    When this rule is wrong
        It is work that never ends, such as support. Keep it on a list of its own, and tell trackerbridge nothing of it.
        Where hardly any of ten or more tasks has a date, that is told once and not of each.
    """

    code = "D07"
    name = "no-due-date"
    needs = frozenset({Evidence.DUE_DATES})
    narrow = True
    sentences = ("message", "message_published", "message_unreadable", "suggestion")
    placeholders = frozenset({"raw"})

    def unable(self, context: Context) -> str:
        """A board that does without dates."""
        return never_used(context, "never_dated", lambda task: task.due is not None)

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """No readable date, and none that the client was told."""
        published = context.is_published(task)
        if (task.due is not None and task.due.readable) or context.promise(task) or not (published or task.stage.begun):
            return
        raw = task.due.raw if task.due else ""
        evidence = {"stage": task.stage.value, "published": published, "unreadable": raw or None}
        sentence = "message_unreadable" if raw else "message_published" if published else "message"
        severity = Severity.MEDIUM if published else Severity.LOW
        yield Finding(severity, task.created_at, evidence, sentence, values={"raw": visible(raw)[:40]})

"""C09: too many steps, children or points for one promise."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.evidence import missing
from trackerbridge.model import Evidence, Task

_HOLDS_OTHERS = frozenset({"epic", "эпик", "initiative", "инициатива", "theme"})


class TooBig(Rule):
    """Too many open steps, children or points for one promise.

    Why it matters to a client
        A big piece shows nothing for weeks and then slips as a whole. Small ones arrive.

    Flagged
        - A task in progress with 20 open steps.
        - A published task of 21 points.
        - A task in progress with twelve open tasks beneath it.

    Not flagged
        - A task in progress with six open steps.
        - A task in progress with 20 steps of which three are open.
        - An epic with 20 tasks.

    What usually helps
        Cut it where the client would see a result, give each piece its own date, and promise the first one.

    When this rule is wrong
        The steps are a routine that takes an hour, such as a list before going live.
    """

    code = "C09"
    name = "too-big"
    options = (
        Option("steps", 15, "steps", "How many open steps are too many.", 2, 500),
        Option("children", 10, "tasks", "How many open tasks beneath it are too many.", 2, 500),
        Option("points", 13, "points", "How many story points are too many for one promise.", 1, 1000),
    )
    explained_by = frozenset({"D01", "D03", "F01"})
    narrow = True
    sentences = ("message", "message_children", "message_points", "suggestion")
    placeholders = frozenset({"size"})

    def unable(self, context: Context) -> str:
        """Nothing here says how big work is."""
        if any(task.points is not None or task.parent for task in context.snapshot.tasks):
            return ""
        return missing(Evidence.CHECKLISTS, context)

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The measure that is exceeded first; what only holds others together is no promise."""
        if task.kind.strip().casefold() in _HOLDS_OTHERS:
            return
        steps = sum(not item.done for checklist in task.checklists for item in checklist.items)
        sizes = (
            ("message", "steps", steps),
            ("message_children", "children", context.facts.open_children(task)),
            ("message_points", "points", task.points or 0),
        )
        for sentence, option, size in sizes:
            if size > context.options[option]:
                severity = Severity.MEDIUM if context.is_published(task) else Severity.LOW
                evidence = {"measure": option, "size": size, "limit": context.options[option]}
                yield Finding(severity, task.created_at, evidence, sentence, values={"size": f"{size:g}"})
                return

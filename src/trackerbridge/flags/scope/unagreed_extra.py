"""S01: work that came after the agreement, and nobody agreed to it."""

from __future__ import annotations

from collections.abc import Iterator

from trackerbridge.flags.base import Context, Finding, Option, ProjectRule, Severity
from trackerbridge.flags.scope.agreed import Agreed, from_client, marked_agreed, marked_extra
from trackerbridge.model import Evidence, Extras, ExtraState, Task


class UnagreedExtra(ProjectRule):
    """It came after the agreement, from the client or marked as an extra, and nobody agreed to it.

    Why it matters to a client
        A small wish that is done in silence costs the date of something they care more about, and they never chose.

    Flagged
        - The client made a card a week after the agreement, and nobody decided about it.
        - A card with the label “extra” is in progress, and nobody decided about it.

    Not flagged
        - A card that the team made to split agreed work.
        - A card that was a step of an agreed one.
        - The client's card, accepted in the register of extras.
        - A card that was there when the work was agreed.

    What usually helps
        Decide by rule: a small one is a bonus and is said to be one; for a bigger one offer the choice, with its date
        and price.

    When this rule is wrong
        It was agreed by phone. Label it “agreed”, or save the baseline again: `trackerbridge baseline PROJECT --again`.
    """

    code = "S01"
    name = "unagreed-extra"
    needs = frozenset({Evidence.BASELINE})
    options = (Option("working_days", 1, "working days", "How long deciding may take.", 0, 60),)
    sentences = ("message", "message_begun", "suggestion")
    placeholders = frozenset({"made"})

    def check_project(self, context: Context) -> Iterator[Finding]:
        """Open work outside the baseline that the client or a label calls for."""
        if context.side.baseline is None:
            return
        agreed = Agreed(context.side.baseline, context.facts.by_reference, context.calendar)
        extras = context.side.extras or Extras()
        decided = {extra.task for extra in extras.items if extra.state is not ExtraState.ASKED}
        for task in context.tasks:
            if not task.open or task.key in decided or marked_agreed(task):
                continue
            marked = marked_extra(task, extras.label)
            if (from_client(task) or marked) and not agreed.covers(task):
                yield from self._finding(task, marked, context)

    def _finding(self, task: Task, marked: bool, context: Context) -> Iterator[Finding]:
        made = context.calendar.day_of(task.created_at) if task.created_at else context.today
        age = context.calendar.working_days_between(made, context.today)
        if age < context.options["working_days"] and not task.stage.begun:
            return
        evidence = {"made": made.isoformat(), "from_client": from_client(task), "marked": marked}
        begun = task.stage.begun
        sentence = "message_begun" if begun else "message"
        severity = Severity.HIGH if begun else Severity.MEDIUM
        yield Finding(severity, task.created_at, evidence, sentence, values={"made": made}, task=task)

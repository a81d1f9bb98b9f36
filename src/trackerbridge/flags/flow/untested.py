"""F05: done, or about to be, without having passed the project's checking state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.flags.stays import entered_stage, passed
from trackerbridge.flags.wording import words_of
from trackerbridge.model import ChangeField, Evidence, Stage, Task


class Untested(Rule):
    """Done, or about to be, without having passed the project's checking state.

    Why it matters to a client
        What nobody checked is checked by the client, and a fault they find weighs more than a day they waited.

    Flagged
        - A task went from “Doing” to “Done” yesterday on a board where nearly everything passes “Testing”.
        - A task was put before the client for review without having been checked.

    Not flagged
        - A task that passed “Testing” and is done.
        - A task that was done a month ago.
        - A task still in progress.

    What usually helps
        Let somebody look at it now, before the client does, and write on the card what was looked at.

    When this rule is wrong
        There was nothing to check, such as a call that was made; or the check was made and the card went past the list.
    """

    code = "F05"
    name = "untested"
    needs = frozenset({Evidence.STAGES, Evidence.HISTORY})
    options = (
        Option(
            "recent_working_days", 5, "working days", "How long ago work may have been done to be looked at.", 1, 60
        ),
        Option(
            "usual_percent", 50, "percent", "How much finished work passes checking where that is the habit.", 1, 100
        ),
        Option("needs_finished", 10, "tasks", "How much finished work it takes to know the habit.", 1, 1000),
    )
    judges_finished = True
    sentences = ("message", "message_review", "suggestion")
    placeholders = frozenset({"since"})

    def unable(self, context: Context) -> str:
        """No habit of checking can be seen here."""
        needed, have = int(context.options["needs_finished"]), len(context.facts.finished)
        words = words_of(context.language)
        if have < needed:
            return words.shared("too_few_finished", n=have, needed=needed)
        usual = context.facts.share_checked * 100 >= context.options["usual_percent"]
        return "" if usual else words.shared("no_checking_state")

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """It came to its end lately, and its history never shows the checking state."""
        since = _came_to_its_end(task)
        if since is None or passed(task, Stage.TESTING) or not _watched(task):
            return
        day = context.calendar.day_of(since)
        if context.calendar.working_days_between(day, context.today) > context.options["recent_working_days"]:
            return
        published = context.is_published(task)
        evidence = {"stage": task.stage.value, "since": since.isoformat(), "published": published}
        sentence = "message" if task.stage is Stage.DONE else "message_review"
        severity = Severity.MEDIUM if published or task.stage is Stage.REVIEW else Severity.LOW
        yield Finding(severity, since, evidence, sentence, values={"since": day})


def _came_to_its_end(task: Task) -> datetime | None:
    if task.stage is Stage.DONE:
        return task.done_at
    return entered_stage(task) if task.stage is Stage.REVIEW else None


def _watched(task: Task) -> bool:
    """Whether its history shows it being worked on: what was entered as done was never on its way here."""
    return any(one.field is ChangeField.STATUS or (one.stage_after and one.stage_after.begun) for one in task.history)

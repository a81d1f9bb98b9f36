"""F01: begun, and nothing of substance for a while."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from trackerbridge.flags.base import Context, Finding, Option, Rule, Severity
from trackerbridge.model import ChangeField, Evidence, Person, Side, Stage, Task

_NOT_OF_SUBSTANCE = frozenset({ChangeField.LABELS, ChangeField.POSITION})
_NOT_PEOPLE = frozenset({Side.BOT, Side.OURS})


class Stale(Rule):
    """Begun, and nothing of substance for ten working days, five if the client sees it.

    Why it matters to a client
        Work that stands still looks like work that was forgotten, and the client is usually the first to ask.

    Flagged
        - A task in progress on which nothing has happened for twelve working days.
        - A published task in progress on which nothing has happened for six working days.
        - A task in progress that only a bot or a change of labels has touched for twelve working days.

    Not flagged
        - A task in progress with a comment from yesterday.
        - A task that has waited for the client for a month.
        - A planned task that nobody has touched for a year.

    What usually helps
        Ask what stands in the way; then write one line on the card, or put the task back among the planned ones.

    When this rule is wrong
        The work goes on elsewhere and the card is not told. A line on the card now and then is enough.
    """

    code = "F01"
    name = "stale"
    needs = frozenset({Evidence.STAGES, Evidence.HISTORY, Evidence.COMMENTS})
    options = (
        Option("working_days", 10, "working days", "How long begun work may stand still.", 1, 250),
        Option("published_working_days", 5, "working days", "The same, for work that the client sees.", 1, 250),
        Option("louder_times", 2, "times", "At so many times the limit the flag is one step louder.", 1, 20),
    )
    explained_by = frozenset({"D01", "F04", "R01"})
    placeholders = frozenset({"since", "quiet"})

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """Comments and changes of substance by people, since the last of which too much time has passed."""
        if not task.stage.begun or task.stage is Stage.WAITING:
            return
        last = last_substance(task)
        if last is None:
            return
        published = context.is_published(task)
        limit = context.options["published_working_days" if published else "working_days"]
        day = context.calendar.day_of(last)
        quiet = context.calendar.working_days_between(day, context.today)
        if quiet < limit:
            return
        louder = quiet >= limit * context.options["louder_times"]
        low, high = (Severity.MEDIUM, Severity.HIGH) if published else (Severity.LOW, Severity.MEDIUM)
        evidence = {"last_activity": last.isoformat(), "working_days": quiet, "published": published}
        yield Finding(high if louder else low, last, evidence, values={"since": day, "quiet": quiet})


def last_substance(task: Task) -> datetime | None:
    """When people last did something on the task: bots, labels, reordering and our own acts do not count."""
    moments = [
        change.at for change in task.history if change.field not in _NOT_OF_SUBSTANCE and _by_people(change.author)
    ]
    moments += [comment.edited_at or comment.at for comment in task.comments if _by_people(comment.author)]
    return max(moments, default=task.created_at)


def _by_people(author: Person | None) -> bool:
    """An author nobody knows is taken for a person: a task is not called stale on a guess."""
    return author is None or author.side not in _NOT_PEOPLE

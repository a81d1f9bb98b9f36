"""D10: the dates, or the tick and the list, say two things at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from typing import Any

from trackerbridge.flags.base import Abstention, Context, Finding, Rule, Severity
from trackerbridge.flags.evidence import missing, none_of
from trackerbridge.flags.text import visible
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Due, Evidence, Stage, Task


@dataclass(frozen=True, slots=True)
class _Clash:
    """One contradiction: which sentence says it, how loud, and the values that fill it."""

    sentence: str
    severity: Severity
    values: dict[str, Any] = field(default_factory=dict)


class DatesContradict(Rule):
    """Starts after it ends, a child after its parent, a step after the card, done but not closed, closed but not done.

    Why it matters to a client
        Somebody will believe the wrong one of the two, and it may be the client.

    Flagged
        - A task starts on 20 November and is due on the 17th.
        - A checklist step is due after the card itself.
        - A task is due after the larger task that it belongs to.
        - A card is ticked as done and still stands in “Doing”, on a board whose done cards move to “Done”.
        - A card stands in “Done” without its tick, on a board that ticks what is done.
        - A card was created after its own date.

    Not flagged
        - A task that starts and ends on the same day.
        - A card in “Done” without a tick, on a board that does not use ticks.

    What usually helps
        Correct whichever of the two is wrong; it takes a minute.

    When this rule is wrong
        The step after the date is aftercare, such as a review. Then give it a card of its own.
    """

    code = "D10"
    name = "dates-contradict"
    judges_finished = True
    sentences = (
        "message_start",
        "message_parent",
        "message_step",
        "message_created",
        "message_ticked",
        "message_unticked",
        "suggestion",
    )
    placeholders = frozenset({"start", "due", "parent", "parent_due", "step", "step_due", "created", "status"})

    def partly(self, context: Context) -> Iterator[Abstention]:
        """Without dates, only tick and list can contradict each other."""
        open_tasks = [task for task in context.snapshot.tasks if task.open]
        reason = missing(Evidence.DUE_DATES, context)
        if not reason and open_tasks:
            reason = none_of(Evidence.DUE_DATES, open_tasks, context)
        if reason:
            yield Abstention(self.code, reason)

    def check(self, task: Task, context: Context) -> Iterator[Finding]:
        """The loudest contradiction is the message; the evidence names all of them."""
        clashes = list(_clashes(task, context))
        if not clashes:
            return
        worst = max(clashes, key=lambda clash: clash.severity.rank)
        told = {name: value for clash in clashes for name, value in clash.values.items()}
        evidence = {
            "contradictions": [clash.sentence.removeprefix("message_") for clash in clashes],
            **{name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()},
        }
        yield Finding(worst.severity, task.created_at, evidence, worst.sentence, values=worst.values)


def _clashes(task: Task, context: Context) -> Iterator[_Clash]:
    if not task.stage.finished:
        yield from _of_dates(task, context)
    yield from _of_tick(task, context)


def _of_dates(task: Task, context: Context) -> Iterator[_Clash]:
    due = context.due_day(task)
    if due is None:
        return
    start = _day(task.start, context)
    if start is not None and (start > due or _later_instant(task.start, task.due)):
        yield _Clash("message_start", Severity.MEDIUM, {"start": start, "due": due})
    yield from _with_parent(task, context, due)
    yield from _with_steps(task, context, due)
    created = context.calendar.day_of(task.created_at) if task.created_at else None
    if created is not None and created > due:
        yield _Clash("message_created", Severity.LOW, {"created": created, "due": due})


def _later_instant(start: Due | None, due: Due | None) -> bool:
    """Both are exact, and the first is later although the days may be the same."""
    return bool(start and due and start.instant and due.instant and start.instant > due.instant)


def _with_parent(task: Task, context: Context, due: date) -> Iterator[_Clash]:
    parent = context.facts.by_reference.get(task.parent or "")
    if parent is None or parent.id == task.id or not parent.open:
        return
    parent_due = context.due_day(parent)
    if parent_due is not None and due > parent_due:
        values = {"due": due, "parent": visible(parent.title)[:60], "parent_due": parent_due}
        yield _Clash("message_parent", Severity.MEDIUM, values)


def _with_steps(task: Task, context: Context, due: date) -> Iterator[_Clash]:
    steps = [item for checklist in task.checklists for item in checklist.items if not item.done]
    late = [(day, item.name) for item in steps if (day := _day(item.due, context)) is not None and day > due]
    if late:
        day, name = max(late)
        yield _Clash("message_step", Severity.LOW, {"step": visible(name)[:60], "step_due": day, "due": due})


def _of_tick(task: Task, context: Context) -> Iterator[_Clash]:
    """Tick and list, only where the board's own habit says that they should agree."""
    if task.ticked is None or task.status_stage is None:
        return
    habit = context.facts.ticks
    lists_elsewhere = task.status_stage.begun or task.status_stage is Stage.PLANNED
    if task.ticked and lists_elsewhere and habit.done_means_moved:
        yield _Clash("message_ticked", Severity.LOW, {"status": task.status})
    if not task.ticked and task.due and task.status_stage is Stage.DONE and habit.done_means_ticked:
        yield _Clash("message_unticked", Severity.LOW, {"status": task.status})


def _day(due: Due | None, context: Context) -> date | None:
    if due is None or not due.readable:
        return None
    return context.calendar.day_of(due.instant) if due.instant is not None else due.day

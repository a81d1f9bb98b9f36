"""A past whose figures can be reckoned by hand.

Every task is made on a Friday and due two weeks later, on a Friday. Ten are late: nobody begins them, and they are done
on the Monday after. Ten go well: begun on the third day, done on the eleventh. Four are done at the last moment, on the
Friday at noon, and nobody was seen to begin them.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from trackerbridge.backtest.rows import Past
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.model import Change, ChangeField, Completeness, Due, DueKind, Evidence, Snapshot, Stage, Task

FIRST_FRIDAY = datetime(2026, 1, 2, 9, tzinfo=UTC)
SEEN = datetime(2026, 9, 1, tzinfo=UTC)
FATES = ("late", "well", "late", "well", "last moment", "late", "well", "late", "well", "late", "well", "last moment")


def a_task(week: int, fate: str) -> Task:
    """One task of one week."""
    made = FIRST_FRIDAY + timedelta(weeks=week)
    due = Due(DueKind.DAY, day=(made + timedelta(days=14)).date())
    begun = [(3, "Doing", Stage.IN_PROGRESS)] if fate == "well" else []
    done = {"late": 17, "well": 10, "last moment": 14.125}[fate]
    history = [Change(made, ChangeField.CREATED, None, "To do", None, None, Stage.PLANNED)]
    for days, status, stage in (*begun, (done, "Done", Stage.DONE)):
        last = history[-1]
        at = made + timedelta(days=days)
        history.append(Change(at, ChangeField.STATUS, last.after, status, None, last.stage_after, stage))
    return Task(
        id=str(week), key=f"T-{week}", title=f"Work of week {week}", status="Done", stage=Stage.DONE, due=due,
        created_at=made, updated_at=history[-1].at, done_at=history[-1].at, history=tuple(history),
    )  # fmt: skip


def due_before_it_was_set(week: int) -> Task:
    """A task that was overdue from the beginning."""
    task = a_task(week, "late")
    return replace(task, id="overdue", key="T-overdue", due=Due(DueKind.DAY, day=date(2026, 1, 1)))


def the_tasks() -> list[Task]:
    return [a_task(week, fate) for week, fate in enumerate(FATES * 2)]


def a_board(*tasks: Task, knows: frozenset[Evidence] = frozenset(Evidence)) -> Snapshot:
    return Snapshot(
        source="memory:board", title="Bakery", tasks=tasks, completeness=Completeness(knows), pulled_at=SEEN
    )


def the_past(*tasks: Task, **how: object) -> Past:
    return Past.of(
        [a_board(*(tasks or the_tasks()))],
        calendar=Calendar(),
        flags=FlagsConfig(),
        most_tasks=how.get("most_tasks", 99),
    )

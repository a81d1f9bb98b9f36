"""Work with a past, for the cases of rules that read history: states passed, and a board that has finished things."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from trackerbridge.model import Change, ChangeField, ClientSide, Extra, Extras, Person, Side, Stage, Task
from trackerbridge.testing.rules import a_task

TEAM = Person("p-team", "Olga", side=Side.TEAM)
CLIENT = Person("p-client", "Anna", side=Side.CLIENT)
STAGES = {
    "To do": Stage.PLANNED,
    "Doing": Stage.IN_PROGRESS,
    "Testing": Stage.TESTING,
    "Review": Stage.REVIEW,
    "Waiting": Stage.WAITING,
    "Done": Stage.DONE,
}


def at(day: str, hour: int = 9) -> datetime:
    """An instant on an ISO day, UTC."""
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)


def a_walk(*steps: tuple[str, str], by: Person | None = TEAM) -> tuple[Change, ...]:
    """A history from (ISO day, name of a state) pairs: created in the first one, then moved."""
    changes: list[Change] = []
    before: str | None = None
    for day, status in steps:
        field = ChangeField.STATUS if before else ChangeField.CREATED
        stage_before = STAGES[before] if before else None
        changes.append(Change(at(day), field, before, status, by, stage_before, STAGES[status]))
        before = status
    return tuple(changes)


def walked(*steps: tuple[str, str], **fields: Any) -> Task:
    """A task that stands where its walk ended; ``done_at`` is when it was done."""
    last_day, last = steps[-1]
    done = {"done_at": at(last_day)} if STAGES[last] is Stage.DONE else {}
    placed = {"status": last, "stage": STAGES[last], "created_at": at(steps[0][0]), "history": a_walk(*steps)}
    return a_task(**{**placed, **done, **fields})


def some_done(count: int, *middle: str, end: str = "2026-11-06", days: int = 1, **fields: Any) -> tuple[Task, ...]:
    """Finished tasks, one ending each second day before ``end``; each was ``days`` in every state of ``middle``."""
    return tuple(_one_done(place, middle or ("Doing",), end, days, fields) for place in range(count))


def _one_done(place: int, middle: tuple[str, ...], end: str, days: int, fields: dict[str, Any]) -> Task:
    last = datetime.fromisoformat(end) - timedelta(days=2 * place)
    states = ("To do", *middle, "Done")
    steps = [
        ((last - timedelta(days=days * back)).date().isoformat(), name)
        for back, name in zip(range(len(states) - 1, -1, -1), states, strict=True)
    ]
    return walked(*steps, id=f"done-{place}", key=f"D-{place}", **fields)


def an_extra(ref: str = "x1", **fields: Any) -> Extra:
    """An extra on the task of the case, asked for on 2 November."""
    return Extra(**{"ref": ref, "title": "A second language", "asked_at": at("2026-11-02"), "task": "T-1", **fields})


def register(*extras: Extra) -> ClientSide:
    """A client's side that knows these extras and nothing else."""
    return ClientSide(extras=Extras(extras))

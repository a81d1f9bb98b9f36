"""What people said about dates, put together by task: client notes, and dates set by command. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from trackerbridge.client_notes.of_task import notes_of
from trackerbridge.client_view.client_dates import Said, Words
from trackerbridge.clock import Calendar
from trackerbridge.flags.forecast.promise_date import SpansOfFinished, promise_date
from trackerbridge.ledger.records import Memory
from trackerbridge.ledger.steering import all_words, standing
from trackerbridge.model import ClientNote, NotePart, Snapshot, SteeringKind, Task

Notes = Mapping[str, Sequence[ClientNote]]
"""Client notes by the task's key, oldest first."""


def note_fields(fields: Mapping[Any, str] | None) -> dict[NotePart, str]:
    """Which of the tracker's fields holds which part, as ``projects.X.notes`` says it."""
    return {NotePart(part): field.removeprefix("field:").strip() for part, field in (fields or {}).items()}


def note_problems(tasks: Iterable[Task], calendar: Calendar, fields: Mapping[Any, str] | None = None) -> list[str]:
    """For the manager: notes on open work that were meant for the client and cannot be understood."""
    named = note_fields(fields)
    marked = (task for task in tasks if task.open and (task.comments or named))
    return [problem for task in marked for problem in notes_of(task, fields=named, calendar=calendar).problems]


def notes_in(
    snapshots: Sequence[Snapshot], calendar: Calendar, fields: Mapping[Any, str] | None = None
) -> dict[str, Sequence[ClientNote]]:
    """What the team wrote for the client, on every task that has a note. ``fields``: which field holds which part."""
    named = note_fields(fields)
    tasks = [task for snapshot in snapshots for task in snapshot.tasks if task.comments or named]
    found = {task.key: notes_of(task, fields=named, calendar=calendar).notes for task in tasks}
    return {key: notes for key, notes in found.items() if notes}


def reasons_in(
    snapshots: Sequence[Snapshot], calendar: Calendar, fields: Mapping[Any, str] | None = None
) -> dict[str, Sequence[ClientNote]]:
    """Every reason that the team ever gave, by the task's key: also those that a later one replaced."""
    named = note_fields(fields)
    tasks = [task for snapshot in snapshots for task in snapshot.tasks if task.comments or named]
    found = {task.key: notes_of(task, fields=named, calendar=calendar).reasons for task in tasks}
    return {key: notes for key, notes in found.items() if notes}


def words_about(
    snapshots: Sequence[Snapshot], notes: Notes, memory: Memory, now: datetime, reasons: Notes | None = None
) -> dict[str, Words]:
    """By the task's key; a task about which nobody said anything is left out. ``reasons``: see :func:`reasons_in`."""
    named: dict[str, list[Said]] = {}
    for word in standing(all_words(memory, SteeringKind.DATE), now):
        named.setdefault(word.scope.casefold(), []).append(
            Said(date.fromisoformat(word.value), word.made_at, firm=True)
        )
    found = {}
    for snapshot in snapshots:
        for task in snapshot.tasks:
            said = named.get(task.key.casefold(), ())
            given = (reasons or {}).get(task.key, ())
            if said or given or notes.get(task.key):
                found[task.key] = Words(tuple(notes.get(task.key, ())), tuple(said), tuple(given))
    return found


def offers(snapshots: Sequence[Snapshot], calendar: Calendar, now: datetime) -> Callable[[Task], date | None]:
    """The day by which work like a task was done in 85 of 100 cases; nothing is reckoned before it is asked."""

    @cache
    def spans() -> SpansOfFinished:
        return SpansOfFinished([task for snapshot in snapshots for task in snapshot.tasks], now)

    def offer(task: Task) -> date | None:
        found = promise_date(task, spans(), now, calendar)
        return found.day if found else None

    return offer

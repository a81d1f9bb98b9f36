"""Between rows of the ledger and the frozen values of ``records`` and ``model``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from trackerbridge.ledger.records import Entry, EntryKind, Intent, IntentState, Publication, Run
from trackerbridge.model import AgreedTask, Baseline, Promise, PromiseState, TakenBack, Told

UNTOLD = "untold"
"""The event that takes a date back which a run had told: the run was undone."""

if TYPE_CHECKING:  # an audit has rows of Python's own driver, with the same columns
    from sqlalchemy import Row


def publication_of(row: Row[Any]) -> Publication:
    """A publication as it was last recorded."""
    return Publication(
        ref=row.ref,
        kind=row.kind,
        remote_id=row.remote_id,
        board=row.board,
        task=row.task,
        first=row.first,
        moved_on=row.moved_on,
        written=dict(row.written),
        edited=dict(row.edited),
        archived=row.archived,
        archived_by_person=row.archived_by_person,
        adopted=row.adopted,
    )


def publication_values(publication: Publication) -> dict[str, Any]:
    """The columns of a publication, without project, ref and time."""
    return {
        "board": publication.board,
        "kind": publication.kind,
        "remote_id": publication.remote_id,
        "task": publication.task,
        "first": publication.first,
        "moved_on": publication.moved_on,
        "written": dict(publication.written),
        "edited": dict(publication.edited),
        "archived": publication.archived,
        "archived_by_person": publication.archived_by_person,
        "adopted": publication.adopted,
    }


def intent_of(row: Row[Any]) -> Intent:
    """An intent."""
    return Intent(
        id=row.id,
        run=row.run,
        project=row.project,
        ref=row.ref,
        action=row.action,
        kind=row.kind,
        body=row.body,
        state=IntentState(row.state),
        begun_at=row.begun_at,
        remote_id=row.remote_id,
        error=row.error,
    )


def entry_of(row: Row[Any]) -> Entry:
    """An entry."""
    return Entry(id=row.id, kind=EntryKind(row.kind), ref=row.ref, body=dict(row.body), at=row.at, run=row.run)


def entry_values(entry: Entry, *, project: str, at: datetime, run: int | None) -> dict[str, Any]:
    """The columns of a new entry."""
    return {
        "project": project,
        "kind": entry.kind.value,
        "ref": entry.ref,
        "body": dict(entry.body),
        "at": entry.at or at,
        "run": entry.run if entry.run is not None else run,
    }


def run_of(row: Row[Any]) -> Run:
    """A run."""
    return Run(
        id=row.id,
        project=row.project,
        command=row.command,
        started_at=row.started_at,
        finished_at=row.finished_at,
        status=row.status,
        tasks=row.tasks,
        flags=row.flags,
        planned=row.planned,
        applied=row.applied,
        failed=row.failed,
        requests=dict(row.requests),
        digest=row.digest,
        notes=tuple(row.notes),
    )


def agreed_values(task: AgreedTask) -> dict[str, Any]:
    """An agreed task as JSON holds it."""
    day = task.day.isoformat() if task.day else None
    return {"id": task.id, "key": task.key, "title": task.title, "day": day, "steps": list(task.steps)}


def baseline_of(row: Row[Any]) -> Baseline:
    """A baseline as it was saved."""
    tasks = [
        AgreedTask(
            id=one["id"],
            key=one["key"],
            title=one["title"],
            day=date.fromisoformat(one["day"]) if one["day"] else None,
            steps=tuple(one["steps"]),
        )
        for one in row.tasks
    ]
    return Baseline(tasks={task.id: task for task in tasks}, saved_at=row.saved_at)


def promises_of(rows: Iterable[Row[Any]]) -> tuple[Promise, ...]:
    """Every promise's story from its events, in the order in which the promises were first told.

    Where all that was told was taken back, nothing is promised.
    """
    stories: dict[str, list[Row[Any]]] = {}
    for row in rows:
        stories.setdefault(row.ref, []).append(row)
    promises = (_promise_of(ref, story) for ref, story in stories.items())
    return tuple(promise for promise in promises if promise.told)


def _promise_of(ref: str, story: list[Row[Any]]) -> Promise:
    standing, taken_back = _standing(story)
    told: list[Told] = []
    for row in standing:
        if row.event == "told":
            told.append(Told(row.day, row.at, row.reason))
        elif row.event == "reason":
            _explain(told, row)
    ending = next((row for row in reversed(standing) if row.event != "reason"), None)
    return Promise(
        ref=ref, title=story[-1].title, task=story[-1].task, told=tuple(told), taken_back=taken_back,
        **(_ending(ending) if ending is not None else {}),
    )  # fmt: skip


def _standing(story: list[Row[Any]]) -> tuple[list[Row[Any]], tuple[TakenBack, ...]]:
    """The events that hold, without dates that were taken back; and those dates."""
    found: list[Row[Any]] = []
    taken_back = []
    for row in story:
        if row.event != UNTOLD:
            found.append(row)
            continue
        told = next((one for one in reversed(found) if (one.event, one.day) == ("told", row.day)), None)
        if told is not None:
            found.remove(told)
            taken_back.append(TakenBack(told.day, told.at, row.at))
    return found, tuple(taken_back)


def _explain(told: list[Told], row: Row[Any]) -> None:
    """A reason belongs to the last time that its day was told."""
    for place in range(len(told) - 1, -1, -1):
        if told[place].day == row.day:
            told[place] = replace(told[place], why=row.reason)
            return


def _ending(last: Row[Any]) -> Mapping[str, Any]:
    """The last event decides: a date told anew opens what was void or delivered."""
    if last.event == "void":
        return {"state": PromiseState.VOID, "void_reason": last.reason}
    if last.event == "state":
        return {"state": PromiseState(last.state), "delivered_on": last.delivered_on}
    return {"state": PromiseState.OPEN}

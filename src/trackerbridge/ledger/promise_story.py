"""The story of one promise in the ledger: rows are appended, and none is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from trackerbridge.ledger import tables as t
from trackerbridge.ledger.rows import UNTOLD, promises_of
from trackerbridge.model import Promise, PromiseState, Told


def append_story(connection: Connection, project: str, promise: Promise, at: datetime, run: int | None) -> None:
    """Append what is not there yet: dates that were told since, reasons found since, a change of state at ``at``."""
    c = t.promises.c
    wanted = select(t.promises).where(c.project == project, c.ref == promise.ref).order_by(c.id)
    rows = connection.execute(wanted).all()
    if rows and promise.title == promise.ref:  # whoever tells it knows no title: as it was called before
        promise = replace(promise, title=rows[-1].title)
    known = promises_of(rows)
    there = known[0].told if known else ()
    for told in _news(there, promise.told):
        append_told(connection, project, promise, told, run)
    for told in (one for one in explained(there, promise.told) if one not in there):
        append_event(connection, project, promise, event="reason", at=at, day=told.day, reason=told.why, run=run)
    before = (known[0].state, known[0].delivered_on) if known else (PromiseState.OPEN, None)
    if before != (promise.state, promise.delivered_on):
        state = {"state": promise.state.value, "delivered_on": promise.delivered_on, "run": run}
        append_event(connection, project, promise, event="state", at=at, **state)


def _news(known: Sequence[Told], told: Sequence[Told]) -> Sequence[Told]:
    """What was told after the last date that is known: telling the same date again is no news."""
    if not known:
        return told
    days = [each.day for each in told]
    for position in range(len(days), 0, -1):
        if days[position - 1] == known[-1].day:
            return told[position:]
    return told[-1:]


def explained(known: Sequence[Told], told: Sequence[Told]) -> tuple[Told, ...]:
    """The dates that are known, with the reasons that were found for them since; none is taken away."""
    reasons = {one.day: one.why for one in told if one.why}
    last = {one.day: place for place, one in enumerate(known)}
    return tuple(
        replace(one, why=reasons.get(one.day, one.why)) if last[one.day] == place else one
        for place, one in enumerate(known)
    )


def append_told(connection: Connection, project: str, promise: Promise, told: Told, run: int | None) -> None:
    """Append that a date was told."""
    append_event(connection, project, promise, event="told", at=told.at, day=told.day, reason=told.why, run=run)


def take_back(connection: Connection, project: str, ref: str, day: date, at: datetime, run: int | None) -> None:
    """Append that the date told last was taken back, if it was this one: what told it is undone."""
    c = t.promises.c
    wanted = select(t.promises).where(c.project == project, c.ref == ref).order_by(c.id)
    for promise in promises_of(connection.execute(wanted).all()):
        if promise.current == day:
            append_event(connection, project, promise, event=UNTOLD, at=at, day=day, run=run)


def append_event(
    connection: Connection, project: str, promise: Promise, *, event: str, at: datetime, **more: Any
) -> None:
    """Append one row; ``more`` are columns of its kind of event."""
    values = {"project": project, "ref": promise.ref, "title": promise.title, "task": promise.task, "reason": ""}
    connection.execute(insert(t.promises).values(values | {"event": event, "at": at} | more))

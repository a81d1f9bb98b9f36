"""What was begun and how it ended: intents, each a change written down before it is sent, and runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from trackerbridge.errors import LedgerTrouble
from trackerbridge.ledger import tables as t
from trackerbridge.ledger.opening import shown
from trackerbridge.ledger.promise_story import append_story, take_back
from trackerbridge.ledger.records import WITHOUT_AN_END, Entry, Intent, IntentState, Publication, Run
from trackerbridge.ledger.rows import intent_of, run_of
from trackerbridge.ledger.statements import append, new_id, publish
from trackerbridge.model import Promise


class Journal:
    """The part of a ledger that a run writes as it goes. Each method is one transaction."""

    def __init__(self, engine: Engine, url: URL) -> None:
        self._engine = engine
        self._alone = RLock()  # several threads of a run share it, and one writes at a time
        self.url = url

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._alone, self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
            raise LedgerTrouble(
                f"The ledger {shown(self.url)} could not be read or written: {cause}.",
                hint="What was begun is settled by the next run. See that the disk has room and nobody holds the file.",
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerTrouble(
                f"The ledger {shown(self.url)} holds something that trackerbridge did not write, or is damaged. It was "
                "left as it is.",
                hint="Restore it from a copy, or move it away: what is ours on the client's board is found again by "
                "its references.",
            ) from error

    # -- intents --------------------------------------------------------------------------------------------------

    def begin_intent(
        self, *, run: int, project: str, ref: str, action: str, kind: str, body: Mapping[str, Any], at: datetime
    ) -> int:
        """Write down a change before it is sent; the number settles it."""
        values = {"run": run, "project": project, "ref": ref, "action": action, "kind": kind, "begun_at": at}
        text = json.dumps(body, ensure_ascii=False, sort_keys=True)
        with self._transaction() as connection:
            row = values | {"body": text, "state": IntentState.BEGUN.value, "remote_id": "", "error": ""}
            return new_id(connection.execute(insert(t.intents).values(row)).inserted_primary_key)

    def settle_intent(
        self,
        intent: int,
        *,
        project: str,
        at: datetime,
        done: bool,
        remote_id: str = "",
        error: str = "",
        publication: Publication | None = None,
        promise: Promise | None = None,
        untold: tuple[str, date, datetime] | None = None,
        entries: Iterable[Entry] = (),
        run: int | None = None,
    ) -> None:
        """Say how a change ended; what it published and promised is recorded in the same transaction.

        ``untold``: the promise whose date, told last, it took back, that date, and when.
        """
        state = IntentState.DONE if done else IntentState.FAILED
        values = {"state": state.value, "settled_at": at, "remote_id": remote_id, "error": error}
        with self._transaction() as connection:
            connection.execute(update(t.intents).where(t.intents.c.id == intent).values(values))
            if publication is not None:
                publish(connection, project, publication, at)
            if promise is not None:
                append_story(connection, project, promise, at, run)
            if untold is not None:
                take_back(connection, project, *untold, run)
            append(connection, project, entries, at, run)

    def open_intents(self, project: str) -> tuple[Intent, ...]:
        """Changes that were begun and never settled: an earlier run broke off there."""
        c = t.intents.c
        wanted = select(t.intents).where(c.project == project, c.state == IntentState.BEGUN.value).order_by(c.id)
        with self._transaction() as connection:
            return tuple(intent_of(row) for row in connection.execute(wanted))

    def wrote(self, project: str, text: str) -> bool:
        """Whether any change that this ledger knows of, made or only begun, was to write this text."""
        c = t.intents.c
        wanted = select(c.id).where(c.project == project, c.body.contains(text, autoescape=True)).limit(1)
        with self._transaction() as connection:
            return connection.execute(wanted).first() is not None

    def intents(self, run: int) -> tuple[Intent, ...]:
        """Every change of one run, in order."""
        wanted = select(t.intents).where(t.intents.c.run == run).order_by(t.intents.c.id)
        with self._transaction() as connection:
            return tuple(intent_of(row) for row in connection.execute(wanted))

    def done_before(self, project: str, run: int) -> tuple[Intent, ...]:
        """Every change of the project that was made before this run, in order."""
        c = t.intents.c
        earlier = (c.project == project, c.run < run, c.state == IntentState.DONE.value)
        with self._transaction() as connection:
            rows = connection.execute(select(t.intents).where(*earlier).order_by(c.id))
            return tuple(intent_of(row) for row in rows)

    # -- runs -----------------------------------------------------------------------------------------------------

    def begin_run(self, project: str, command: str, *, at: datetime) -> int:
        """A run begins; the number names it."""
        empty = dict.fromkeys(("tasks", "flags", "planned", "applied", "failed"), 0)
        texts = {"requests": {}, "digest": "", "notes": []}
        values = {"project": project, "command": command, "started_at": at, "status": "running"}
        with self._transaction() as connection:
            return new_id(connection.execute(insert(t.runs).values(empty | texts | values)).inserted_primary_key)

    def finish_run(
        self,
        run: int,
        *,
        at: datetime,
        status: str,
        judged_at: datetime | None = None,
        tasks: int = 0,
        flags: int = 0,
        planned: int = 0,
        applied: int = 0,
        failed: int = 0,
        requests: Mapping[str, int] | None = None,
        digest: str = "",
        notes: Sequence[str] = (),
    ) -> None:
        """A run ends, well or not. ``judged_at``: the moment that it judged, which is its own from then on."""
        counts = {"tasks": tasks, "flags": flags, "planned": planned, "applied": applied, "failed": failed}
        texts = {"status": status, "requests": dict(requests or {}), "digest": digest, "notes": list(notes)}
        with self._transaction() as connection:
            values = {"finished_at": at} | counts | texts | ({"started_at": judged_at} if judged_at else {})
            connection.execute(update(t.runs).where(t.runs.c.id == run).values(values))

    def run(self, number: int) -> Run | None:
        """One run by its number, or None."""
        with self._transaction() as connection:
            row = connection.execute(select(t.runs).where(t.runs.c.id == number)).first()
            return _told_by_its_changes(run_of(row), connection) if row else None

    def runs(self, project: str | None = None, limit: int = 20) -> tuple[Run, ...]:
        """The latest runs, newest first; of one project, or of all."""
        wanted = select(t.runs).order_by(t.runs.c.id.desc()).limit(limit)
        if project is not None:
            wanted = wanted.where(t.runs.c.project == project)
        with self._transaction() as connection:
            return tuple(_told_by_its_changes(run_of(row), connection) for row in connection.execute(wanted).all())


def _told_by_its_changes(run: Run, connection: Connection) -> Run:
    """A run that did not come to its end never said what it wrote: its changes do, each settled as it was made."""
    if run.status not in WITHOUT_AN_END:
        return run
    c = t.intents.c
    done = select(func.count()).select_from(t.intents).where(c.run == run.id, c.state == IntentState.DONE.value)
    begun = select(func.count()).select_from(t.intents).where(c.run == run.id)
    written, planned = (int(connection.execute(each).scalar() or 0) for each in (done, begun))
    return replace(run, applied=written, planned=max(planned, run.planned))

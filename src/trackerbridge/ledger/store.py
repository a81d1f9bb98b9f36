"""The durable memory: what was told, what is ours on the client's side, what was begun, and every run.

Everything goes through SQLAlchemy Core, so that SQLite and PostgreSQL hold the same. Each method is one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Select, insert, select, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from trackerbridge.errors import UsageError
from trackerbridge.ledger import tables as t
from trackerbridge.ledger.opening import ledger_folder, ledger_url, open_engine
from trackerbridge.ledger.promise_story import append_event, append_story, append_told, ref_of
from trackerbridge.ledger.records import Entry, EntryKind, Intent, IntentState, Memory, Publication, Run
from trackerbridge.ledger.rows import (
    agreed_values,
    baseline_of,
    entry_of,
    entry_values,
    intent_of,
    promises_of,
    publication_of,
    publication_values,
    run_of,
)
from trackerbridge.model import AgreedTask, Baseline, Promise, PromiseState, Told

_LIVE_TASKS = "live_tasks"
_OF_THE_PROJECT = (EntryKind.STEERING.value, EntryKind.EXTRA.value, EntryKind.DECISION.value)


class Ledger:
    """One open ledger. Use it as a context manager, or call :meth:`close`."""

    def __init__(self, engine: Engine, url: URL) -> None:
        self._engine = engine
        self._alone = RLock()  # several threads of a run share it, and one writes at a time
        self.url = url

    @classmethod
    def open(cls, url: str = "", folder: Path | None = None) -> Ledger:
        """Open the ledger, make it where there is none, and bring its tables to this version.

        ``url`` is SQLAlchemy's; empty means the user's state folder. ``folder`` is where relative files start.
        Raises :class:`~trackerbridge.errors.UsageError` for a newer, damaged or unwritable ledger.
        """
        where = ledger_url(url, folder or Path())
        return cls(open_engine(where), where)

    @property
    def folder(self) -> Path:
        """Where the locks and ``limits.db`` stand."""
        return ledger_folder(self.url)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._alone, self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
            raise UsageError(
                f"The ledger {self.url.render_as_string(hide_password=True)} could not be read or written: {cause}.",
                hint="What was begun is settled by the next run. See that the disk has room and nobody holds the file.",
            ) from error

    # -- memory ---------------------------------------------------------------------------------------------------

    def memory(self, project: str) -> Memory:
        """All that the pure middle needs to know of the past of one project."""
        with self._transaction() as connection:
            publications = connection.execute(select(t.publications).where(t.publications.c.project == project)).all()
            counts = connection.execute(
                select(t.cursors).where(t.cursors.c.project == project, t.cursors.c.name == _LIVE_TASKS)
            ).all()
            entries = connection.execute(_entries_of(project)).all()
            if base := _project_of(project):  # a word about the project holds for each of its boards
                words = _entries_of(base).where(t.entries.c.kind.in_(_OF_THE_PROJECT))
                entries = sorted([*connection.execute(words).all(), *entries], key=lambda row: int(row.id))
        return Memory(
            publications={row.ref: publication_of(row) for row in publications},
            promises=self.promises(project),
            task_counts={row.source: int(row.value) for row in counts},
            written_at={row.ref: row.updated_at for row in publications if row.kind == "card"},
            entries=tuple(map(entry_of, entries)),
        )

    def record_publications(self, project: str, publications: Iterable[Publication], *, at: datetime) -> None:
        """Write down what is ours, one row a reference; an earlier row is replaced."""
        with self._transaction() as connection:
            for publication in publications:
                _publish(connection, project, publication, at)

    def remember_counts(self, project: str, source: str, live_tasks: int, *, at: datetime) -> None:
        """How many live tasks a complete pull of this source saw: the next one must not be suddenly empty."""
        self.set_cursor(project, source, _LIVE_TASKS, str(live_tasks), at=at)

    def set_cursor(self, project: str, source: str, name: str, value: str, *, at: datetime) -> None:
        """Remember how far something was read."""
        key = {"project": project, "source": source, "name": name}
        with self._transaction() as connection:
            _upsert(connection, t.cursors, key, {"value": value, "at": at})

    def cursor(self, project: str, source: str, name: str) -> str | None:
        """What :meth:`set_cursor` remembered, or None."""
        c = t.cursors.c
        with self._transaction() as connection:
            wanted = select(c.value).where(c.project == project, c.source == source, c.name == name)
            return connection.execute(wanted).scalar()

    # -- entries --------------------------------------------------------------------------------------------------

    def remember(self, project: str, entries: Iterable[Entry], *, at: datetime, run: int | None = None) -> None:
        """Append entries; one without an instant of its own gets ``at``."""
        with self._transaction() as connection:
            _append(connection, project, entries, at, run)

    def entries(self, project: str, kind: EntryKind | None = None) -> tuple[Entry, ...]:
        """Everything that was remembered of a project (of one kind), oldest first."""
        wanted = _entries_of(project)
        if kind is not None:
            wanted = wanted.where(t.entries.c.kind == kind.value)
        with self._transaction() as connection:
            return tuple(map(entry_of, connection.execute(wanted)))

    # -- promises -------------------------------------------------------------------------------------------------

    def promises(self, project: str) -> tuple[Promise, ...]:
        """Every promise of a project, in the order in which they were first told."""
        wanted = select(t.promises).where(t.promises.c.project == project).order_by(t.promises.c.id)
        with self._transaction() as connection:
            return promises_of(connection.execute(wanted).all())

    def record_promise(self, project: str, promise: Promise, *, at: datetime, run: int | None = None) -> None:
        """Append what is new in this promise's story: dates told that are not there yet, and a change of state."""
        with self._transaction() as connection:
            append_story(connection, project, promise, at, run)

    def add_promise(self, project: str, title: str, day: date, *, at: datetime, task: str | None = None) -> Promise:
        """Remember a promise that has no task. Its reference is ``promise:<slug of the title>``.

        Raises :class:`~trackerbridge.errors.UsageError` where the title is empty or the same promise stands already.
        """
        clean = " ".join(title.split())
        if not clean:
            raise UsageError(
                "A promise needs a title.", hint='For instance: promises add "send the minutes" --by 2026-11-25'
            )
        taken = {promise.ref: promise for promise in self.promises(project)}
        ref = ref_of(clean)
        if ref in taken and taken[ref].state is not PromiseState.VOID:
            raise UsageError(
                f"{clean!r} was promised already, for {taken[ref].current.isoformat()}.",
                hint=f"Void it first ({ref}), or give the new promise another title.",
            )
        with self._transaction() as connection:
            told = Told(day, at)
            append_told(connection, project, Promise(ref=ref, title=clean, told=(told,), task=task), told, None)
        return _one(self.promises(project), ref)

    def void_promise(self, project: str, ref: str, reason: str, *, at: datetime) -> Promise:
        """Say that a promise no longer holds, and why; its story stays.

        Raises :class:`~trackerbridge.errors.UsageError` for an unknown reference or an empty reason.
        """
        if not reason.strip():
            raise UsageError(
                "A promise is voided with a reason.", hint="Say it in one sentence; it stays in the record."
            )
        promise = _one(self.promises(project), ref)
        with self._transaction() as connection:
            append_event(connection, project, promise, event="void", at=at, reason=reason.strip())
        return _one(self.promises(project), ref)

    # -- baselines ------------------------------------------------------------------------------------------------

    def save_baseline(self, project: str, tasks: Iterable[AgreedTask], *, at: datetime) -> None:
        """What is agreed from now on; what was agreed before stays in the record."""
        values = {"project": project, "saved_at": at, "tasks": [agreed_values(task) for task in tasks]}
        with self._transaction() as connection:
            connection.execute(insert(t.baselines).values(values))

    def baseline(self, project: str) -> Baseline | None:
        """What was last saved as agreed, or None."""
        c = t.baselines.c
        wanted = select(t.baselines).where(c.project == project).order_by(c.id.desc()).limit(1)
        with self._transaction() as connection:
            row = connection.execute(wanted).first()
        return baseline_of(row) if row else None

    # -- intents --------------------------------------------------------------------------------------------------

    def begin_intent(
        self, *, run: int, project: str, ref: str, action: str, kind: str, body: Mapping[str, Any], at: datetime
    ) -> int:
        """Write down a change before it is sent; the number settles it."""
        values = {"run": run, "project": project, "ref": ref, "action": action, "kind": kind, "begun_at": at}
        text = json.dumps(body, ensure_ascii=False, sort_keys=True)
        with self._transaction() as connection:
            row = values | {"body": text, "state": IntentState.BEGUN.value, "remote_id": "", "error": ""}
            return _new_id(connection.execute(insert(t.intents).values(row)).inserted_primary_key)

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
        entries: Iterable[Entry] = (),
        run: int | None = None,
    ) -> None:
        """Say how a change ended; what it published and promised is recorded in the same transaction."""
        state = IntentState.DONE if done else IntentState.FAILED
        values = {"state": state.value, "settled_at": at, "remote_id": remote_id, "error": error}
        with self._transaction() as connection:
            connection.execute(update(t.intents).where(t.intents.c.id == intent).values(values))
            if publication is not None:
                _publish(connection, project, publication, at)
            if promise is not None:
                append_story(connection, project, promise, at, run)
            _append(connection, project, entries, at, run)

    def open_intents(self, project: str) -> tuple[Intent, ...]:
        """Changes that were begun and never settled: an earlier run broke off there."""
        c = t.intents.c
        wanted = select(t.intents).where(c.project == project, c.state == IntentState.BEGUN.value).order_by(c.id)
        with self._transaction() as connection:
            return tuple(intent_of(row) for row in connection.execute(wanted))

    def intents(self, run: int) -> tuple[Intent, ...]:
        """Every change of one run, in order."""
        wanted = select(t.intents).where(t.intents.c.run == run).order_by(t.intents.c.id)
        with self._transaction() as connection:
            return tuple(intent_of(row) for row in connection.execute(wanted))

    # -- runs -----------------------------------------------------------------------------------------------------

    def begin_run(self, project: str, command: str, *, at: datetime) -> int:
        """A run begins; the number names it."""
        empty = dict.fromkeys(("tasks", "flags", "planned", "applied", "failed"), 0)
        texts = {"requests": {}, "digest": "", "notes": []}
        values = {"project": project, "command": command, "started_at": at, "status": "running"}
        with self._transaction() as connection:
            return _new_id(connection.execute(insert(t.runs).values(empty | texts | values)).inserted_primary_key)

    def finish_run(
        self,
        run: int,
        *,
        at: datetime,
        status: str,
        tasks: int = 0,
        flags: int = 0,
        planned: int = 0,
        applied: int = 0,
        failed: int = 0,
        requests: Mapping[str, int] | None = None,
        digest: str = "",
        notes: Sequence[str] = (),
    ) -> None:
        """A run ends, well or not."""
        counts = {"tasks": tasks, "flags": flags, "planned": planned, "applied": applied, "failed": failed}
        texts = {"status": status, "requests": dict(requests or {}), "digest": digest, "notes": list(notes)}
        with self._transaction() as connection:
            values = {"finished_at": at} | counts | texts
            connection.execute(update(t.runs).where(t.runs.c.id == run).values(values))

    def run(self, number: int) -> Run | None:
        """One run by its number, or None."""
        with self._transaction() as connection:
            row = connection.execute(select(t.runs).where(t.runs.c.id == number)).first()
        return run_of(row) if row else None

    def runs(self, project: str | None = None, limit: int = 20) -> tuple[Run, ...]:
        """The latest runs, newest first; of one project, or of all."""
        wanted = select(t.runs).order_by(t.runs.c.id.desc()).limit(limit)
        if project is not None:
            wanted = wanted.where(t.runs.c.project == project)
        with self._transaction() as connection:
            return tuple(run_of(row) for row in connection.execute(wanted))


def _new_id(key: Any) -> int:
    return int(key[0])


def _upsert(connection: Connection, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    matches = [table.c[name] == value for name, value in key.items()]
    if connection.execute(update(table).where(*matches).values(**values)).rowcount == 0:
        connection.execute(insert(table).values(**key, **values))


def _publish(connection: Connection, project: str, publication: Publication, at: datetime) -> None:
    key = {"project": project, "ref": publication.ref}
    _upsert(connection, t.publications, key, publication_values(publication) | {"updated_at": at})


def _project_of(name: str) -> str:
    """The project of a further board (``NAME/X``); empty for a project itself."""
    return name.rpartition("/")[0]


def _entries_of(project: str) -> Select[Any]:
    return select(t.entries).where(t.entries.c.project == project).order_by(t.entries.c.id)


def _append(connection: Connection, project: str, entries: Iterable[Entry], at: datetime, run: int | None) -> None:
    for entry in entries:
        connection.execute(insert(t.entries).values(entry_values(entry, project=project, at=at, run=run)))


def _one(promises: Sequence[Promise], ref: str) -> Promise:
    for promise in promises:
        if promise.ref == ref:
            return promise
    raise UsageError(f"There is no promise {ref!r} in this project.", hint="`trackerbridge promises` lists them all.")

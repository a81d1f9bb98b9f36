"""The durable memory: what was told, what is ours on the client's side, what was begun, and every run.

Everything goes through SQLAlchemy Core, so that SQLite and PostgreSQL hold the same. Each method is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import insert, select

from trackerbridge.errors import UsageError
from trackerbridge.ledger import tables as t
from trackerbridge.ledger.beside import Beside
from trackerbridge.ledger.journal import Journal
from trackerbridge.ledger.opening import beside_folder, ledger_folder, ledger_url, open_engine
from trackerbridge.ledger.promise_story import append_event, append_story, append_told
from trackerbridge.ledger.records import Entry, EntryKind, Memory, Publication
from trackerbridge.ledger.rows import (
    agreed_values,
    baseline_of,
    entry_of,
    promises_of,
    publication_of,
)
from trackerbridge.ledger.statements import State, append, entries_of, publish, state_of, upsert
from trackerbridge.model import AgreedTask, Baseline, Promise, PromiseState, Told
from trackerbridge.model.promise import promise_ref
from trackerbridge.model.sentence import Sentence

_LIVE_TASKS = "live_tasks"
_OF_THE_PROJECT = (EntryKind.STEERING.value, EntryKind.EXTRA.value, EntryKind.DECISION.value)


class Ledger(Journal):
    """One open ledger. Use it as a context manager, or call :meth:`close`."""

    _known: tuple[str, State | None, Memory | None] = "", None, None  # what was read last, of which project, and when

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

    @property
    def beside(self) -> Beside:
        """What people said, kept a second time."""
        return Beside(beside_folder(self.url))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- memory ---------------------------------------------------------------------------------------------------

    def memory(self, project: str) -> Memory:
        """All that the pure middle needs to know of the past of one project.

        A run asks for it wherever it may have grown; where the ledger did not change since, it is not read again.
        """
        with self._transaction() as connection:
            now = state_of(connection)
        of, then, known = self._known
        if known is None or of != project or now is None or then != now:
            known = self._memory(project)
            self._known = project, now, known  # as of ``now`` or later: what came in between is read again
        return known

    def _memory(self, project: str) -> Memory:
        promises = self.promises(project)
        with self._transaction() as connection:
            publications = connection.execute(select(t.publications).where(t.publications.c.project == project)).all()
            counts = connection.execute(
                select(t.cursors).where(t.cursors.c.project == project, t.cursors.c.name == _LIVE_TASKS)
            ).all()
            entries = connection.execute(entries_of(project)).all()
            if base := _project_of(project):  # a word about the project holds for each of its boards
                words = entries_of(base).where(t.entries.c.kind.in_(_OF_THE_PROJECT))
                entries = sorted([*connection.execute(words).all(), *entries], key=lambda row: int(row.id))
            return Memory(
                publications={row.ref: publication_of(row) for row in publications},
                promises=promises,
                task_counts={row.source: int(row.value) for row in counts},
                written_at={row.ref: row.updated_at for row in publications if row.kind == "card"},
                entries=tuple(map(entry_of, entries)),
            )

    def record_publications(self, project: str, publications: Iterable[Publication], *, at: datetime) -> None:
        """Write down what is ours, one row a reference; an earlier row is replaced."""
        with self._transaction() as connection:
            for publication in publications:
                publish(connection, project, publication, at)

    def board(self, project: str) -> str:
        """The id of the client's board that it wrote to last; empty where it never did."""
        c = t.publications.c
        wanted = select(c.board).where(c.project == project, c.board != "").order_by(c.updated_at.desc()).limit(1)
        with self._transaction() as connection:
            return str(connection.execute(wanted).scalar() or "")

    def projects_on(self, board: str) -> frozenset[str]:
        """The projects that wrote to the client's board of this id last."""
        c = t.publications.c
        with self._transaction() as connection:
            ever = connection.execute(select(c.project).where(c.board == board).distinct()).scalars().all()
        return frozenset(project for project in ever if self.board(project) == board)

    def remember_counts(self, project: str, source: str, live_tasks: int, *, at: datetime) -> None:
        """How many live tasks a complete pull of this source saw: the next one must not be suddenly empty."""
        self.set_cursor(project, source, _LIVE_TASKS, str(live_tasks), at=at)

    def set_cursor(self, project: str, source: str, name: str, value: str, *, at: datetime) -> None:
        """Remember how far something was read."""
        key = {"project": project, "source": source, "name": name}
        with self._transaction() as connection:
            upsert(connection, t.cursors, key, {"value": value, "at": at})

    def cursor(self, project: str, source: str, name: str) -> str | None:
        """What :meth:`set_cursor` remembered, or None."""
        c = t.cursors.c
        with self._transaction() as connection:
            wanted = select(c.value).where(c.project == project, c.source == source, c.name == name)
            return connection.execute(wanted).scalar()

    # -- entries --------------------------------------------------------------------------------------------------

    def remember(
        self, project: str, entries: Iterable[Entry], *, at: datetime, run: int | None = None, beside: bool = True
    ) -> None:
        """Append entries; one without an instant of its own gets ``at``. ``beside``: keep people's words there too."""
        entries = tuple(entries)
        with self._transaction() as connection:
            append(connection, project, entries, at, run)
        if beside:
            self.beside.say(project, entries, at=at)

    def entries(self, project: str, kind: EntryKind | None = None) -> tuple[Entry, ...]:
        """Everything that was remembered of a project (of one kind), oldest first."""
        wanted = entries_of(project)
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

    def record_promise(
        self, project: str, promise: Promise, *, at: datetime, run: int | None = None, beside: bool = True
    ) -> None:
        """Append what is new in this promise's story: dates told that are not there yet, and a change of state."""
        with self._transaction() as connection:
            append_story(connection, project, promise, at, run)
        if promise.task is None and beside:
            self._keep_promise(project, promise.ref, at)

    def _keep_promise(self, project: str, ref: str, at: datetime) -> None:
        """Beside the ledger as well: no card and no task may tell of it."""
        self.beside.promise(project, [each for each in self.promises(project) if each.ref == ref], at=at)

    def wrote_to_client(self, project: str, ours: Iterable[Publication]) -> None:
        """Keep beside the ledger that a run wrote to the client just now, and what of ours is there."""
        at = datetime.now(UTC)
        self.beside.mark(project, lambda: self.entries(project))
        self.beside.made(project, ours, at=at)
        self.beside.promise(project, self.promises(project), at=at)

    def add_promise(self, project: str, title: str, day: date, *, at: datetime, task: str | None = None) -> Promise:
        """Remember a promise that has no task. Its reference is ``promise:<slug of the title>``.

        Raises :class:`~trackerbridge.errors.UsageError` where the title is empty or the same promise stands already.
        """
        clean = " ".join(title.split())
        if not clean:
            raise UsageError(
                Sentence("A promise needs a title."),
                hint=Sentence('For instance: promises add "send the minutes" --by 2026-11-25'),
            )
        taken = {promise.ref: promise for promise in self.promises(project)}
        ref = promise_ref(clean)
        if ref in taken and taken[ref].state is not PromiseState.VOID:
            raise UsageError(
                Sentence("“{title}” was promised already, for {day}.", title=clean, day=taken[ref].current),
                hint=Sentence("Void it first ({ref}), or give the new promise another title.", ref=ref),
            )
        with self._transaction() as connection:
            told = Told(day, at)
            append_told(connection, project, Promise(ref=ref, title=clean, told=(told,), task=task), told, None)
        if task is None:
            self._keep_promise(project, ref, at)
        return _one(self.promises(project), ref)

    def void_promise(self, project: str, ref: str, reason: str, *, at: datetime) -> Promise:
        """Say that a promise no longer holds, and why; its story stays.

        Raises :class:`~trackerbridge.errors.UsageError` for an unknown reference or an empty reason.
        """
        if not reason.strip():
            raise UsageError(
                Sentence("A promise is voided with a reason."),
                hint=Sentence("Say it in one sentence; it stays in the record."),
            )
        promise = _one(self.promises(project), ref)
        with self._transaction() as connection:
            append_event(connection, project, promise, event="void", at=at, reason=reason.strip())
        voided = _one(self.promises(project), ref)
        self.beside.void(project, voided, at=at)
        return voided

    def void_again(self, project: str, promise: Promise, *, at: datetime) -> None:
        """Remember a promise that was voided while another ledger was in use, with the dates that were told."""
        with self._transaction() as connection:
            append_story(connection, project, replace(promise, state=PromiseState.OPEN), at, None)
            append_event(connection, project, promise, event="void", at=at, reason=promise.void_reason)

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


def _project_of(name: str) -> str:
    """The project of a further board (``NAME/X``); empty for a project itself."""
    return name.rpartition("/")[0]


def _one(promises: Sequence[Promise], ref: str) -> Promise:
    for promise in promises:
        if promise.ref == ref:
            return promise
    raise UsageError(
        Sentence("There is no promise “{ref}” in this project.", ref=ref),
        hint=Sentence("`trackerbridge promises` lists them all."),
    )

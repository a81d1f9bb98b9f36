"""What an audit needs of the ledger, over Python's own driver for SQLite.

An audit reads five tables, remembers how many tasks there were, and that it ran. SQLAlchemy alone takes as long to load
as a board of 500 cards takes to be read, so this little is said to SQLite directly. Whatever is out of the ordinary (a
database on a server, an older or damaged file, a full disk, a further board) is left to :class:`.store.Ledger`, which
says in a sentence what is wrong. ``tables.sql`` is made from ``tables.py`` by ``make docs``; tests hold that both
ledgers begin with the same tables, and read and write the same rows.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol

from trackerbridge.ledger.records import WITHOUT_AN_END, Memory, Run
from trackerbridge.ledger.rows import baseline_of, entry_of, promises_of, publication_of, run_of
from trackerbridge.ledger.where import BUSY_SECONDS, HEAD, made_private, plain_file
from trackerbridge.model import Baseline

if TYPE_CHECKING:  # with SQLAlchemy
    from trackerbridge.ledger.store import Ledger

_TABLES = Path(__file__).with_name("tables.sql")
_UNUSUAL = (sqlite3.Error, OSError, ValueError, KeyError, TypeError)


class AuditLedger(Protocol):
    """The part of a ledger that audits use; :class:`.store.Ledger` says what each of these does."""

    def memory(self, project: str) -> Memory:
        """All that is remembered of a project."""
        ...

    def baseline(self, project: str) -> Baseline | None:
        """What is agreed."""
        ...

    def board(self, project: str) -> str:
        """The client's board that it wrote to last."""
        ...

    def runs(self, project: str | None = None, limit: int = 20) -> tuple[Run, ...]:
        """The latest runs, newest first."""
        ...

    def begin_run(self, project: str, command: str, *, at: datetime) -> int:
        """A run begins."""
        ...

    def finish_run(
        self, run: int, *, at: datetime, status: str, judged_at: datetime | None = None, tasks: int = 0, flags: int = 0,
        requests: Mapping[str, int] | None = None, notes: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """A run ends."""
        ...

    def remember_counts(self, project: str, source: str, live_tasks: int, *, at: datetime) -> None:
        """How many live tasks a complete pull saw."""
        ...


class SqliteAudits:
    """An open SQLite ledger for audits. ``whole`` opens the ledger itself, for what is out of the ordinary."""

    def __init__(self, connection: sqlite3.Connection, whole: Callable[[], Ledger]) -> None:
        self._connection = connection
        self._whole = whole
        self._alone = RLock()  # several threads of a run share it

    @classmethod
    def open(cls, file: Path, whole: Callable[[], Ledger]) -> SqliteAudits | None:
        """Open the ledger, or begin a new one. None where it is not an ordinary one of this version."""
        try:
            made_private(file.parent)
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
            file.chmod(0o600)
            connection = sqlite3.connect(
                file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False,
                detect_types=sqlite3.PARSE_DECLTYPES,
            )  # fmt: skip
        except _UNUSUAL:
            return None
        try:
            connection.row_factory = _row
            if _revision(connection) in (None, HEAD):
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=FULL")
                if _begun(connection):
                    return cls(connection, whole)
        except _UNUSUAL:
            pass
        connection.close()
        return None

    @classmethod
    def beside(cls, address: str, folder: Path, whole: Callable[[], Ledger]) -> SqliteAudits | None:
        """The same by the configured address; relative files start at ``folder``."""
        file = plain_file(address, folder)
        return cls.open(file, whole) if file else None

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # -- what is read ---------------------------------------------------------------------------------------------

    def memory(self, project: str) -> Memory:
        """All that is remembered of a project."""
        if "/" in project:  # a further board, which knows its project's words as well
            return self._whole().memory(project)
        try:
            with self._transaction():
                promises = self._all("SELECT * FROM promises WHERE project = ? ORDER BY id", project)
                published = self._all("SELECT * FROM publications WHERE project = ?", project)
                counts = self._all("SELECT * FROM cursors WHERE project = ? AND name = 'live_tasks'", project)
                entries = self._all("SELECT * FROM entries WHERE project = ? ORDER BY id", project)
            return Memory(
                publications={row.ref: publication_of(row) for row in published},
                promises=promises_of(promises),
                task_counts={row.source: int(row.value) for row in counts},
                written_at={row.ref: row.updated_at for row in published if row.kind == "card"},
                entries=tuple(map(entry_of, entries)),
            )
        except _UNUSUAL:
            return self._whole().memory(project)

    def baseline(self, project: str) -> Baseline | None:
        """What is agreed."""
        try:
            rows = self._all("SELECT * FROM baselines WHERE project = ? ORDER BY id DESC LIMIT 1", project)
            return baseline_of(rows[0]) if rows else None
        except _UNUSUAL:
            return self._whole().baseline(project)

    def board(self, project: str) -> str:
        """The client's board that it wrote to last; empty where it never did."""
        asked = "SELECT board FROM publications WHERE project = ? AND board != '' ORDER BY updated_at DESC LIMIT 1"
        try:
            rows = self._all(asked, project)
            return str(rows[0].board) if rows else ""
        except _UNUSUAL:
            return self._whole().board(project)

    def runs(self, project: str | None = None, limit: int = 20) -> tuple[Run, ...]:
        """The latest runs, newest first."""
        try:
            if project is None:
                rows = self._all("SELECT * FROM runs ORDER BY id DESC LIMIT ?", limit)
            else:
                rows = self._all("SELECT * FROM runs WHERE project = ? ORDER BY id DESC LIMIT ?", project, limit)
            return tuple(self._told_by_its_changes(run_of(row)) for row in rows)
        except _UNUSUAL:
            return self._whole().runs(project, limit)

    def _told_by_its_changes(self, run: Run) -> Run:
        if run.status not in WITHOUT_AN_END:
            return run
        asked = (
            "SELECT count(*) AS begun, count(CASE WHEN state = 'done' THEN 1 END) AS done FROM intents WHERE run = ?"
        )
        changes = self._all(asked, run.id)[0]
        return replace(run, applied=changes.done, planned=max(changes.begun, run.planned))

    # -- what is written ------------------------------------------------------------------------------------------

    def begin_run(self, project: str, command: str, *, at: datetime) -> int:
        """A run begins; the number names it."""
        asked = (
            "INSERT INTO runs (project, command, started_at, status, tasks, flags, planned, applied, failed, "
            "requests, digest, notes) VALUES (?, ?, ?, 'running', 0, 0, 0, 0, 0, '{}', '', '[]')"
        )
        try:
            with self._transaction():
                return int(self._connection.execute(asked, (project, command, _stored(at))).lastrowid or 0)
        except _UNUSUAL:
            return self._whole().begin_run(project, command, at=at)

    def finish_run(
        self, run: int, *, at: datetime, status: str, judged_at: datetime | None = None, tasks: int = 0, flags: int = 0,
        requests: Mapping[str, int] | None = None, notes: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """A run ends, well or not."""
        asked = (
            "UPDATE runs SET finished_at = ?, started_at = coalesce(?, started_at), status = ?, tasks = ?, flags = ?, "
            "requests = ?, notes = ? WHERE id = ?"
        )
        ended = (
            _stored(at), _stored(judged_at) if judged_at else None, status, tasks, flags,
            json.dumps(dict(requests or {})), json.dumps(list(notes)), run,
        )  # fmt: skip
        try:
            with self._transaction():
                self._connection.execute(asked, ended)
        except _UNUSUAL:
            self._whole().finish_run(
                run, at=at, status=status, judged_at=judged_at, tasks=tasks, flags=flags, requests=requests,
                notes=notes,
            )  # fmt: skip

    def remember_counts(self, project: str, source: str, live_tasks: int, *, at: datetime) -> None:
        """How many live tasks a complete pull saw."""
        asked = "INSERT OR REPLACE INTO cursors (project, source, name, value, at) VALUES (?, ?, 'live_tasks', ?, ?)"
        try:
            with self._transaction():
                self._connection.execute(asked, (project, source, str(live_tasks), _stored(at)))
        except _UNUSUAL:
            self._whole().remember_counts(project, source, live_tasks, at=at)

    # -- how ------------------------------------------------------------------------------------------------------

    def _all(self, asked: str, *given: object) -> list[Any]:
        with self._alone:
            return self._connection.execute(asked, given).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._alone:
            self._connection.execute("BEGIN")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def _revision(connection: sqlite3.Connection) -> str | None:
    """Alembic's name of the ledger's version; None where there is no table at all, empty where it has none of these."""
    tables = {row.name for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        return "" if tables else None
    return next((row.version_num for row in connection.execute("SELECT version_num FROM alembic_version")), "")


def _begun(connection: sqlite3.Connection) -> bool:
    """Whether it has our tables: all at once where it had none, unless another run has begun it meanwhile."""
    if _revision(connection) is None:
        connection.execute("BEGIN IMMEDIATE")
        if _revision(connection) is None:
            for statement in _TABLES.read_text(encoding="utf-8").split(";"):
                connection.execute(statement)
        connection.execute("COMMIT")
    return _revision(connection) == HEAD


def _stored(at: datetime) -> str:
    """An instant as SQLAlchemy stores it in SQLite: in UTC, without a zone."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _instant(stored: bytes) -> datetime:
    return datetime.fromisoformat(stored.decode()).replace(tzinfo=UTC)


def _day(stored: bytes) -> date:
    return date.fromisoformat(stored.decode())


def _yes(stored: bytes) -> bool:
    return stored != b"0"


for _type, _read in (("DATETIME", _instant), ("DATE", _day), ("BOOLEAN", _yes), ("JSON", json.loads)):
    sqlite3.register_converter(_type, _read)  # counts where a connection asks for it, as the one above does


@lru_cache
def _kind_of(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)


def _row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> Any:
    """A row whose columns are read by name."""
    return _kind_of(tuple(column[0] for column in cursor.description))(*values)

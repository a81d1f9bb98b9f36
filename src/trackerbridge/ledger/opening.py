"""Opening the ledger: where it lies, who may read it, and how it comes to this version: begun, or migrated."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from trackerbridge.errors import UsageError
from trackerbridge.ledger.tables import metadata
from trackerbridge.ledger.where import BUSY_SECONDS, HEAD, REVISIONS, made_private, state_folder

_SECRET = re.compile("pass|secret|token|key", re.IGNORECASE)
_KEEP = "The file was left as it is."
_VERSION = Table(  # alembic's own
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), primary_key=True, nullable=False),
)


def ledger_url(configured: str, folder: Path) -> URL:
    """The address of the ledger. Empty: one SQLite file in the user's state folder; relative files start at ``folder``.

    Raises :class:`~trackerbridge.errors.UsageError` for an address that SQLAlchemy cannot read.
    """
    if not configured:
        return URL.create("sqlite", database=str(state_folder() / "trackerbridge.db"))
    try:
        url = make_url(configured)
    except ArgumentError:
        # The address itself is not repeated: it may hold a password.
        raise UsageError(
            "[ledger] url is no database address.",
            hint="Write it like sqlite:///trackerbridge.db or postgresql+psycopg://user@host/name.",
        ) from None
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return url.set(database=str(folder / Path(url.database).expanduser()))
    return url


def ledger_folder(url: URL) -> Path:
    """Where locks and rate limits stand: beside a SQLite ledger, else in the user's state folder."""
    path = _file_of(url)
    return path.parent if path else state_folder()


def beside_folder(url: URL) -> Path | None:
    """Where people's words are kept a second time; None for a ledger in memory."""
    path = _file_of(url)
    if path is not None:
        return path.with_name(f"{path.stem}.words")
    if url.get_backend_name() == "sqlite":
        return None
    return state_folder() / f"{hashlib.sha256(shown(url).encode()).hexdigest()[:12]}.words"


def open_engine(url: URL) -> Engine:
    """An engine over a ledger of this version.

    Raises :class:`~trackerbridge.errors.UsageError` where the file is no ledger, is newer, or cannot be written.
    """
    where = shown(url)
    try:
        _make_private(url)
        engine = _engine(url)
    except OSError as error:
        raise UsageError(
            f"The ledger {where} cannot be opened: {error.strerror or error}.",
            hint="Point [ledger] url at a folder that this account may write to.",
        ) from error
    except (NoSuchModuleError, ImportError) as error:
        raise UsageError(
            f"The driver for the ledger {where} is not installed.", hint=f"Install it, or use SQLite ({error})."
        ) from error
    try:
        _bring_up_to_date(engine, where)
    except SQLAlchemyError as error:
        engine.dispose()
        raise _unreadable(where, error) from error
    except UsageError:
        engine.dispose()
        raise
    return engine


def shown(url: URL) -> str:
    """The address for people: without a password, wherever it stands."""
    query = {name: "***" if _SECRET.search(name) else value for name, value in url.query.items()}
    return url.set(query=query).render_as_string(hide_password=True)


def _file_of(url: URL) -> Path | None:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def _make_private(url: URL) -> None:
    """The file is the owner's alone from its first byte; SQLite gives its -wal and -shm the same mode."""
    path = _file_of(url)
    if path is None:
        return
    made_private(path.parent)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    if _file_of(url) is None:
        return create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _write_ahead)
    return engine


def _write_ahead(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """Readers never wait for the writer, and a commit survives a power cut."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def _bring_up_to_date(engine: Engine, where: str) -> None:
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # Python's driver would commit each step alone; and two first runs must not migrate at once.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        revision = _revision(connection)
        if revision == HEAD:
            return
        if revision is not None and revision not in REVISIONS:
            raise UsageError(
                f"The ledger {where} was written by a newer trackerbridge (its step is {revision}). {_KEEP}",
                hint="Install that version again, or point [ledger] url at another file.",
            )
        if inspect(connection).get_table_names():
            migrate(connection)
        else:
            begin(connection)


def _revision(connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def begin(connection: Connection) -> None:
    """All tables as this version has them, within the caller's transaction, and that they are of this version.

    The migrations would lead there as well, and need a fifth of a second for alembic alone.
    """
    metadata.create_all(connection)
    _VERSION.create(connection)
    connection.execute(_VERSION.insert().values(version_num=HEAD))


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to ``revision`` within the caller's transaction."""
    from alembic import command  # a fifth of a second: only where there is something to migrate
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    attributes: dict[Any, Any] = config.attributes
    attributes["connection"] = connection
    command.upgrade(config, revision)


def _unreadable(where: str, error: SQLAlchemyError) -> UsageError:
    cause = str(getattr(error, "orig", None) or error).splitlines()[0]
    if isinstance(error, OperationalError):  # a full disk, somebody who holds the file, a server that does not answer
        return UsageError(
            f"The ledger {where} cannot be used: {cause}. {_KEEP}",
            hint="See that the disk has room, that nobody holds the file and that its address is right, and run again.",
        )
    return UsageError(
        f"The ledger {where} cannot be used: {cause}. {_KEEP}",
        hint="If it is damaged, move it away: what is ours on the client's board is found again by its references.",
    )

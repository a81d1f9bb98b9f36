"""What several methods of the ledger say to its tables, within the transaction of whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Select, insert, select, update

from trackerbridge.ledger import tables as t
from trackerbridge.ledger.records import Entry, Publication
from trackerbridge.ledger.rows import entry_values, publication_values

State: TypeAlias = tuple[Any, int, int]


def state_of(connection: Connection) -> State | None:
    """What is another wherever anything of the ledger changed, by whomever; None where the database does not tell."""
    if connection.dialect.name != "sqlite":
        return None
    by_others = connection.exec_driver_sql("PRAGMA data_version").scalar()  # changes with what others wrote alone
    driver = connection.connection.dbapi_connection
    return driver, int(by_others or 0), int(getattr(driver, "total_changes", 0))


def new_id(key: Any) -> int:
    """The number of a row that was inserted, from its key."""
    return int(key[0])


def upsert(connection: Connection, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Change the row of this key, or make it."""
    matches = [table.c[name] == value for name, value in key.items()]
    if connection.execute(update(table).where(*matches).values(**values)).rowcount == 0:
        connection.execute(insert(table).values(**key, **values))


def publish(connection: Connection, project: str, publication: Publication, at: datetime) -> None:
    """Remember which remote object is ours."""
    key = {"project": project, "ref": publication.ref}
    upsert(connection, t.publications, key, publication_values(publication) | {"updated_at": at})


def entries_of(project: str) -> Select[Any]:
    """Everything that one project remembers, in its order."""
    return select(t.entries).where(t.entries.c.project == project).order_by(t.entries.c.id)


def append(connection: Connection, project: str, entries: Iterable[Entry], at: datetime, run: int | None) -> None:
    """Remember these, after all that was remembered before."""
    for entry in entries:
        connection.execute(insert(t.entries).values(entry_values(entry, project=project, at=at, run=run)))

"""Ledgers without what takes most of their time: migrating, making the same SQL for each anew, waiting for the disk."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, inspect
from sqlalchemy.pool import StaticPool

from trackerbridge.ledger import opening

WRITE_AHEAD, MIGRATE, ENGINE = opening._write_ahead, opening.migrate, opening._engine


@cache
def tables() -> tuple[str, ...]:
    """What the migrations make of an empty file, as SQLite tells it after they ran once."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        MIGRATE(connection)
        driver: Any = connection.connection.driver_connection
        found = tuple(driver.iterdump())
    engine.dispose()
    return tuple(one for one in found if one not in ("BEGIN TRANSACTION;", "COMMIT;"))


@cache
def _warm() -> Engine:
    """One engine that has been connected, and knows every statement that it has seen."""
    made = create_engine("sqlite://")
    made.connect().close()
    return made


def engine(url: URL) -> Engine:
    """A statement is made into SQL once for all ledgers of SQLite, and not once for each."""
    made = ENGINE(url)
    if made.dialect.name == "sqlite":
        made.dialect, made._compiled_cache = _warm().dialect, _warm()._compiled_cache
    return made


def write_ahead(connection: sqlite3.Connection, entry: Any) -> None:
    """No power cut comes in the middle of a test; where a program ends there, the same is kept."""
    WRITE_AHEAD(connection, entry)
    connection.execute("PRAGMA synchronous=OFF")


def migrate(connection: Connection, revision: str = "head") -> None:
    """An empty file gets the tables at once; any other ledger is migrated."""
    if revision != "head" or connection.dialect.name != "sqlite" or inspect(connection).get_table_names():
        MIGRATE(connection, revision)
        return
    for statement in tables():
        connection.exec_driver_sql(statement)

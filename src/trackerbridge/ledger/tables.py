"""The ledger's tables, once, for every database that SQLAlchemy knows. Migrations lead here; a test compares the two.

Instants are kept in UTC, days as dates, small mappings as JSON. No secret has a column.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Instant(TypeDecorator[datetime]):
    """A timezone-aware instant. SQLite forgets zones, so UTC goes in and UTC comes out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC in; a naive time is our bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("the ledger keeps instants with a zone only")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("project", String(200), nullable=False, index=True),
    Column("command", String(50), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("status", String(20), nullable=False),
    Column("tasks", Integer, nullable=False),
    Column("flags", Integer, nullable=False),
    Column("planned", Integer, nullable=False),
    Column("applied", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("requests", JSON, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("notes", JSON, nullable=False),
)

# Append only: what was told stays told. ``event`` is told, state or void.
promises = Table(
    "promises",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("project", String(200), nullable=False),
    Column("ref", String(500), nullable=False),
    Column("event", String(10), nullable=False),
    Column("at", Instant, nullable=False),
    Column("title", Text, nullable=False),
    Column("task", String(200)),
    Column("day", Date),
    Column("state", String(20)),
    Column("delivered_on", Date),
    Column("reason", Text, nullable=False),
    Column("run", Integer),
    Index("ix_promises_project_ref", "project", "ref"),
)

publications = Table(
    "publications",
    metadata,
    Column("project", String(200), primary_key=True),
    Column("ref", String(500), primary_key=True),
    Column("board", String(100), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("remote_id", String(100), nullable=False),
    Column("task", String(200)),
    Column("first", Date),
    Column("moved_on", Date),
    Column("written", JSON, nullable=False),
    Column("edited", JSON, nullable=False),
    Column("archived", Boolean(create_constraint=False), nullable=False),
    Column("archived_by_person", Boolean(create_constraint=False), nullable=False),
    Column("adopted", Boolean(create_constraint=False), nullable=False),
    Column("updated_at", Instant, nullable=False),
)

intents = Table(
    "intents",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", Integer, nullable=False),
    Column("project", String(200), nullable=False),
    Column("ref", String(500), nullable=False),
    Column("action", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("remote_id", String(100), nullable=False),
    Column("error", Text, nullable=False),
    Index("ix_intents_project_state", "project", "state"),
    Index("ix_intents_run", "run"),
)

cursors = Table(
    "cursors",
    metadata,
    Column("project", String(200), primary_key=True),
    Column("source", String(500), primary_key=True),
    Column("name", String(50), primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

# What was agreed, each time it was saved; the latest one holds. ``tasks`` is a list of agreed tasks.
baselines = Table(
    "baselines",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("project", String(200), nullable=False, index=True),
    Column("saved_at", Instant, nullable=False),
    Column("tasks", JSON, nullable=False),
)

# Append only: what a person decided, what the client said, what was held back (``records.EntryKind`` lists the kinds).
# The latest entry of a kind and ref holds; the earlier ones are its story. ``body`` is a small JSON object.
entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("project", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("ref", String(500), nullable=False),
    Column("at", Instant, nullable=False),
    Column("body", JSON, nullable=False),
    Column("run", Integer),
    Index("ix_entries_project_kind", "project", "kind"),
)

"""The first five tables: runs, promises, publications, intents, cursors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    _runs()
    _promises()
    _publications()
    _intents()
    op.create_table(
        "cursors",
        sa.Column("project", sa.String(200), primary_key=True),
        sa.Column("source", sa.String(500), primary_key=True),
        sa.Column("name", sa.String(50), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("project", sa.String(200), nullable=False),
        sa.Column("command", sa.String(50), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("tasks", sa.Integer, nullable=False),
        sa.Column("flags", sa.Integer, nullable=False),
        sa.Column("planned", sa.Integer, nullable=False),
        sa.Column("applied", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("requests", sa.JSON, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("notes", sa.JSON, nullable=False),
    )
    op.create_index("ix_runs_project", "runs", ["project"])


def _promises() -> None:
    op.create_table(
        "promises",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("project", sa.String(200), nullable=False),
        sa.Column("ref", sa.String(500), nullable=False),
        sa.Column("event", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("task", sa.String(200)),
        sa.Column("day", sa.Date),
        sa.Column("state", sa.String(20)),
        sa.Column("delivered_on", sa.Date),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("run", sa.Integer),
    )
    op.create_index("ix_promises_project_ref", "promises", ["project", "ref"])


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("project", sa.String(200), primary_key=True),
        sa.Column("ref", sa.String(500), primary_key=True),
        sa.Column("board", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("remote_id", sa.String(100), nullable=False),
        sa.Column("task", sa.String(200)),
        sa.Column("first", sa.Date),
        sa.Column("moved_on", sa.Date),
        sa.Column("written", sa.JSON, nullable=False),
        sa.Column("edited", sa.JSON, nullable=False),
        sa.Column("archived", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("archived_by_person", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("adopted", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )


def _intents() -> None:
    op.create_table(
        "intents",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("project", sa.String(200), nullable=False),
        sa.Column("ref", sa.String(500), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("remote_id", sa.String(100), nullable=False),
        sa.Column("error", sa.Text, nullable=False),
    )
    op.create_index("ix_intents_project_state", "intents", ["project", "state"])
    op.create_index("ix_intents_run", "intents", ["run"])

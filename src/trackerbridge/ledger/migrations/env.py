"""What alembic runs: the steps of ``versions``, on the connection that the ledger already holds."""

from __future__ import annotations

from alembic import context

from trackerbridge.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
)
with context.begin_transaction():
    context.run_migrations()

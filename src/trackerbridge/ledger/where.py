"""Where the ledger lies, and what lies beside it, told from its address alone: no database library is loaded."""

from __future__ import annotations

from pathlib import Path

REVISIONS = ("0001", "0002", "0003")
"""Every version of the ledger's tables, as the migrations name them."""
HEAD = REVISIONS[-1]
BUSY_SECONDS = 30
"""So long is waited for whoever writes to a SQLite ledger at the moment."""


def state_folder() -> Path:
    """The user's state folder, where the ledger lies unless the configuration says otherwise."""
    from platformdirs import user_state_path

    return user_state_path("trackerbridge", appauthor=False)


def folder_beside(configured: str, folder: Path) -> Path:
    """Where locks, rate limits and what was read are kept: beside a SQLite ledger, else in the user's state folder.

    ``configured`` is SQLAlchemy's address, empty for the default; ``folder`` is where relative files start.
    """
    scheme, _, rest = configured.partition("://")
    database = rest.removeprefix("/").partition("?")[0]
    if scheme.partition("+")[0] != "sqlite" or database in ("", ":memory:"):
        return state_folder()
    return (folder / Path(database).expanduser()).parent


def plain_file(configured: str, folder: Path) -> Path | None:
    """The ledger's file, where the address is empty or no more than ``sqlite:///`` and a path; None for others."""
    if not configured:
        return state_folder() / "trackerbridge.db"
    scheme, _, path = configured.partition(":///")
    if scheme != "sqlite" or not path or path.startswith((":", "file:")) or "?" in path or "%" in path:
        return None
    return folder / Path(path).expanduser()


def made_private(folder: Path) -> None:
    """The folder, made where it is not there: the owner's alone. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)

"""Where the ledger lies, and what lies beside it, told from its address alone: no database library is loaded."""

from __future__ import annotations

from pathlib import Path


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


def made_private(folder: Path) -> None:
    """The folder, made where it is not there: the owner's alone. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)

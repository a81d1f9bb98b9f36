"""One run per project at a time: a file lock beside the ledger. It falls away with the process that held it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from trackerbridge.errors import Locked, UsageError


@contextmanager
def project_lock(folder: Path, project: str) -> Iterator[Path]:
    """Hold the project's lock while the block runs; yields the lock file.

    Raises :class:`~trackerbridge.errors.Locked` at once where another run holds it, and
    :class:`~trackerbridge.errors.UsageError` where the folder cannot be written.
    """
    path = folder / _file_name(project)
    lock = FileLock(path, timeout=0, mode=0o600)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire()
    except Timeout:
        raise Locked(
            f"Another run is working on project {project!r}, so nothing was read or written.",
            hint=f"Wait until it has ended and try again; the lock is {path}.",
        ) from None
    except OSError as error:
        raise UsageError(
            f"The lock of project {project!r} cannot be made in {folder}: {error.strerror or error}.",
            hint="Point [ledger] url at a folder that this account may write to.",
        ) from error
    try:
        yield path
    finally:
        lock.release()


def _file_name(project: str) -> str:
    """Readable, and distinct even where two names differ only in characters a file name cannot have."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", project)[:60].strip("-")
    return f"{plain}-{hashlib.sha256(project.encode()).hexdigest()[:8]}.lock"

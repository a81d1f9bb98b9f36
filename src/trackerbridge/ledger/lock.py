"""One run per project, and one per client board, at a time: file locks beside the ledger.

A lock falls away with the process that held it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from trackerbridge.errors import Locked, UsageError
from trackerbridge.model.sentence import Sentence

BOARD_PAUSES = 60  # of a second each: most runs end within


@contextmanager
def project_lock(folder: Path, project: str) -> Iterator[Path]:
    """Hold the project's lock while the block runs; yields the lock file.

    Raises :class:`~trackerbridge.errors.Locked` at once where another run holds it, and
    :class:`~trackerbridge.errors.UsageError` where the folder cannot be written.
    """
    path = folder / _file_name(project)
    lock = _taken(path, f"project {project!r}")
    if lock is None:
        raise Locked(
            Sentence("Another run is working on project '{project}', so nothing was read or written.", project=project),
            hint=Sentence("Wait until it has ended and try again; the lock is {path}.", path=path),
        )
    try:
        yield path
    finally:
        lock.release()


@contextmanager
def board_lock(folder: Path, board: str, wait: Callable[[float, str], None]) -> Iterator[bool]:
    """Hold the lock of a client's board, which several projects may publish to; yields whether somebody held it.

    ``board`` names it, whichever project asks; ``wait`` sleeps for so many seconds, or raises where there is no time.
    Raises :class:`~trackerbridge.errors.Locked` where the other run goes on for longer than a minute.
    """
    path = folder / _file_name(f"board {board}")
    for pauses in range(BOARD_PAUSES + 1):
        if (lock := _taken(path, "the client's board")) is not None:
            break
        if pauses < BOARD_PAUSES:
            wait(1.0, "another project is being written to the same board")
    else:
        raise Locked(
            Sentence(
                "A run of another project has been working on the same client board for a minute, so nothing was read "
                "or written."
            ),
            hint=Sentence("Wait until it has ended and try again; the lock is {path}.", path=path),
        )
    try:
        yield pauses > 0
    finally:
        lock.release()


def _taken(path: Path, what: str) -> FileLock | None:
    """The lock, held; None where somebody else holds it."""
    lock = FileLock(path, timeout=0, mode=0o600)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire()
    except Timeout:
        return None
    except OSError as error:
        raise UsageError(
            f"The lock of {what} cannot be made in {path.parent}: {error.strerror or error}.",
            hint="Point [ledger] url at a folder that this account may write to.",
        ) from error
    return lock


def _file_name(project: str) -> str:
    """Readable, and distinct even where two names differ only in characters a file name cannot have."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", project)[:60].strip("-")
    return f"{plain}-{hashlib.sha256(project.encode()).hexdigest()[:8]}.lock"

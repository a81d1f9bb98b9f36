"""The folder of a page on the disk: read whole, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from trackerbridge.errors import LostReply, NotLetIn, Unreachable

STATES = ".trackerbridge"  # beside the pages; for its owner alone
_FOR_ALL, _FOR_US = 0o644, 0o600


class Disk:
    """One page, and the state beside it. ``replace`` is how a finished file takes its place."""

    def __init__(self, folder: Path, name: str, *, replace: Callable[[str, Path], None] = os.replace) -> None:
        self.folder = folder
        self.page = folder / name
        self.state = folder / STATES / f"{name}.json"
        self._replace = replace

    def require(self) -> None:
        """Raise NotLetIn where the folder is not there, or cannot be looked into."""
        if not self.folder.is_dir():
            raise NotLetIn(
                f"The folder {self.folder} is not there, so there is no place for the page.",
                hint="Make it, or name another one under the connection's folder.",
            )

    @property
    def writable(self) -> bool:
        """Whether files may be made there."""
        place = self.state.parent if self.state.parent.exists() else self.folder
        return os.access(self.folder, os.W_OK | os.X_OK) and os.access(place, os.W_OK | os.X_OK)

    def page_bytes(self) -> bytes | None:
        """The page as it stands; None where there is none."""
        return _bytes(self.page)

    def state_text(self) -> str | None:
        """The state as it stands; None where there is none, and what cannot be text as it is read."""
        found = _bytes(self.state)
        return None if found is None else found.decode("utf-8", "replace")

    def put_page(self, data: bytes) -> None:
        """Write the page, readable by whoever serves it."""
        self._put(self.page, data, _FOR_ALL)

    def put_state(self, text: str) -> None:
        """Write the state, readable by its owner alone: it knows what was put away."""
        try:
            self.state.parent.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise _not_written(self.state.parent, error) from None
        self._put(self.state, text.encode(), _FOR_US)

    def _put(self, path: Path, data: bytes, mode: int) -> None:
        """Beside its place first, and then into it in one step: nobody ever reads half a file.

        Raises :class:`LostReply` where that step fails: on a disk behind a network it may have happened.
        """
        made = ""
        try:
            descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                os.fchmod(file.fileno(), mode)
        except OSError as error:
            _away(made)
            raise _not_written(path, error) from None
        try:
            self._replace(made, path)
        except OSError as error:
            _away(made)
            raise LostReply(
                f"{path} may or may not have been written: {error.strerror or type(error).__name__}.",
                hint="Run again: it looks before it writes.",
            ) from None


def _away(made: str) -> None:
    with suppress(OSError):
        if made:
            os.unlink(made)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except PermissionError:
        raise NotLetIn(f"{path} may not be read.", hint="Give this account the right to read it.") from None
    except OSError as error:
        raise Unreachable(
            f"{path} cannot be read: {error.strerror or type(error).__name__}.",
            hint="Look at the folder, and run again.",
        ) from None


def _not_written(path: Path, error: OSError) -> NotLetIn | Unreachable:
    if isinstance(error, PermissionError):
        return NotLetIn(f"{path} may not be written.", hint="Give this account the right to write into the folder.")
    reason = error.strerror or type(error).__name__
    return Unreachable(f"{path} cannot be written: {reason}.", hint="Look at the folder and its disk, and run again.")

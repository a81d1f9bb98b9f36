"""What was read last time, beside the ledger, so that the next look can be a thin one.

Nothing depends on it: each value is a file of its own that may be deleted at any time, and then is read anew. It holds
what the trackers hold (never a credential), so that only this account may read it, and nothing stays that was not
written for a month. One that cannot be read, that is not as it was written (each file bears a sum), or that another
version wrote counts as none.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

from trackerbridge import __version__
from trackerbridge.json_text import json_bytes, read_json

FORGOTTEN_AFTER = 30 * 86_400.0  # seconds
_SHAPE = f"{__version__}/4"  # what the values look like: a new number where that changes

_sum = partial(hashlib.blake2b, digest_size=16)
_AT_ONCE = 100  # of a list's values in one piece

log = logging.getLogger("trackerbridge.keep")


class Keep:
    """JSON values by name, in one folder; a file is two lines of JSON: what is known of the value, and the value."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        """``clock``: real time in seconds; ``--now`` never moves it."""
        self._folder = folder
        self.clock = clock
        self._tidy = False

    def get(self, name: str, *, within: float) -> Any:
        """The value of this name if it was made at most ``within`` seconds ago, else None."""
        try:
            with self._path(name).open("rb") as file:
                head = json.loads(file.readline())
                age = self.clock() - float(head["made"])
                if head["by"] != _SHAPE or not 0 <= age < within:
                    return None
                written = file.read()
            if _sum(written).hexdigest() != head["sum"]:
                return None
            return read_json(written)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def put(self, name: str, value: Any, *, made: float | None = None) -> None:
        """Keep it from now on, or as if it had been made then. What cannot be written is not kept, and no harm done."""
        path = self._path(name)
        fresh = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                _write(file, value, by=_SHAPE, made=self.clock() if made is None else made)
            fresh.replace(path)
            self._forget_the_old()
        except (OSError, ValueError) as failure:  # a disk, or something that no file takes
            log.info("What was read is not kept for next time: %s", getattr(failure, "strerror", None) or failure)
            with suppress(OSError):
                fresh.unlink()

    def _path(self, name: str) -> Path:
        return self._folder / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}.json"

    def _forget_the_old(self) -> None:
        """Once a run: a board that nobody looks at any more leaves nothing behind."""
        if self._tidy:
            return
        self._tidy = True
        for path in self._folder.iterdir():
            if path.stat().st_mtime < time.time() - FORGOTTEN_AFTER:
                path.unlink(missing_ok=True)


def _write(file: IO[bytes], value: Any, *, by: str, made: float) -> None:
    """Two lines: by whom, when and the sum, which is known last; the value."""

    def head(told: str) -> bytes:
        return json.dumps({"by": by, "made": made, "sum": told}).encode() + b"\n"

    told = _sum()
    file.write(head(told.hexdigest()))
    for piece in _written(value):
        told.update(piece)
        file.write(piece)
    file.seek(0)
    file.write(head(told.hexdigest()))


def _written(value: Any) -> Iterator[bytes]:
    """A value as JSON, in pieces: one piece would need the memory twice."""
    if isinstance(value, dict) and any(isinstance(inside, (dict, list)) for inside in value.values()):
        for place, (name, inside) in enumerate(value.items()):
            yield b"," if place else b"{"
            yield json_bytes(name) + b":"
            yield from _written(inside)
        yield b"}"
    elif isinstance(value, list):
        yield b"["
        for start in range(0, len(value), _AT_ONCE):
            if start:
                yield b","
            yield json_bytes(value[start : start + _AT_ONCE])[1:-1]
        yield b"]"
    else:
        yield json_bytes(value)

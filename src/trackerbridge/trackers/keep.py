"""What was read last time, beside the ledger, so that the next look can be a thin one.

Nothing depends on it: each value is a file of its own that may be deleted at any time, and then is read anew. It holds
what the trackers hold (never a credential), so that only this account may read it, and nothing stays that was not
written for a month. One that cannot be read, or that another version wrote, counts as none.
"""

from __future__ import annotations

import json
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from trackerbridge import __version__

FORGOTTEN_AFTER = 30 * 86_400.0  # seconds
_SHAPE = f"{__version__}/1"  # what the values look like: a new number where that changes

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

log = logging.getLogger("trackerbridge.keep")


class Keep:
    """JSON values by name, in one folder."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        """``clock``: real time in seconds; ``--now`` never moves it."""
        self._folder = folder
        self.clock = clock
        self._tidy = False

    def get(self, name: str, *, within: float) -> Any:
        """The value of this name if it was made at most ``within`` seconds ago, else None."""
        try:
            found = json.loads(self._path(name).read_bytes())
            age = self.clock() - float(found["made"])
            return found["value"] if found["by"] == _SHAPE and 0 <= age < within else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, name: str, value: Any, *, made: float | None = None) -> None:
        """Keep it from now on, or as if it had been made then. What cannot be written is not kept, and no harm done."""
        found = {"by": _SHAPE, "made": self.clock() if made is None else made, "value": value}
        path = self._path(name)
        fresh = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.writelines(_written(found))
            fresh.replace(path)
            self._forget_the_old()
        except OSError as failure:
            log.info("What was read is not kept for next time: %s", failure.strerror or failure)
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


def _written(value: Any) -> Iterator[str]:
    """A value as JSON, in pieces: one piece would need the memory twice, and json.dump takes ten times as long."""
    if isinstance(value, dict) and any(isinstance(inside, (dict, list)) for inside in value.values()):
        for place, (name, inside) in enumerate(value.items()):
            yield f"{',' if place else '{'}{json.dumps(name)}:"
            yield from _written(inside)
        yield "}"
    elif isinstance(value, list):
        yield "["
        for place, inside in enumerate(value):
            yield f"{',' if place else ''}{_JSON(inside)}"
        yield "]"
    else:
        yield _JSON(value)

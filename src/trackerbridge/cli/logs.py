"""The log: on stderr, as text or as one JSON object a line. Nothing but warnings unless ``-v`` is given."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

_LEVELS = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO}


class JsonLines(logging.Formatter):
    """One object a record: ``at``, ``level``, ``logger``, ``message``, and ``traceback`` where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


class CurrentStderr(logging.StreamHandler[TextIO]):
    """Writes to whatever stderr is at that moment."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        """The stream of now."""
        return sys.stderr

    @stream.setter
    def stream(self, value: TextIO) -> None:
        """Fixed: see the getter."""


def start_logging(verbosity: int, log_format: str) -> None:
    """Set up the log of trackerbridge; a second call replaces the first."""
    handler = CurrentStderr()
    handler.setFormatter(JsonLines() if log_format == "json" else logging.Formatter("%(levelname)s %(message)s"))
    logger = logging.getLogger("trackerbridge")
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(_LEVELS.get(verbosity, logging.DEBUG))

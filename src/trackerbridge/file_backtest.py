"""Backtest a file as it is, with no configuration: zone UTC, no country, as of its last activity (decision 5)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from trackerbridge.backtest import backtest
from trackerbridge.backtest.rows import Past
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig, SourceConfig
from trackerbridge.errors import TrackerbridgeError
from trackerbridge.file_audit import read_file
from trackerbridge.flags.forecast.at import ChancesAt
from trackerbridge.model import Snapshot
from trackerbridge.our_bug import our_bug
from trackerbridge.results import Backtested, Failure

log = logging.getLogger("trackerbridge.run")


def backtest_file(
    path: Path,
    *,
    read_at: datetime,
    as_of: datetime | None = None,
    most_tasks: int,
    tell: Callable[[str], None] = lambda _: None,
) -> Backtested | Failure:
    """The past that a file holds. It ends at ``as_of``, by default with the file's last activity.

    After that the file knows nothing: work that was open then is not late because time went on.
    """
    tell(f"reading {path.name}")
    try:
        snapshot = _ended(read_file(SourceConfig(path=str(path.absolute())), read_at), as_of)
        calendar = Calendar()
        past = Past.of((snapshot,), calendar=calendar, flags=FlagsConfig(), most_tasks=most_tasks)
        name = snapshot.title or path.stem
        return Backtested(
            project=name, title=name, calendar=calendar, backtest=backtest(past, chances=ChancesAt(calendar), tell=tell)
        )
    except TrackerbridgeError as error:
        return Failure(project=path.name, title=path.name, error=error)
    except Exception as error:
        log.error("%s: %s", path, error, exc_info=log.isEnabledFor(logging.INFO))
        return Failure(project=path.name, title=path.name, error=our_bug(path.name, error))


def _ended(snapshot: Snapshot, as_of: datetime | None) -> Snapshot:
    last = as_of or snapshot.last_activity
    return replace(snapshot, pulled_at=min(last, snapshot.pulled_at)) if last else snapshot

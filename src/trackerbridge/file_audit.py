"""Audit files as they are, with no configuration: zone UTC, no country, one project per file (decision 5)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from trackerbridge.carried import ours_apart
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DateOrder, FlagsConfig, ProjectConfig, Settings, SourceConfig
from trackerbridge.errors import TrackerbridgeError
from trackerbridge.flags.engine import assess
from trackerbridge.model import Snapshot
from trackerbridge.our_bug import our_bug
from trackerbridge.results import Audited, Failure
from trackerbridge.trackers.files.connector import FilesConnector

OLD = timedelta(days=7)

log = logging.getLogger("trackerbridge.run")


def audit_files(
    files: Sequence[Path],
    *,
    now: datetime,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    date_order: DateOrder | None = None,
    sheet: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Audited | Failure]:
    """One result per file, in their order; a file that cannot be read becomes a :class:`Failure`."""
    results: list[Audited | Failure] = []
    for path in files:
        tell(f"reading {path.name}")
        started = time.monotonic()
        result = _one(
            SourceConfig(path=str(path.absolute()), date_order=date_order, sheet=sheet or ""), now, select, ignore
        )
        results.append(replace(result, seconds=time.monotonic() - started))
    return results


def stale_note(one: Audited) -> str:
    """A sentence where the export is old: what it says is no longer what stands. Empty where it is fresh."""
    last = max((each.last_activity for each in one.snapshots if each.last_activity), default=None)
    if last is None or one.assessment.now - last <= OLD:
        return ""
    days = (one.assessment.now - last).days
    return (
        f"Note: the last activity in {one.title} was on {last.day} {last:%B %Y}, {days} days before now. "
        f"To judge it as of then: --now {last + timedelta(minutes=1):%Y-%m-%dT%H:%M}"
    )


def _one(source: SourceConfig, now: datetime, select: tuple[str, ...], ignore: tuple[str, ...]) -> Audited | Failure:
    path = Path(source.path)
    try:
        snapshot = read_file(source, now)
        return _judged(snapshot, path, now, select, ignore)
    except TrackerbridgeError as error:
        return Failure(project=path.name, title=path.name, error=error)
    except Exception as error:  # one file's surprise must not cost the others their audit
        log.error("%s: %s", path, error, exc_info=log.isEnabledFor(logging.INFO))
        return Failure(project=path.name, title=path.name, error=our_bug(path.name, error))


def read_file(source: SourceConfig, now: datetime) -> Snapshot:
    """The work in a file. Raises :class:`TrackerbridgeError` where it cannot be read."""
    path = Path(source.path)
    settings = Settings(name=path.stem, project=ProjectConfig(sources=(source,)), folder=path.parent)
    return ours_apart([FilesConnector.from_config(settings, source, None).pull(now=now)])[0]


def _judged(snapshot: Snapshot, path: Path, now: datetime, select: tuple[str, ...], ignore: tuple[str, ...]) -> Audited:
    calendar = Calendar()
    name = snapshot.title or path.stem
    assessment = assess(
        project=name,
        snapshots=(snapshot,),
        flags=FlagsConfig(),
        calendar=calendar,
        now=now,
        select=select,
        ignore=ignore,
    )
    return Audited(project=name, title=name, calendar=calendar, snapshots=(snapshot,), assessment=assessment)

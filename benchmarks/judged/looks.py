"""Real boards and trackers, each at several moments of its own past: what there is to judge.

A source is looked at on the day after its last activity, and as it stood at every tenth of its history from the
third on, and at moments that its name calls for. Nothing later shines through (:mod:`trackerbridge.replay`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.accuracy.replay_rows import files, snapshot_in
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig, SourceConfig
from trackerbridge.file_audit import read_file
from trackerbridge.flags.base import Assessment
from trackerbridge.flags.engine import assess
from trackerbridge.flags.registry import built_in_rules
from trackerbridge.model import Snapshot, Task
from trackerbridge.replay import Film

CALENDAR = Calendar()
FOLDERS = ("jira-payloads", "trello-exports")
ALSO_AT = {"apache": (datetime(2013, 10, 1, tzinfo=UTC), datetime(2014, 6, 1, tzinfo=UTC))}
_DAY = timedelta(days=1)
_SHARES = tuple(tenth / 10 for tenth in range(3, 10))


@dataclass(frozen=True, slots=True)
class Look:
    """A board at one moment (UTC), and what all built-in rules say of it."""

    board: str
    at: datetime
    snapshot: Snapshot
    assessment: Assessment

    @property
    def unflagged(self) -> Iterator[Task]:
        """Open tasks that no rule says anything about."""
        flagged = {flag.task.identity for flag in self.assessment.flags if flag.task}
        return (task for task in self.snapshot.tasks if task.open and task.identity not in flagged)


def looks_at(data: Path) -> Iterator[Look]:
    """Every source of the folder at each of its moments, the earliest first."""
    for board, snapshot in _sources(data):
        film = Film(snapshot, CALENDAR)
        for moment in _moments(board, snapshot):
            yield _look(board, film.at(moment) if moment < snapshot.pulled_at else snapshot, moment)


def _sources(data: Path) -> Iterator[tuple[str, Snapshot]]:
    yield from ((name, snapshot_in(path)) for name, path in files(data))
    for folder in FOLDERS:
        for path in sorted((data / folder).glob("*")):
            found = read_file(SourceConfig(path=str(path.absolute())), datetime.now(UTC))
            last = found.last_activity or found.pulled_at
            yield path.name.partition(".")[0], replace(found, pulled_at=last)


def _moments(board: str, snapshot: Snapshot) -> list[datetime]:
    last = snapshot.pulled_at
    first = min((task.created_at for task in snapshot.tasks if task.created_at), default=last)
    past = [first + (last - first) * share for share in _SHARES]
    return sorted([*past, *ALSO_AT.get(board, ()), last + _DAY])


def _look(board: str, snapshot: Snapshot, at: datetime) -> Look:
    assessment = assess(
        project=board, snapshots=(snapshot,), flags=FlagsConfig(), calendar=CALENDAR, now=at, rules=built_in_rules()
    )
    return Look(board, at, snapshot, assessment)

"""Raw issues, one a line, as a project's past: what the replay track is measured on and the chances are made from."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from trackerbridge.backtest.rows import Past
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.mapping import snapshot_from_issues

CALENDAR = Calendar()
EVERY_TASK = 1_000_000


def files(data: Path) -> Iterator[tuple[str, Path]]:
    """Name and path of every raw tracker."""
    for path in sorted((data / "late" / "raw-jira").glob("*.jsonl.gz")):
        yield path.name.removesuffix(".jsonl.gz"), path


def snapshot_in(path: Path) -> Snapshot:
    """The issues as one pull that saw them at their last activity."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        issues = [json.loads(line) for line in lines if line.strip()]
    found = snapshot_from_issues(
        issues, source=path.name, stages=StageMap.of({}), sides=Sides.of((), ()), pulled_at=datetime.now(UTC)
    )
    return replace(found, pulled_at=found.last_activity or found.pulled_at)


def past_in(path: Path) -> Past:
    """Every dated issue at its four moments."""
    return Past.of([snapshot_in(path)], calendar=CALENDAR, flags=FlagsConfig(), most_tasks=EVERY_TASK)


def fingerprint(file: str, key: str) -> str:
    """Of an issue: keys are public, and still nobody's to list here."""
    return hashlib.sha256(f"{file} {key}".encode()).hexdigest()[:12]

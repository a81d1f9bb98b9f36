"""The flags read real boards: nothing fails, nothing drifts, and boards without dates say so."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.shared_data import DATA

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.flags.engine import assess
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.trello.gaps import export_gaps
from trackerbridge.trackers.trello.mapping import snapshot_from_board

BOARDS = DATA / "trello-exports"
FILES = sorted(BOARDS.glob("*.json*")) or [None]

pytestmark = pytest.mark.skipif(not BOARDS.is_dir(), reason="the real boards are not shipped with the repository")


@pytest.fixture(params=FILES, ids=lambda path: path.name if path else "none")
def board(request) -> Snapshot:
    path: Path = request.param
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    raw = json.loads(text)
    return snapshot_from_board(
        raw,
        actions=raw.get("actions", []),
        source="board",
        stages=StageMap.of({}),
        sides=Sides.of((), ()),
        calendar=Calendar(),
        pulled_at=datetime(2026, 11, 21, tzinfo=UTC),
        gaps=export_gaps(raw),
    )


def assessed(board: Snapshot, now: datetime, language: str = "en"):
    calendar = Calendar.of("Europe/Chisinau", "MD")
    every = frozenset(task.key for task in board.tasks)
    common = {"project": "p", "snapshots": [board], "flags": FlagsConfig(), "calendar": calendar, "now": now}
    return [assess(**common, language=language, published=seen) for seen in (frozenset(), every)]


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_no_rule_fails(board, language):
    for result in assessed(board, datetime(2026, 11, 21, 12, tzinfo=UTC), language):
        assert not [one for one in result.abstained if "KeyError" in one.reason or "defect" in one.reason]
        assert all(flag.message and flag.suggestion for flag in result.flags)


def test_without_dates_on_open_work_nothing_is_called_on_time(board):
    result = assessed(board, datetime(2026, 11, 21, 12, tzinfo=UTC))[0]
    dated = any(task.due for task in board.tasks if task.open)

    silent = [one.reason for one in result.abstained if one.code == "D01"]

    assert bool(silent) is not dated
    assert all("no due dates" in reason for reason in silent)


def test_identities_hold_from_day_to_day(board):
    now = (board.last_activity or datetime(2026, 11, 21, tzinfo=UTC)) + timedelta(minutes=1)
    today, tomorrow = assessed(board, now)[0], assessed(board, now + timedelta(days=1))[0]

    lasting = {flag.episode for flag in today.flags if flag.code not in ("D02", "D09")}

    assert lasting <= {flag.episode for flag in tomorrow.flags}


def test_boards_whose_lists_say_nothing_are_left_in_peace(board):
    result = assessed(board, datetime(2026, 11, 21, tzinfo=UTC))[0]

    in_scope = any(task.stage.begun or task.due for task in board.tasks if task.open)

    assert bool(result.flags) is in_scope

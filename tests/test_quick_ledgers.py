"""A quick ledger is the product's own in everything but the time that it takes."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from trackerbridge.errors import UsageError
from trackerbridge.ledger.store import Ledger

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)


def made_in(folder: Path) -> list[str]:
    Ledger.open("sqlite:///ledger.db", folder).close()
    with sqlite3.connect(folder / "ledger.db") as store:
        found = [*store.iterdump(), str(store.execute("PRAGMA journal_mode").fetchall())]
    store.close()
    return found


def test_it_has_the_same_tables(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    quick = made_in(tmp_path / "quick")
    request.getfixturevalue("real_ledgers")
    assert quick == made_in(tmp_path / "real")
    assert len(quick) > 10


def test_it_keeps_what_is_written_and_says_what_is_wrong(tmp_path: Path) -> None:
    for number in (1, 2):  # the second has every statement from the first
        with Ledger.open(f"sqlite:///{number}.db", tmp_path) as ledger:
            made = ledger.add_promise("site", f"The plan, {number}", date(2026, 11, 25), at=NOW)
            assert ledger.promises("site") == (made,)
        with Ledger.open(f"sqlite:///{number}.db", tmp_path) as ledger:
            assert [each.title for each in ledger.promises("site")] == [f"The plan, {number}"]
    (tmp_path / "1.db").write_text("not a ledger")
    with pytest.raises(UsageError, match="file is not a database"):
        Ledger.open("sqlite:///1.db", tmp_path)

"""A quick ledger is the product's own in everything but the time that it takes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from trackerbridge.ledger.store import Ledger


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

"""Every test runs with the built-in parts alone; tests of plugins pass an environment of their own."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from trackerbridge.ledger import opening

os.environ["TRACKERBRIDGE_PLUGINS"] = "off"
os.environ.setdefault("COLUMNS", "100")

WRITE_AHEAD = opening._write_ahead


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """No power cut comes in the middle of a test: nothing waits until the disk has what was written.

    Where a program ends in the middle, as in the tests of crashes, the same is kept either way.
    """

    def at_once(connection: sqlite3.Connection, entry: Any) -> None:
        WRITE_AHEAD(connection, entry)
        connection.execute("PRAGMA synchronous=OFF")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_write_ahead", at_once)
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture
def waits_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger is opened as the product opens it."""
    monkeypatch.setattr(opening, "_write_ahead", WRITE_AHEAD)


@pytest.fixture
def listens_to_ctrl_c() -> Iterator[None]:
    """What is started in the background by a shell ignores it, and so would the tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)

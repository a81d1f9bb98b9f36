"""Every test runs with the built-in parts alone; tests of plugins pass an environment of their own."""

import gc
import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings
from tests import quick_ledgers

from trackerbridge.ledger import opening

os.environ["TRACKERBRIDGE_PLUGINS"] = "off"
os.environ.setdefault("COLUMNS", "100")
settings.register_profile("untimed", deadline=None)  # a busy machine is no defect
settings.load_profile("untimed")


def pytest_collection() -> None:
    """Ten thousand tests are made and none is thrown away: looking for what could be is a quarter of that time."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Nor is any while they run."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _ledgers_are_quick() -> Iterator[None]:
    """Nothing waits until it is on the disk, and the migrations run once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_write_ahead", quick_ledgers.write_ahead)
        patch.setattr(opening, "migrate", quick_ledgers.migrate)
        patch.setattr(opening, "_engine", quick_ledgers.engine)
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture
def real_ledgers() -> Iterator[None]:
    """A ledger is made and opened as the product does it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_write_ahead", quick_ledgers.WRITE_AHEAD)
        patch.setattr(opening, "migrate", quick_ledgers.MIGRATE)
        patch.setattr(opening, "_engine", quick_ledgers.ENGINE)
        yield


@pytest.fixture
def listens_to_ctrl_c() -> Iterator[None]:
    """What is started in the background by a shell ignores it, and so would the tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)

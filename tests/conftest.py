"""Every test runs with the built-in parts alone; tests of plugins pass an environment of their own."""

import os
import signal
from collections.abc import Iterator

import pytest

os.environ["TRACKERBRIDGE_PLUGINS"] = "off"
os.environ.setdefault("COLUMNS", "100")


@pytest.fixture
def listens_to_ctrl_c() -> Iterator[None]:
    """What is started in the background by a shell ignores it, and so would the tests."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)

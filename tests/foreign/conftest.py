"""A workshop with the foreign Trello; what must hold after every test is looked at when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.foreign.foreign_trello import ForeignTrello
from tests.foreign.workshop import Workshop

from trackerbridge.trackers.http import Transport


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked again is asked again at once."""
    monkeypatch.setattr(Transport, "_backoff", lambda *_: 0.001)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    """A folder, a server, the command line. Afterwards: nothing undescribed was asked, no secret went anywhere."""
    with ForeignTrello() as trello:
        shop = Workshop(tmp_path, trello)
        yield shop
        assert trello.violations == []
        assert shop.secrets_on_disk() == []
        assert not shop.secrets_shown()

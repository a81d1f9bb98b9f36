"""Fixtures of the flows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.flows.office import Office

from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shared rate limit is tested by itself; here it would only make the tests wait for the clock."""
    monkeypatch.setattr("trackerbridge.trackers.limits.SharedLimiter.acquire", lambda self, budget: None)
    monkeypatch.setattr("trackerbridge.trackers.budget.Budget.wait", lambda self, seconds, why: None)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """Opens an office with these boards on its sandbox."""
    opened: list[Sandbox] = []

    def open_office(*boards: dict[str, Any], now: str | None = None) -> Office:
        state = TrelloState()
        for board in boards:
            state.load_export(board)
        opened.append(Sandbox(state))
        made = Office(tmp_path, opened[-1])
        made.now = now or made.now
        return made

    yield open_office
    for sandbox in opened:
        sandbox.stop()

"""Fixtures of the flows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.flows.jira_office import NOW, JiraOffice, bakery, project, publish, served
from tests.flows.office import Office, empty_board
from tests.flows.small import WEB, team_board

from trackerbridge.sandbox import credentials
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


@pytest.fixture
def small(office: Callable[..., Office]) -> Office:
    """Three cards of the team's, and an empty board of the client's."""
    made = office(team_board(), empty_board())
    made.configure(WEB)
    return made


@pytest.fixture(params=["cloud", "dc"])
def face(request: pytest.FixtureRequest) -> str:
    """Jira Cloud (v3), then Jira Data Center (v2) below a path."""
    return str(request.param)


@pytest.fixture
def jira_office(face: str, tmp_path: Path) -> Iterator[Callable[..., JiraOffice]]:
    """Opens an office whose team works in Jira, with these issues and boards; by default the bakery's, published."""
    opened: list[Sandbox] = []

    def open_office(issues: Any = None, *boards: dict[str, Any], now: str = NOW, **site: Any) -> JiraOffice:
        opened.append(served(face, bakery() if issues is None else issues, *boards, now=now, **site))
        made = JiraOffice(tmp_path, opened[-1], now=now)
        made.env["JIRA_TOKEN"] = credentials.JIRA_TOKEN
        made.configure(made.work() + project() + publish())
        return made

    yield open_office
    for sandbox in opened:
        sandbox.stop()

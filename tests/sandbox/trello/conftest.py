"""A sandbox with the small board, and ways to talk to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from tests.sandbox.trello.small_board import NOW, py_trello, small_board
from trello import TrelloClient

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState

Ask = Callable[..., requests.Response]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with the small board; its clock stands at NOW."""
    state = TrelloState()
    state.load_export(small_board())
    with Sandbox(state, now=NOW) as running:
        yield running


@pytest.fixture
def team(sandbox: Sandbox) -> Iterator[TrelloClient]:
    """py-trello with the team's token, in the signed OAuth header."""
    client = py_trello(sandbox)
    with client.http_service:
        yield client


@pytest.fixture
def ask(sandbox: Sandbox) -> Iterator[Ask]:
    """A plain request with the team's credentials: ``ask("GET", "/boards/…", limit=5)``; the answer as it came."""
    with requests.Session() as session:

        def send(method: str, path: str, **options: Any) -> requests.Response:
            wire = {name: options.pop(name) for name in ("json", "data", "files", "headers") if name in options}
            params = {"key": credentials.KEY, "token": credentials.TEAM_TOKEN, **options}
            kept = {name: value for name, value in params.items() if value is not None}
            return session.request(method, f"{sandbox.url}/1{path}", params=kept, timeout=10, **wire)

        yield send

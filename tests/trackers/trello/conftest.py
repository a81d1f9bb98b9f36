"""A sandbox's Trello and ways to reach it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from trackerbridge.config.schema import ConnectionConfig
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.credentials import auth_header
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.keep import Keep
from trackerbridge.trackers.trello.api import TrelloApi

CONNECTION = ConnectionConfig(type="trello", key="env:TRELLO_KEY", token="env:TRELLO_TOKEN")


def transport_to(
    url: str, *, key: str = credentials.KEY, token: str = credentials.TEAM_TOKEN, keep: Keep | None = None
) -> Transport:
    """A transport without a limiter, whose waiting takes no time."""
    secrets = {"key": key, "token": token}
    return Transport(
        base_url=url,
        auth_header=auth_header(CONNECTION, secrets),
        budget=Budget(600, sleep=lambda _: None),
        secrets=tuple(secrets.values()),
        credentials={"key": CONNECTION.key, "token": CONNECTION.token},
        keep=keep,
    )


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def transport(sandbox: Sandbox) -> Iterator[Transport]:
    made = transport_to(sandbox.url)
    yield made
    made.close()


@pytest.fixture
def api(transport: Transport) -> TrelloApi:
    return TrelloApi.on(transport)

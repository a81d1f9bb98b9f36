"""The sandbox's Jira in both faces, filled as a test wants, and ways to reach it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import ConnectionConfig
from trackerbridge.people import Sides
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.load import load
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.stages import StageMap
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.credentials import auth_header
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.jira.api import JiraApi
from trackerbridge.trackers.jira.connector import JiraConnector

FACES = ("cloud", "dc")


def transport_to(url: str, *, cloud: bool, token: str = credentials.JIRA_TOKEN, **more: Any) -> Transport:
    """A transport without a limiter, whose waiting takes no time."""
    email = credentials.JIRA_EMAIL if cloud else ""
    connection = ConnectionConfig(type="jira", url=url, email=email, token="env:JIRA_TOKEN")
    return Transport(
        base_url=url,
        auth_header=auth_header(connection, {"token": token}),
        budget=Budget(600, sleep=lambda _: None),
        secrets=(token,),
        credentials={"token": "env:JIRA_TOKEN"},
        **more,
    )


@dataclass
class World:
    """One face of the sandbox's Jira, and what has to be closed again."""

    deployment: str
    stack: ExitStack = field(default_factory=ExitStack)
    sandbox: Any = None

    @property
    def cloud(self) -> bool:
        return self.deployment == "cloud"

    def serve(self, issues: Iterable[Any], **site: Any) -> Sandbox:
        """A fresh Jira that holds these issues and the project WEB; Data Center lives under a path."""
        state = JiraState()
        state.add_project("WEB", "Web shop")
        load(state, list(issues))
        site.setdefault("context_path", "" if self.cloud else "/jira")
        self.sandbox = self.stack.enter_context(Sandbox(jira=JiraSite(state, self.deployment, **site)))
        return self.sandbox

    def transport(self, **more: Any) -> Transport:
        made = transport_to(self.sandbox.jira_url, cloud=self.cloud, **more)
        self.stack.callback(made.close)
        return made

    def connector(
        self, jql: str = "project = WEB", *, transport: Transport | None = None, **more: Any
    ) -> JiraConnector:
        given = {"stages": StageMap(), "sides": Sides(), "calendar": Calendar(), **more}
        return JiraConnector(JiraApi.on(transport or self.transport()), jql, **given)

    @property
    def asked(self) -> list[str]:
        """What was asked of it, in order: "GET search/jql"."""
        paths = [(entry.method, entry.path.partition("/rest/api/")[2]) for entry in self.sandbox.requests]
        return [f"{method} {path.partition('/')[2]}" for method, path in paths]


@pytest.fixture(params=FACES)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """Cloud and Data Center, one after the other."""
    made = World(request.param)
    with made.stack:
        yield made


@pytest.fixture
def cloud() -> Iterator[World]:
    made = World("cloud")
    with made.stack:
        yield made


@pytest.fixture
def dc() -> Iterator[World]:
    made = World("dc")
    with made.stack:
        yield made

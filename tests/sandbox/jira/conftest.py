"""Sandboxes with the small site, as Cloud and as Data Center, and ways to talk to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from jira import JIRA
from tests.sandbox.jira.small_site import NOW, library, small_site

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.server import Sandbox

Ask = Callable[..., requests.Response]


@pytest.fixture
def cloud() -> Iterator[Sandbox]:
    """Cloud; its clock stands at NOW."""
    with Sandbox(jira=JiraSite(small_site()), now=NOW) as running:
        yield running


@pytest.fixture
def dc() -> Iterator[Sandbox]:
    """Data Center below ``/jira``; its clock stands at NOW."""
    with Sandbox(jira=JiraSite(small_site(), "dc", "/jira"), now=NOW) as running:
        yield running


@pytest.fixture(params=["cloud", "dc"])
def either(request: pytest.FixtureRequest) -> Sandbox:
    """One after the other."""
    found: Sandbox = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def team(either: Sandbox) -> Iterator[JIRA]:
    """The jira library as the team."""
    client = library(either)
    yield client
    client.close()


@pytest.fixture
def ask(cloud: Sandbox) -> Iterator[Ask]:
    """A plain request to Cloud as the team: ``ask("GET", "/rest/api/3/…", maxResults=5)``."""
    with requests.Session() as session:
        session.auth = (credentials.JIRA_EMAIL, credentials.JIRA_TOKEN)

        def send(method: str, path: str, **options: Any) -> requests.Response:
            wire = {name: options.pop(name) for name in ("json", "data", "headers", "auth") if name in options}
            return session.request(method, cloud.jira_url + path, params=options, timeout=10, **wire)

        yield send

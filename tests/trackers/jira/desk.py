"""One query of the sandbox's Jira, read run after run with what the run before left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests
from tests.trackers.jira.conftest import World
from tests.trackers.jira.issues import NOW, issue

from trackerbridge.model import Snapshot
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.load import load
from trackerbridge.trackers.jira import news
from trackerbridge.trackers.jira.api import PAGE
from trackerbridge.trackers.keep import Keep

JQL = "project = WEB AND labels != hidden OR project = WEB AND labels is EMPTY"
FIRST = ["GET serverInfo", "GET myself", "GET field"]
KINDS = ("small", "large, long ago", "large, just now")
"""Of queries: what fits a page, and more, changed long ago or within these minutes by Jira's clock."""
DAYS = (17, 18, 20, 20)  # of February, when the issues were last changed


class Desk:
    """One query, read run after run with what the run before left."""

    def __init__(self, world: World, folder: Path, issues: int = 4) -> None:
        self.world, self.folder = world, folder
        self.time = 1_700_000_000.0
        self.long_ago = False
        days = [DAYS[number % len(DAYS)] for number in range(issues)]
        updated = [f"2026-02-{day}T09:00:00.000+0200" for day in days]
        world.serve([issue(n, labels=["client"], updated=at) for n, at in enumerate(updated, 1)])
        world.sandbox.jira.state.add_project("SHOP", "The shop")

    def become(self, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """One of KINDS."""
        monkeypatch.setattr(news, "SMALL", PAGE if kind == "small" else 0)
        self.set_clock(kind)

    def set_clock(self, kind: str) -> None:
        """When it all happens."""
        before, self.long_ago = self.long_ago, kind == "large, long ago"
        if self.long_ago and not before:
            self.state.clock.set("2026-02-22T09:00:00Z")

    @property
    def state(self) -> Any:
        return self.world.sandbox.jira.state

    def pull(self, *, fresh: bool = False) -> tuple[Snapshot, list[str]]:
        """What a new run reads, and what it asks; ``fresh``: it keeps nothing."""
        keep = None if fresh else Keep(self.folder / "seen", clock=lambda: self.time)
        before = len(self.world.asked)
        snapshot = self.world.connector(JQL, transport=self.world.transport(keep=keep)).pull(now=NOW)
        return snapshot, self.world.asked[before:]

    def asks(self) -> list[str]:
        """What a run asks, which sees what a whole look sees."""
        snapshot, asked = self.pull()
        assert snapshot == self.pull(fresh=True)[0]
        return asked

    def tick(self) -> None:
        """Where everything is long ago, a minute goes by in the sandbox."""
        if self.long_ago:
            self.state.clock.advance(minutes=1)

    def do(self, verb: str, path: str, **body: Any) -> Any:
        """What a person does in Jira."""
        self.tick()
        auth = (credentials.JIRA_EMAIL, credentials.JIRA_TOKEN)
        headers = {} if self.world.cloud else {"Authorization": f"Bearer {credentials.JIRA_TOKEN}"}
        address = f"{self.world.sandbox.jira_url}/rest/api/2/{path}"
        answer = requests.request(
            verb, address, json=body or None, auth=auth if self.world.cloud else None, headers=headers, timeout=10
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def enter(self, count: int) -> None:
        """Old issues that the account could not see until now."""
        old = "2026-02-02T09:00:00.000+0200"
        load(self.state, [issue(100 + n, labels=["client"], updated=old) for n in range(count)])

    @property
    def search(self) -> str:
        return "GET search/jql" if self.world.cloud else "GET search"

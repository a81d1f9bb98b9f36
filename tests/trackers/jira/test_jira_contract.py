"""Jira keeps the connectors' contract, over real HTTP, on the sandbox: as Cloud and as Data Center."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.trackers.jira.conftest import World
from tests.trackers.jira.issues import comment, issue, status

from trackerbridge.model import Stage
from trackerbridge.testing import ConnectorContract, SampleTask
from trackerbridge.trackers.jira.connector import JiraConnector

STATUSES = {
    Stage.PLANNED: status("To Do", "new"),
    Stage.IN_PROGRESS: status("In Progress", "indeterminate"),
    Stage.DONE: status("Done", "done"),
}


def issue_of(number: int, sample: SampleTask) -> dict:
    said = [
        comment(str(number * 100 + n), text, created=f"2026-02-10T1{n}:00:00.000+0200")
        for n, text in enumerate(sample.comments)
    ]
    return issue(
        number,
        summary=sample.title,
        description=sample.description,
        status=STATUSES[sample.stage],
        duedate=sample.due.isoformat() if sample.due else None,
        labels=list(sample.labels),
        comments=said,
        archiveddate="2026-02-20T10:00:00.000+0200" if sample.archived else None,
    )


class TestJiraConnector(ConnectorContract):
    @pytest.fixture(autouse=True)
    def _world(self, world: World) -> None:
        self.world = world

    def make_connector(self, sample: Sequence[SampleTask]) -> JiraConnector:
        self.world.serve([issue_of(number, one) for number, one in enumerate(sample, 1)])
        return self.world.connector()

    def make_invisible(self) -> JiraConnector:
        if self.world.sandbox is None:
            self.world.serve([])
        return self.world.connector("project = NOWHERE")

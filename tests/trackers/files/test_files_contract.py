"""Files keep the contract of connectors, as far as a file can: board exports and Jira's answers hold all of it."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.trackers.files.conftest import NOW
from tests.trackers.jira.issues import ANA, DOING, DONE, TO_DO, issue
from tests.trackers.trello.boards import board_with

from trackerbridge.clock import Calendar
from trackerbridge.errors import BadInput, ExitCode
from trackerbridge.model import Stage
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.testing import ConnectorContract, SampleTask
from trackerbridge.trackers.base import Connector
from trackerbridge.trackers.files.connector import FilesConnector, HowToRead


class _Files(ConnectorContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def _connector(self, name: str) -> FilesConnector:
        return FilesConnector(self.folder / name, HowToRead(StageMap.of({}), Sides.of([], []), Calendar()))

    def make_invisible(self) -> FilesConnector:
        return self._connector("gone.json")

    def test_what_cannot_be_seen_is_an_error_and_not_an_empty_source(self) -> None:
        """A file has no account that could lack a permission: a missing one is a wrong path (2, not 3)."""
        with pytest.raises(BadInput) as refusal:
            self.make_invisible().pull(now=NOW)
        assert refusal.value.hint

    def test_check_reports_and_does_not_raise(self, connector: Connector) -> None:
        assert all(finding.ok for finding in connector.check())
        (finding,) = self.make_invisible().check()
        assert (finding.ok, finding.exit_code) == (False, ExitCode.USAGE)
        assert finding.hint


class TestTrelloExports(_Files):
    def make_connector(self, sample: Sequence[SampleTask]) -> FilesConnector:
        (self.folder / "board.json").write_text(json.dumps(board_with(sample)), encoding="utf-8")
        return self._connector("board.json")


class TestJiraAnswers(_Files):
    def make_connector(self, sample: Sequence[SampleTask]) -> FilesConnector:
        answer = {"issues": [_issue(number, task) for number, task in enumerate(sample, 1)], "isLast": True}
        (self.folder / "search.json").write_text(json.dumps(answer), encoding="utf-8")
        return self._connector("search.json")

    def test_an_empty_source_is_an_empty_snapshot(self) -> None:
        """A saved answer without an issue is what an expired token got: nobody remembers better, so it is refused."""
        with pytest.raises(BadInput, match="without a single issue"):
            self.make_connector(()).pull(now=NOW)


STATUSES = {Stage.PLANNED: TO_DO, Stage.IN_PROGRESS: DOING, Stage.DONE: DONE}


def _issue(number: int, task: SampleTask) -> object:
    said = [
        {"id": str(at), "body": text, "author": ANA, "created": f"2026-03-0{at}T10:00:00.000+0200"}
        for at, text in enumerate(task.comments, 1)
    ]
    return issue(
        number,
        comments=said,
        summary=task.title,
        description=task.description or None,
        status=STATUSES[task.stage],
        duedate=task.due.isoformat() if task.due else None,
        labels=list(task.labels),
        archiveddate="2026-03-01T10:00:00.000+0200" if task.archived else None,
    )

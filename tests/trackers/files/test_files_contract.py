"""Files keep the contract of connectors, as far as a file can: a Trello board export holds all of the sample."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.trackers.files.conftest import NOW
from tests.trackers.trello.boards import board_with

from trackerbridge.clock import Calendar
from trackerbridge.errors import BadInput, ExitCode
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.testing import ConnectorContract, SampleTask
from trackerbridge.trackers.base import Connector
from trackerbridge.trackers.files.connector import FilesConnector


class TestFilesConnector(ConnectorContract):
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def _connector(self, name: str) -> FilesConnector:
        return FilesConnector(self.folder / name, stages=StageMap.of({}), sides=Sides.of([], []), calendar=Calendar())

    def make_connector(self, sample: Sequence[SampleTask]) -> FilesConnector:
        (self.folder / "board.json").write_text(json.dumps(board_with(sample)), encoding="utf-8")
        return self._connector("board.json")

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

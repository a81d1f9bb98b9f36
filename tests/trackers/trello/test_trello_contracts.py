"""Trello keeps both contracts, over real HTTP, on the sandbox."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.trackers.trello.boards import BOARD, board_with, empty_board

from trackerbridge.clock import Calendar
from trackerbridge.people import Sides
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.stages import StageMap
from trackerbridge.testing import ConnectorContract, SampleTask, WriterBench, WriterContract
from trackerbridge.trackers.trello.api import TrelloApi
from trackerbridge.trackers.trello.connector import TrelloConnector
from trackerbridge.trackers.trello.writer import TrelloWriter

NOWHERE = "69a5ffffffffffffffffffff"


class TestTrelloConnector(ConnectorContract):
    @pytest.fixture(autouse=True)
    def _world(self, sandbox: Sandbox, api: TrelloApi) -> None:
        self.sandbox, self.api = sandbox, api

    def _connector(self, board: str) -> TrelloConnector:
        return TrelloConnector(self.api, board, stages=StageMap(), sides=Sides.of([], ["boris"]), calendar=Calendar())

    def make_connector(self, sample: Sequence[SampleTask]) -> TrelloConnector:
        self.sandbox.state.load_export(board_with(sample))
        return self._connector(BOARD)

    def make_invisible(self) -> TrelloConnector:
        return self._connector(NOWHERE)


class TrelloBench(WriterBench):
    def __init__(self, sandbox: Sandbox, api: TrelloApi) -> None:
        self.sandbox, self.api = sandbox, api
        sandbox.state.load_export(empty_board())
        super().__init__(TrelloWriter(api, BOARD, sides=Sides()))

    def lose_next_reply(self, *, done: bool) -> None:
        self.sandbox.faults.add({"method": "POST", "path": "/cards$", "nth": 1, "drop": "after" if done else "before"})

    def unseen(self) -> TrelloWriter:
        return TrelloWriter(self.api, NOWHERE, sides=Sides())


class TestTrelloWriter(WriterContract):
    @pytest.fixture(autouse=True)
    def _world(self, sandbox: Sandbox, api: TrelloApi) -> None:
        self.sandbox, self.api = sandbox, api

    def make_bench(self) -> TrelloBench:
        return TrelloBench(self.sandbox, self.api)

"""Reads a Trello board: 500 cards with 3,500 actions in seven requests, and in one where nothing changed.

The account, the board with everything nested in it, cards by thousands, actions by thousands; see ``reading.py``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import Settings, SourceConfig
from trackerbridge.errors import UsageError
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.base import Capabilities, Connector, Finding
from trackerbridge.trackers.beside import beside
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.trello.api import TrelloApi, board_id
from trackerbridge.trackers.trello.checks import check_source
from trackerbridge.trackers.trello.gaps import counted, missing_comments
from trackerbridge.trackers.trello.history import USEFUL
from trackerbridge.trackers.trello.mapping import snapshot_from_board, source_of
from trackerbridge.trackers.trello.questions import THIN
from trackerbridge.trackers.trello.reading import BoardReader, Wanted
from trackerbridge.trackers.values import text

WANTED = Wanted(
    reader="source",
    card={
        "fields": f"{THIN},desc,idBoard,labels,shortLink,shortUrl,url,isTemplate,cardRole,dateCompleted",
        "attachments": "true", "customFieldItems": "true",
    },
    types=USEFUL,
)  # fmt: skip


class TrelloConnector(Connector):
    """One Trello board as a source."""

    capabilities = Capabilities(reads=True, marks_source=True, history=True, comments=True)

    def __init__(self, api: TrelloApi, board: str, *, stages: StageMap, sides: Sides, calendar: Calendar) -> None:
        self._api = api
        self._board = board
        self._stages = stages
        self._sides = sides
        self._calendar = calendar

    @classmethod
    def from_config(cls, settings: Settings, source: SourceConfig, transport: Transport | None) -> TrelloConnector:
        """From a source with ``board``. Raises UsageError for what is no board id."""
        if transport is None or not source.board:
            raise UsageError("A Trello source needs a connection and a board.", hint='Add board = "ID" to the source.')
        project = settings.project
        return cls(
            TrelloApi.on(transport),
            board_id(source.board),
            stages=StageMap.of(project.statuses),
            sides=Sides.of(project.team, project.client),
            calendar=settings.calendar,
        )

    def pull(self, *, now: datetime) -> Snapshot:
        """The whole board with its history. Raises NotLetIn with the boards one can see where it is not among them."""
        account, raw = self._account_and_board()
        left = missing_comments(raw, raw["actions"])
        notes = [f"{counted(left).capitalize()} could not be found, though Trello counts them."] if left else []
        return snapshot_from_board(
            raw,
            actions=raw["actions"],
            source=source_of(raw),
            stages=self._stages,
            sides=self._sides,
            calendar=self._calendar,
            pulled_at=now,
            notes=notes,
            account=account,
        )

    def _account_and_board(self) -> tuple[str, dict[str, Any]]:
        """Both at once, where the account is not known yet."""
        read = BoardReader(self._api, self._board, WANTED).read
        if self._api.knows_me:
            return text(self._api.me().get("id")), read()
        me, raw = beside(self._api.me, read, stop=self._api.transport.budget.stop)
        return text(me.get("id")), raw

    def check(self) -> list[Finding]:
        """Token, board, people and comments' authors, as far as they can be seen."""
        return check_source(self._api, self._board, self._sides)

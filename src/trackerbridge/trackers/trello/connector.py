"""Reads a Trello board: 500 cards with 3,500 actions in seven requests.

Token, board with everything nested in it, cards by thousands, actions by thousands; then what is still missing: cut
labels, and comments that came along when a card was moved here from another board.
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
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.trello.api import TrelloApi, board_id
from trackerbridge.trackers.trello.checks import check_source
from trackerbridge.trackers.trello.gaps import counted, missing_comments
from trackerbridge.trackers.trello.history import COMMENTS, USEFUL
from trackerbridge.trackers.trello.mapping import snapshot_from_board, source_of
from trackerbridge.trackers.trello.seen import must_be_open, seen_board
from trackerbridge.trackers.trello.whole import actions_of, complete, pages
from trackerbridge.trackers.values import text

_NESTED = ("lists", "labels", "members", "memberships", "checklists", "customFields")
_MOST_CARDS_ASKED_ALONE = 200  # ten a request
_CARD = {"fields": "all", "attachments": "true", "customFieldItems": "true"}


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
        account = text(self._api.me().get("id"))
        raw = seen_board(self._api, self._board, *_NESTED)
        must_be_open(raw)
        complete(self._api, self._board, raw, ("lists", "labels", "members", "checklists", "customFields"))
        raw["cards"] = list(pages(lambda before: self._api.cards_page(self._board, before=before, **_CARD)))
        raw["actions"] = list(pages(lambda before: self._api.actions_page(self._board, types=USEFUL, before=before)))
        notes = self._fetch_missing_comments(raw)
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

    def check(self) -> list[Finding]:
        """Token, board, people and comments' authors, as far as they can be seen."""
        return check_source(self._api, self._board, self._sides)

    def _fetch_missing_comments(self, raw: dict[str, Any]) -> list[str]:
        """Comments written before a card came to this board are with the card, not among the board's actions."""
        missing = missing_comments(raw, raw["actions"])
        raw["actions"] += actions_of(self._api, sorted(missing)[:_MOST_CARDS_ASKED_ALONE], ",".join(COMMENTS))
        left = missing_comments(raw, raw["actions"])
        if not left:
            return []
        return [f"{counted(left).capitalize()} could not be found, though Trello counts them."]

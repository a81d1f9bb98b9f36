"""One request to a route: who asks, with what, and the look-ups that all routes share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.trello import access, errors
from trackerbridge.sandbox.trello.access import Account
from trackerbridge.sandbox.trello.schema import Operation
from trackerbridge.sandbox.trello.state import TrelloState
from trackerbridge.sandbox.trello.tables import Json, Table


@dataclass
class Call:
    """What a route gets. ``params`` are read by type already; ``path`` is text."""

    state: TrelloState
    account: Account | None
    operation: Operation
    path: Mapping[str, str]
    params: dict[str, Any]
    upload: tuple[str, str, bytes] | None = None
    """File name, media type and content of a multipart ``file``."""
    dispatch: Any = field(default=None, repr=False)
    """Runs another GET within this one (batch)."""

    # -- parameters ------------------------------------------------------------------------------

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter, or the default if it was not sent."""
        return self.params.get(name, default)

    def given(self, *names: str) -> dict[str, Any]:
        """Those of the named parameters that were sent."""
        return {name: self.params[name] for name in names if name in self.params}

    def prefixed(self, prefix: str) -> dict[str, Any]:
        """Nested parameters without their prefix: ``card_fields`` -> ``fields``."""
        return {name[len(prefix) :]: value for name, value in self.params.items() if name.startswith(prefix)}

    # -- who asks --------------------------------------------------------------------------------

    @property
    def viewer(self) -> str | None:
        """The member id of who asks."""
        return self.account.member if self.account else None

    @property
    def me(self) -> Json:
        """The member behind the token; 401 without one."""
        if self.account is None:
            raise errors.unauthorized()
        return self.state.find_member(self.account.member)

    # -- rows one may see or write ---------------------------------------------------------------

    def sees(self, board: Json) -> bool:
        """Whether who asks may read the board."""
        return access.sees_board(self.account, board, self.state.organization_of(board))

    def board(self, reference: str, *, write: bool = False, what: str = "") -> Json:
        """A board; 401 without access, or without the right to write."""
        board = self.state.find_board(reference)
        if write:
            account = access.require_write_scope(self.account)
            if not access.writes_board(account, board):
                raise errors.unauthorized(what)
        if not self.sees(board):
            raise errors.unauthorized(what)
        return board

    def card(self, reference: str | None = None, *, write: bool = False) -> Json:
        """A card (by default the one in the path)."""
        card = self.state.resolve(self.state.cards, reference or self.path["id"])
        self.board(card["idBoard"], write=write, what="card")
        return card

    def on_board(self, table: Table, reference: str, *, write: bool = False) -> Json:
        """A row that says its board (list, label, checklist), with the board's rights."""
        row = self.state.resolve(table, reference)
        self.board(row["idBoard"], write=write)
        return row

    def list(self, reference: str | None = None, *, write: bool = False) -> Json:
        """A list (by default the one in the path)."""
        return self.on_board(self.state.lists, reference or self.path["id"], write=write)

    def writer(self) -> Json:
        """The member behind a token that may write; 401 ``missing scopes`` else."""
        return self.state.find_member(access.require_write_scope(self.account).member)

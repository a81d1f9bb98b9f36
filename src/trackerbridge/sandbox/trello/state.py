"""Everything the sandbox's Trello knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from threading import RLock
from typing import Any

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.clock import SandboxClock, iso
from trackerbridge.sandbox.trello import errors, export, ids, shapes
from trackerbridge.sandbox.trello.access import Account
from trackerbridge.sandbox.trello.tables import Json, Table


def _parents_of_action(action: Json) -> dict[str, str]:
    data = action.get("data", {})
    found = {
        f"id{kind.capitalize()}": (data.get(kind) or {}).get("id") for kind in ("board", "card", "list", "organization")
    }
    found["idMemberCreator"] = action.get("idMemberCreator")
    return {name: value for name, value in found.items() if value}


class TrelloState:
    """Boards and what is on them, people, tokens. All of it plain Trello-shaped dictionaries.

    Not thread-safe by itself: whoever works on it while a server runs holds ``lock``.
    """

    nested_actions_max_cards = 300
    """More cards than this in one answer with nested actions: 403 (the real figure is not published)."""

    def __init__(self, clock: SandboxClock | None = None) -> None:
        self.clock = clock or SandboxClock()
        self.lock = RLock()
        self.mint = ids.IdMint()
        self.boards = Table("idOrganization")
        self.lists = Table("idBoard")
        self.cards = Table("idBoard", "idList")
        self.labels = Table("idBoard")
        self.checklists = Table("idCard", "idBoard")
        self.actions = Table(keys=_parents_of_action)
        self.custom_fields = Table("idModel")
        self.members = Table()
        self.organizations = Table()
        self.webhooks = Table("token")
        self.notifications = Table("idMember")
        self.accounts: dict[str, Account] = {}
        self.revoked: set[str] = set()
        self.unseen_comments: dict[str, int] = {}
        self.writes = 0  # requests that change something, so far
        self.touched: dict[str, int] = {}  # by card: the write that moved its last activity
        self._short_links: dict[str, str] = {}
        self._last_short: dict[str, int] = {}
        self._install_standard_accounts()

    # -- people and credentials ------------------------------------------------------------------

    def add_member(self, given: Json) -> Json:
        """A person; known ones are completed, never emptied."""
        known = self.members.get(given["id"])
        return self.members.add(shapes.member({**(known or {}), **given}))

    def add_account(
        self,
        key: str,
        token: str,
        member: Json,
        scopes: Sequence[str] = ("read", "write"),
        *,
        everywhere: bool = False,
        expires: datetime | None = None,
    ) -> Account:
        """Let a token in, for a person; ``everywhere`` makes them see and write all boards."""
        self.add_member(member)
        account = Account(
            key=key,
            token=token,
            member=member["id"],
            read="read" in scopes,
            write="write" in scopes,
            everywhere=everywhere,
            expires=expires,
            created=self.clock.now(),
        )
        self.accounts[token] = account
        return account

    def _install_standard_accounts(self) -> None:
        known = credentials
        self.add_account(known.KEY, known.TEAM_TOKEN, known.TEAM_MEMBER, everywhere=True)
        self.add_account(known.KEY, known.READ_ONLY_TOKEN, known.TEAM_MEMBER, ("read",), everywhere=True)
        self.add_account(known.KEY, known.CLIENT_TOKEN, known.CLIENT_MEMBER)

    @property
    def keys(self) -> set[str]:
        """The application keys that are known."""
        return {account.key for account in self.accounts.values()}

    # -- loading ---------------------------------------------------------------------------------

    def load_export(self, raw: Json) -> Json:
        """Take a Trello board export (old or new shape) in; returns the board. ``BadInput`` if it is none."""
        with self.lock:
            return export.load(self, raw)

    def forget_board(self, board: Json) -> None:
        """Take a board out with everything on it."""
        export.forget(self, board["id"])
        self._short_links.pop(board["shortLink"], None)

    def export_board(self, reference: str) -> Json:
        """A board the way Trello's own export writes it."""
        with self.lock:
            return export.dump(self, self.find_board(reference))

    # -- making ----------------------------------------------------------------------------------

    def new_id(self) -> str:
        """A fresh id that carries the sandbox's time."""
        return self.mint.new(self.clock.now())

    def now(self) -> str:
        """The sandbox's time as Trello writes it."""
        return iso(self.clock.now())

    def add_board(self, given: Json) -> Json:
        """Put a board in, with its addresses."""
        board = shapes.board(given)
        link = board.setdefault("shortLink", ids.short_link_of(board["id"]))
        board.setdefault("shortUrl", f"https://trello.com/b/{link}")
        board.setdefault("url", f"{board['shortUrl']}/{shapes.slug(board['name'])}")
        self._short_links[link] = board["id"]
        return self.boards.add(board)

    def add_card(self, given: Json) -> Json:
        """Put a card in, with its number on the board and its addresses."""
        card = shapes.card(given)
        board = card["idBoard"]
        if card.get("idShort") is None:
            card["idShort"] = self._last_short.get(board, 0) + 1
        self._last_short[board] = max(self._last_short.get(board, 0), card["idShort"])
        link = card.get("shortLink") or ids.short_link_of(card["id"])
        card["shortLink"] = link
        card["shortUrl"] = f"https://trello.com/c/{link}"
        card["url"] = f"{card['shortUrl']}/{card['idShort']}-{shapes.slug(card['name'])}"
        self._short_links[link] = card["id"]
        known = self.cards.get(card["id"])
        if known is not None:  # stays the same row, so that whoever holds it goes on changing the card that is kept
            known.clear()
            known.update(card)
        return self.cards.add(card if known is None else known)

    def renumber(self, card: Json, board: str) -> None:
        """Move a card to another board: it gets that board's next number and no label of the old one."""
        self._last_short[board] = self._last_short.get(board, 0) + 1
        card.update(idBoard=board, idShort=self._last_short[board], idLabels=[])

    def remove_card(self, card: Json) -> None:
        """Take a card out; its addresses lead nowhere from then on."""
        self._short_links.pop(card["shortLink"], None)
        self.cards.remove(card["id"])

    # -- finding ---------------------------------------------------------------------------------

    def resolve(self, table: Table, reference: str) -> Json:
        """A row by id or short link; 404 if the form is right and there is none, else 400 ``invalid id``."""
        row = table.get(reference) or table.get(self._short_links.get(reference, ""))
        if row is not None:
            return row
        raise errors.not_found() if ids.is_object_id(reference) or ids.is_short_link(reference) else errors.invalid_id()

    def find_board(self, reference: str) -> Json:
        """A board by id or short link."""
        return self.resolve(self.boards, reference)

    def board(self, reference: str) -> Json:
        """The same under a shorter name, for tests and the demo."""
        return self.find_board(reference)

    def find_member(self, reference: str) -> Json:
        """A person by id or user name."""
        row = self.members.get(reference) or next((m for m in self.members if m["username"] == reference), None)
        if row is None:
            raise errors.not_found()
        return row

    def find_organization(self, reference: str) -> Json:
        """An organization by id or name."""
        row = self.organizations.get(reference) or next((o for o in self.organizations if o["name"] == reference), None)
        if row is None:
            raise errors.not_found()
        return row

    def organization_of(self, board: Json) -> Json | None:
        """The board's organization, when there is one and it is known."""
        return self.organizations.get(board.get("idOrganization") or "")

    def lists_of(self, board: str) -> list[Json]:
        """A board's lists, in board order."""
        return sorted(self.lists.of("idBoard", board), key=_position)

    def cards_in_order(self, cards: list[Json]) -> list[Json]:
        """Cards as the board shows them: by list, then by position."""
        rank = {row["id"]: (row["pos"], row["id"]) for row in self.lists}
        return sorted(cards, key=lambda card: (rank.get(card["idList"], (0, "")), card["pos"], card["id"]))

    def position(self, wish: Any, neighbours: list[Json], default: str = "bottom") -> float:
        """Where ``top``, ``bottom`` or a number puts a new row among its neighbours."""
        if isinstance(wish, (int, float)):
            return wish
        taken: list[float] = [row["pos"] for row in neighbours]
        if not taken:
            return 16_384
        return min(taken) / 2 if (wish or default) == "top" else max(taken) + 16_384


def _position(row: Json) -> tuple[float, str]:
    return (row["pos"], row["id"])

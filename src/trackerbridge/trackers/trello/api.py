"""The raw calls to Trello: a dozen, each one request, all through py-trello's ``fetch_json`` over our transport.

py-trello's object model and its errors are not used (API-FACTS 4: hidden requests, 50 labels, lost answers); it is
given no real credentials either, since the transport puts them into the header.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from threading import RLock
from typing import Any
from urllib.parse import quote

from trello import TrelloClient

from trackerbridge.errors import BudgetSpent, LostReply, TrackerRefused, Unreachable, UsageError
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.trello.errors import Explainer, NotPermitted, TooMuch
from trackerbridge.trackers.trello.questions import NESTED, PAGE, TOGETHER, Question, look_question

LARGE_FOR = 30 * 86_400.0  # seconds for which a board is known to be large
KNOWN_FOR = 86_400.0  # seconds for which the account of a token is not asked again
_BOARD_ADDRESS = re.compile(r"/b/([A-Za-z0-9]{8})(?:/|$)")


class TrelloApi:
    """One connection to Trello. Raises what :class:`~trackerbridge.trackers.http.Transport` raises."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        transport.explain = Explainer(transport.credentials)
        self._trello = TrelloClient(api_key="in-the-header", token="in-the-header", http_service=transport)  # noqa: S106
        self.full_ids: dict[str, str] = {}  # of boards, by what the configuration calls them
        self._me: Mapping[str, Any] | None = None
        self._asking_me = RLock()  # who reads a board that cannot be seen names the account, while another asks for it
        self._large: set[str] = set()
        self._alone = False  # whether boards are looked at one by one, since together it did not go well
        transport.ahead.name_of = _name_of

    @classmethod
    def on(cls, transport: Transport) -> TrelloApi:
        """The one of this transport, so that connector and writer share what was asked already."""
        return transport.once("trello", lambda: cls(transport))

    def me(self, *, anew: bool = False) -> Mapping[str, Any]:
        """The account of the token: asked once, and again a day later or where it must be seen ``anew``.

        A bad token fails clearly here, and wherever else Trello is asked.
        """
        with self._asking_me:
            if self._me is None or anew:
                self._me = (None if anew else self._known_me()) or self._asked_me()
            return self._me

    @property
    def knows_me(self) -> bool:
        """Whether the account is known without asking Trello."""
        return (self._me or self._known_me()) is not None

    def _known_me(self) -> Mapping[str, Any] | None:
        keep = self.transport.keep
        found = keep.get(f"trello-me-{self.transport.identity}", within=KNOWN_FOR) if keep else None
        return found if _told(found) else None

    def _asked_me(self) -> Mapping[str, Any]:
        try:
            me = self._one("members/me", {"fields": "fullName,username,memberType"})
        except TrackerRefused as error:
            raise self._no_trello(error) from None
        if self.transport.keep:
            self.transport.keep.put(f"trello-me-{self.transport.identity}", me)
        return me

    def _no_trello(self, error: TrackerRefused) -> Unreachable:
        """Every Trello knows whose token it was given: what does not is another server, or another path on it."""
        return Unreachable(
            f"{self.transport.base_url} answers, and not as Trello does ({error.status} for members/me).",
            hint="Check the connection's url; Trello's own is https://api.trello.com.",
        )

    def my_tokens(self) -> list[Mapping[str, Any]]:
        """The account's tokens: when they end and what they may do. ``/tokens/{token}`` would need it in the URL."""
        return self._many("members/me/tokens")

    def my_boards(self) -> list[Mapping[str, Any]]:
        """The open boards that the account can see."""
        return self._many("members/me/boards", filter="open", fields="name,shortLink,closed")

    def board(self, board: str, *nested: str, fields: str = "all") -> dict[str, Any]:
        """The board with what is nested in it: lists, labels, members, memberships, checklists, customFields."""
        wanted: dict[str, Any] = {"fields": fields}
        for part in nested:
            wanted.update(NESTED[part])
        return dict(self._one(f"boards/{quote(board, safe='')}", wanted))

    def look(self, board: str) -> dict[str, Any]:
        """The board with all that is nested in it, and of its cards the signs by which a change shows (``THIN``).

        In one request with the boards that this run comes to next. Without its cards where it is too large for them.
        """
        found, others = self.transport.ahead.reach(board, together=TOGETHER)
        if found is None and others and not self._alone:
            found = self._look_together([board, *others])
        if found is not None:
            return dict(found)
        try:
            return dict(self._one(*self._look_at(board)))
        except TooMuch:
            if self._is_large(board):
                raise
            self.remember_large(board)
            return dict(self._one(*self._look_at(board)))

    def _look_at(self, board: str) -> Question:
        return look_question(board, cards=not self._is_large(board))

    def _is_large(self, board: str) -> bool:
        keep = self.transport.keep
        return board in self._large or (
            keep is not None and keep.get(self._large_name(board), within=LARGE_FOR) is True
        )

    def remember_large(self, board: str) -> None:
        """It holds more cards than come with a board: its cards are asked for by pages, for a month."""
        if not self._is_large(board) and self.transport.keep:
            self.transport.keep.put(self._large_name(board), True)
        self._large.add(board)

    def _large_name(self, board: str) -> str:
        return f"trello-large-{self.transport.identity}-{board}"

    def _look_together(self, boards: Sequence[str]) -> Mapping[str, Any] | None:
        """The first of these boards; the others are told ahead. None where it must be asked for alone.

        A board that cannot be seen has no answer here; asked for alone, it says why. Where nothing comes of a request
        for several, each is asked for alone from then on, so that one that is too slow does not hold up the others.
        """
        asked = self.transport.ahead.now()
        try:
            answers = self.together([self._look_at(board) for board in boards])
        except BudgetSpent:
            raise
        except (NotPermitted, TrackerRefused, Unreachable):
            self._alone = True
            return None
        told: dict[str, Mapping[str, Any]] = {
            board: answer for board, answer in zip(boards, answers, strict=True) if _told(answer)
        }
        first = told.pop(boards[0], None)
        for board, answer in told.items():
            self.transport.ahead.put(board, answer, asked=asked)
        return first

    def board_part(self, board: str, part: str) -> list[Mapping[str, Any]]:
        """One kind of thing on a board by itself, where the nested answer left it out or cut it."""
        query: dict[str, Any] = {"filter": "all"} if part == "lists" else {"limit": PAGE} if part == "labels" else {}
        return self._many(f"boards/{quote(board, safe='')}/{part}", **query)

    def cards_page(
        self, board: str, before: str = "", size: int = PAGE, *, wanted: Mapping[str, str]
    ) -> list[Mapping[str, Any]]:
        """At most ``size`` cards, archived ones included, newest first; the next page is before the oldest id."""
        return self._page(f"boards/{quote(board, safe='')}/cards", before, size, filter="all", **wanted)

    def actions_page(
        self, board: str, before: str = "", size: int = PAGE, *, types: str, since: str = ""
    ) -> list[Mapping[str, Any]]:
        """At most ``size`` actions of these types, newest first; none older than the id ``since``."""
        bound = {"since": since} if since else {}
        return self._page(f"boards/{quote(board, safe='')}/actions", before, size, filter=types, **bound)

    def card_actions(self, card: str, before: str = "", size: int = PAGE, *, types: str) -> list[Mapping[str, Any]]:
        """At most ``size`` actions of one card, newest first; the next page is before the oldest id."""
        return self._page(f"cards/{quote(card, safe='')}/actions", before, size, filter=types)

    def together(self, questions: Sequence[Question]) -> list[Any]:
        """Up to ten GETs in one request: each answer in its place, None for what was refused.

        Each of them takes a place of its own in the rate limit, besides the request that carries them.
        """
        if len(questions) > TOGETHER:
            raise ValueError(f"{len(questions)} questions at once, and Trello takes {TOGETHER}")
        self.transport.reserve(len(questions))
        answers = self._many("batch", urls=",".join(question.address for question in questions))
        if len(answers) != len(questions):
            raise self._no_answer("batch")
        return [answer.get("200") for answer in answers]

    def create(self, kind: str, values: Mapping[str, Any]) -> str:
        """POST a card, list, label or checklist, and return its id. Raises LostReply where the answer does not tell it.

        The values go in a JSON body, since long text does not fit an address.
        """
        return self._create(kind, f"{kind}s", values)

    def create_item(self, checklist: str, values: Mapping[str, Any]) -> str:
        """POST a line of a checklist, and return its id."""
        return self._create("item", f"checklists/{quote(checklist, safe='')}/checkItems", values)

    def update_item(self, card: str, item: str, values: Mapping[str, Any]) -> None:
        """PUT only these values of a line of one of a card's checklists: its name, its state."""
        self._write("PUT", f"cards/{quote(card, safe='')}/checkItem/{quote(item, safe='')}", values)

    def create_comment(self, card: str, words: str) -> str:
        """POST a comment, and return its id. There is no private comment: whoever sees the card sees it."""
        return self._create("comment", f"cards/{quote(card, safe='')}/actions/comments", {"text": words})

    def update_comment(self, comment: str, words: str) -> None:
        """PUT other words into a comment of this account's own."""
        self._write("PUT", f"actions/{quote(comment, safe='')}", {"text": words})

    def _create(self, kind: str, path: str, values: Mapping[str, Any]) -> str:
        made = self._write("POST", path, values)
        if not _told(made):
            raise LostReply(
                f"The answer to POST /{path} does not tell the id: the {kind} may or may not have been made.",
                hint="The next run looks before it writes, so nothing is done twice.",
            )
        return str(made["id"])

    def update(self, kind: str, remote_id: str, values: Mapping[str, Any]) -> None:
        """PUT only these values of a card, list or label."""
        self._write("PUT", f"{kind}s/{quote(remote_id, safe='')}", values)

    def put_label(self, card: str, label: str) -> None:
        """Add one label to a card, by verb: the others are not touched."""
        self._write("POST", f"cards/{quote(card, safe='')}/idLabels", {"value": label})

    def take_label(self, card: str, label: str) -> None:
        """Take one label off a card."""
        self._write("DELETE", f"cards/{quote(card, safe='')}/idLabels/{quote(label, safe='')}", None)

    def put_cover(self, card: str, name: str, png: bytes) -> None:
        """Attach a picture to a card and show it as its cover: one request."""
        path = f"cards/{quote(card, safe='')}/attachments"
        file = {"file": (name, png, "image/png")}
        self._trello.fetch_json(path, http_method="POST", query_params={"setCover": "true"}, files=file)

    def _get(self, path: str, **query: Any) -> Any:
        return self._trello.fetch_json(path, query_params=dict(query))

    def _one(self, path: str, query: Mapping[str, Any]) -> Mapping[str, Any]:
        """One object. Anything else is no answer: it must never pass for a board without anything on it."""
        found = self._get(path, **query)
        if not _told(found):
            raise self._no_answer(path)
        return dict(found)

    def _many(self, path: str, **query: Any) -> list[Mapping[str, Any]]:
        """A list of objects. An empty body, or anything else that is no list, must never pass for an empty one."""
        found = self._get(path, **query)
        if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
            raise self._no_answer(path)
        return found

    def _no_answer(self, path: str) -> Unreachable:
        return Unreachable(
            f"{self.transport.host} answered GET /{path} with something that is not what was asked for.",
            hint="Check the connection's url, and run again later if it is right.",
        )

    def _page(self, path: str, before: str, size: int, **query: Any) -> list[Mapping[str, Any]]:
        where = {"before": before} if before else {}
        return self._many(path, limit=size, **query, **where)

    def _write(self, verb: str, path: str, values: Mapping[str, Any] | None) -> Any:
        return self._trello.fetch_json(path, http_method=verb, post_args=dict(values) if values is not None else None)


def _name_of(board: str) -> str:
    try:
        return board_id(board)
    except UsageError:
        return board


def _told(item: Any) -> bool:
    """Whether this is an object of Trello's: each has its id, whatever fields were asked for."""
    return isinstance(item, Mapping) and isinstance(item.get("id"), str) and bool(item["id"])


def board_id(text: str) -> str:
    """A board's id or short link from what people paste: either of the two, or the board's address.

    Only what cannot stand in an address is refused here (UsageError); whether there is such a board, the tracker says.
    """
    address = _BOARD_ADDRESS.search(text)
    found = address.group(1) if address else text.strip()
    if not re.fullmatch(r"[A-Za-z0-9]{1,64}", found):
        raise UsageError(
            f"{text!r} is no Trello board id.",
            hint="Use the 8 letters after /b/ in the board's address, or the 24-character id.",
        )
    return found

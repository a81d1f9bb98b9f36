"""Looking at a board, and saying it clearly where it cannot be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from trackerbridge.errors import NotLetIn, TrackerRefused
from trackerbridge.model.sentence import Sentence
from trackerbridge.trackers.trello.api import TrelloApi
from trackerbridge.trackers.trello.errors import NotPermitted
from trackerbridge.trackers.values import text

_MOST_NAMED = 20


def seen_board(api: TrelloApi, board: str, *nested: str) -> dict[str, Any]:
    """The board. Raises NotLetIn naming the boards that the account can see, where this one is not among them."""
    with _said_clearly(api, board):
        return api.board(board, *nested)


def looked_at(api: TrelloApi, board: str) -> dict[str, Any]:
    """The board with all that is nested in it, and the signs of its cards. Raises as :func:`seen_board` does."""
    with _said_clearly(api, board):
        return api.look(board)


@contextmanager
def _said_clearly(api: TrelloApi, board: str) -> Iterator[None]:
    try:
        yield
    except NotPermitted:
        raise _not_visible(api, board) from None
    except TrackerRefused as refusal:
        if refusal.status not in (400, 404):
            raise
        raise _not_visible(api, board) from None


def must_be_open(raw: Mapping[str, Any]) -> None:
    """Raise NotLetIn for a closed board: what stands on it is nobody's plan any more."""
    if raw.get("closed") is True:
        raise NotLetIn(
            Sentence("The Trello board “{name}” is closed.", name=text(raw.get("name"))),
            hint=Sentence("Reopen it in Trello, or take it out of the configuration."),
        )


def _not_visible(api: TrelloApi, board: str) -> NotLetIn:
    who = text(api.me().get("fullName")) or text(api.me().get("username"))
    boards = [
        f"{text(item.get('name'))} ({text(item.get('shortLink')) or text(item.get('id'))})" for item in api.my_boards()
    ]
    more = Sentence(" and {n} more", n=len(boards) - _MOST_NAMED) if len(boards) > _MOST_NAMED else ""
    named = Sentence(
        "Boards it can see: {names}{more}. Use one of these ids, or invite the account to the board.",
        names=", ".join(boards[:_MOST_NAMED]), more=more,
    )  # fmt: skip
    none = Sentence("It can see no board at all: invite the account to the board.")
    return NotLetIn(
        Sentence("The Trello board {board} does not exist, or the account {who} cannot see it.", board=board, who=who),
        hint=named if boards else none,
    )

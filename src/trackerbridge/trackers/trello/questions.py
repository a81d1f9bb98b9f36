"""What is asked of Trello, as far as several questions may go in one request. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

PAGE = 1000  # the most Trello gives per call (API-FACTS 3.3)
TOGETHER = 10  # the most questions that one ``/batch`` takes (API-FACTS 3.3)
THIN = "name,idList,idLabels,idMembers,due,dueComplete,start,closed,pos,idAttachmentCover,badges,dateLastActivity"
"""What a look brings of every card: whatever changes on it shows in one of these."""
_BOARD = "name,closed,prefs,limits,dateLastActivity,shortLink,shortUrl,url"
NESTED: Mapping[str, Mapping[str, Any]] = {
    "lists": {"lists": "all"},
    "labels": {"labels": "all", "labels_limit": PAGE},
    "members": {"members": "all"},
    "memberships": {"memberships": "all"},
    "checklists": {"checklists": "all"},
    "customFields": {"customFields": "true"},
}
_LOOK: Mapping[str, str] = {
    "fields": _BOARD, "cards": "all", "card_fields": THIN,
    **{name: str(value) for nested in NESTED.values() for name, value in nested.items()},
}  # fmt: skip


class Question(NamedTuple):
    """A GET that may be asked together with others."""

    path: str
    query: Mapping[str, str]

    @property
    def address(self) -> str:
        """As it stands in a batch, where a comma parts the questions, so that one inside a question is encoded."""
        return f"/{self.path}?{urlencode(self.query, quote_via=quote)}"


def look_question(board: str, *, cards: bool = True) -> Question:
    """See :meth:`TrelloApi.look`. Without ``cards`` for a board that holds too many for one answer."""
    query = _LOOK if cards else {name: value for name, value in _LOOK.items() if name not in ("cards", "card_fields")}
    return Question(f"boards/{quote(board, safe='')}", query)


def card_question(card: str, wanted: Mapping[str, str]) -> Question:
    """One card by itself."""
    return Question(f"cards/{quote(card, safe='')}", wanted)


def actions_question(card: str, types: str) -> Question:
    """The newest 1,000 actions of one card, for asking together with others."""
    return Question(f"cards/{quote(card, safe='')}/actions", {"limit": str(PAGE), "filter": types})

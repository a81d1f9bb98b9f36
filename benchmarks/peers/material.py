"""What everybody reads: a Trello board and a Jira, made up, with the truth about how much is in them.

Both have a long tail, as real ones do: ten cards of the board hold two fifths of its actions, and every fiftieth issue
has more comments and changes than one answer of a search gives.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from benchmarks.board_of_500 import action_of, board
from benchmarks.jira_of_1000 import issues

BUSY = 10
"""Cards that hold two fifths of the actions."""
PUBLISHED = 40
"""Tasks that the client sees."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """How much of a tracker was seen: tasks, comments on them, changes of them."""

    tasks: int
    comments: int
    changes: int


@dataclass(frozen=True)
class Size:
    """How much to make: of one tracker, ``trello`` or ``jira``."""

    tracker: str
    tasks: int
    comments: int = 0
    """Jira only."""
    changes: int = 0
    """Jira only; of a Trello board's actions three in seven are comments."""
    actions: int = 0
    """Trello only."""

    @property
    def words(self) -> str:
        """For a heading."""
        if self.tracker == "trello":
            return f"Trello, {self.tasks:,} cards with {self.actions:,} actions"
        return f"Jira, {self.tasks:,} issues with {self.comments:,} comments and {self.changes:,} changes"


BOARD = Size("trello", 500, actions=3500)
PROJECT = Size("jira", 1000, comments=2500, changes=6000)
LARGE = Size("jira", 10_000, comments=25_000, changes=60_000)


def trello_board(size: Size) -> Json:
    """The board in export shape."""
    made = board(size.tasks, 0, PUBLISHED)
    cards, [member] = made["cards"], made["members"]
    log = [action_of(n, cards[_card_of(n, len(cards))], member, size.actions) for n in range(size.actions)]
    said = Counter(action["data"]["card"]["id"] for action in log if action["type"] == "commentCard")
    for card in cards:
        card["badges"] = {"comments": said[card["id"]]}
    return {**made, "actions": log[::-1]}


def _card_of(action: int, cards: int) -> int:
    """Two actions in five are on one of the busy cards; the others go round."""
    five, place = divmod(action, 5)
    if place < 2:
        return five % BUSY
    return BUSY + (five * 3 + place - 2) % (cards - BUSY)


def jira_issues(size: Size) -> list[Json]:
    """The issues as the REST API sends them, the first ones with the client's label."""
    made = issues(size.tasks, size.comments, size.changes)
    for issue in made[:PUBLISHED]:
        issue["fields"]["labels"] = ["client"]
    return made


def truth(size: Size, made: Any) -> Seen:
    """How much there is to be seen."""
    if size.tracker == "trello":
        kinds = [action["type"] for action in made["actions"]]
        return Seen(len(made["cards"]), kinds.count("commentCard"), kinds.count("updateCard"))
    return Seen(
        len(made),
        sum(len(one["fields"]["comment"]["comments"]) for one in made),
        sum(len(one["changelog"]["histories"]) for one in made),
    )

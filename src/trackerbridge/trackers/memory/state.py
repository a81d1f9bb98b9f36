"""A tracker that lives in memory: boards, lists, labels, cards with history, and failures on demand.

It is the reference for the contracts of :mod:`trackerbridge.testing`, and what plugins' authors and tests work with.
One :class:`MemoryTracker` is shared by its connectors and writers; :meth:`MemoryTracker.named` finds it by the
connection's ``url`` (``memory:NAME``).
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import field, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from typing import Any, ClassVar

from trackerbridge.errors import LostReply, NotLetIn, TrackerRefused, Unreachable
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Change, ChangeField, CheckItem, Checklist, Comment, Person
from trackerbridge.trackers.base import BoardCard, BoardLabel, BoardList

LONGEST_TEXT = 16_384


class Fault(StrEnum):
    """How the next request goes wrong."""

    LOST_BEFORE = "lost before"  # a write that never arrived, and whose sender cannot know
    LOST_AFTER = "lost after"  # a write that was done, and whose answer was lost
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(slots=True)
class MemoryCard:
    """A card as the client's side sees it, with what only a source knows."""

    shown: BoardCard
    owners: tuple[Person, ...] = ()
    comments: list[Comment] = field(default_factory=list)
    history: list[Change] = field(default_factory=list)
    updated_at: datetime | None = None


@dataclass(slots=True)
class MemoryBoard:
    """One board. Who may see and write it is said here, since there are no accounts."""

    id: str
    name: str
    public: bool = False
    visible: bool = True
    can_write: bool = True
    lists: dict[str, BoardList] = field(default_factory=dict)
    labels: dict[str, BoardLabel] = field(default_factory=dict)
    cards: dict[str, MemoryCard] = field(default_factory=dict)
    members: list[Person] = field(default_factory=list)

    def list_named(self, name: str) -> str:
        """The id of the first list of this name. Raises StopIteration where there is none."""
        return next(item.id for item in self.lists.values() if item.name == name)


class MemoryTracker:
    """The whole tracker. ``now`` is its clock: set it, and what happens next happened then."""

    _named: ClassVar[dict[str, MemoryTracker]] = {}

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
        self.boards: dict[str, MemoryBoard] = {}
        self.counts: Counter[str] = Counter()  # "read" and "write"
        self._faults: deque[Fault] = deque()
        self._numbers = count(1)

    @classmethod
    def named(cls, url: str) -> MemoryTracker:
        """The tracker of a connection's ``url``; made at the first call."""
        return cls._named.setdefault(url, cls())

    @classmethod
    def forget(cls) -> None:
        """Drop all named trackers."""
        cls._named.clear()

    def add_board(self, name: str, *, board_id: str = "", public: bool = False) -> MemoryBoard:
        """A new, empty board."""
        board = MemoryBoard(board_id or self._id("board"), name, public=public)
        self.boards[board.id] = board
        return board

    def board(self, board_id: str) -> MemoryBoard:
        """A board one can see. Raises NotLetIn naming those one can see."""
        board = self.boards.get(board_id)
        if board is not None and board.visible:
            return board
        seen = ", ".join(f"{b.name} ({b.id})" for b in self.boards.values() if b.visible) or "none"
        raise NotLetIn(f"The board {board_id} does not exist, or cannot be seen.", hint=f"Boards that can: {seen}.")

    def fail_next(self, *faults: Fault) -> None:
        """The next requests go wrong, one fault each."""
        self._faults.extend(faults)

    def reading(self) -> None:
        """Every read passes here."""
        self.counts["read"] += 1
        if self._faults and self._faults[0] in (Fault.UNREACHABLE, Fault.REFUSED):
            self._raise(self._faults.popleft())

    def writing(self) -> Fault | None:
        """Every write passes here first; ``LOST_AFTER`` is for :meth:`written`."""
        self.counts["write"] += 1
        fault = self._faults.popleft() if self._faults else None
        if fault is not None and fault is not Fault.LOST_AFTER:
            self._raise(fault)
        return fault

    def written(self, fault: Fault | None) -> None:
        """Every write passes here last."""
        if fault is Fault.LOST_AFTER:
            self._raise(fault)

    @staticmethod
    def _raise(fault: Fault) -> None:
        if fault is Fault.REFUSED:
            raise TrackerRefused("The tracker refused this.", hint="Nothing was changed by this request.", status=400)
        if fault is Fault.UNREACHABLE:
            raise Unreachable("The tracker does not answer.", hint="Run again later.")
        raise LostReply(
            "The answer was lost: the change may or may not have been made.",
            hint="The next run looks before it writes, so nothing is done twice.",
        )

    def add_list(self, board: MemoryBoard, name: str) -> BoardList:
        """A new list at the end."""
        made = BoardList(self._id("list"), name, position=float(len(board.lists) + 1))
        board.lists[made.id] = made
        return made

    def add_label(self, board: MemoryBoard, name: str, color: str | None = None) -> BoardLabel:
        """A new label; names may repeat and be empty."""
        made = BoardLabel(self._id("label"), name, color)
        board.labels[made.id] = made
        return made

    def add_card(self, board: MemoryBoard, title: str, list_id: str, *, by: Person | None = None) -> MemoryCard:
        """A new card at the bottom of a list, with its first history entry."""
        identifier = self._id("card")
        place = float(len(board.cards) + 1)
        shown = BoardCard(
            identifier, title, "", list_id, position=place, created_at=self.now, url=f"memory:{identifier}"
        )
        card = MemoryCard(shown, updated_at=self.now)
        card.history.append(Change(self.now, ChangeField.CREATED, None, board.lists[list_id].name, by))
        board.cards[identifier] = card
        return card

    def change_card(self, board: MemoryBoard, card: MemoryCard, *, by: Person | None = None, **values: Any) -> None:
        """Change fields of a card as :class:`~trackerbridge.trackers.base.BoardCard` names them; history follows."""
        before = card.shown
        card.shown = replace(before, **values)
        for name, kind in _KEPT.items():
            old, new = getattr(before, name), getattr(card.shown, name)
            if name in values and old != new:
                words = [_word(board, name, value) for value in (old, new)]
                card.history.append(Change(self.now, kind, words[0], words[1], by))
        card.updated_at = self.now

    def comment(self, card: MemoryCard, words: str, by: Person | None = None) -> Comment:
        """A comment on a card."""
        made = Comment(self._id("comment"), self.now, words, by)
        card.comments.append(made)
        card.updated_at = self.now
        return made

    def edit_comment(self, card: MemoryCard, comment: str, words: str) -> None:
        """Other words in a comment, by its id."""
        card.comments = [
            replace(one, text=words, edited_at=self.now) if one.id == comment else one for one in card.comments
        ]

    def delete_comment(self, card: MemoryCard, comment: str) -> None:
        """A comment is gone."""
        card.comments = [one for one in card.comments if one.id != comment]

    def add_checklist(self, card: MemoryCard, name: str) -> Checklist:
        """A new, empty checklist on a card."""
        made = Checklist(self._id("checklist"), name, created_at=self.now)
        card.shown = replace(card.shown, checklists=(*card.shown.checklists, made))
        return made

    def add_item(self, card: MemoryCard, checklist: str, name: str, *, done: bool = False) -> CheckItem:
        """A new line at the end of a checklist, by its id."""
        made = CheckItem(self._id("item"), name, done, created_at=self.now)
        lists = (
            replace(one, items=(*one.items, made)) if one.id == checklist else one for one in card.shown.checklists
        )
        card.shown = replace(card.shown, checklists=tuple(lists))
        return made

    def change_item(self, card: MemoryCard, item: str, *, by: Person | None = None, **values: Any) -> None:
        """Rename a line, or tick it and take the tick off (``name``, ``done``)."""

        def changed(one: CheckItem) -> CheckItem:
            if one.id != item:
                return one
            turned = values.get("done", one.done) != one.done
            marked: dict[str, Any] = {"marked_by": by, "marked_at": self.now} if turned else {}
            return replace(one, **values, **marked)

        lists = (replace(one, items=tuple(map(changed, one.items))) for one in card.shown.checklists)
        card.shown = replace(card.shown, checklists=tuple(lists))

    def _id(self, kind: str) -> str:
        return f"{kind}{next(self._numbers)}"


_KEPT = {
    "title": ChangeField.TITLE,
    "description": ChangeField.DESCRIPTION,
    "list_id": ChangeField.STATUS,
    "due": ChangeField.DUE,
    "due_complete": ChangeField.DONE,
    "archived": ChangeField.ARCHIVED,
}


def _word(board: MemoryBoard, name: str, value: object) -> str | None:
    """A value as history words it."""
    if name == "list_id":
        return board.lists[str(value)].name
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat()
    return None if value is None else str(value)

"""Writes to a board of the in-memory tracker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trackerbridge.config.schema import PublishConfig, Settings
from trackerbridge.errors import NotLetIn, TrackerbridgeError, TrackerRefused, UsageError
from trackerbridge.model import Comment, Person, Side
from trackerbridge.people import Sides
from trackerbridge.trackers.base import Board, Capabilities, Finding, Writer
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.memory.state import LONGEST_TEXT, MemoryBoard, MemoryCard, MemoryTracker

if TYPE_CHECKING:
    from trackerbridge.plan.changes import Change

OURS = Person("trackerbridge", name="trackerbridge", side=Side.OURS)  # the account that writes
_SAME = ("title", "description", "due_complete", "archived", "position")


class MemoryWriter(Writer):
    """One board in memory that we write to."""

    capabilities = Capabilities(
        reads=True, writes=True, marks_source=True, history=True, comments=True, replies=True, checklists=True
    )

    def __init__(self, tracker: MemoryTracker, board: str, *, sides: Sides | None = None) -> None:
        self._tracker = tracker
        self._board = board
        self._sides = sides or Sides()

    @classmethod
    def from_config(cls, settings: Settings, publish: PublishConfig, transport: Transport | None) -> MemoryWriter:  # noqa: ARG003
        """From ``publish`` on a connection whose ``url`` names the tracker."""
        if not publish.board:
            raise UsageError("Publishing in memory needs a board.", hint='Add board = "ID" to publish.')
        project = settings.project
        tracker = MemoryTracker.named(settings.connections[publish.connection].url)
        return cls(tracker, publish.board, sides=Sides.of(project.team, project.client))

    def read(self) -> Board:
        """Everything on the board, archived cards and lists included."""
        self._tracker.reading()
        board = self._tracker.board(self._board)
        return Board(
            id=board.id,
            name=board.name,
            lists=tuple(board.lists.values()),
            labels=tuple(board.labels.values()),
            cards=tuple(replace(card.shown, comments=self._said(card)) for card in board.cards.values()),
            members=tuple(map(self._placed, board.members)),
            public=board.public,
            can_write=board.can_write,
            ticks=True,
            account=OURS.id,
        )

    def _said(self, card: MemoryCard) -> tuple[Comment, ...]:
        """Whoever is named nowhere is a client (decision 9)."""
        return tuple(replace(one, author=self._placed(one.author)) if one.author else one for one in card.comments)

    def _placed(self, who: Person) -> Person:
        return who if who == OURS else self._sides.placed(replace(who, side=Side.CLIENT) if _unknown(who) else who)

    def check(self) -> list[Finding]:
        """Whether the board can be seen and written, and whether it is public."""
        try:
            board = self._tracker.board(self._board)
        except TrackerbridgeError as refusal:
            return [Finding(ok=False, what=refusal.message, hint=refusal.hint, exit_code=int(refusal.exit_code))]
        found = [
            Finding(ok=not board.public, what=f"The board “{board.name}” is {'public' if board.public else 'private'}.")
        ]
        if board.public:
            found = [replace(found[0], hint="Make it private.", exit_code=5)]
        if not board.can_write:
            found.append(
                Finding(ok=False, what="It cannot be written.", hint="Ask for the right to write.", exit_code=3)
            )
        return found

    def apply_change(self, change: Change, ids: Mapping[str, str]) -> str:
        """One change, wholly or not at all."""
        fault = self._tracker.writing()
        board = self._tracker.board(self._board)
        if not board.can_write:
            raise NotLetIn(f"The board “{board.name}” cannot be written.", hint="Ask for the right to write.")
        _refuse_long(change)
        made = self._create(board, change, ids) if change.action == "create" else self._change(board, change, ids)
        self._tracker.written(fault)
        return made

    def _create(self, board: MemoryBoard, change: Change, ids: Mapping[str, str]) -> str:
        values = {name: field.after for name, field in change.fields.items()}
        match change.kind:
            case "list":
                return self._tracker.add_list(board, str(values["name"])).id
            case "label":
                return self._tracker.add_label(board, str(values["name"]), values.get("color")).id
            case "card":
                wanted = self._values(board, change, ids)
                list_id = wanted.pop("list_id")
                labels = tuple(_known(board.labels, _resolved(ref, ids)) for ref in change.label_refs)
                card = self._tracker.add_card(board, wanted.pop("title", ""), list_id)
                self._tracker.change_card(board, card, **wanted, label_ids=labels)
                return card.shown.id
            case "comment":
                card = _card(board, _resolved(change.on, ids))
                return self._tracker.comment(card, str(values["text"]), OURS).id
            case "checklist":
                return self._tracker.add_checklist(_card(board, _resolved(change.on, ids)), str(values["name"])).id
            case "checkitem":
                checklist = _resolved(change.on, ids)
                card = _carrying(board, checklist)
                return self._tracker.add_item(card, checklist, str(values["name"]), done=values.get("done") is True).id
        raise _cannot(change)

    def _change(self, board: MemoryBoard, change: Change, ids: Mapping[str, str]) -> str:
        if change.kind == "comment":
            card = _card(board, _resolved(change.on, ids))
            _known({one.id: one for one in card.comments}, change.remote_id)
            self._tracker.edit_comment(card, change.remote_id, str(change.fields["text"].after))
            return change.remote_id
        if change.kind == "checkitem":
            return self._change_item(board, change, ids)
        if change.kind != "card":
            return self._change_place(board, change)
        card = _card(board, change.remote_id)
        match change.action:
            case "update" | "move":
                self._tracker.change_card(board, card, **self._values(board, change, ids))
            case "archive" | "restore":
                self._tracker.change_card(board, card, archived=change.action == "archive")
            case "label" | "unlabel":
                labels = [_known(board.labels, _resolved(ref, ids)) for ref in change.label_refs]
                rest = tuple(label for label in card.shown.label_ids if label not in labels)
                added = tuple(labels) if change.action == "label" else ()
                self._tracker.change_card(board, card, label_ids=rest + added)
            case _:
                raise _cannot(change)
        return change.remote_id

    def _change_item(self, board: MemoryBoard, change: Change, ids: Mapping[str, str]) -> str:
        card = _card(board, _resolved(change.on, ids))
        items = {item.id: item for checklist in card.shown.checklists for item in checklist.items}
        values = {name: field.after for name, field in change.fields.items() if name in ("name", "done")}
        self._tracker.change_item(card, _known(items, change.remote_id), by=OURS, **values)
        return change.remote_id

    def _change_place(self, board: MemoryBoard, change: Change) -> str:
        values: dict[str, Any] = {
            name: field.after for name, field in change.fields.items() if name in ("name", "color")
        }
        if change.kind == "list":
            if change.action in ("archive", "restore"):
                values["closed"] = change.action == "archive"
            place = _known(board.lists, change.remote_id)
            board.lists[place] = replace(board.lists[place], **values)
            return place
        if change.kind == "label" and change.action == "update":
            place = _known(board.labels, change.remote_id)
            board.labels[place] = replace(board.labels[place], **values)
            return place
        raise _cannot(change)

    def _values(self, board: MemoryBoard, change: Change, ids: Mapping[str, str]) -> dict[str, Any]:
        values = {name: field.after for name, field in change.fields.items() if name in _SAME}
        if "due" in change.fields:
            due = change.fields["due"].after
            values["due"] = datetime.fromisoformat(due).astimezone(UTC) if due else None
        if change.list_ref:
            values["list_id"] = _known(board.lists, _resolved(change.list_ref, ids))
        return values


def _unknown(who: Person) -> bool:
    return who.side is Side.UNKNOWN


def _refuse_long(change: Change) -> None:
    for name, field in change.fields.items():
        if isinstance(field.after, str) and len(field.after) > LONGEST_TEXT:
            raise TrackerRefused(
                f"The {name} of {change.ref} has {len(field.after)} characters, and {LONGEST_TEXT} fit.",
                hint="Shorten it at the source; nothing was sent.",
            )


def _card(board: MemoryBoard, identifier: str) -> MemoryCard:
    return board.cards[_known(board.cards, identifier)]


def _carrying(board: MemoryBoard, checklist: str) -> MemoryCard:
    """The card with this checklist."""
    cards = {each.id: card for card in board.cards.values() for each in card.shown.checklists}
    return cards[_known(cards, checklist)]


def _known(things: Mapping[str, Any], identifier: str) -> str:
    if identifier not in things:
        raise TrackerRefused(f"The board has nothing with the id {identifier!r}.", hint="Run again.", status=404)
    return identifier


def _resolved(ref: str, ids: Mapping[str, str]) -> str:
    if ref not in ids:
        raise TrackerRefused(f"The board has no {ref} yet, because making it failed.", hint="Run again.")
    return ids[ref]


def _cannot(change: Change) -> TrackerRefused:
    return TrackerRefused(f"A board in memory cannot {change.action} a {change.kind}.", hint="Nothing was changed.")

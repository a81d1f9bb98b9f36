"""A client's side in memory, and short ways to make what stands on it: for the tests of ownership, plan and apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from trackerbridge.apply import apply_plan, settle_intents
from trackerbridge.client_view.view import (
    CardKind,
    ClientView,
    Ending,
    LabelRole,
    ListRole,
    StatusCard,
    ViewLabel,
    ViewList,
)
from trackerbridge.config.schema import Limit, LimitsConfig
from trackerbridge.errors import TrackerRefused
from trackerbridge.ledger.records import Memory
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import CheckItem, Checklist, Completeness, Gap, Promise, Told
from trackerbridge.outcome import Outcome
from trackerbridge.plan.changes import Change, Plan
from trackerbridge.plan.make import make_plan
from trackerbridge.plan.ownership import reconcile
from trackerbridge.trackers.base import Board, BoardCard, BoardLabel, BoardList, Finding, Writer

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
PROJECT = "website"
GENEROUS = LimitsConfig(
    create=Limit(max=999, percent=100), change=Limit(max=999, percent=100), archive=Limit(max=999, percent=100)
)
LISTS = tuple(ViewList(role, role.value.replace("_", " ").capitalize()) for role in ListRole)
LABELS = tuple(ViewLabel(role, role.value.replace("_", " ").capitalize(), "green") for role in LabelRole)
GAP = Completeness(gaps=(Gap(None, "The reply was cut."),))


def due_on(day: date) -> datetime:
    """18:00 UTC, the end of the client's business day."""
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


def status_card(name: str = "1", **more: Any) -> StatusCard:
    """A status card of the task ``boards/NAME``."""
    day = more.pop("day", date(2026, 11, 20))
    values: dict[str, Any] = {
        "ref": f"task:boards/{name}",
        "kind": CardKind.TASK,
        "title": f"Task {name}",
        "description": "**In progress.**\n\n- First: 20 November",
        "list": ListRole.IN_PROGRESS,
        "task": f"WEB-{name}",
        "labels": frozenset({LabelRole.ON_TRACK}),
        "due": due_on(day) if day else None,
        "told": day,
        "first": day,
    }
    return StatusCard(**(values | more))


def view_of(*cards: StatusCard, endings: tuple[Ending, ...] = (), **more: Any) -> ClientView:
    """A client view with all lists and labels; every dated card is a promise."""
    told = tuple(
        Promise(ref=card.ref, title=card.title, told=(Told(card.told, NOW),), task=card.task)
        for card in cards
        if card.told
    )
    values = {"language": "en", "lists": LISTS, "labels": LABELS, "promises": told}
    return ClientView(cards=cards, endings=endings, **(values | more))


@dataclass
class ClientSide(Writer):
    """A board in memory. ``before``/``after`` are called around every change, and may raise to lose it or its reply."""

    board: Board = field(default_factory=lambda: Board(id="board", name="Client board", ticks=True))
    before: Callable[[Change], None] = lambda change: None
    after: Callable[[Change], None] = lambda change: None
    writes: list[Change] = field(default_factory=list)
    reads: int = 0
    made: int = 0

    def read(self) -> Board:
        self.reads += 1
        return self.board

    def apply_change(self, change: Change, ids: Mapping[str, str]) -> str:
        self.before(change)
        remote_id = self._perform(change, ids)
        self.writes.append(change)
        self.after(change)
        return remote_id

    def check(self) -> list[Finding]:
        return []

    @classmethod
    def from_config(cls, settings: Any, publish: Any, transport: Any) -> ClientSide:
        return cls()

    def card(self, ref_or_title: str) -> BoardCard:
        return next(card for card in self.board.cards if card.title == ref_or_title)

    def edit(self, remote_id: str, **values: Any) -> None:
        """Somebody changes a card."""
        cards = tuple(replace(card, **values) if card.id == remote_id else card for card in self.board.cards)
        self.board = replace(self.board, cards=cards)

    def add(self, **values: Any) -> BoardCard:
        """Somebody adds a card."""
        card = BoardCard(**({"id": self.new_id(), "description": "", "created_at": self.created()} | values))
        self.board = replace(self.board, cards=(*self.board.cards, card))
        return card

    def remove(self, remote_id: str) -> None:
        """Somebody deletes a card, or moves it to another board."""
        self.board = replace(self.board, cards=tuple(card for card in self.board.cards if card.id != remote_id))

    def new_id(self) -> str:
        self.made += 1
        return f"{self.made:024x}"

    def created(self) -> datetime:
        return NOW + timedelta(seconds=self.made)

    def _perform(self, change: Change, ids: Mapping[str, str]) -> str:
        after = {name: each.after for name, each in change.fields.items()}
        if (change.action, change.kind) == ("create", "list"):
            made = BoardList(self.new_id(), after["name"])
            self.board = replace(self.board, lists=(*self.board.lists, made))
            return made.id
        if (change.action, change.kind) == ("create", "label"):
            label = BoardLabel(self.new_id(), after["name"], after["color"])
            self.board = replace(self.board, labels=(*self.board.labels, label))
            return label.id
        if change.kind in ("checklist", "checkitem"):
            return self._check(change, after, ids)
        if change.action == "create":
            return self._create(change, after, ids)
        return self._change(change, after, ids)

    def _check(self, change: Change, after: Mapping[str, Any], ids: Mapping[str, str]) -> str:
        """A checklist or a line of one, made or changed."""
        on = ids[change.on]
        card = next(one for one in self.board.cards if on in (one.id, *(each.id for each in one.checklists)))
        if change.kind == "checklist":
            lists = (*card.checklists, Checklist(self.new_id(), after["name"]))
        elif change.action == "create":
            item = CheckItem(self.new_id(), after["name"], after.get("done", False))
            lists = tuple(replace(one, items=(*one.items, item)) if one.id == on else one for one in card.checklists)
        else:
            lists = tuple(
                replace(one, items=tuple(replace(e, **after) if e.id == change.remote_id else e for e in one.items))
                for one in card.checklists
            )
        self.edit(card.id, checklists=lists)
        return change.remote_id or f"{self.made:024x}"

    def _create(self, change: Change, after: Mapping[str, Any], ids: Mapping[str, str]) -> str:
        return self.add(
            title=after["title"],
            description=after["description"],
            list_id=ids[change.list_ref],
            label_ids=tuple(ids[ref] for ref in change.label_refs),
            due=datetime.fromisoformat(after["due"]) if after.get("due") else None,
            due_complete=after.get("due_complete", False),
        ).id

    def _change(self, change: Change, after: Mapping[str, Any], ids: Mapping[str, str]) -> str:
        card = next((each for each in self.board.cards if each.id == change.remote_id), None)
        if card is None:
            raise TrackerRefused("The card is gone.", status=404)
        if change.action in ("archive", "restore"):
            self.edit(card.id, archived=after["archived"])
        elif change.action == "label":
            self.edit(card.id, label_ids=(*card.label_ids, ids[change.label_refs[0]]))
        elif change.action == "unlabel":
            gone = ids[change.label_refs[0]]
            self.edit(card.id, label_ids=tuple(label for label in card.label_ids if label != gone))
        else:
            self.edit(card.id, **_values(change, after, ids))
        return card.id


def _values(change: Change, after: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    values = {name: after[name] for name in ("title", "description", "due_complete") if name in after}
    if "list" in after:
        values["list_id"] = ids[change.list_ref]
    if "due" in after:
        values["due"] = datetime.fromisoformat(after["due"]) if after["due"] else None
    return values


@dataclass
class Desk:
    """Somebody who syncs one project: the ledger, the board, and the steps of a run in their order."""

    side: ClientSide
    ledger: Ledger
    refs: dict[str, str] = field(default_factory=dict)
    markers: dict[str, ClientSide] = field(default_factory=dict)
    clock: datetime = NOW

    @classmethod
    def at(cls, folder: Path, side: ClientSide | None = None, name: str = "ledger.db") -> Desk:
        return cls(side or ClientSide(), Ledger.open(f"sqlite:///{name}", folder))

    def now(self) -> datetime:
        return self.clock

    def memory(self, view: ClientView | None = None) -> Memory:
        lists, labels = (view.lists, view.labels) if view else ((), ())
        return reconcile(
            self.ledger.memory(PROJECT),
            self.side.read(),
            project=PROJECT,
            refs=self.refs,
            view_lists=lists,
            view_labels=labels,
        )

    def plan(self, view: ClientView, **more: Any) -> Plan:
        self.refs |= {card.ref: card.task or "" for card in view.cards}
        values: dict[str, Any] = {"limits": GENEROUS, "complete": True} | more
        memory = self.memory(view)
        return make_plan(project=PROJECT, view=view, board=self.side.read(), memory=memory, **values)

    def apply(self, plan: Plan, view: ClientView) -> Outcome:
        run = self.ledger.begin_run(PROJECT, "sync", at=self.clock)
        return apply_plan(
            plan, view=view, writer=self.side, markers=self.markers, ledger=self.ledger, run=run, clock=self.now
        )

    def settle(self) -> tuple[int, int]:
        sources = {source: writer.read() for source, writer in self.markers.items()}
        return settle_intents(
            project=PROJECT, ledger=self.ledger, board=self.side.read(), at=self.clock, sources=sources
        )

    def sync(self, view: ClientView, **more: Any) -> Outcome:
        self.settle()
        sources = {source: writer.read() for source, writer in self.markers.items()}
        return self.apply(self.plan(view, sources=sources, **more), view)

    def forget(self) -> None:
        """The ledger is lost."""
        self.ledger.close()
        self.ledger = Ledger.open("sqlite://")

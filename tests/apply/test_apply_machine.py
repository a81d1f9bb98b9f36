"""A machine that syncs, edits, archives, loses replies, crashes and forgets at random, and what holds all the while.

No doubled card, no foreign card touched, nothing deleted, people's edits survive, a second run writes nothing, and what
nobody touched is as it should be.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.apply.client_side import GENEROUS, LABELS, LISTS, PROJECT

from trackerbridge.apply import apply_plan, settle_intents
from trackerbridge.client_view.marker import decode, owner_of
from trackerbridge.client_view.view import CardKind, ClientView, Ending, LabelRole, ListRole, StatusCard
from trackerbridge.ledger.records import Memory
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import Promise, Told
from trackerbridge.outcome import Outcome
from trackerbridge.plan.changes import Change, Plan
from trackerbridge.plan.make import make_plan
from trackerbridge.plan.ownership import reconcile
from trackerbridge.trackers.base import Board, BoardCard, Finding, Writer
from trackerbridge.trackers.memory.state import Fault, MemoryTracker
from trackerbridge.trackers.memory.writer import MemoryWriter

NAMES = [f"boards/{number}" for number in range(4)]
LIST_ROLES = [ListRole.PLANNED, ListRole.IN_PROGRESS, ListRole.DONE]
HEALTH = [LabelRole.ON_TRACK, LabelRole.MOVED, LabelRole.SOLVING]
FIELDS = ("title", "description", "list_id", "due", "due_complete", "label_ids")


class Crash(BaseException):
    """The machine goes down."""


@dataclass(frozen=True)
class Work:
    """One task of the team, as far as the client sees it."""

    title: str
    text: str
    list: ListRole = ListRole.PLANNED
    health: LabelRole = LabelRole.ON_TRACK
    day: date | None = None
    done: bool = False


@dataclass
class Watched(Writer):
    """The memory tracker's writer, counted, and cut off where the machine goes down."""

    inner: MemoryWriter
    crash_at: int = 0
    writes: list[Change] = field(default_factory=list)
    created: Counter[str] = field(default_factory=Counter)
    _step: int = 0

    def read(self) -> Board:
        return self.inner.read()

    def apply_change(self, change: Change, ids: Mapping[str, str]) -> str:
        self._tick()
        self.writes.append(change)
        remote_id = self.inner.apply_change(change, ids)
        self._tick()
        return remote_id

    def arm(self, crash_at: int) -> None:
        self.crash_at, self._step = crash_at, 0

    def _tick(self) -> None:
        self._step += 1
        if self._step == self.crash_at:
            raise Crash

    def check(self) -> list[Finding]:
        return []

    @classmethod
    def from_config(cls, settings: Any, publish: Any, transport: Any) -> Watched:
        raise NotImplementedError


class SyncMachine(RuleBasedStateMachine):
    """One project, its client's board, its ledger, and the people around them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.tracker = MemoryTracker(datetime(2026, 11, 16, 9, 0, tzinfo=UTC))
        self.board = self.tracker.add_board("Client", board_id="client")
        self.theirs = self.tracker.add_list(self.board, "Their own list").id
        self.writer = Watched(MemoryWriter(self.tracker, "client"))
        self.ledger = Ledger.open("sqlite:///ledger.db", self.folder)
        self.work: dict[str, Work] = {}
        self.published: set[str] = set()
        self.number = 0
        self.foreign: dict[str, BoardCard] = {}
        self.edits: dict[tuple[str, str], Any] = {}  # what a person wrote, by card and field
        self.touched: set[str] = set()  # references that people or lost memories made unpredictable
        self.recreatable: set[str] = set()
        self.known_cards: set[str] = set()
        self.broken_off = False
        self.kept_ledger = False
        self.amnesia = False  # nothing was looked at since the memory was lost

    def teardown(self) -> None:
        self.ledger.close()
        shutil.rmtree(self.folder)

    # -- the team -----------------------------------------------------------------------------------------------

    @rule(name=st.sampled_from(NAMES), role=st.sampled_from(LIST_ROLES), days=st.integers(1, 60) | st.none())
    def team_works(self, name: str, role: ListRole, days: int | None) -> None:
        self.number += 1
        day = date(2026, 12, 1) + timedelta(days=days) if days else None
        before = self.work.get(name)
        if before and before.day and day is None:
            day = before.day
        self.work[name] = Work(f"Task {self.number}", f"* About {name}: {self.number}", role, day=day)

    @rule(name=st.sampled_from(NAMES), health=st.sampled_from(HEALTH), done=st.booleans())
    def team_changes_health(self, name: str, health: LabelRole, done: bool) -> None:
        if name in self.work:
            self.work[name] = replace(self.work[name], health=health, done=done)

    @rule(name=st.sampled_from(NAMES))
    def team_drops(self, name: str) -> None:
        self.work.pop(name, None)

    @rule()
    def a_day_passes(self) -> None:
        self.tracker.now += timedelta(days=1)

    # -- people on the client's board ---------------------------------------------------------------------------

    @precondition(lambda self: self.own_cards())
    @rule(data=st.data(), field_name=st.sampled_from(["title", "description", "due", "list_id", "label_ids"]))
    def person_edits(self, data: st.DataObject, field_name: str) -> None:
        card = data.draw(st.sampled_from(self.own_cards()))
        self.number += 1
        value: Any = f"A person's words {self.number}"
        if field_name == "description":
            marker = decode(card.description)
            value += f"\n\nRef. {marker.text}" if marker else ""
        elif field_name == "due":
            value = datetime(2031, 1, 1, tzinfo=UTC) + timedelta(days=self.number)
        elif field_name == "list_id":
            value = self.theirs
        elif field_name == "label_ids":
            label = self.tracker.add_label(self.board, f"Theirs {self.number}")
            value = (*card.label_ids, label.id)
        self.change(card, **{field_name: value})
        if field_name != "label_ids":
            self.edits[card.id, field_name] = value
            self.touched.add(self.ref_of(card))

    @precondition(lambda self: self.own_cards())
    @rule(data=st.data(), gone=st.booleans())
    def person_puts_away(self, data: st.DataObject, gone: bool) -> None:
        card = data.draw(st.sampled_from(self.own_cards()))
        self.touched.add(self.ref_of(card))
        if gone:
            del self.board.cards[card.id]
            self.known_cards.discard(card.id)
        else:
            self.change(card, archived=True)
            self.edits[card.id, "archived"] = True

    @precondition(lambda self: self.own_cards())
    @rule(data=st.data())
    def person_copies(self, data: st.DataObject) -> None:
        card = data.draw(st.sampled_from(self.own_cards()))
        copy = self.tracker.add_card(self.board, card.title, card.list_id)
        values = {name: getattr(card, name) for name in FIELDS}
        self.tracker.change_card(self.board, copy, **values)
        self.foreign[copy.shown.id] = copy.shown

    @rule()
    def person_adds(self) -> None:
        card = self.tracker.add_card(self.board, "A card of theirs", self.theirs)
        self.foreign[card.shown.id] = card.shown

    @precondition(lambda self: self.own_cards())
    @rule(data=st.data())
    def editor_respells(self, data: st.DataObject) -> None:
        card = data.draw(st.sampled_from(self.own_cards()))
        if (card.id, "description") not in self.edits:
            respelled = re.sub(r"(?<!\\):", r"\\:", card.description.replace("* ", "- ")) + "\n"
            self.change(card, description=respelled)

    # -- misfortune ---------------------------------------------------------------------------------------------

    @rule()
    def the_ledger_is_lost(self) -> None:
        self.ledger.close()
        for file in self.folder.glob("ledger.db*"):
            file.unlink()
        self.ledger = Ledger.open("sqlite:///ledger.db", self.folder)
        self.memory_is_old()

    @precondition(lambda self: not self.broken_off)
    @rule()
    def the_ledger_is_copied(self) -> None:
        self.ledger.close()
        shutil.copy(self.folder / "ledger.db", self.folder / "copy")
        self.ledger = Ledger.open("sqlite:///ledger.db", self.folder)
        self.kept_ledger = True

    @precondition(lambda self: self.kept_ledger)
    @rule()
    def an_older_ledger_is_restored(self) -> None:
        self.ledger.close()
        for file in self.folder.glob("ledger.db*"):
            file.unlink()
        shutil.copy(self.folder / "copy", self.folder / "ledger.db")
        self.ledger = Ledger.open("sqlite:///ledger.db", self.folder)
        self.memory_is_old()

    def memory_is_old(self) -> None:
        """What only the ledger could have told is no longer to be expected."""
        self.amnesia = True
        carried = {ref for ref in map(self.ref_of, self.all_own()) if ref}
        if self.broken_off:
            self.touched |= {f"task:{name}" for name in NAMES}
        for card in self.all_own():
            if card.archived or (card.id, "description") in self.edits:
                self.touched.add(self.ref_of(card))
        for name in NAMES:
            if f"task:{name}" not in carried:
                self.recreatable.add(f"task:{name}")
                # A copy outlives its original: with nothing remembered, its reference makes it ours.
                owner = owner_of(PROJECT, f"task:{name}")
                for remote_id, card in list(self.foreign.items()):
                    marker = decode(card.description)
                    if marker and marker.owner == owner:
                        del self.foreign[remote_id]

    # -- runs ---------------------------------------------------------------------------------------------------

    @rule()
    def sync(self) -> None:
        outcome = self.run()
        assert outcome.status in ("ok", "unchanged"), outcome
        self.broken_off = False
        self.expect_what_nobody_touched()
        written = len(self.writer.writes)
        assert self.run().status == "unchanged"
        assert len(self.writer.writes) == written

    @rule(complete=st.just(False))
    def sync_after_an_incomplete_pull(self, complete: bool) -> None:
        before = len(self.writer.writes)
        self.run(complete=complete)
        for change in self.writer.writes[before:]:
            assert change.action not in ("archive", "unlabel")
            assert all(each.after is not None for name, each in change.fields.items() if name == "due")

    @rule(fault=st.sampled_from(list(Fault)))
    def sync_with_a_fault(self, fault: Fault) -> None:
        plan, view = self.planned()
        if plan.changes:
            self.tracker.fail_next(fault)
            outcome = self.applied(plan, view)
            assert outcome.status in ("ok", "partial", "failed")
            self.broken_off = outcome.status != "ok"

    @rule(step=st.integers(1, 12))
    def sync_that_crashes(self, step: int) -> None:
        self.writer.arm(step)
        try:
            self.run()
        except Crash:
            self.broken_off = True
        self.writer.arm(0)

    def run(self, *, complete: bool = True) -> Outcome:
        plan, view = self.planned(complete=complete)
        return self.applied(plan, view)

    def planned(self, *, complete: bool = True) -> tuple[Plan, ClientView]:
        if self.amnesia:
            self.memory_is_old()
            self.amnesia = False
        board = self.writer.read()
        settle_intents(project=PROJECT, ledger=self.ledger, board=board, at=self.tracker.now)
        refs = {f"task:{name}": name for name in NAMES}
        memory = reconcile(
            self.ledger.memory(PROJECT), board, project=PROJECT, refs=refs, view_lists=LISTS, view_labels=LABELS
        )
        view = self.composed(memory)
        plan = make_plan(project=PROJECT, view=view, board=board, memory=memory, limits=GENEROUS, complete=complete)
        assert plan.safe
        return plan, view

    def applied(self, plan: Plan, view: ClientView) -> Outcome:
        run = self.ledger.begin_run(PROJECT, "sync", at=self.tracker.now)
        return apply_plan(
            plan, view=view, writer=self.writer, markers={}, ledger=self.ledger, run=run,
            clock=lambda: self.tracker.now,
        )  # fmt: skip

    def composed(self, memory: Memory) -> ClientView:
        """A small compose: the text depends on the past only as a board can remember it."""
        stories = {promise.ref: promise for promise in memory.promises}
        cards, told = [], []
        for rank, (name, work) in enumerate(sorted(self.work.items())):
            ref = f"task:{name}"
            story = self.story(ref, work, stories.get(ref))
            if story:
                told.append(story)
            cards.append(self.card_of(ref, name, work, story, rank))
        gone = [ref for ref in memory.publications if ref.startswith("task:") and ref[5:] not in self.work]
        endings = tuple(Ending(ref, ref[5:], "It is gone.") for ref in gone)
        return ClientView(
            language="en", lists=LISTS, labels=LABELS, cards=tuple(cards), endings=endings, promises=tuple(told)
        )

    def story(self, ref: str, work: Work, before: Promise | None) -> Promise | None:
        if work.day is None:
            return None
        told = before.told if before else ()
        if not told or told[-1].day != work.day:
            told = (*told, Told(work.day, self.tracker.now))
        return Promise(ref=ref, title=work.title, told=told, task=ref[5:])

    def card_of(self, ref: str, name: str, work: Work, story: Promise | None, rank: int) -> StatusCard:
        moved = story.moved_at.date() if story and story.moved_at else None
        first = story.first if story else None
        return StatusCard(
            ref=ref,
            kind=CardKind.TASK,
            title=work.title,
            description=f"{work.text}\n\n* First: {first}\n* Now: {work.day}\n* Moved: {moved}",
            list=work.list,
            task=name,
            labels=frozenset({work.health}),
            due=datetime(work.day.year, work.day.month, work.day.day, 18, tzinfo=UTC) if work.day else None,
            due_complete=work.done,
            rank=rank,
            told=work.day,
            first=first,
            moved_on=moved,
        )

    # -- what holds ---------------------------------------------------------------------------------------------

    @invariant()
    def foreign_cards_are_untouched(self) -> None:
        assert {remote_id: self.board.cards[remote_id].shown for remote_id in self.foreign} == self.foreign

    @invariant()
    def nothing_is_deleted(self) -> None:
        assert self.known_cards <= set(self.board.cards)
        self.known_cards = set(self.board.cards)

    @invariant()
    def no_card_is_doubled(self) -> None:
        counts = Counter(self.ref_of(card) for card in self.all_own())
        assert {ref: count for ref, count in counts.items() if count > 1 and ref not in self.recreatable} == {}

    @invariant()
    def lists_and_labels_are_not_doubled(self) -> None:
        assert max(Counter(each.name for each in self.board.lists.values()).values()) == 1
        assert max(Counter(each.name for each in self.board.labels.values()).values(), default=1) == 1

    @invariant()
    def edits_survive(self) -> None:
        for (remote_id, name), value in self.edits.items():
            if remote_id in self.board.cards:
                assert getattr(self.board.cards[remote_id].shown, name) == value

    def expect_what_nobody_touched(self) -> None:
        cards = {self.ref_of(card): card for card in self.all_own()}
        labels = {label.id: label.name for label in self.board.labels.values()}
        promises = {promise.ref: promise for promise in self.ledger.promises(PROJECT)}
        for name, work in self.work.items():
            ref = f"task:{name}"
            if ref in self.touched | self.recreatable:
                continue
            card = cards[ref]
            ours = {labels[label] for label in card.label_ids} & {label.name for label in LABELS}
            assert (card.title, self.board.lists[card.list_id].name) == (work.title, _list_name(work.list))
            assert (card.due.date() if card.due else None, card.due_complete) == (work.day, work.done)
            assert (card.archived, ours) == (False, {_label_name(work.health)})
            assert f"Now: {work.day}" in card.description.replace("\\", "")
            if work.day:
                assert promises[ref].current == work.day
        for ref, card in cards.items():
            if ref[5:] not in self.work and ref not in self.touched | self.recreatable:
                assert card.archived

    # -- helpers ------------------------------------------------------------------------------------------------

    def all_own(self) -> list[BoardCard]:
        return [
            card.shown
            for card in self.board.cards.values()
            if card.shown.id not in self.foreign and decode(card.shown.description)
        ]

    def own_cards(self) -> list[BoardCard]:
        return [card for card in self.all_own() if not card.archived]

    def ref_of(self, card: BoardCard) -> str:
        marker = decode(card.description)
        owners = {owner_of(PROJECT, f"task:{name}"): f"task:{name}" for name in NAMES}
        return owners.get(marker.owner, "") if marker else ""

    def change(self, card: BoardCard, **values: Any) -> None:
        self.tracker.change_card(self.board, self.board.cards[card.id], **values)


def _list_name(role: ListRole) -> str:
    return next(each.name for each in LISTS if each.role is role)


def _label_name(role: LabelRole) -> str:
    return next(each.name for each in LABELS if each.role is role)


SyncMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck), database=None,
    derandomize=True,
)  # fmt: skip
TestSyncMachine = SyncMachine.TestCase

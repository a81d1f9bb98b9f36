"""Several changes under way at once: in the plan's order where it means something, the ledger in one thread's hands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier, Event, RLock, get_ident
from typing import Any

import pytest
from tests.apply.client_side import ClientSide, Desk, status_card
from tests.apply.client_side import view_of as board_view

from trackerbridge.client_view.view import ClientView, ListRole
from trackerbridge.errors import BudgetSpent, LostReply, TrackerRefused
from trackerbridge.plan.changes import Change
from trackerbridge.under_way import Begun, UnderWay

WAITING, BUSY = ListRole.WAITING, ListRole.IN_PROGRESS


@dataclass
class Together(ClientSide):
    """A board that takes four changes at once; ``held`` is called in each sender's thread, before anything is done."""

    at_once = 4
    held: Callable[[Change], object] = lambda change: None
    one_by_one: Any = field(default_factory=RLock)

    def apply_change(self, change: Change, ids: Mapping[str, str]) -> str:
        self.held(change)
        with self.one_by_one:
            return super().apply_change(change, ids)


def change(ref: str, kind: str = "card", action: str = "create", **more: str) -> Change:
    return Change(action=action, kind=kind, ref=ref, **more)


def order(changes: list[Change], at_once: int = 4) -> list[list[str]]:
    """Which changes are begun together, where each is ended before the next are begun."""
    rounds, left = [], list(changes)
    with UnderWay(at_once, lambda: None) as under_way:
        while left:
            begun = []
            while (each := under_way.next_of(left)) is not None:
                under_way.send(Begun(each, 0), lambda: "id")
                begun.append(each.ref)
            rounds.append(begun)
            while under_way:
                list(under_way.ended())
    return rounds


def test_new_cards_of_one_list_follow_one_another_and_those_of_others_do_not_wait() -> None:
    cards = [change(f"a{n}", list_ref="a") for n in range(3)] + [change(f"b{n}", list_ref="b") for n in range(2)]
    assert order(cards) == [["a0", "b0"], ["a1", "b1"], ["a2"]]
    assert order(cards, at_once=1) == [["a0"], ["a1"], ["a2"], ["b0"], ["b1"]]


def test_another_kind_waits_for_all_before_it_and_one_card_is_touched_by_one_change_at_a_time() -> None:
    changes = [
        change("list:1", "list"), change("list:2", "list"),
        change("c1", action="update"), change("c2", action="update"), change("c1", action="update"),
        change("i1", "checkitem", on="l1"), change("i2", "checkitem", on="l1"), change("i3", "checkitem", on="l2"),
        change("x", "card", "label"),
    ]  # fmt: skip
    assert order(changes) == [["list:1"], ["list:2"], ["c1", "c2"], ["c1"], ["i1", "i3"], ["i2"], ["x"]]


def test_the_sources_own_labels_are_put_on_one_by_one() -> None:
    marks = [change(f"t{n}", action="label", side="source", source="work") for n in range(2)]
    assert order(marks) == [["t0"], ["t1"]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.at(tmp_path, Together())


def view_of(waiting: int, busy: int) -> ClientView:
    cards = [status_card(f"w{n}", list=WAITING) for n in range(waiting)]
    return board_view(*cards, *(status_card(f"b{n}", list=BUSY) for n in range(busy)))


def test_two_lists_are_filled_at_once_and_the_ledger_is_written_by_one_thread(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, writers = Barrier(2, timeout=20), set()

    def held(change: Change) -> None:
        if change.kind == "card":
            both.wait()  # breaks, and fails the change, where nobody comes from the other list

    for name in ("begin_intent", "settle_intent"):
        kept = getattr(desk.ledger, name)
        monkeypatch.setattr(desk.ledger, name, lambda *a, kept=kept, **k: (writers.add(get_ident()), kept(*a, **k))[1])
    desk.side.held = held
    view = view_of(3, 3)
    assert desk.sync(view).status == "ok"
    assert writers == {get_ident()}
    made = [each.ref for each in desk.side.writes if each.kind == "card"]
    for name in ("w", "b"):
        assert [ref for ref in made if f"/{name}" in ref] == [f"task:boards/{name}{n}" for n in range(3)]
    assert desk.sync(view).status == "unchanged"


def test_what_is_under_way_when_the_run_ends_is_settled_and_the_rest_is_left(desk: Desk) -> None:
    other_ended = Event()

    def held(change: Change) -> None:
        if change.ref == "task:boards/w0":
            other_ended.wait(20)
        if change.ref == "task:boards/b0":
            other_ended.set()
            raise BudgetSpent("There is no time left.")

    desk.side.held = held
    view = view_of(3, 3)
    outcome = desk.sync(view)
    assert (outcome.status, outcome.failed, outcome.left) == ("partial", 1, 4)
    assert "4 more changes are left for the next run." in outcome.errors
    assert "task:boards/w0" in desk.ledger.memory("website").publications
    assert desk.ledger.open_intents("website") == ()
    desk.side.held = lambda change: None
    assert desk.sync(view).applied == 5
    assert desk.sync(view).status == "unchanged"


@pytest.mark.parametrize("lost", ["before", "after"])
def test_a_lost_reply_beside_others_is_settled_by_looking(desk: Desk, lost: str) -> None:
    def lose(change: Change) -> None:
        if change.ref == "task:boards/b1":
            raise LostReply("The answer was lost.")

    setattr(desk.side, lost, lose)
    view = view_of(4, 3)
    outcome = desk.sync(view)
    setattr(desk.side, lost, lambda change: None)
    assert outcome.failed == (1 if lost == "before" else 0)
    desk.sync(view)
    assert desk.sync(view).status == "unchanged"
    titles = [card.title for card in desk.side.board.cards]
    assert sorted(titles) == sorted(set(titles))


def test_one_that_is_refused_does_not_stop_the_others(desk: Desk) -> None:
    def refuse(change: Change) -> None:
        if change.ref == "task:boards/w0":
            raise TrackerRefused("No.", status=400)

    desk.side.before = refuse
    outcome = desk.sync(view_of(2, 2))
    assert (outcome.status, outcome.failed, outcome.skipped) == ("partial", 1, 0)


def test_ctrl_c_lets_nothing_go_out_that_waits(desk: Desk) -> None:
    stopped = Event()

    def wait_for_the_limit() -> str:
        assert stopped.wait(20)
        raise BudgetSpent("The run was interrupted.")

    def press() -> None:
        with UnderWay(4, stopped.set) as under_way:
            under_way.send(Begun(change("a"), 0), wait_for_the_limit)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        press()

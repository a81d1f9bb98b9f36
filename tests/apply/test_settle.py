"""Settling what an earlier run began, by looking."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.apply.client_side import GAP, GENEROUS, NOW, PROJECT, ClientSide, Desk, status_card, view_of

from trackerbridge.client_view.view import ClientView, Ending, ListRole
from trackerbridge.ledger.records import IntentState, Memory
from trackerbridge.ledger.tables import intents, promises
from trackerbridge.model import Told
from trackerbridge.plan.change_json import change_from_data, change_to_data
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.plan.make import make_plan
from trackerbridge.settle import landed, promised, published
from trackerbridge.trackers.base import Board, BoardList

ONE = "task:boards/1"
FIRST = view_of(status_card("1"))
NEW = view_of(
    status_card(
        "1", title="New", list=ListRole.DONE, description="New words.", day=date(2026, 12, 1), due_complete=True
    )
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk.at(tmp_path)
    made.sync(FIRST)
    return made


def crash(desk: Desk, view: ClientView, ref: str = ONE, *, done: bool = True) -> None:
    def interrupt(change: Change) -> None:
        if change.ref == ref:
            raise KeyboardInterrupt

    setattr(desk.side, "after" if done else "before", interrupt)
    with pytest.raises(KeyboardInterrupt):
        desk.sync(view)
    desk.side.before = desk.side.after = lambda change: None


def test_an_update_that_happened_is_recorded_with_its_promise(desk: Desk) -> None:
    desk.clock = NOW + timedelta(hours=1)
    crash(desk, NEW)
    desk.clock = NOW + timedelta(days=1)
    assert desk.settle() == (1, 0)
    publication = desk.ledger.memory(PROJECT).publications[ONE]
    assert (publication.written["title"], publication.written["list"]) == ("New", "list:done")
    (promise,) = desk.ledger.promises(PROJECT)
    assert promise.told == (Told(date(2026, 11, 20), NOW), Told(date(2026, 12, 1), NOW + timedelta(hours=1)))
    assert promise.title == "New"


def test_a_created_card_is_recorded_with_its_title(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path)
    crash(desk, FIRST)
    assert desk.settle() == (1, 0)
    publication = desk.ledger.memory(PROJECT).publications[ONE]
    assert (publication.remote_id, publication.task) == (desk.side.card("Task 1").id, "WEB-1")
    assert [promise.title for promise in desk.ledger.promises(PROJECT)] == ["Task 1"]
    made = desk.ledger.intents(1)[-1]
    assert (made.state, made.remote_id) == (IntentState.DONE, publication.remote_id)


def test_the_ledger_says_when_it_was_settled_and_which_run_told_the_date(desk: Desk) -> None:
    crash(desk, NEW)
    desk.clock = NOW + timedelta(days=1)
    desk.settle()
    crash(desk, FIRST, done=False)
    desk.settle()
    with desk.ledger._transaction() as connection:
        settled = connection.execute(select(intents.c.settled_at).where(intents.c.run > 1)).scalars().all()
        runs = connection.execute(select(promises.c.day, promises.c.run).where(promises.c.event == "told")).all()
    assert set(settled) == {NOW + timedelta(days=1)}
    assert [tuple(row) for row in runs] == [(date(2026, 11, 20), 1), (date(2026, 12, 1), 2)]


def test_an_update_without_a_title_keeps_the_promises(desk: Desk) -> None:
    crash(desk, view_of(status_card("1", day=date(2026, 12, 1))))
    desk.settle()
    assert [promise.title for promise in desk.ledger.promises(PROJECT)] == ["Task 1"]


def test_a_promise_that_the_ledger_never_heard_of_is_named_by_its_reference(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path)
    desk.sync(view_of(status_card("1", day=None)))
    crash(desk, view_of(status_card("1")))
    desk.settle()
    assert [promise.title for promise in desk.ledger.promises(PROJECT)] == [ONE]


def test_putting_away_keeps_all_else_that_the_ledger_holds_of_the_card(desk: Desk) -> None:
    before = desk.ledger.memory(PROJECT).publications[ONE]
    crash(desk, view_of(endings=(Ending(ONE, "WEB-1", "Gone."),)))
    assert desk.settle() == (1, 0)
    assert desk.ledger.memory(PROJECT).publications[ONE] == replace(before, archived=True)


def test_what_did_not_happen_is_closed_with_a_reason(desk: Desk) -> None:
    crash(desk, NEW, done=False)
    assert desk.settle() == (0, 1)
    intent = desk.ledger.intents(2)[0]
    assert intent.state is IntentState.FAILED
    assert intent.error == "An earlier run broke off here; a look at the board shows that it did not happen."
    assert desk.ledger.memory(PROJECT).publications[ONE].written["title"] == "Task 1"
    assert desk.settle() == (0, 0)


@pytest.mark.parametrize(
    "undone",
    [
        {"title": "Task 1"},
        {"due": None},
        {"due_complete": False},
        {"list_id": "elsewhere"},
        {"description": "Theirs."},
    ],
)
def test_an_update_happened_only_if_all_of_it_stands(desk: Desk, undone: dict[str, object]) -> None:
    crash(desk, NEW)
    desk.side.edit(desk.side.board.cards[0].id, **undone)
    assert desk.settle() == (0, 1)


def test_an_update_whose_words_stand_under_another_reference_did_not_happen(desk: Desk) -> None:
    """The words may be the same while another field was to change with them."""
    before = desk.side.board.cards[0].description
    crash(desk, view_of(status_card("1", labels=frozenset())), done=True)
    desk.side.edit(desk.side.board.cards[0].id, description=before)
    assert desk.settle() == (0, 1)


def test_a_card_that_is_gone_was_not_updated(desk: Desk) -> None:
    crash(desk, NEW)
    desk.side.remove(desk.side.board.cards[0].id)
    assert desk.settle() == (0, 1)


def test_a_move_to_a_list_that_was_made_meanwhile_is_seen_by_its_name(desk: Desk) -> None:
    crash(desk, NEW)
    board = desk.side.read()
    (intent,) = desk.ledger.open_intents(PROJECT)
    change = change_from_data(json.loads(intent.body))
    assert landed(change, board, {}, PROJECT) == board.cards[0].id


def begun(desk: Desk, *changes: Change) -> None:
    """Changes of which nobody heard again."""
    for change in changes:
        desk.ledger.begin_intent(
            run=2,
            project=PROJECT,
            ref=change.ref,
            action=change.action,
            kind=change.kind,
            body=change_to_data(change),
            at=NOW,
        )


def new_list(name: str) -> Change:
    return Change(action="create", kind="list", ref=f"list:{name}", fields={"name": FieldChange(None, name)})


def new_label(source: str) -> Change:
    name = {"name": FieldChange(None, "tb-stale")}
    return Change(action="create", kind="label", ref=f"mark:{source}", fields=name, side="source", source=source)


def test_every_open_intent_is_settled_on_its_own(desk: Desk) -> None:
    desk.markers["cut short"] = ClientSide(Board(id="c", name="Cut short", completeness=GAP))
    begun(desk, new_label("cut short"), new_label("not looked at"), new_label("nor this"))
    begun(desk, new_list("Planned"), new_list("Done"), new_list("Nowhere"), new_list("Elsewhere"))
    assert desk.settle() == (2, 4)
    assert [(intent.ref, intent.state.value) for intent in desk.ledger.intents(2)] == [
        ("mark:cut short", "begun"),
        ("mark:not looked at", "failed"),
        ("mark:nor this", "failed"),
        ("list:Planned", "done"),
        ("list:Done", "done"),
        ("list:Nowhere", "failed"),
        ("list:Elsewhere", "failed"),
    ]


@pytest.mark.parametrize("happened", [False, True])
@pytest.mark.parametrize("action", ["label", "unlabel"])
def test_a_label_on_the_source_is_looked_for_on_its_card(desk: Desk, action: str, happened: bool) -> None:
    team = desk.markers["trello:t"] = ClientSide(Board(id="t", name="Team", lists=(BoardList("l", "Doing"),)))
    card = team.add(title="Team card", list_id="l")
    marked = view_of(status_card("1"), team_marks={f"trello:t/{card.id}": frozenset({"tb-stale"})})
    if action == "unlabel":
        desk.sync(marked)

    def interrupt(change: Change) -> None:
        if change.action == action:
            raise KeyboardInterrupt

    setattr(team, "after" if happened else "before", interrupt)
    with pytest.raises(KeyboardInterrupt):
        desk.sync(marked if action == "label" else FIRST)
    team.before = team.after = lambda change: None
    assert desk.settle() == ((1, 0) if happened else (0, 1))


def test_a_look_that_was_cut_short_settles_nothing(desk: Desk) -> None:
    crash(desk, NEW)
    desk.side.board = replace(desk.side.board, completeness=GAP)
    assert desk.settle() == (0, 0)
    assert len(desk.ledger.open_intents(PROJECT)) == 1


def test_of_several_cards_with_one_reference_the_lowest_id_was_made() -> None:
    side = ClientSide(Board(id="board", name="Client"))
    change = creation()
    for remote_id in ("b", "a"):
        side.add(id=remote_id, title="x", description=change.fields["description"].after, list_id="l")
    assert landed(change, side.board, {}, PROJECT) == "a"
    assert landed(change, side.board, {}, "other") == ""


def creation() -> Change:
    made = make_plan(
        project=PROJECT, view=FIRST, board=Board(id="b", name=""), memory=Memory(), limits=GENEROUS, complete=True
    )
    return made.changes[-1]


def test_a_closed_list_of_the_name_was_not_made_by_us() -> None:
    change = Change(action="create", kind="list", ref="list:done", fields={"name": FieldChange(None, "Done")})
    lists = (BoardList("a", "Done", closed=True), BoardList("c", "Done"), BoardList("b", "Done"))
    assert landed(change, Board(id="b", name="", lists=lists[:1]), {}, PROJECT) == ""
    assert landed(change, Board(id="b", name="", lists=lists), {}, PROJECT) == "b"


def test_nothing_is_published_on_the_source() -> None:
    assert published(Change(action="label", kind="card", ref="x", side="source"), None, "id", "b") is None
    assert promised(replace(creation(), side="source"), None, title="x", at=NOW) is None


def test_a_change_of_something_the_ledger_lost_is_recorded_all_the_same() -> None:
    change = Change(action="archive", kind="card", ref=ONE, task="WEB-1", remote_id="c1")
    made = published(change, None, "c1", "b")
    assert made is not None
    assert (made.ref, made.kind, made.remote_id, made.board, made.task, made.archived) == (
        ONE, "card", "c1", "b", "WEB-1", True,
    )  # fmt: skip

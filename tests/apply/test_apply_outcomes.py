"""Applying a plan: what is recorded before and after, and how it ends when a change cannot be made."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.apply.client_side import LISTS, NOW, PROJECT, ClientSide, Desk, due_on, status_card, view_of

from trackerbridge.apply import apply_plan
from trackerbridge.client_view.view import ClientView, Ending, LabelRole, ListRole
from trackerbridge.errors import (
    BudgetSpent,
    ExitCode,
    LostReply,
    NotLetIn,
    Refused,
    TrackerbridgeError,
    TrackerRefused,
    Unreachable,
)
from trackerbridge.ledger.records import IntentState, Publication
from trackerbridge.ledger.store import Ledger
from trackerbridge.ledger.tables import intents
from trackerbridge.model import Promise, PromiseState, Told
from trackerbridge.outcome import Outcome
from trackerbridge.plan.changes import Change, Plan, Refusal
from trackerbridge.trackers.base import Board, BoardLabel, BoardList

ONE, TWO = "task:boards/1", "task:boards/2"
BOTH = view_of(status_card("1"), status_card("2"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.at(tmp_path)


def failing(error: TrackerbridgeError, *refs: str, action: str = "") -> Callable[[Change], None]:
    """Raises where a change is about one of these references."""

    def fail(change: Change) -> None:
        if change.ref in refs and action in ("", change.action):
            raise error

    return fail


def unreachable() -> Board:
    raise Unreachable("Nobody answers.")


def states(desk: Desk, run: int = 1) -> list[tuple[str, str, str]]:
    return [(each.ref, each.state.value, each.error) for each in desk.ledger.intents(run)]


# -- all goes well ----------------------------------------------------------------------------------------------------


def test_everything_is_written_and_recorded(desk: Desk) -> None:
    outcome = desk.sync(BOTH)
    assert outcome == Outcome(status="ok", applied=len(LISTS) + 1 + 2)
    assert outcome.exit_code is ExitCode.OK
    intents = desk.ledger.intents(1)
    assert {each.state for each in intents} == {IntentState.DONE}
    assert [each.ref for each in intents] == [change.ref for change in desk.side.writes]
    assert all(each.remote_id for each in intents)
    card = next(card for card in desk.side.board.cards if card.title == "Task 1")
    publication = desk.ledger.memory(PROJECT).publications[ONE]
    assert publication == Publication(
        ref=ONE,
        kind="card",
        remote_id=card.id,
        board="board",
        task="WEB-1",
        first=date(2026, 11, 20),
        written=desk.side.writes[-2].written,
    )
    lists = desk.ledger.memory(PROJECT).publications["list:done"]
    assert (lists.kind, lists.adopted, lists.board) == ("list", False, "board")


def test_an_intent_holds_the_whole_change_before_it_is_sent(desk: Desk) -> None:
    seen: list[tuple[str, str]] = []

    def look(change: Change) -> None:
        (intent,) = desk.ledger.open_intents(PROJECT)
        seen.append((intent.ref, json.loads(intent.body)["fields"]["title"]["to"] if change.kind == "card" else ""))

    desk.side.before = look
    desk.sync(BOTH)
    assert seen[-2:] == [(ONE, "Task 1"), (TWO, "Task 2")]
    assert desk.ledger.open_intents(PROJECT) == ()


def test_nothing_to_write_is_unchanged(desk: Desk) -> None:
    desk.sync(BOTH)
    outcome = desk.sync(BOTH)
    assert outcome == Outcome(status="unchanged")
    assert outcome.exit_code is ExitCode.OK
    assert desk.ledger.intents(2) == ()


def test_an_update_is_recorded(desk: Desk) -> None:
    desk.sync(BOTH)
    moved = status_card(
        "1", title="New", day=date(2026, 11, 25), first=date(2026, 11, 20), moved_on=date(2026, 11, 16),
        labels=frozenset({LabelRole.MOVED}),
    )  # fmt: skip
    desk.sync(view_of(moved, status_card("2")))
    publication = desk.ledger.memory(PROJECT).publications[ONE]
    assert (publication.first, publication.moved_on) == (date(2026, 11, 20), date(2026, 11, 16))
    assert publication.written["title"] == "New"
    assert publication.written["labels"] == "label:moved"
    assert publication.written["list"] == "list:in_progress"
    assert publication.task == "WEB-1"


def test_a_first_date_that_comes_later_is_recorded(desk: Desk) -> None:
    desk.sync(view_of(status_card("1", day=None)))
    assert desk.ledger.memory(PROJECT).publications[ONE].first is None
    desk.sync(view_of(status_card("1")))
    assert desk.ledger.memory(PROJECT).publications[ONE].first == date(2026, 11, 20)


def test_what_the_ledger_knows_is_not_recorded_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.sync(BOTH)
    recorded: list[str] = []
    monkeypatch.setattr(Ledger, "record_publications", lambda *_, **__: recorded.append("publications"))
    monkeypatch.setattr(Ledger, "record_promise", lambda *_, **__: recorded.append("promise"))
    desk.sync(BOTH)
    assert recorded == []


def test_labels_alone_do_not_forget_the_dates(desk: Desk) -> None:
    desk.sync(BOTH)
    desk.side.edit(desk.side.card("Task 1").id, description="Theirs.")
    desk.sync(view_of(status_card("1", labels=frozenset()), status_card("2")))
    assert desk.ledger.memory(PROJECT).publications[ONE].first == date(2026, 11, 20)
    assert desk.ledger.memory(PROJECT).publications[ONE].written["labels"] == ""


def test_putting_away_and_bringing_back_are_recorded(desk: Desk) -> None:
    desk.sync(BOTH)
    desk.sync(view_of(status_card("2"), endings=(Ending(ONE, "WEB-1", "Gone."),)))
    away = desk.ledger.memory(PROJECT).publications[ONE]
    assert (away.archived, away.written["title"], away.first) == (True, "Task 1", date(2026, 11, 20))
    desk.sync(BOTH)
    assert not desk.ledger.memory(PROJECT).publications[ONE].archived


def test_an_unsafe_plan_is_not_applied(desk: Desk) -> None:
    plan = Plan(project=PROJECT, changes=(), refusals=(Refusal("Too much.", "Look."), Refusal("And more.", "")))
    with pytest.raises(Refused, match=r"^Too much\. Look\.$"):
        desk.apply(plan, BOTH)


# -- promises ---------------------------------------------------------------------------------------------------------


def test_a_date_is_a_promise_once_its_card_is_written(desk: Desk) -> None:
    desk.clock = NOW + timedelta(minutes=5)
    desk.sync(view_of(status_card("1"), status_card("2", day=None)))
    assert desk.ledger.promises(PROJECT) == (
        Promise(ref=ONE, title="Task 1", told=(Told(date(2026, 11, 20), NOW),), task="WEB-1"),
    )


def test_a_card_without_a_story_tells_its_date_now(desk: Desk) -> None:
    desk.clock = NOW + timedelta(minutes=5)
    desk.sync(view_of(status_card("1"), promises=()))
    assert desk.ledger.promises(PROJECT) == (
        Promise(ref=ONE, title="Task 1", told=(Told(date(2026, 11, 20), desk.clock),), task="WEB-1"),
    )


def test_a_story_that_ends_elsewhere_does_not_tell_this_cards_date(desk: Desk) -> None:
    other = Promise(ref=ONE, title="Task 1", told=(Told(date(2027, 1, 1), NOW),), task="WEB-1")
    desk.sync(view_of(status_card("1"), promises=(other,)))
    assert [told.day for told in desk.ledger.promises(PROJECT)[0].told] == [date(2026, 11, 20)]


def test_what_was_not_written_is_not_promised(desk: Desk) -> None:
    desk.side.before = failing(TrackerRefused("No."), ONE)
    desk.sync(BOTH)
    assert [promise.ref for promise in desk.ledger.promises(PROJECT)] == [TWO]


def delivered(ref: str = ONE) -> Promise:
    told = (Told(date(2026, 11, 20), NOW),)
    return Promise(
        ref=ref, title="Task", told=told, task="WEB", state=PromiseState.EARLY, delivered_on=date(2026, 11, 18)
    )


def done_view(*, both: bool = True) -> ClientView:
    cards = [status_card(name, list=ListRole.DONE) for name in ("1", "2")]
    return view_of(*cards, promises=(delivered(ONE), delivered(TWO)) if both else (delivered(ONE),))


def test_how_a_promise_ended_is_recorded(desk: Desk) -> None:
    desk.sync(BOTH)
    desk.sync(done_view())
    assert [(each.state, each.delivered_on) for each in desk.ledger.promises(PROJECT)] == [
        (PromiseState.EARLY, date(2026, 11, 18))
    ] * 2


def test_it_is_not_recorded_where_the_client_could_not_be_shown(desk: Desk) -> None:
    desk.sync(BOTH)
    desk.side.before = failing(TrackerRefused("No."), ONE)
    desk.sync(done_view())
    assert [each.state for each in desk.ledger.promises(PROJECT)] == [PromiseState.OPEN, PromiseState.EARLY]


def test_nor_where_the_run_ended_before(desk: Desk) -> None:
    three = [ONE, TWO, "task:boards/3"]
    desk.sync(view_of(*(status_card(name) for name in "123")))
    desk.side.before = failing(Unreachable("Gone."), ONE)
    done = [status_card(name, list=ListRole.DONE) for name in "123"]
    desk.sync(view_of(*done, promises=tuple(delivered(ref) for ref in three)))
    assert [(each.ref, each.state) for each in desk.ledger.promises(PROJECT)] == [
        (ref, PromiseState.OPEN) for ref in three
    ]


def test_it_is_recorded_also_where_nothing_needs_to_be_written(desk: Desk) -> None:
    desk.sync(BOTH)
    outcome = desk.sync(view_of(status_card("1"), status_card("2"), promises=(delivered(),)))
    assert outcome.status == "unchanged"
    assert [each.state for each in desk.ledger.promises(PROJECT)] == [PromiseState.EARLY, PromiseState.OPEN]
    assert [len(each.told) for each in desk.ledger.promises(PROJECT)] == [1, 1]


def test_a_date_that_no_card_told_is_not_told_by_its_ending(desk: Desk) -> None:
    desk.sync(BOTH)
    never = Promise(ref="task:boards/9", title="x", told=(Told(date(2026, 11, 20), NOW),), state=PromiseState.KEPT)
    told = (Told(date(2026, 11, 20), NOW), Told(date(2026, 12, 1), NOW))
    ahead = Promise(ref=ONE, title="Task 1", told=told, task="WEB-1", state=PromiseState.LATE)
    desk.sync(view_of(status_card("1"), status_card("2"), promises=(never, ahead)))
    assert [(each.ref, each.state, len(each.told)) for each in desk.ledger.promises(PROJECT)] == [
        (ONE, PromiseState.LATE, 1),
        (TWO, PromiseState.OPEN, 1),
    ]


def test_after_a_lost_ledger_the_promises_are_recorded_again(desk: Desk) -> None:
    desk.sync(BOTH)
    desk.forget()
    assert desk.sync(BOTH).status == "unchanged"
    assert [(each.ref, each.title, each.task, each.current) for each in desk.ledger.promises(PROJECT)] == [
        (ONE, "Task 1", "WEB-1", date(2026, 11, 20)),
        (TWO, "Task 2", "WEB-2", date(2026, 11, 20)),
    ]
    assert set(desk.ledger.memory(PROJECT).publications) == {
        ONE, TWO, "label:on_track", *(each.role.ref for each in LISTS)
    }  # fmt: skip
    desk.sync(BOTH)
    assert [len(each.told) for each in desk.ledger.promises(PROJECT)] == [1, 1]


# -- a change is refused ----------------------------------------------------------------------------------------------


def test_a_refused_change_is_recorded_and_the_rest_goes_on(desk: Desk) -> None:
    desk.side.before = failing(TrackerRefused("The card is odd.", hint="Look at it."), ONE)
    outcome = desk.sync(BOTH)
    assert outcome == Outcome(
        status="partial",
        applied=len(LISTS) + 2,
        failed=1,
        errors=("create card WEB-1: The card is odd. Look at it.",),
    )
    assert outcome.exit_code is ExitCode.PARTLY_DONE
    assert [card.title for card in desk.side.board.cards] == ["Task 2"]
    assert states(desk)[-2:] == [(ONE, "failed", "The card is odd."), (TWO, "done", "")]
    assert ONE not in desk.ledger.memory(PROJECT).publications
    desk.side.before = lambda change: None
    assert desk.sync(BOTH) == Outcome(status="ok", applied=1)


def test_all_refused_is_failed(desk: Desk) -> None:
    desk.sync(BOTH)
    desk.side.before = failing(TrackerRefused("No."), ONE, TWO)
    outcome = desk.sync(view_of(status_card("1", title="New"), status_card("2", title="New")))
    assert (outcome.status, outcome.applied, outcome.failed) == ("failed", 0, 2)
    assert outcome.exit_code is ExitCode.PARTLY_DONE


def test_what_depends_on_a_failed_list_is_skipped(desk: Desk) -> None:
    desk.side.before = failing(TrackerRefused("No."), "list:in_progress")
    outcome = desk.sync(view_of(status_card("1"), status_card("2", list=ListRole.PLANNED)))
    assert (outcome.status, outcome.failed, outcome.skipped, outcome.left) == ("partial", 1, 1, 0)
    assert outcome.errors == (
        "create list list:in_progress: No.",
        "create card WEB-1: its list could not be created",
    )
    assert [card.title for card in desk.side.board.cards] == ["Task 2"]
    assert ONE not in [each.ref for each in desk.ledger.intents(1)]


def test_what_depends_on_a_failed_label_is_skipped(desk: Desk) -> None:
    desk.side.before = failing(TrackerRefused("No."), "label:on_track")
    outcome = desk.sync(view_of(status_card("1"), status_card("2", labels=frozenset())))
    assert outcome.errors[1] == "create card WEB-1: its label could not be created"
    assert outcome.skipped == 1
    assert [card.title for card in desk.side.board.cards] == ["Task 2"]


def test_the_rest_of_one_card_is_skipped_after_a_failure(desk: Desk) -> None:
    desk.sync(BOTH)
    desk.side.before = failing(TrackerRefused("No."), ONE, action="update")
    new = frozenset({LabelRole.MOVED})
    outcome = desk.sync(view_of(status_card("1", labels=new), status_card("2", labels=new)))
    assert outcome.errors[1:] == (
        "label card WEB-1: an earlier change of the same card did not succeed",
        "unlabel card WEB-1: an earlier change of the same card did not succeed",
    )
    assert (outcome.applied, outcome.failed, outcome.skipped) == (1 + 3, 1, 2)


# -- the run cannot go on ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotLetIn("The token has expired.", hint="Make a new one."), ExitCode.NOT_LET_IN),
        (Unreachable("Nobody answers."), ExitCode.UNREACHABLE),
        (BudgetSpent("The time is spent."), ExitCode.UNREACHABLE),
    ],
)
def test_locked_out_or_cut_off_or_out_of_time(desk: Desk, error: TrackerbridgeError, code: ExitCode) -> None:
    desk.side.before = failing(error, "list:overview")
    outcome = desk.sync(BOTH)
    assert outcome == Outcome(
        status="failed",
        failed=1,
        left=9,
        errors=(f"create list list:overview: {error}", "9 more changes are left for the next run."),
        stopped=error,
    )
    assert outcome.exit_code is code
    assert states(desk) == [("list:overview", "failed", error.message)]
    assert desk.side.writes == []


def test_stopped_midway_is_partly_done(desk: Desk) -> None:
    error = Unreachable("Nobody answers.")
    desk.side.before = failing(error, ONE)
    outcome = desk.sync(BOTH)
    assert (outcome.status, outcome.applied, outcome.failed, outcome.left) == ("partial", 8, 1, 1)
    assert outcome.errors[-1] == "1 more change is left for the next run."
    assert outcome.exit_code is ExitCode.PARTLY_DONE
    assert TWO not in [each.ref for each in desk.ledger.intents(1)]
    desk.side.before = lambda change: None
    assert desk.sync(BOTH) == Outcome(status="ok", applied=2)


def test_failures_before_the_stop_are_counted_with_it(desk: Desk) -> None:
    def fail(change: Change) -> None:
        if change.ref == ONE:
            raise TrackerRefused("No.")
        if change.ref == TWO:
            desk.side.read = unreachable  # type: ignore[method-assign]
            raise LOST

    desk.side.before = fail
    outcome = desk.sync(BOTH)
    assert (outcome.failed, outcome.left) == (2, 0)
    assert outcome.errors == ("create card WEB-1: No.", "create card WEB-2: Nobody answers.")


def test_stopped_at_the_last_change_leaves_nothing(desk: Desk) -> None:
    desk.side.before = failing(Unreachable("Nobody answers."), TWO)
    outcome = desk.sync(BOTH)
    assert (outcome.left, outcome.errors) == (0, ("create card WEB-2: Nobody answers.",))


def test_a_card_that_was_written_before_the_stop_keeps_its_promise(desk: Desk) -> None:
    desk.side.before = failing(Unreachable("Nobody answers."), TWO)
    desk.sync(done_view())
    assert [(each.ref, each.state) for each in desk.ledger.promises(PROJECT)] == [(ONE, PromiseState.EARLY)]


def test_ctrl_c_leaves_an_open_intent_that_the_next_run_settles(desk: Desk) -> None:
    def interrupt(change: Change) -> None:
        if change.ref == ONE:
            raise KeyboardInterrupt

    desk.side.after = interrupt
    with pytest.raises(KeyboardInterrupt):
        desk.sync(BOTH)
    assert [each.ref for each in desk.ledger.open_intents(PROJECT)] == [ONE]
    desk.side.after = lambda change: None
    assert desk.settle() == (1, 0)
    assert desk.ledger.open_intents(PROJECT) == ()
    assert desk.sync(BOTH) == Outcome(status="ok", applied=1)
    assert sorted(card.title for card in desk.side.board.cards) == ["Task 1", "Task 2"]


# -- lost replies -----------------------------------------------------------------------------------------------------

LOST = LostReply("The answer was lost.", hint="Look.")
NEW = view_of(
    status_card(
        "1", title="New", list=ListRole.DONE, due=due_on(date(2026, 12, 1)), due_complete=True,
        labels=frozenset({LabelRole.MOVED}), description="New words.",
    ),
    endings=(Ending(TWO, "WEB-2", "Gone."),),
)  # fmt: skip
EVERY = [
    ("list:overview", "create", BOTH),
    ("label:on_track", "create", BOTH),
    (ONE, "create", BOTH),
    (ONE, "update", NEW),
    (ONE, "label", NEW),
    (ONE, "unlabel", NEW),
    (TWO, "archive", NEW),
    (TWO, "restore", BOTH),
]


def before_lost(desk: Desk, action: str, view: ClientView) -> None:
    if view is NEW or action == "restore":
        desk.sync(BOTH)
    if action == "restore":
        desk.sync(NEW)


@pytest.mark.parametrize(("ref", "action", "view"), EVERY)
def test_a_change_that_happened_is_found_and_not_repeated(desk: Desk, ref: str, action: str, view: ClientView) -> None:
    before_lost(desk, action, view)
    desk.side.writes.clear()
    reads = desk.side.reads
    desk.side.after = failing(LOST, ref, action=action)
    plan = desk.plan(view)
    outcome = desk.apply(plan, view)
    assert outcome == Outcome(status="ok", applied=len(plan.changes))
    assert desk.side.reads == reads + 3  # two to plan, one to look
    assert [(change.ref, change.action) for change in desk.side.writes].count((ref, action)) == 1
    assert desk.ledger.open_intents(PROJECT) == ()
    desk.side.after = lambda change: None
    assert desk.sync(view).status == "unchanged"


@pytest.mark.parametrize(("ref", "action", "view"), EVERY)
def test_a_change_that_did_not_happen_is_left_for_the_next_run(
    desk: Desk, ref: str, action: str, view: ClientView
) -> None:
    before_lost(desk, action, view)
    desk.side.writes.clear()
    desk.side.before = failing(LOST, ref, action=action)
    outcome = desk.sync(view)
    assert (outcome.failed, outcome.stopped) == (1, None)
    assert "The answer was lost. Look." in outcome.errors[0]
    assert [(change.ref, change.action) for change in desk.side.writes].count((ref, action)) == 0
    assert desk.ledger.open_intents(PROJECT) == ()
    desk.side.before = lambda change: None
    assert desk.sync(view).status == "ok"
    assert desk.sync(view).status == "unchanged"


@pytest.mark.parametrize("happened", [False, True])
@pytest.mark.parametrize(("ref", "action", "view"), EVERY)
def test_where_even_the_look_fails_the_next_run_settles_it(
    desk: Desk, ref: str, action: str, view: ClientView, happened: bool
) -> None:
    before_lost(desk, action, view)
    plan = desk.plan(view)
    read = desk.side.read

    def lose(change: Change) -> None:
        if (change.ref, change.action) == (ref, action):
            desk.side.read = unreachable  # type: ignore[method-assign]
            raise LOST

    setattr(desk.side, "after" if happened else "before", lose)
    outcome = desk.apply(plan, view)
    assert isinstance(outcome.stopped, Unreachable)
    assert outcome.failed == 1
    assert outcome.errors[0].endswith("Nobody answers.")
    assert [(each.ref, each.action) for each in desk.ledger.open_intents(PROJECT)] == [(ref, action)]
    desk.side.read = read  # type: ignore[method-assign]
    desk.side.before = desk.side.after = lambda change: None
    assert desk.settle() == ((1, 0) if happened else (0, 1))
    desk.sync(view)
    assert desk.sync(view).status == "unchanged"
    assert len({card.title for card in desk.side.board.cards}) == len(desk.side.board.cards)


# -- the source's side ------------------------------------------------------------------------------------------------


def team() -> ClientSide:
    side = ClientSide(
        Board(id="t", name="Team", lists=(BoardList("l", "Doing"),), labels=(BoardLabel("own", "urgent"),))
    )
    side.add(title="Team card", list_id="l", label_ids=("own",))
    return side


def marked(*names: str, desk: Desk) -> ClientView:
    card = desk.markers["trello:t"].board.cards[0]
    return view_of(team_marks={f"trello:t/{card.id}": frozenset(names)})


def test_team_labels_are_put_on_and_taken_off(desk: Desk) -> None:
    side = desk.markers["trello:t"] = team()
    desk.sync(marked("tb-overdue", desk=desk))
    names = {label.id: label.name for label in side.board.labels}
    assert [names[label] for label in side.board.cards[0].label_ids] == ["urgent", "tb-overdue"]
    assert desk.sync(marked("tb-overdue", desk=desk)).status == "unchanged"
    desk.sync(marked(desk=desk))
    assert side.board.cards[0].label_ids == ("own",)
    assert [(change.action, change.side) for change in side.writes] == [
        ("create", "source"),
        ("label", "source"),
        ("unlabel", "source"),
    ]
    assert all(not ref.startswith(("mark:", "task:trello")) for ref in desk.ledger.memory(PROJECT).publications)


def test_a_lost_reply_on_the_source_is_settled_by_looking_there(desk: Desk) -> None:
    side = desk.markers["trello:t"] = team()
    desk.sync(view_of())
    client_reads, reads = desk.side.reads, side.reads
    side.after = failing(LOST, "mark:trello:t/tb-stale", f"task:trello:t/{side.board.cards[0].id}")
    plan = desk.plan(marked("tb-stale", desk=desk), sources={"trello:t": side.board})
    assert desk.apply(plan, marked("tb-stale", desk=desk)).status == "ok"
    assert (desk.side.reads, side.reads) == (client_reads + 2, reads + 2)
    assert len(side.writes) == 2


def test_a_source_that_nobody_can_write_to_is_said(desk: Desk) -> None:
    side = team()
    desk.sync(view_of())
    view = view_of(team_marks={f"trello:t/{side.board.cards[0].id}": frozenset({"tb-stale"})})
    outcome = desk.apply(desk.plan(view, sources={"trello:t": side.board}), view)
    assert outcome.errors == (
        "create label mark:trello:t/tb-stale: the source trello:t cannot be written to",
        f"label card task:trello:t/{side.board.cards[0].id}: its label could not be created",
    )
    assert (outcome.status, outcome.skipped) == ("failed", 2)


def test_a_crash_on_the_source_is_settled_there(desk: Desk) -> None:
    side = desk.markers["trello:t"] = team()

    def interrupt(change: Change) -> None:
        raise KeyboardInterrupt

    side.after = interrupt
    with pytest.raises(KeyboardInterrupt):
        desk.sync(marked("tb-stale", desk=desk))
    side.after = lambda change: None
    assert desk.settle() == (1, 0)
    with_label = desk.sync(marked("tb-stale", desk=desk))
    assert with_label == Outcome(status="ok", applied=1)


def test_a_crash_on_a_source_that_is_no_longer_looked_at_is_closed(desk: Desk) -> None:
    side = desk.markers["trello:t"] = team()
    side.before = failing_always
    with pytest.raises(KeyboardInterrupt):
        desk.sync(marked("tb-stale", desk=desk))
    desk.markers.clear()
    assert desk.settle() == (0, 1)
    assert desk.ledger.open_intents(PROJECT) == ()
    assert "the source is not looked at now" in desk.ledger.intents(1)[-1].error


def failing_always(change: Change) -> None:
    raise KeyboardInterrupt


def test_when_it_ended_is_recorded_well_or_not(desk: Desk) -> None:
    desk.side.before = failing(TrackerRefused("No."), ONE)
    desk.sync(BOTH)
    with desk.ledger._transaction() as connection:
        ends = connection.execute(select(intents.c.state, intents.c.settled_at)).all()
    assert {tuple(end) for end in ends} == {("done", NOW), ("failed", NOW)}


# -- several boards, an apply on its own ------------------------------------------------------------------------------


def test_a_new_board_is_published_to_anew(desk: Desk) -> None:
    desk.sync(BOTH)
    desk.side = ClientSide(Board(id="second", name="Second board"))
    plan = desk.plan(BOTH)
    assert plan.first_publication
    assert desk.apply(plan, BOTH).status == "ok"
    assert [card.title for card in desk.side.board.cards] == ["Task 1", "Task 2"]
    assert {each.board for each in desk.ledger.memory(PROJECT).publications.values()} == {"second"}


def test_the_clock_is_asked_for_every_record(desk: Desk) -> None:
    plan = desk.plan(BOTH)
    ticks = iter(NOW + timedelta(seconds=number) for number in range(1000))
    run = desk.ledger.begin_run(PROJECT, "sync", at=NOW)
    apply_plan(plan, view=BOTH, writer=desk.side, markers={}, ledger=desk.ledger, run=run, clock=lambda: next(ticks))
    begun = [each.begun_at for each in desk.ledger.intents(run)]
    assert begun == sorted(set(begun))

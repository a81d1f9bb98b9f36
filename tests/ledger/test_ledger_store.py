"""The durable memory: what goes in comes out, appended and never rewritten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text

from trackerbridge.errors import UsageError
from trackerbridge.ledger.records import IntentState, Memory, Publication, Run
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import AgreedTask, Promise, PromiseState, Told

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
CARD = Publication(
    ref="task:boards/1",
    kind="card",
    remote_id="c1",
    board="b",
    task="WEB-1",
    first=date(2026, 11, 20),
    moved_on=date(2026, 11, 16),
    written={"title": "Задача №1"},
    edited={"due": "2026-11-20T18:00:00+00:00"},
    archived=True,
    archived_by_person=True,
    adopted=True,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open("sqlite:///ledger.db", tmp_path) as opened:
        yield opened


def told(*days: date, at: datetime = NOW, ref: str = "task:boards/1", **more: object) -> Promise:
    tellings = tuple(Told(day, at + timedelta(days=number)) for number, day in enumerate(days))
    return Promise(ref=ref, title="Task 1", told=tellings, task="WEB-1", **more)  # type: ignore[arg-type]


# -- publications ---------------------------------------------------------------------------------------------------


def test_a_new_ledger_remembers_nothing(ledger: Ledger) -> None:
    assert ledger.memory("website") == Memory()
    assert ledger.memory("website").first_publication


def test_a_publication_comes_out_as_it_went_in(ledger: Ledger) -> None:
    ledger.record_publications("website", [CARD], at=NOW)
    assert ledger.memory("website").publications == {CARD.ref: CARD}
    assert ledger.memory("other") == Memory()
    assert not ledger.memory("website").first_publication


def test_a_later_publication_replaces_the_earlier(ledger: Ledger) -> None:
    label = Publication(ref="label:moved", kind="label", remote_id="l1", board="b")
    ledger.record_publications("website", [CARD, label], at=NOW)
    again = Publication(ref=CARD.ref, kind="card", remote_id="c2", board="b2")
    ledger.record_publications("website", [again], at=LATER)
    assert ledger.memory("website").publications == {CARD.ref: again, label.ref: label}


def test_projects_do_not_see_each_others(ledger: Ledger) -> None:
    other = Publication(ref=CARD.ref, kind="card", remote_id="x", board="y")
    ledger.record_publications("website", [CARD], at=NOW)
    ledger.record_publications("shop", [other], at=NOW)
    assert ledger.memory("website").publications == {CARD.ref: CARD}
    assert ledger.memory("shop").publications == {CARD.ref: other}


def test_it_is_still_there_after_opening_again(tmp_path: Path) -> None:
    with Ledger.open("sqlite:///ledger.db", tmp_path) as first:
        first.record_publications("website", [CARD], at=NOW)
    with Ledger.open("sqlite:///ledger.db", tmp_path) as second:
        assert second.memory("website").publications == {CARD.ref: CARD}


def test_what_is_remembered_is_as_new_as_what_anybody_wrote(tmp_path: Path) -> None:
    """A run asks many times, and reads again only what changed."""
    with Ledger.open("sqlite:///ledger.db", tmp_path) as ours, Ledger.open("sqlite:///ledger.db", tmp_path) as theirs:
        assert ours.memory("website") == Memory()
        ours.record_publications("website", [CARD], at=NOW)
        first = ours.memory("website")
        assert first.publications == {CARD.ref: CARD}
        assert ours.memory("website") is first
        theirs.record_publications("website", [replace(CARD, remote_id="c2")], at=LATER)
        assert ours.memory("website").publications[CARD.ref].remote_id == "c2"
        assert ours.memory("shop") == Memory()


def test_a_project_is_on_the_board_that_it_wrote_to_last(ledger: Ledger) -> None:
    for project, board, at in (("website", "b1", NOW), ("website", "b2", LATER), ("shop", "b2", NOW)):
        ledger.record_publications(project, [Publication(ref=board, kind="card", remote_id="c", board=board)], at=at)
    assert [ledger.board(project) for project in ("website", "shop", "nobody's")] == ["b2", "b2", ""]
    assert ledger.projects_on("b2") == {"website", "shop"}
    assert ledger.projects_on("b1") == frozenset()


# -- cursors --------------------------------------------------------------------------------------------------------


def test_counts_are_remembered_per_source(ledger: Ledger) -> None:
    ledger.remember_counts("website", "trello:a", 12, at=NOW)
    ledger.remember_counts("website", "trello:b", 3, at=NOW)
    ledger.remember_counts("website", "trello:a", 11, at=LATER)
    ledger.set_cursor("website", "trello:a", "actions", "xyz", at=NOW)
    assert ledger.memory("website").task_counts == {"trello:a": 11, "trello:b": 3}
    assert ledger.cursor("website", "trello:a", "actions") == "xyz"
    assert ledger.cursor("website", "trello:b", "actions") is None
    assert ledger.cursor("shop", "trello:a", "actions") is None


# -- promises -------------------------------------------------------------------------------------------------------


def test_what_was_told_stays_told(ledger: Ledger) -> None:
    first = told(date(2026, 11, 20))
    ledger.record_promise("website", first, at=NOW)
    moved = told(date(2026, 11, 20), date(2026, 11, 25))
    ledger.record_promise("website", moved, at=LATER)
    assert ledger.promises("website") == (moved,)
    assert ledger.memory("website").promises == (moved,)
    assert ledger.promises("shop") == ()


def test_the_same_date_told_again_is_no_news(ledger: Ledger) -> None:
    first = told(date(2026, 11, 20))
    ledger.record_promise("website", first, at=NOW)
    ledger.record_promise("website", told(date(2026, 11, 20), at=LATER), at=LATER)
    assert ledger.promises("website") == (first,)


def test_a_date_told_back_and_forth_is_told_three_times(ledger: Ledger) -> None:
    there, elsewhere = date(2026, 11, 20), date(2026, 11, 25)
    for story in (told(there), told(there, elsewhere), told(there, elsewhere, there)):
        ledger.record_promise("website", story, at=NOW)
    (promise,) = ledger.promises("website")
    assert [each.day for each in promise.told] == [there, elsewhere, there]


def test_a_story_that_does_not_continue_ours_adds_its_last_date(ledger: Ledger) -> None:
    ledger.record_promise("website", told(date(2026, 11, 20)), at=NOW)
    ledger.record_promise("website", told(date(2026, 12, 1), date(2026, 12, 5), at=LATER), at=LATER)
    (promise,) = ledger.promises("website")
    assert promise.told == (Told(date(2026, 11, 20), NOW), Told(date(2026, 12, 5), LATER + timedelta(days=1)))


def test_a_delivery_is_recorded_once(ledger: Ledger) -> None:
    done = told(date(2026, 11, 20), state=PromiseState.KEPT, delivered_on=date(2026, 11, 19))
    ledger.record_promise("website", done, at=NOW, run=7)
    ledger.record_promise("website", done, at=LATER, run=8)
    assert ledger.promises("website") == (done,)
    with ledger._transaction() as connection:
        events = connection.execute(text("SELECT event, run FROM promises ORDER BY id")).all()
    assert [tuple(event) for event in events] == [("told", 7), ("state", 7)]


def test_reopened_work_is_open_again(ledger: Ledger) -> None:
    ledger.record_promise("website", told(date(2026, 11, 20), state=PromiseState.KEPT), at=NOW)
    ledger.record_promise("website", told(date(2026, 11, 20)), at=LATER)
    assert ledger.promises("website")[0].state is PromiseState.OPEN


def test_a_new_date_opens_what_was_delivered(ledger: Ledger) -> None:
    ledger.record_promise("website", told(date(2026, 11, 20), state=PromiseState.KEPT), at=NOW)
    ledger.record_promise("website", told(date(2026, 11, 20), date(2026, 11, 25)), at=LATER)
    assert ledger.promises("website")[0] == told(date(2026, 11, 20), date(2026, 11, 25))


def test_a_reason_that_came_after_its_date_is_appended_and_changes_nothing_else(ledger: Ledger) -> None:
    story = told(date(2026, 11, 20), date(2026, 11, 25), state=PromiseState.KEPT)
    ledger.record_promise("website", story, at=NOW)
    explained = replace(story, told=(story.told[0], replace(story.told[1], why="the flour was late")))
    for _ in range(2):
        ledger.record_promise("website", explained, at=LATER)
        assert ledger.promises("website") == (explained,)
    ledger.record_promise("website", story, at=LATER)  # the note is gone: what was said stays in the record
    assert ledger.promises("website") == (explained,)
    with ledger._transaction() as connection:
        assert connection.execute(text("SELECT count(*) FROM promises WHERE event = 'reason'")).scalar() == 1


def test_promises_come_in_the_order_of_their_first_telling(ledger: Ledger) -> None:
    for ref in ("task:z", "task:a"):
        ledger.record_promise("website", told(date(2026, 11, 20), ref=ref), at=NOW)
    ledger.record_promise("website", told(date(2026, 11, 20), date(2026, 11, 21), ref="task:z"), at=NOW)
    assert [promise.ref for promise in ledger.promises("website")] == ["task:z", "task:a"]


def test_a_promise_without_a_task(ledger: Ledger) -> None:
    made = ledger.add_promise("website", "  Send  the minutes! ", date(2026, 11, 25), at=NOW)
    assert made == Promise(
        ref="promise:send-the-minutes", title="Send the minutes!", told=(Told(date(2026, 11, 25), NOW),)
    )
    assert ledger.promises("website") == (made,)


def test_a_promise_may_name_its_task_and_be_in_any_script(ledger: Ledger) -> None:
    assert ledger.add_promise("website", "Прислать отчёт", date(2026, 11, 25), at=NOW, task="WEB-9").task == "WEB-9"
    assert ledger.promises("website")[0].ref == "promise:прислать-отчёт"
    assert ledger.add_promise("website", "!!!", date(2026, 11, 25), at=NOW).ref == "promise:promise"
    assert len(ledger.add_promise("website", "x" * 300, date(2026, 11, 25), at=NOW).ref) == len("promise:") + 80


def test_a_promise_needs_a_title(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match=r"^A promise needs a title\."):
        ledger.add_promise("website", "  ", date(2026, 11, 25), at=NOW)


def test_a_promise_is_not_made_twice(ledger: Ledger) -> None:
    ledger.add_promise("website", "Send the minutes", date(2026, 11, 25), at=NOW)
    with pytest.raises(UsageError, match="“send THE minutes” was promised already, for 2026-11-25") as caught:
        ledger.add_promise("website", "send THE minutes", date(2026, 11, 26), at=NOW)
    assert "promise:send-the-minutes" in caught.value.hint
    assert len(ledger.promises("website")[0].told) == 1


def test_a_promise_is_voided_with_a_reason_and_its_story_stays(ledger: Ledger) -> None:
    ledger.add_promise("website", "Send the minutes", date(2026, 11, 25), at=NOW)
    void = ledger.void_promise("website", "promise:send-the-minutes", " A wrong date. ", at=LATER)
    assert (void.state, void.void_reason) == (PromiseState.VOID, "A wrong date.")
    assert void.told == (Told(date(2026, 11, 25), NOW),)
    assert ledger.promises("website") == (void,)


def test_what_was_voided_may_be_promised_again(ledger: Ledger) -> None:
    ledger.add_promise("website", "Send the minutes", date(2026, 11, 25), at=NOW)
    ledger.void_promise("website", "promise:send-the-minutes", "A wrong date.", at=NOW)
    again = ledger.add_promise("website", "Send the minutes", date(2026, 11, 26), at=LATER)
    assert (again.state, again.void_reason, again.current) == (PromiseState.OPEN, "", date(2026, 11, 26))
    assert again.first == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("ref", "reason", "message"),
    [("promise:x", "why", "There is no promise “promise:x”"), ("promise:send", " ", "is voided with a reason")],
)
def test_voiding_refuses(ledger: Ledger, ref: str, reason: str, message: str) -> None:
    ledger.add_promise("website", "Send", date(2026, 11, 25), at=NOW)
    with pytest.raises(UsageError, match=message):
        ledger.void_promise("website", ref, reason, at=NOW)
    assert ledger.promises("website")[0].state is PromiseState.OPEN


# -- intents --------------------------------------------------------------------------------------------------------


def begun(ledger: Ledger, ref: str = "task:boards/1", project: str = "website") -> int:
    return ledger.begin_intent(
        run=3, project=project, ref=ref, action="create", kind="card", body={"b": 1, "a": "é"}, at=NOW
    )


def test_an_intent_is_open_until_it_is_settled(ledger: Ledger) -> None:
    number = begun(ledger)
    begun(ledger, project="shop")
    (intent,) = ledger.open_intents("website")
    assert (intent.id, intent.run, intent.ref, intent.action, intent.kind) == (number, 3, CARD.ref, "create", "card")
    assert (intent.state, intent.begun_at, intent.remote_id, intent.error) == (IntentState.BEGUN, NOW, "", "")
    assert json.loads(intent.body) == {"a": "é", "b": 1}
    ledger.settle_intent(number, project="website", at=LATER, done=True, remote_id="c1")
    assert ledger.open_intents("website") == ()
    assert [(each.state, each.remote_id) for each in ledger.intents(3)] == [
        (IntentState.DONE, "c1"),
        (IntentState.BEGUN, ""),
    ]


def test_settling_records_what_was_published_and_promised(ledger: Ledger) -> None:
    promise = told(date(2026, 11, 20))
    ledger.settle_intent(
        begun(ledger), project="website", at=LATER, done=True, remote_id="c1", publication=CARD, promise=promise, run=3
    )
    memory = ledger.memory("website")
    assert (memory.publications, memory.promises) == ({CARD.ref: CARD}, (promise,))


def test_a_failed_intent_says_why(ledger: Ledger) -> None:
    number = begun(ledger)
    other = begun(ledger, ref="task:boards/2")
    ledger.settle_intent(number, project="website", at=LATER, done=False, error="Refused.")
    assert [(each.id, each.state, each.error) for each in ledger.intents(3)] == [
        (number, IntentState.FAILED, "Refused."),
        (other, IntentState.BEGUN, ""),
    ]
    assert [each.id for each in ledger.open_intents("website")] == [other]


# -- runs -----------------------------------------------------------------------------------------------------------


def test_a_run_from_beginning_to_end(ledger: Ledger) -> None:
    number = ledger.begin_run("website", "sync", at=NOW)
    assert ledger.runs() == (Run(id=number, project="website", command="sync", started_at=NOW),)
    ledger.finish_run(
        number, at=LATER, status="partial", tasks=5, flags=4, planned=3, applied=2, failed=1, requests={"GET": 7},
        digest="d" * 64, notes=("one",),
    )  # fmt: skip
    assert ledger.runs("website") == (
        Run(
            id=number, project="website", command="sync", started_at=NOW, finished_at=LATER, status="partial", tasks=5,
            flags=4, planned=3, applied=2, failed=1, requests={"GET": 7}, digest="d" * 64, notes=("one",),
        ),
    )  # fmt: skip


def test_a_run_that_ends_early_has_counts_of_zero(ledger: Ledger) -> None:
    number = ledger.begin_run("website", "sync", at=NOW)
    ledger.finish_run(number, at=LATER, status="locked")
    (run,) = ledger.runs()
    assert (run.status, run.tasks, run.flags, run.planned, run.applied, run.failed) == ("locked", 0, 0, 0, 0, 0)
    assert (run.requests, run.digest, run.notes) == ({}, "", ())


def test_runs_come_newest_first_and_are_limited(ledger: Ledger) -> None:
    numbers = [ledger.begin_run(project, "sync", at=NOW) for project in ("website", "shop", "website")]
    ledger.finish_run(numbers[0], at=LATER, status="ok")
    assert [run.id for run in ledger.runs()] == numbers[::-1]
    assert [run.id for run in ledger.runs("website")] == [numbers[2], numbers[0]]
    assert [run.id for run in ledger.runs(limit=1)] == [numbers[2]]
    assert [run.status for run in ledger.runs("website")] == ["running", "ok"]
    many = [ledger.begin_run("many", "sync", at=NOW) for _ in range(25)]
    assert [run.id for run in ledger.runs("many")] == many[:4:-1]


# -- instants -------------------------------------------------------------------------------------------------------


def test_instants_are_kept_in_utc(ledger: Ledger) -> None:
    there = datetime(2026, 11, 16, 12, 0, tzinfo=timezone(timedelta(hours=3)))
    ledger.begin_run("website", "sync", at=there)
    (run,) = ledger.runs()
    assert run.started_at == NOW
    assert run.started_at.tzinfo is UTC


def test_a_time_without_a_zone_is_our_bug(ledger: Ledger) -> None:
    with pytest.raises(Exception, match="with a zone only"):
        ledger.begin_run("website", "sync", at=datetime(2026, 11, 16, 9, 0))
    assert ledger.runs() == ()


def test_what_was_agreed_last_holds_and_comes_back_as_it_was(ledger):
    first = AgreedTask("1", "A-1", "Страница заказа", date(2026, 12, 1), ("Цены",))

    assert ledger.baseline("p") is None
    ledger.save_baseline("p", [first, AgreedTask("2", "A-2", "Undated")], at=NOW)
    ledger.save_baseline("other", [], at=NOW)
    assert ledger.baseline("p").tasks == {"1": first, "2": AgreedTask("2", "A-2", "Undated")}

    ledger.save_baseline("p", [first], at=LATER)
    assert (ledger.baseline("p").saved_at, set(ledger.baseline("p").tasks)) == (LATER, {"1"})


def test_when_each_card_was_last_written_is_remembered(ledger):
    ledger.record_publications("p", [CARD], at=LATER)

    assert ledger.memory("p").written_at == {"task:boards/1": LATER}

"""A move reaches the client with words, or at the end of grace; until then the card keeps the date told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.client_view.bakery import CALENDAR, NOW, TOLD, at, day, promise, published, ref, settings, task, view

from trackerbridge.client_view.view import ClientView, LabelRole, StatusCard
from trackerbridge.client_view.waiting_dates import WaitingDate, WaitKind
from trackerbridge.ledger.records import Entry, EntryKind
from trackerbridge.ledger.steering import steering_entry
from trackerbridge.model import (
    Change,
    ChangeField,
    ClientNote,
    Comment,
    Due,
    DueKind,
    NotePart,
    Promise,
    Stage,
    Steering,
    SteeringKind,
    Task,
)

THIS_MORNING = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)  # 9:30 in Chișinău; NOW is noon
IN_GRACE = CALENDAR.add_business_hours(THIS_MORNING, 7.5)
OUT_OF_GRACE = CALENDAR.add_business_hours(THIS_MORNING, 8)
OLD, NEW = day(11, 26), day(12, 3)
MENU = promise("menu", (OLD, TOLD))


def moved(new: date = NEW, at: datetime = THIS_MORNING, *, stage: Stage = Stage.IN_PROGRESS, old: date = OLD) -> Task:
    change = Change(at, ChangeField.DUE, old.isoformat(), new.isoformat())
    return task("menu", stage, new, history=(change,))


def seen(found: Task, *promises: Promise, now: datetime = NOW, **more: Any) -> ClientView:
    return view([found], *(promises or (MENU,)), publications=[published("menu")], now=now, **more)


def card(found: ClientView) -> StatusCard:
    return next(each for each in found.cards if each.ref == ref("menu"))


def note(part: NotePart, text: str, when: datetime) -> dict[str, tuple[ClientNote, ...]]:
    return {"MENU": (ClientNote(part, text, when),)}


def the_wait(found: ClientView) -> WaitingDate:
    (waits,) = found.waits
    return waits


def test_a_settled_move_without_words_waits_until_the_end_of_grace() -> None:
    found = seen(moved())
    assert card(found).told == OLD
    assert the_wait(found) == WaitingDate(
        ref=ref("menu"), task="MENU", title="menu", kind=WaitKind.MOVED, told=OLD, wanted=NEW, since=THIS_MORNING,
        warn_at=CALENDAR.add_business_hours(THIS_MORNING, 4), until=OUT_OF_GRACE,
    )  # fmt: skip
    assert card(seen(moved(), now=IN_GRACE)).told == OLD


def test_at_the_end_of_grace_it_is_told_without_words_and_the_reason_is_announced() -> None:
    found = card(seen(moved(), now=OUT_OF_GRACE))
    assert (found.told, found.first, found.moved_on) == (NEW, OLD, CALENDAR.day_of(OUT_OF_GRACE))
    assert "We will explain why, and what comes next, here by 24\u00a0November." in found.description
    assert found.labels == {LabelRole.MOVED}
    (entry,) = found.entries
    assert (entry.kind, entry.body) == (
        EntryKind.ANSWER, {"what": "the reason", "by": "2026-11-24", "task": "MENU"},
    )  # fmt: skip


@pytest.mark.parametrize("part", [NotePart.WHY, NotePart.NEXT])
def test_with_a_reason_or_a_next_step_it_is_told_as_soon_as_it_has_settled(part: NotePart) -> None:
    said = note(part, "the bread was not baked yet", NOW - timedelta(minutes=5))
    found = seen(moved(), said=said)
    assert (card(found).told, found.waits) == (NEW, ())
    assert "We will explain" not in card(found).description
    assert card(found).entries == ()


def test_words_do_not_shorten_settling() -> None:
    just_now = moved(at=NOW - timedelta(hours=1))
    found = seen(just_now, said=note(NotePart.WHY, "a typing error", NOW - timedelta(minutes=5)))
    assert (card(found).told, the_wait(found).words) == (OLD, True)


def test_words_about_the_date_before_explain_nothing() -> None:
    old_words = note(NotePart.WHY, "the photographer was ill", at(11, 17))
    assert card(seen(moved(), said=old_words)).told == OLD
    a_day_before = note(NotePart.WHY, "the photographer is ill", at(11, 19))
    assert card(seen(moved(), said=a_day_before)).told == NEW


def test_the_reason_is_remembered_with_the_date() -> None:
    found = seen(moved(), said=note(NotePart.WHY, "the bread was not baked yet", NOW - timedelta(hours=1)))
    (story,) = found.promises
    assert [told.why for told in story.told] == ["", "the bread was not baked yet"]


def test_grace_counts_from_when_the_date_left_the_one_told_however_often_it_moved_since() -> None:
    first = Change(at(11, 18), ChangeField.DUE, OLD.isoformat(), day(11, 30).isoformat())
    second = Change(at(11, 19, 13), ChangeField.DUE, day(11, 30).isoformat(), NEW.isoformat())
    found = seen(task("menu", Stage.IN_PROGRESS, NEW, history=(first, second)))
    assert card(found).told == NEW


def test_a_date_that_came_back_had_not_moved() -> None:
    away = Change(at(11, 10), ChangeField.DUE, OLD.isoformat(), NEW.isoformat())
    back = Change(at(11, 11), ChangeField.DUE, NEW.isoformat(), OLD.isoformat())
    again = Change(THIS_MORNING, ChangeField.DUE, OLD.isoformat(), NEW.isoformat())
    found = seen(task("menu", Stage.IN_PROGRESS, NEW, history=(away, back, again)))
    assert (card(found).told, the_wait(found).since) == (OLD, THIS_MORNING)


def test_a_date_that_nobody_moved_since_it_was_told_waits_for_a_person() -> None:
    """The client's date was set apart from the team's, and the ledger that knew it is lost."""
    found = seen(moved(at=at(9, 1), old=date(2026, 8, 3)))
    assert (card(found).told, the_wait(found).kind) == (OLD, WaitKind.HELD)
    assert any("was not set after the client was told" in each for each in found.notes)


def test_a_source_without_a_history_is_believed_at_once() -> None:
    assert card(seen(task("menu", Stage.IN_PROGRESS, NEW))).told == NEW


# --- dates that a person names


def set_to(day: date, when: datetime = NOW, key: str = "menu") -> list[Entry]:
    word = Steering(kind=SteeringKind.DATE, made_at=when, scope=key, value=day.isoformat(), reason="agreed by phone")
    return [replace(steering_entry(word), id=1)]


@pytest.mark.parametrize("new", [day(11, 24), day(11, 18), day(3, 1, 2027)], ids=["earlier", "past", "far"])
def test_a_held_date_is_told_once_a_person_set_it(new: date) -> None:
    held = seen(moved(new))
    assert (card(held).told, the_wait(held).kind) == (OLD, WaitKind.HELD)
    assert the_wait(held).command == f'trackerbridge promises set MENU {new} --project bakery --reason "…"'
    confirmed = seen(moved(new), entries=set_to(new))
    assert (card(confirmed).told, confirmed.waits) == (new, ())


def test_an_earlier_date_owes_no_reason() -> None:
    sooner = OLD - timedelta(days=2)
    board = seen(moved(sooner), now=OUT_OF_GRACE, entries=set_to(sooner))
    assert (card(board).told, card(board).moves, card(board).reason_by) == (sooner, 1, None)
    assert "We will explain" not in card(board).description
    assert "What is being solved" not in board.cards[0].description  # it is no trouble either


def test_the_third_date_of_a_promise_waits_for_a_person() -> None:
    twice = promise("menu", (day(11, 12), TOLD), (day(11, 19), at(11, 6)), (OLD, at(11, 13)))
    found = seen(moved(at=at(11, 16)), twice)
    assert (card(found).told, the_wait(found).kind) == (OLD, WaitKind.HELD)
    assert "would be the third date of one promise" in found.notes[0]
    assert "Or promise a smaller first piece for 2026-11-26." in found.notes[0]
    assert card(seen(moved(at=at(11, 16)), twice, entries=set_to(NEW))).told == NEW


@pytest.mark.parametrize("confirmed", [at(11, 16, 12), at(11, 19)], ids=["the same day", "three days later"])
def test_a_date_that_a_person_confirmed_keeps_the_reason_of_its_move_and_no_other_move_gets_it(
    confirmed: datetime,
) -> None:
    twice = promise("menu", (day(11, 12), TOLD), (day(11, 19), at(11, 6)), (OLD, at(11, 13)))
    before = Change(at(11, 12), ChangeField.DUE, day(11, 19).isoformat(), OLD.isoformat())
    work = moved(at=at(11, 16))
    work = replace(work, history=(before, *work.history))
    said = note(NotePart.WHY, "the oven is being repaired", at(11, 16, 10))
    found = seen(work, twice, said=said, entries=set_to(NEW, confirmed))

    assert card(found).told == NEW
    text = card(found).description.replace("\u00a0", " ").split("\n\n")
    assert text[1:] == [
        "The date has moved from 12 November to 3 December. It has moved 3 times in all.",
        "The reason: the oven is being repaired.",
        "Earlier, it had already moved to 26 November.",
        "Earlier, it had already moved to 19 November.",
    ]
    assert [told.why for told in found.promises[0].told] == ["", "", "", "the oven is being repaired"]
    lost = replace(found.promises[0], told=tuple(replace(told, why="") for told in found.promises[0].told))
    again = view([work], lost, publications=[published("menu", moved_on=CALENDAR.day_of(NOW))], said=said)
    assert card(again).description == card(found).description  # also where nobody remembers the word


@pytest.mark.parametrize("when", [at(11, 16, 10), at(11, 13, 14)], ids=["since it moved", "shortly before"])
def test_the_words_for_a_move_that_waits_do_not_explain_the_move_that_the_client_reads(when: datetime) -> None:
    once = promise("menu", (day(11, 12), TOLD), (day(11, 19), at(11, 4)), (OLD, at(11, 9)))
    changes = (
        Change(at(11, 9, 8), ChangeField.DUE, day(11, 19).isoformat(), OLD.isoformat()),
        Change(at(11, 16), ChangeField.DUE, OLD.isoformat(), NEW.isoformat()),
    )
    work = task("menu", Stage.IN_PROGRESS, NEW, history=changes)
    first = ClientNote(NotePart.WHY, "the menu has grown", at(11, 9, 8))
    comments = tuple(
        Comment(id=str(n), at=one.at, text=f"/client why: {one.text}")
        for n, one in enumerate((first, ClientNote(NotePart.WHY, "the oven is being repaired", when)))
    )
    there = [published("menu", moved_on=day(11, 9))]
    before = view([replace(work, due=Due(DueKind.DAY, day=OLD), history=changes[:1], comments=comments[:1])], once,
                  publications=there)  # fmt: skip
    found = view([replace(work, comments=comments)], once, publications=there)
    assert "The reason: the menu has grown." in card(found).description.replace("\u00a0", " ")
    assert card(found).description == card(before).description
    confirmed = view([replace(work, comments=comments)], once, publications=there, entries=set_to(NEW))
    assert "The reason: the oven is being repaired." in card(confirmed).description.replace("\u00a0", " ")


def test_after_a_lost_ledger_the_number_of_moves_still_counts() -> None:
    lost = promise("menu", (day(11, 12), TOLD), (OLD, at(11, 13)), lost_moves=1)
    assert card(seen(moved(at=at(11, 16)), lost)).told == OLD


def test_the_manager_reads_the_date_that_would_hold() -> None:
    finished = [
        task(f"d{n}", Stage.DONE, day(11, 1), created_at=at(8, 1), done_at=at(8, 1) + timedelta(days=60 + 5 * n))
        for n in range(12)
    ]
    twice = promise("menu", (day(11, 12), TOLD), (day(11, 19), at(11, 6)), (OLD, at(11, 13)))
    found = view([moved(at=at(11, 16)), *finished], twice, publications=[published("menu")])
    (held,) = [waits for waits in found.waits if waits.task == "MENU"]
    assert held.offer is not None
    assert f"By {held.offer} comparable work was done in 85 of 100 cases." in held.sentence


def test_a_note_names_the_clients_date_beside_the_teams() -> None:
    said = note(NotePart.DATE, "2026-12-10", at(11, 18))
    found = seen(moved(at=at(11, 16)), said=said)
    assert (card(found).told, found.waits) == (day(12, 10), ())


def test_a_note_that_names_no_day_names_none() -> None:
    found = seen(task("menu", Stage.IN_PROGRESS, OLD), said=note(NotePart.DATE, "next week", at(11, 18)))
    assert (card(found).told, found.waits) == (OLD, ())


def test_a_note_about_a_past_day_is_most_likely_a_typing_error_and_waits() -> None:
    found = seen(task("menu", Stage.IN_PROGRESS, OLD), said=note(NotePart.DATE, "2025-12-10", at(11, 18)))
    assert (card(found).told, the_wait(found).kind) == (OLD, WaitKind.HELD)


def test_a_note_settles_as_any_date_does() -> None:
    hour_ago = note(NotePart.DATE, "2026-12-10", NOW - timedelta(hours=1))
    assert card(seen(task("menu", Stage.IN_PROGRESS, OLD), said=hour_ago)).told == OLD


def test_a_named_date_stands_apart_from_later_moves_of_the_teams() -> None:
    found = seen(moved(at=at(11, 18)), entries=set_to(day(12, 10), at(11, 12)))
    assert card(found).told == day(12, 10)


def test_a_named_date_that_only_confirmed_the_teams_lets_the_next_move_pass() -> None:
    confirmed = Change(at(11, 10), ChangeField.DUE, day(12, 1).isoformat(), OLD.isoformat())
    on = Change(at(11, 17), ChangeField.DUE, OLD.isoformat(), NEW.isoformat())
    told = promise("menu", (day(12, 1), TOLD), (OLD, at(11, 11)))
    found = seen(task("menu", Stage.IN_PROGRESS, NEW, history=(confirmed, on)), told, entries=set_to(OLD, at(11, 11)))
    assert card(found).told == NEW


def test_the_later_word_holds() -> None:
    said = note(NotePart.DATE, "2026-12-10", at(11, 18))
    plain = task("menu", Stage.IN_PROGRESS, OLD)
    assert card(seen(plain, said=said, entries=set_to(day(12, 8), at(11, 17)))).told == day(12, 10)
    assert card(seen(plain, said=said, entries=set_to(day(12, 8), at(11, 19)))).told == day(12, 8)


def test_where_only_notes_name_dates_the_teams_own_is_never_told() -> None:
    by_note = settings(dates={"client": "note"})
    assert card(view([task("menu", Stage.IN_PROGRESS, OLD)], with_settings=by_note)).told is None
    said = note(NotePart.DATE, "2026-12-10", at(11, 18))
    assert card(view([task("menu", Stage.IN_PROGRESS, OLD)], with_settings=by_note, said=said)).told == day(12, 10)


# --- answers


def announced(found: StatusCard) -> list[Entry]:
    return [replace(entry, at=NOW, id=1) for entry in found.entries]


TOLD_MOVE = promise("menu", (OLD, TOLD), (NEW, OUT_OF_GRACE))


def test_a_reason_that_did_not_come_by_its_day_is_admitted() -> None:
    told = card(seen(moved(), now=OUT_OF_GRACE))
    later = datetime(2026, 11, 26, 10, tzinfo=UTC)
    found = card(seen(moved(), TOLD_MOVE, now=later, entries=announced(told)))
    assert "We said we would explain this by 24\u00a0November, and have not yet. We are sorry." in found.description
    assert (found.reason_by, found.entries) == (day(11, 24), ())


def test_words_that_come_end_the_waiting_and_are_remembered() -> None:
    told = card(seen(moved(), now=OUT_OF_GRACE))
    said = note(NotePart.WHY, "the oven", datetime(2026, 11, 24, 10, tzinfo=UTC))
    later = datetime(2026, 11, 26, 10, tzinfo=UTC)
    found = card(seen(moved(), TOLD_MOVE, now=later, entries=announced(told), said=said))
    assert "We said" not in found.description
    assert [entry.body["over"] for entry in found.entries] == [True]


def test_a_second_move_before_the_reason_came_keeps_the_day_of_the_reason() -> None:
    told = card(seen(moved(), now=OUT_OF_GRACE))
    again = Change(at(11, 24), ChangeField.DUE, NEW.isoformat(), day(12, 8).isoformat())
    twice = replace(moved(), due=task("menu", due=day(12, 8)).due, history=(*moved().history, again))
    found = card(seen(twice, TOLD_MOVE, now=datetime(2026, 11, 25, 15, tzinfo=UTC), entries=announced(told)))
    assert (found.told, found.reason_by) == (day(12, 8), day(11, 24))


def test_a_new_date_ends_what_was_announced_after_one_that_passed() -> None:
    passed = card(seen(task("menu", Stage.IN_PROGRESS, day(11, 19)), promise("menu", (day(11, 19), TOLD))))
    assert passed.new_date_by == day(11, 23)
    new = moved(NEW, at(11, 20), old=day(11, 19))
    said = note(NotePart.WHY, "the oven", at(11, 20))
    known = promise("menu", (day(11, 19), TOLD))
    found = card(seen(new, known, now=datetime(2026, 11, 24, 10, tzinfo=UTC), entries=announced(passed), said=said))
    assert (found.told, found.new_date_by, [entry.body["over"] for entry in found.entries]) == (NEW, None, [True])


def test_what_waits_for_the_client_owes_no_date() -> None:
    passed = card(seen(task("menu", Stage.IN_PROGRESS, day(11, 19)), promise("menu", (day(11, 19), TOLD))))
    waiting = task("menu", Stage.WAITING, day(11, 19))
    found = card(seen(waiting, promise("menu", (day(11, 19), TOLD)), entries=announced(passed)))
    assert (found.new_date_by, [entry.body["over"] for entry in found.entries]) == (None, [True])


def test_a_passed_date_is_known_to_the_manager_while_the_client_reads_that_we_are_checking() -> None:
    found = seen(task("menu", Stage.IN_PROGRESS, day(11, 19)), promise("menu", (day(11, 19), TOLD)))
    waits = the_wait(found)
    assert (waits.kind, waits.told, waits.wanted, waits.words) == (WaitKind.PASSED, day(11, 19), None, False)
    assert waits.until == CALENDAR.add_business_hours(CALENDAR.end_of_business(day(11, 19)), 8)
    assert seen(task("menu", Stage.IN_PROGRESS, day(11, 12)), promise("menu", (day(11, 12), TOLD))).waits == ()


@pytest.mark.parametrize(
    ("written", "lead"),
    [(at(11, 10), "The reason: rain."), (at(11, 19), "What made it possible: rain.")],
    ids=["with the move", "with the delivery"],
)
def test_the_reason_of_a_move_is_not_what_made_it_possible_to_be_ahead(written: datetime, lead: str) -> None:
    told = promise("menu", (OLD, TOLD), (NEW, at(11, 10)))
    done = moved(at=at(11, 10), stage=Stage.DONE)
    found = view(
        [replace(done, done_at=at(11, 20, 9))], told, publications=[published("menu")],
        said=note(NotePart.WHY, "rain", written),
    )  # fmt: skip
    text = card(found).description.replace("\u00a0", " ")
    assert text.endswith(f"It was first planned for 26 November.\n\n{lead}")


def test_a_step_that_was_taken_before_the_work_was_done_does_not_come_back_with_it() -> None:
    told = promise("menu", (OLD, TOLD), (NEW, at(11, 10)))
    first = Change(at(11, 10), ChangeField.DUE, OLD.isoformat(), NEW.isoformat())
    done = Change(at(11, 16), ChangeField.STATUS, "Doing", "Done", stage_after=Stage.DONE)
    again = Change(at(11, 19), ChangeField.STATUS, "Done", "Doing", stage_after=Stage.IN_PROGRESS)
    reopened = task("menu", Stage.IN_PROGRESS, NEW, history=(first, done, again))
    step = note(NotePart.NEXT, "she comes on Thursday", at(11, 10))
    found = card(view([reopened], told, publications=[published("menu")], said=step))
    assert found.description.startswith("This was ready before; we are putting something right.")
    assert "Thursday" not in found.description
    assert found.labels == {LabelRole.ON_TRACK}  # the move ended with the delivery

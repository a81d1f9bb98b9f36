"""Which date a card tells, which changes of it wait for a person, and how promises end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.client_view.bakery import (
    CALENDAR,
    NOW,
    TOLD,
    at,
    day,
    moved_due,
    promise,
    published,
    ref,
    settings,
    task,
    view,
)

from trackerbridge.client_view.client_dates import client_date, settled
from trackerbridge.client_view.view import ClientView, StatusCard
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DatesConfig
from trackerbridge.errors import UsageError
from trackerbridge.model import (
    Change,
    ChangeField,
    Comment,
    Due,
    DueKind,
    Person,
    Promise,
    PromiseState,
    Side,
    Stage,
    Task,
    Told,
)


def card(found: ClientView, name: str = "menu") -> StatusCard:
    return next(each for each in found.cards if each.ref == ref(name))


def the_promise(found: ClientView, name: str = "menu") -> Promise:
    return next(each for each in found.promises if each.ref == ref(name))


def one(due: date | None = None, stage: Stage = Stage.IN_PROGRESS, **more: Any) -> Task:
    return task("menu", stage, due, **more)


# --- which date is the client's


def read(found: Task, **dates: Any) -> date | None:
    return client_date(found, DatesConfig.model_validate(dates), CALENDAR).day


def test_the_due_date_is_the_clients_date_in_the_projects_zone() -> None:
    late_evening = Due(DueKind.EXACT, instant=datetime(2026, 11, 19, 22, 30, tzinfo=UTC))
    assert read(one(due_value=late_evening)) == day(11, 20)
    assert read(one(day(11, 19))) == day(11, 19)
    assert read(one()) is None


def test_a_buffer_is_counted_in_working_days() -> None:
    assert read(one(day(11, 19)), buffer_working_days=2) == day(11, 23)
    assert read(one(day(11, 21)), buffer_working_days=0) == day(11, 21)  # a Saturday stays where nobody asked to add


@pytest.mark.parametrize(
    "raw", ["2026-12-01", "01.12.2026", "1.12.2026", "2026-11-30T22:30:00.000Z", "2026-12-01T08:00:00"]
)
def test_a_custom_field_can_be_the_clients_date(raw: str) -> None:
    found = one(day(11, 19), fields={"Client date": raw})
    assert read(found, client="field:client date") == day(12, 1)


def test_a_field_that_is_empty_is_no_date_and_one_that_is_no_date_is_told() -> None:
    assert read(one(day(11, 19)), client="field:Client date") is None
    found = client_date(one(fields={"Client date": "03/04/2026"}), DatesConfig(client="field:Client date"), CALENDAR)
    assert found.day is None
    assert "“03/04/2026” in the field Client date is no date" in found.note


@pytest.mark.parametrize("setting", ["field:", "deadline"])
def test_an_unknown_setting_is_a_usage_error(setting: str) -> None:
    with pytest.raises(UsageError, match="Write due, field:NAME"):
        client_date(one(), DatesConfig(client=setting), CALENDAR)


def test_an_unreadable_due_date_is_told_to_the_manager_and_not_to_the_client() -> None:
    found = view([one(due_value=Due(DueKind.UNREADABLE, raw="soonish"))])
    assert card(found).due is None
    assert any("“soonish” is no date that can be read" in note for note in found.notes)


# --- settle

DUE_STANDS = DatesConfig(settle="2h")
FIELD_STANDS = DatesConfig(client="field:Client date", settle="2h")


def test_a_custom_fields_date_settles_by_its_own_changes_and_not_by_the_due_dates() -> None:
    an_hour_ago = NOW - timedelta(hours=1)
    due = Change(an_hour_ago, ChangeField.DUE, "2026-11-24", "2026-11-26")
    field = Change(an_hour_ago, ChangeField.OTHER, "2026-11-24", "2026-11-26", ref="client date")
    assert settled(one(day(11, 26), created_at=TOLD, history=(due,)), FIELD_STANDS, CALENDAR, NOW)
    assert not settled(one(day(11, 26), created_at=TOLD, history=(field,)), FIELD_STANDS, CALENDAR, NOW)
    assert settled(one(day(11, 26), created_at=TOLD, history=(field,)), DUE_STANDS, CALENDAR, NOW)


def test_a_date_settles_after_two_business_hours() -> None:
    changed = one(day(11, 26), history=moved_due(at(11, 18), datetime(2026, 11, 20, 8, 30, tzinfo=UTC)))
    assert not settled(changed, DUE_STANDS, CALENDAR, NOW)
    assert settled(changed, DUE_STANDS, CALENDAR, datetime(2026, 11, 20, 10, 30, tzinfo=UTC))


def test_a_date_set_on_friday_evening_settles_on_monday_morning() -> None:
    changed = one(day(11, 26), history=moved_due(datetime(2026, 11, 20, 17, tzinfo=UTC)))
    assert not settled(changed, DUE_STANDS, CALENDAR, datetime(2026, 11, 23, 8, 59, tzinfo=UTC))
    assert settled(changed, DUE_STANDS, CALENDAR, datetime(2026, 11, 23, 9, tzinfo=UTC))


def test_a_date_that_was_there_from_the_start_counts_from_the_start() -> None:
    assert not settled(one(day(11, 26), created_at=NOW), DUE_STANDS, CALENDAR, NOW)
    assert settled(one(day(11, 26), created_at=None), DUE_STANDS, CALENDAR, NOW)  # nobody knows since when


def test_while_a_new_date_settles_the_card_tells_the_old_one() -> None:
    found = view([one(day(11, 27), history=moved_due(NOW))], promise("menu", (day(11, 26), TOLD)))
    assert card(found).told == day(11, 26)
    assert the_promise(found).moves == 0
    assert found.notes == ()


def test_while_a_first_date_settles_the_card_tells_none() -> None:
    found = view([one(day(11, 27), created_at=NOW)])
    assert (card(found).told, card(found).due) == (None, None)
    assert "The date will follow." in card(found).description
    assert found.promises == ()


# --- telling


def test_a_first_date_is_told_and_becomes_a_promise() -> None:
    found = view([one(day(11, 26))])
    assert the_promise(found).told == (Told(day(11, 26), NOW),)
    assert (card(found).told, card(found).first, card(found).moved_on) == (day(11, 26), day(11, 26), None)
    assert card(found).due == datetime(2026, 11, 26, 16, tzinfo=UTC)  # 18:00 in Chișinău


def test_a_later_date_is_told_beside_the_first() -> None:
    found = view([one(day(12, 4))], promise("menu", (day(11, 26), TOLD)), publications=[published("menu")])
    assert the_promise(found).told == (Told(day(11, 26), TOLD), Told(day(12, 4), NOW))
    assert (card(found).told, card(found).first, card(found).moved_on) == (day(12, 4), day(11, 26), day(11, 20))


def test_a_second_move_is_told_from_the_first_date() -> None:
    before = promise("menu", (day(11, 24), TOLD), (day(11, 26), at(11, 10)))
    found = view([one(day(12, 4))], before, publications=[published("menu", moved_on=day(11, 10))])
    assert "The date has moved from 24\u00a0November to 4\u00a0December." in card(found).description
    assert card(found).moved_on == day(11, 20)


@pytest.mark.parametrize(
    ("told", "new", "said"),
    [
        (day(11, 26), day(11, 24), "2026-11-24 is earlier than the one told"),
        (day(11, 26), day(11, 10), "2026-11-10 is earlier than the one told"),
        (day(11, 10), day(11, 19), "2026-11-19 lies in the past"),
        (day(11, 26), day(1, 26, 2027), "2027-01-26 is more than 60 days later"),
    ],
)
def test_some_new_dates_wait_for_a_person(told: date, new: date, said: str) -> None:
    found = view([one(new)], promise("menu", (told, TOLD)))
    assert card(found).told == told
    assert the_promise(found).moves == 0
    assert [note for note in found.notes if said in note and f"the client still reads {told}" in note]


def test_a_day_far_away_in_a_note_waits_for_the_managers_word() -> None:
    """A year that is wrong by one is easily typed."""
    author = Person("t", "Dorian", side=Side.TEAM)
    note = Comment(id="1", at=at(11, 19), text="/client date 2027-12-04", author=author)
    found = view([one(day(11, 26), comments=(note,))], promise("menu", (day(11, 26), TOLD)))
    assert card(found).told == day(11, 26)
    [said] = [note for note in found.notes if "2027-12-04 is more than 60 days later" in note]
    assert "trackerbridge promises set MENU 2027-12-04" in said


def test_sixty_days_do_not_wait() -> None:
    assert card(view([one(day(1, 25, 2027))], promise("menu", (day(11, 26), TOLD)))).told == day(1, 25, 2027)


def test_a_first_date_that_has_passed_is_told_as_it_is() -> None:
    found = view([one(day(10, 14))])
    assert card(found).told == day(10, 14)
    assert "This was due on 14\u00a0October and is not ready yet. We are sorry." in card(found).description
    assert "MENU: the first date the client reads, 2026-10-14, has already passed." in found.notes


def test_a_first_date_far_away_is_told() -> None:
    assert card(view([one(day(11, 20, 2027))])).told == day(11, 20, 2027)


def test_a_date_that_the_team_took_away_stays_with_the_client() -> None:
    found = view([one()], promise("menu", (day(11, 26), TOLD)))
    assert card(found).told == day(11, 26)
    assert "MENU: the date is gone from the source; the client still reads 2026-11-26." in found.notes


# --- how promises end


def ended(promised: Promise, done: datetime | None, **more: Any) -> Promise:
    finished = one(promised.current, Stage.DONE, done_at=done, **more)
    return the_promise(view([finished], promised, publications=[published("menu")]))


def test_kept_on_the_day() -> None:
    found = ended(promise("menu", (day(11, 12), TOLD)), at(11, 12, 20))
    assert (found.state, found.delivered_on) == (PromiseState.KEPT, day(11, 12))


def test_late_on_the_day_after() -> None:
    assert ended(promise("menu", (day(11, 12), TOLD)), at(11, 13)).state is PromiseState.LATE


def test_moved_in_time_and_then_kept() -> None:
    moved = promise("menu", (day(11, 12), TOLD), (day(11, 19), at(11, 12)))
    assert ended(moved, at(11, 19)).state is PromiseState.KEPT


def test_moved_after_it_had_passed_does_not_redeem_it() -> None:
    moved = promise("menu", (day(11, 12), TOLD), (day(11, 19), at(11, 13)))
    assert ended(moved, at(11, 19)).state is PromiseState.LATE


def test_early_is_two_working_days_and_a_fifth_of_the_span() -> None:
    # 1 October to 19 November are 35 working days, a fifth is 7: the 10th is 7 ahead, the 11th is 6.
    assert ended(promise("menu", (day(11, 19), TOLD)), at(11, 10)).state is PromiseState.EARLY
    assert ended(promise("menu", (day(11, 19), TOLD)), at(11, 11)).state is PromiseState.KEPT


def test_one_working_day_ahead_is_kept_and_not_early() -> None:
    monday = promise("menu", (day(11, 16), TOLD))
    assert ended(monday, at(11, 13), created_at=at(11, 12)).state is PromiseState.KEPT
    assert ended(monday, at(11, 12), created_at=at(11, 10)).state is PromiseState.EARLY


def test_ahead_of_a_moved_date_but_after_the_first_is_not_early() -> None:
    moved = promise("menu", (day(11, 5), TOLD), (day(11, 19), at(11, 4)))
    assert ended(moved, at(11, 9)).state is PromiseState.KEPT


def test_done_on_nobody_knows_which_day_counts_as_kept_only_where_it_is_proven() -> None:
    promised = promise("menu", (day(11, 12), TOLD))
    assert ended(promised, None, updated_at=at(11, 12)).state is PromiseState.KEPT
    assert ended(promised, None, updated_at=at(11, 13)).state is PromiseState.LATE
    assert ended(promised, None, updated_at=None).state is PromiseState.LATE


def test_open_and_passed_counts_as_late() -> None:
    promised = promise("menu", (day(11, 19), TOLD))
    assert the_promise(view([one(day(11, 19))], promised)).state is PromiseState.LATE
    assert the_promise(view([one(day(11, 20))], promise("menu", (day(11, 20), TOLD)))).state is PromiseState.OPEN


def test_reopened_work_is_open_again() -> None:
    promised = promise("menu", (day(11, 26), TOLD), state=PromiseState.KEPT, delivered_on=day(11, 10))
    found = the_promise(view([one(day(11, 26))], promised))
    assert (found.state, found.delivered_on) == (PromiseState.OPEN, None)


def test_work_done_before_any_date_was_told_is_no_promise() -> None:
    found = view([one(day(11, 12), Stage.DONE, done_at=at(11, 10))])
    assert found.promises == ()
    assert (card(found).told, card(found).due, card(found).due_complete) == (None, None, True)
    assert card(found).description == "Ready on 10\u00a0November."


@pytest.mark.parametrize("new", [day(11, 24), day(11, 18), date(2027, 3, 1)], ids=["earlier", "past", "far"])
def test_voiding_the_date_told_is_a_persons_word_for_the_new_one(new: date) -> None:
    moved = one(new, history=moved_due(at(11, 18)))
    waits = view([moved], promise("menu", (day(11, 26), TOLD)))
    assert the_promise(waits).current == day(11, 26)
    command = f'trackerbridge promises set MENU {new} --project bakery --reason "…"'
    assert [note for note in waits.notes if note.endswith(f"If it is right: {command}")]
    void = promise("menu", (day(11, 26), TOLD), state=PromiseState.VOID, void_reason="a typing error")
    found = the_promise(view([moved], void))
    assert view([moved], void).waits == ()
    assert ([told.day for told in found.told], found.void_reason) == ([day(11, 26), new], "")
    assert found.state is (PromiseState.LATE if new < day(11, 20) else PromiseState.OPEN)


def test_a_voided_date_that_is_gone_from_the_source_leaves_the_card() -> None:
    void = promise("menu", (day(11, 26), TOLD), state=PromiseState.VOID, void_reason="a typing error")
    found = view([one()], void, publications=[published("menu")])
    assert (card(found).due, card(found).told, the_promise(found).state) == (None, None, PromiseState.VOID)


@pytest.mark.parametrize("today", [18, 27])
def test_a_voided_date_is_neither_shown_nor_apologised_for_while_the_source_still_says_it(today: int) -> None:
    void = promise("menu", (day(11, 19), TOLD), state=PromiseState.VOID, void_reason="a typing error")
    found = view([one(day(11, 19))], void, publications=[published("menu")], now=at(11, today))
    assert (card(found).due, card(found).told) == (None, None)
    assert "19" not in card(found).description
    assert "sorry" not in card(found).description
    done = view([one(day(11, 19), Stage.DONE, done_at=at(11, 26))], void, now=at(11, 27))
    assert "sorry" not in card(done).description


def test_a_voided_promise_stays_void() -> None:
    void = promise("menu", (day(11, 19), TOLD), state=PromiseState.VOID, void_reason="a typing error")
    assert the_promise(view([one(day(11, 19), Stage.DONE, done_at=at(11, 18))], void)).state is PromiseState.VOID
    assert the_promise(view([one(day(11, 19))], void)).state is PromiseState.VOID


def test_promises_that_no_card_carries_stand_on_their_own() -> None:
    minutes = Promise(ref="promise:minutes", title="Send the minutes", told=(Told(day(11, 18), TOLD),))
    letter = Promise(ref="promise:letter", title="Letter", told=(Told(day(11, 30), TOLD),), state=PromiseState.KEPT)
    found = {each.ref: each.state for each in view([], minutes, letter).promises}
    assert found == {"promise:minutes": PromiseState.LATE, "promise:letter": PromiseState.KEPT}


def test_the_buffer_is_what_the_client_reads() -> None:
    found = view([one(day(11, 24))], with_settings=settings(dates={"buffer_working_days": 3}, calendar=Calendar()))
    assert card(found).told == day(11, 27)

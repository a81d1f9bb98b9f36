"""Status cards: list, labels, date and words, for every situation, in three languages where grammar sets traps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
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
    staged,
    task,
    view,
)

from trackerbridge.client_view.health import health_of
from trackerbridge.client_view.view import LabelRole, ListRole, StatusCard
from trackerbridge.ledger.records import Entry
from trackerbridge.model import Change, ChangeField, Promise, Stage


def card(
    stage: Stage = Stage.IN_PROGRESS,
    due: date | None = None,
    *promises: Promise,
    language: str = "en",
    now: datetime = NOW,
    moved_on: date | None = None,
    dates: dict[str, Any] | None = None,
    entries: Iterable[Entry] = (),
    **more: Any,
) -> StatusCard:
    found = view(
        [task("menu", stage, due, **more)],
        *promises,
        publications=[published("menu", moved_on=moved_on)] if promises else [],
        now=now,
        entries=entries,
        with_settings=settings(language, dates=dates or {}),
    )
    return next(each for each in found.cards if each.ref == ref("menu"))


def said(found: StatusCard) -> str:
    return found.description.replace("\u00a0", " ")


MENU = promise("menu", (day(11, 26), TOLD))
PASSED = promise("menu", (day(11, 12), TOLD))
YESTERDAY = promise("menu", (day(11, 19), TOLD))
MOVED = promise("menu", (day(11, 12), TOLD), (day(11, 26), at(11, 19)))


@pytest.mark.parametrize(
    ("stage", "role"),
    [
        (Stage.PLANNED, ListRole.PLANNED),
        (Stage.IN_PROGRESS, ListRole.IN_PROGRESS),
        (Stage.TESTING, ListRole.TESTING),
        (Stage.REVIEW, ListRole.REVIEW),
        (Stage.WAITING, ListRole.WAITING),
        (Stage.DONE, ListRole.DONE),
        (Stage.UNKNOWN, ListRole.PLANNED),
    ],
)
def test_the_stage_chooses_the_list(stage: Stage, role: ListRole) -> None:
    assert card(stage).list is role


def test_unknown_stage_of_begun_work_is_in_progress() -> None:
    begun = (staged(at(11, 2), Stage.PLANNED, Stage.IN_PROGRESS),)
    assert card(Stage.UNKNOWN, history=begun).list is ListRole.IN_PROGRESS
    stopped = (*begun, staged(at(11, 3), Stage.IN_PROGRESS, Stage.PLANNED))
    assert card(Stage.UNKNOWN, history=stopped).list is ListRole.PLANNED


# --- health


def test_on_track() -> None:
    found = card(Stage.IN_PROGRESS, day(11, 26), MENU)
    assert found.labels == {LabelRole.ON_TRACK}
    assert said(found) == "We are working on this.\n\nPlanned for 26 November."
    assert found.why == "MENU is in progress, told 2026-11-26, on track"


def test_without_a_date_nothing_is_on_track() -> None:
    assert card().labels == frozenset()
    assert said(card()) == "We are working on this.\n\nThe date will follow."
    assert said(card(Stage.PLANNED)) == "This is still to come."


def test_on_the_last_day_it_is_still_on_track() -> None:
    evening = datetime(2026, 11, 26, 21, 59, tzinfo=UTC)
    assert card(Stage.IN_PROGRESS, day(11, 26), MENU, now=evening).labels == {LabelRole.ON_TRACK}


def test_checking_lasts_as_long_as_grace() -> None:
    # Passed on Thursday the 19th; eight business hours later it is Friday, 17:00 in Chișinău.
    assert card(Stage.IN_PROGRESS, day(11, 19), YESTERDAY).labels == {LabelRole.CHECKING}
    friday = datetime(2026, 11, 20, 14, 59, tzinfo=UTC)
    assert card(Stage.IN_PROGRESS, day(11, 19), YESTERDAY, now=friday).labels == {LabelRole.CHECKING}
    after = datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert card(Stage.IN_PROGRESS, day(11, 19), YESTERDAY, now=after).labels == {LabelRole.SOLVING}


def test_finished_work_has_no_health() -> None:
    for stage in (Stage.DONE, Stage.CANCELLED):
        assert health_of(stage, PASSED, None, grace_hours=8, calendar=CALENDAR, now=NOW, today=NOW.date()) is None


def test_grace_is_configured() -> None:
    assert card(Stage.IN_PROGRESS, day(11, 19), YESTERDAY, dates={"grace": "1h"}).labels == {LabelRole.SOLVING}
    long = card(Stage.IN_PROGRESS, day(11, 12), PASSED, dates={"grace": "80h"})
    assert long.labels == {LabelRole.CHECKING}
    assert "you will read more here by 24 November." in said(long)  # two working days from now: none was announced


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The date of 19 November has passed. We are checking where this stands, "
               "and you will read more here by 23 November."),
        ("ru", "Срок 19 ноября прошёл. Выясняем, как обстоят дела, и напишем здесь не позднее 23 ноября."),
        ("ro", "Termenul de 19 noiembrie a trecut. Verificăm care este situația și revenim aici cel târziu pe "
               "23 noiembrie."),
    ],
)  # fmt: skip
def test_words_of_a_date_that_has_just_passed(language: str, text: str) -> None:
    assert said(card(Stage.IN_PROGRESS, day(11, 19), YESTERDAY, language=language)) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "This was due on 19 November and is not ready yet. We are sorry.\n\n"
               "You will have a new date here by 23 November."),
        ("ru", "Срок был 19 ноября, работа ещё не готова. Просим прощения.\n\n"
               "Новую дату назовём здесь не позднее 23 ноября."),
        ("ro", "Termenul era 19 noiembrie, iar lucrarea nu este încă gata. Ne cerem scuze.\n\n"
               "Vă comunicăm aici noua dată cel târziu pe 23 noiembrie."),
    ],
)  # fmt: skip
def test_words_of_a_date_that_passed(language: str, text: str) -> None:
    evening = datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert said(card(Stage.TESTING, day(11, 19), YESTERDAY, language=language, now=evening)) == text


def test_an_answer_date_is_never_rolled_forward() -> None:
    on_its_day = card(Stage.IN_PROGRESS, day(11, 19), YESTERDAY, now=datetime(2026, 11, 23, 21, tzinfo=UTC))
    assert "by 23 November" in said(on_its_day)
    announced = [replace(entry, at=NOW) for entry in on_its_day.entries]
    tuesday = datetime(2026, 11, 24, 10, tzinfo=UTC)
    after = card(Stage.IN_PROGRESS, day(11, 19), YESTERDAY, now=tuesday, entries=announced)
    assert said(after).endswith(
        "\n\nWe said you would have a new date by 23 November, and you do not have it yet. We are sorry for that too."
    )
    assert (after.new_date_by, after.entries) == (day(11, 23), ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We are working on this.\n\nThe date has moved from 12 to 26 November.\n\n"
               "We will explain why, and what comes next, here by 23 November."),
        ("ru", "Работа идёт.\n\nСрок сдвинулся с 12 на 26 ноября.\n\n"
               "Причину и следующие шаги напишем здесь не позднее 23 ноября."),
        ("ro", "Lucrarea este în curs.\n\nTermenul s-a mutat de pe 12 pe 26 noiembrie.\n\n"
               "Revenim aici cu motivul și pașii următori cel târziu pe 23 noiembrie."),
    ],
)  # fmt: skip
def test_words_of_a_moved_date(language: str, text: str) -> None:
    found = card(Stage.IN_PROGRESS, day(11, 26), MOVED, moved_on=day(11, 19), language=language)
    assert said(found) == text
    assert found.labels == {LabelRole.MOVED}


def test_moved_lasts_ten_working_days_and_the_move_stays_readable() -> None:
    later = promise("menu", (day(11, 12), TOLD), (day(12, 18), at(11, 19)))
    tenth, eleventh = (datetime(2026, 12, n, 10, tzinfo=UTC) for n in (3, 4))
    assert card(Stage.IN_PROGRESS, day(12, 18), later, now=tenth).labels == {LabelRole.MOVED}
    after = card(Stage.IN_PROGRESS, day(12, 18), later, now=eleventh)
    assert after.labels == {LabelRole.ON_TRACK}
    assert said(after) == "We are working on this.\n\nThe date has moved from 12 November to 18 December."


def test_the_day_of_the_move_is_the_recorded_one() -> None:
    found = card(Stage.IN_PROGRESS, day(11, 26), MOVED, moved_on=day(11, 18))
    assert found.moved_on == day(11, 18)
    assert "by 20 November" in said(found)


def test_passed_again_after_a_move_keeps_the_first_date_beside() -> None:
    again = promise("menu", (day(11, 5), TOLD), (day(11, 12), at(11, 4)))
    text = said(card(Stage.IN_PROGRESS, day(11, 12), again))
    assert text.startswith("This was due on 12 November and is not ready yet. We are sorry.\n\n")
    assert "It was first planned for 5 November." in text


def test_waiting_beats_everything_and_accuses_nobody() -> None:
    found = card(Stage.WAITING, day(11, 12), PASSED)
    assert found.labels == {LabelRole.WAITING}
    assert said(found) == (
        "We need your answer here before we can go on.\n\n"
        "The date was 12 November. We will name a new one here as soon as we have your answer."
    )
    assert said(card(Stage.WAITING, day(11, 26), MENU)).endswith("Planned for 26 November.")
    assert said(card(Stage.WAITING)) == "We need your answer here before we can go on."


def test_ready_to_look_at_asks_for_a_look() -> None:
    assert said(card(Stage.REVIEW)).endswith("Please tell us here whether it is as you expected.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "This is ready for you to look at.|The date was 12 November.|Please tell us here whether"),
        ("ru", "Готово, можно посмотреть.|Срок был 12 ноября.|Напишите здесь"),
        ("ro", "Lucrarea este gata și o puteți vedea.|Termenul era 12 noiembrie.|Vă rugăm să ne scrieți"),
    ],
)
def test_what_is_ready_to_look_at_is_never_called_not_ready(language: str, text: str) -> None:
    found = card(Stage.REVIEW, day(11, 12), PASSED, language=language)
    assert found.labels == {LabelRole.WAITING}
    assert said(found).startswith(text.replace("|", "\n\n"))


def test_what_came_back_and_is_ready_again_is_not_being_put_right() -> None:
    history = (staged(at(11, 2), Stage.REVIEW, Stage.DONE), staged(at(11, 9), Stage.DONE, Stage.REVIEW))
    assert said(card(Stage.REVIEW, history=history)).startswith("This is ready for you to look at.")


# --- done


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Ready early: 10 November instead of 27 November. Other dates stay as agreed."),
        ("ru", "Готово раньше: 10 ноября вместо 27 ноября. Остальные сроки прежние."),
        ("ro", "Gata mai devreme: 10 noiembrie în loc de 27 noiembrie. Celelalte termene rămân neschimbate."),
    ],
)
def test_delivered_early(language: str, text: str) -> None:
    soon = promise("menu", (day(11, 27), TOLD))
    found = card(Stage.DONE, day(11, 27), soon, done_at=at(11, 10), language=language)
    assert said(found) == text
    assert found.labels == {LabelRole.EARLY}
    assert found.due_complete


@pytest.mark.parametrize(
    ("done_on", "text"),
    [
        (at(11, 12), "Ready on 12 November, as planned."),
        (at(11, 11), "Ready on 11 November, planned for 12 November."),
        (at(11, 13), "Ready on 13 November. It was due on 12 November; we are sorry for the wait."),
        (None, "Ready."),
    ],
)
def test_delivered(done_on: datetime | None, text: str) -> None:
    found = card(Stage.DONE, day(11, 12), PASSED, done_at=done_on)
    assert said(found) == text
    assert found.labels == frozenset()
    assert found.due == datetime(2026, 11, 12, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Planned for 27 November again."),
        ("ru", "Срок снова прежний: 27 ноября."),
        ("ro", "Termenul este din nou 27 noiembrie."),
    ],
)
def test_a_date_that_came_back_to_the_first_one_says_so(language: str, text: str) -> None:
    back = promise("menu", (day(11, 27), TOLD), (day(12, 4), at(11, 10)), (day(11, 27), at(11, 12)))
    assert text in said(card(Stage.IN_PROGRESS, day(11, 27), back, language=language))


def test_delivered_after_a_move_keeps_the_first_date() -> None:
    moved = promise("menu", (day(11, 5), TOLD), (day(11, 12), at(11, 4)))
    text = said(card(Stage.DONE, day(11, 12), moved, done_at=at(11, 12)))
    assert text == "Ready on 12 November.\n\nIt was first planned for 5 November."


def test_a_date_changed_after_delivery_changes_nothing() -> None:
    found = card(Stage.DONE, day(12, 24), PASSED, done_at=at(11, 12))
    assert (found.told, said(found)) == (day(11, 12), "Ready on 12 November, as planned.")


@pytest.mark.parametrize(("label", "language"), [("BONUS", "en"), ("Бонус", "ru"), ("bonus ", "ro")])
def test_a_bonus_says_so(label: str, language: str) -> None:
    found = card(Stage.IN_PROGRESS, day(11, 26), MENU, labels=(label,), language=language)
    assert found.labels == {LabelRole.ON_TRACK, LabelRole.BONUS}
    told = {"en": "A small extra from us, at no cost: “menu”.", "ru": "без доплаты: «menu»", "ro": "fără cost: „menu”"}
    assert told[language] in said(found)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "A small extra from us, at no cost: “menu”."),
        ("ru", "Небольшое дополнение от нас, без доплаты: «menu»."),
        ("ro", "Un mic plus din partea noastră, fără cost: „menu”."),
    ],
)
def test_a_gift_whose_own_date_moved_does_not_say_that_dates_stay_the_same(language: str, told: str) -> None:
    found = card(Stage.IN_PROGRESS, day(11, 26), MOVED, labels=("Bonus",), moved_on=day(11, 18), language=language)
    assert told in said(found).splitlines()


def test_one_gift_at_most() -> None:
    soon = promise("menu", (day(11, 27), TOLD))
    found = card(Stage.DONE, day(11, 27), soon, done_at=at(11, 10), labels=("Bonus",))
    assert found.labels == {LabelRole.BONUS}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The date has moved from 12 to 26 November. It has moved 2 times in all."),
        ("ru", "Срок сдвинулся с 12 на 26 ноября. Всего переносов: 2."),
        ("ro", "Termenul s-a mutat de pe 12 pe 26 noiembrie. Mutări în total: 2."),
    ],
)
def test_more_than_one_move_is_counted(language: str, text: str) -> None:
    twice = promise("menu", (day(11, 12), TOLD), (day(11, 19), at(11, 9)), (day(11, 26), at(11, 16)))
    assert text in said(card(Stage.IN_PROGRESS, day(11, 26), twice, language=language))
    assert text[-12:] not in said(card(Stage.IN_PROGRESS, day(11, 26), MOVED, language=language))


# --- reopened and taken out


REOPENED = (staged(at(11, 3), Stage.TESTING, Stage.DONE), staged(at(11, 17), Stage.DONE, Stage.IN_PROGRESS))


def test_reopened_work_says_that_something_is_put_right() -> None:
    assert said(card(Stage.IN_PROGRESS, day(11, 26), MENU, history=REOPENED)) == (
        "This was ready before; we are putting something right.\n\nPlanned for 26 November."
    )


def test_reopened_by_taking_back_the_tick() -> None:
    ticks = (
        Change(at=at(11, 3), field=ChangeField.DONE, before="false", after="true"),
        Change(at=at(11, 17), field=ChangeField.DONE, before="true", after="false"),
    )
    assert "putting something right" in said(card(history=ticks))


def test_reopened_and_passed_says_both() -> None:
    text = said(card(Stage.IN_PROGRESS, day(11, 12), PASSED, history=REOPENED))
    assert text == (
        "This was ready before; we are putting something right.\n\nThe date was 12 November. We are sorry.\n\n"
        "You will have a new date here by 24 November."
    )


def test_a_slip_of_the_hand_reopens_nothing() -> None:
    slip = (staged(at(11, 17, 9), Stage.TESTING, Stage.DONE), staged(at(11, 17, 10), Stage.DONE, Stage.IN_PROGRESS))
    assert "putting something right" not in said(card(history=slip))


def test_done_again_is_simply_done() -> None:
    again = (*REOPENED, staged(at(11, 19), Stage.IN_PROGRESS, Stage.DONE))
    assert said(card(Stage.DONE, done_at=at(11, 19), history=again)) == "Ready on 19 November."


BACK = (*REOPENED, staged(at(11, 18), Stage.IN_PROGRESS, Stage.PLANNED))


def test_back_to_planned_puts_nothing_right_yet_and_does_not_hide_that_it_was_ready() -> None:
    assert said(card(Stage.PLANNED, history=BACK)) == "This was ready before, and is planned again."


def test_a_date_that_was_met_once_is_not_missed_when_the_work_is_planned_again() -> None:
    met = promise("menu", (day(11, 12), at(11, 2)))
    found = card(Stage.PLANNED, day(11, 12), met, history=BACK)
    assert said(found).startswith("This was ready before, and is planned again.\n\nThe date was 12 November.\n\n")
    assert not found.labels


def test_a_date_that_was_told_after_the_delivery_is_missed_like_any_other() -> None:
    later = promise("menu", (day(11, 2), at(11, 1)), (day(11, 12), at(11, 5)))
    text = said(card(Stage.PLANNED, day(11, 12), later, history=BACK))
    assert text.startswith("This was due on 12 November and is not ready yet. We are sorry.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Taken out by agreement on 6 November."),
        ("ru", "Исключено из плана по договорённости, 6 ноября."),
        ("ro", "Lucrarea a fost scoasă din plan, de comun acord, pe 6 noiembrie."),
    ],
)
def test_taken_out_by_agreement(language: str, text: str) -> None:
    ended = (staged(at(11, 6), Stage.PLANNED, Stage.CANCELLED),)
    found = card(Stage.CANCELLED, day(11, 26), MENU, history=ended, language=language, labels=("Bonus",))
    assert said(found) == text
    assert (found.list, found.due, found.due_complete, found.told) == (ListRole.DONE, None, False, None)
    assert found.first == day(11, 26)  # so that a lost ledger still knows that a date was told
    assert found.labels == frozenset()


def test_taken_out_on_nobody_knows_which_day() -> None:
    assert said(card(Stage.CANCELLED, None, MENU)) == "Taken out by agreement."


def test_a_title_is_made_safe() -> None:
    assert card(title="**Menu** of [the day]").title == "Menu of (the day)"
    assert card(title=" ").title == "A piece of work, no. 441"
    assert card(title=" ", language="ru").title == "Часть работ № 441"


def test_an_unsettled_move_shows_nothing_new() -> None:
    found = card(Stage.IN_PROGRESS, day(12, 4), MENU, history=moved_due(NOW))
    assert said(found).endswith("Planned for 26 November.")

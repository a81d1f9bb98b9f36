"""Dates in each country's habit, moves within and across months, and the weekly update that the calendar gives."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.client_view.bakery import settings as bakery_settings

from trackerbridge.client_view.dates import DateWords, Updates, answer_day, grace_ends
from trackerbridge.client_view.wording import packaged, wording_of
from trackerbridge.client_view.wording_keys import WEEKDAYS
from trackerbridge.clock import Calendar

TODAY = date(2026, 11, 20)


def words(language: str, today: date = TODAY) -> DateWords:
    return DateWords(packaged(language), today)


def spaced(text: str) -> str:
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("language", "this_year", "another"),
    [
        ("en", "19~November", "5~January~2027"),
        ("ru", "19~ноября", "5~января~2027~года"),
        ("ro", "19~noiembrie", "5~ianuarie~2027"),
    ],
)
def test_no_year_in_the_current_one_and_no_break_inside_a_date(language: str, this_year: str, another: str) -> None:
    assert spaced(words(language).day(date(2026, 11, 19))) == this_year
    assert spaced(words(language).day(date(2027, 1, 5))) == another


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Wednesday, 25~November"), ("ru", "среда, 25~ноября"), ("ro", "miercuri, 25~noiembrie")],
)
def test_weekdays(language: str, text: str) -> None:
    assert spaced(words(language).weekday(date(2026, 11, 25))) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "1~October~2026"), ("ru", "1~октября~2026~года"), ("ro", "1~octombrie~2026")],
)
def test_a_record_always_has_its_year(language: str, text: str) -> None:
    assert spaced(words(language).dated(date(2026, 10, 1))) == text
    assert spaced(words(language, date(2031, 1, 1)).dated(date(2026, 10, 1))) == text


@pytest.mark.parametrize(
    ("language", "within", "across", "second", "years"),
    [
        ("en", "from 12 to 19~November", "from 28~November to 5~December", "from 2 to 9~November",
         "from 28~December to 4~January~2027"),
        ("ru", "с 12 на 19~ноября", "с 28~ноября на 5~декабря", "со 2 на 9~ноября",
         "с 28~декабря на 4~января~2027~года"),
        ("ro", "de pe 12 pe 19~noiembrie", "de pe 28~noiembrie pe 5~decembrie", "de pe 2 pe 9~noiembrie",
         "de pe 28~decembrie pe 4~ianuarie~2027"),
    ],
)  # fmt: skip
def test_moves_name_both_months_where_they_differ(
    language: str, within: str, across: str, second: str, years: str
) -> None:
    move = words(language).move
    assert spaced(move(date(2026, 11, 12), date(2026, 11, 19))) == within
    assert spaced(move(date(2026, 11, 28), date(2026, 12, 5))) == across
    assert spaced(move(date(2026, 11, 2), date(2026, 11, 9))) == second
    assert spaced(move(date(2026, 12, 28), date(2027, 1, 4))) == years


def test_russian_second_of_a_month_takes_so_also_across_months() -> None:
    assert spaced(words("ru").move(date(2026, 11, 2), date(2026, 12, 1))) == "со 2~ноября на 1~декабря"
    assert spaced(words("ru").move(date(2026, 11, 22), date(2026, 12, 1))) == "с 22~ноября на 1~декабря"


def test_same_month_of_two_years_is_two_months() -> None:
    assert spaced(words("en").move(date(2026, 11, 12), date(2027, 11, 12))) == "from 12~November to 12~November~2027"


def test_the_update_on_its_own_day_names_the_next_week_and_looks_back_one() -> None:
    found = Updates.around(date(2026, 11, 18), "wednesday", Calendar())
    assert found == Updates(date(2026, 11, 11), date(2026, 11, 25))


def test_the_update_before_its_day_this_week() -> None:
    found = Updates.around(date(2026, 11, 17), "wednesday", Calendar())
    assert found == Updates(date(2026, 11, 4), date(2026, 11, 18))


def test_an_update_on_a_day_off_moves_to_the_next_working_day() -> None:
    calendar = Calendar.of(days_off=[date(2026, 11, 25), date(2026, 11, 26)])
    assert Updates.around(date(2026, 11, 20), "wednesday", calendar).next == date(2026, 11, 27)
    assert Updates.around(date(2026, 11, 26), "wednesday", calendar).next == date(2026, 11, 27)
    assert Updates.around(date(2026, 11, 27), "wednesday", calendar).next == date(2026, 12, 2)


def test_updates_survive_three_months_of_days_off() -> None:
    off = [date(2026, 9, 1) + timedelta(days=offset) for offset in range(180)]
    found = Updates.around(date(2026, 11, 20), "friday", Calendar.of(days_off=off))
    assert found.since < date(2026, 11, 20) < found.next


@settings(deadline=None)
@given(
    today=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    weekday=st.sampled_from(WEEKDAYS),
    off=st.frozensets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=20),
)
def test_updates_change_only_on_an_update_day(today: date, weekday: str, off: frozenset[date]) -> None:
    calendar = Calendar(days_off=off)
    before, after = (Updates.around(day, weekday, calendar) for day in (today, today + timedelta(days=1)))
    assert before.since < today < before.next or before.since < today + timedelta(days=1)
    assert calendar.is_working_day(before.next)
    assert before == after or before.next == today + timedelta(days=1)


def test_answers_come_within_two_working_days() -> None:
    assert answer_day(date(2025, 11, 12), Calendar()) == date(2025, 11, 14)
    assert answer_day(date(2026, 11, 20), Calendar()) == date(2026, 11, 24)


def test_grace_is_working_time_from_the_end_of_the_day_that_was_told() -> None:
    friday = date(2026, 11, 20)
    assert grace_ends(friday, 8, Calendar()) == datetime(2026, 11, 23, 17, tzinfo=UTC)


def test_american_dates_by_setting_also_under_an_offices_own_words() -> None:
    made = bakery_settings("en")
    publish = made.project.publish.model_copy(update={"english_dates": "US"})
    american = made.model_copy(update={"project": made.project.model_copy(update={"publish": publish})})
    own = american.model_copy(
        update={"wording": '[summary]\nnext_update = "See you on {date}."', "wording_file": "own.toml"}
    )
    for each in (american, own):
        said = DateWords(wording_of(each), TODAY)
        assert spaced(said.day(date(2026, 11, 19))) == "November~19"
        assert spaced(said.day(date(2027, 1, 5))) == "January~5,~2027"
        assert spaced(said.weekday(date(2026, 11, 25))) == "Wednesday, November~25"
        assert spaced(said.move(date(2026, 11, 12), date(2026, 11, 19))) == "from November~12 to November~19"
        assert spaced(said.move(date(2026, 11, 28), date(2026, 12, 5))) == "from November~28 to December~5"
    assert wording_of(own).say("summary.next_update", date="x") == "See you on x."
    assert spaced(DateWords(wording_of(bakery_settings("ru")), TODAY).day(date(2026, 11, 19))) == "19~ноября"

"""Working days and business hours from the table of a year agree with counting day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackerbridge.clock import Calendar

MOLDOVA = Calendar.of("Europe/Chisinau", "MD", [date(2026, 3, 4)])
CALENDARS = [Calendar(), MOLDOVA, Calendar.of("America/New_York", "US")]
DAYS = st.dates(date(2019, 12, 20), date(2027, 1, 12))


@pytest.mark.parametrize("calendar", CALENDARS, ids=lambda calendar: calendar.country or "none")
@given(start=DAYS, length=st.integers(0, 800))
def test_working_days_are_those_one_would_count(calendar, start, length):
    end = start + timedelta(days=length)
    counted = sum(calendar.is_working_day(start + timedelta(days=n)) for n in range(1, length + 1))

    assert calendar.working_days_between(start, end) == counted
    assert calendar.working_days_between(end, start) == -counted


@pytest.mark.parametrize("calendar", CALENDARS, ids=lambda calendar: calendar.country or "none")
@given(start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), minutes=st.integers(-600, 20_000))
def test_business_hours_add_up_over_the_days(calendar, start, minutes):
    begin = start.replace(tzinfo=UTC)
    end, middle = begin + timedelta(minutes=minutes), begin + timedelta(minutes=minutes // 2)
    whole = calendar.business_hours_between(begin, end)

    if minutes > 0:
        parts = calendar.business_hours_between(begin, middle) + calendar.business_hours_between(middle, end)
        assert whole == pytest.approx(parts)
    else:
        assert whole == 0
    assert calendar.has_fewer_business_hours(begin, end, 24) == (whole < 24)


def test_a_week_has_forty_five_business_hours():
    monday = datetime(2026, 11, 9, tzinfo=UTC)

    assert Calendar().business_hours_between(monday, monday + timedelta(days=7)) == 45
    assert Calendar().business_hours_between(monday.replace(hour=10), monday.replace(hour=12)) == 2


def test_holidays_are_named_in_the_language_asked_for_or_the_countrys_own_and_never_the_machines(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "uk")

    assert MOLDOVA.holiday_name(date(2026, 12, 25), "en").startswith("Christmas Day")
    assert MOLDOVA.holiday_name(date(2026, 12, 25), "ro").startswith("Nașterea lui Iisus Hristos")
    assert MOLDOVA.holiday_name(date(2026, 12, 25), "ru") == MOLDOVA.holiday_name(date(2026, 12, 25), "ro")
    assert MOLDOVA.holiday_name(date(2026, 12, 24), "ro") == ""
    assert Calendar().holiday_name(date(2026, 12, 25), "en") == ""

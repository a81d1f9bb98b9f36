"""What we say of months, numbers and countries is what Babel would say."""

from datetime import date, datetime, timedelta

import pytest
from babel import Locale
from babel.dates import format_datetime
from babel.lists import format_list
from docs.language_names import FILE, names_file
from hypothesis import given
from hypothesis import strategies as st

from trackerbridge.cldr import LOCALES, calendar_words, countries, language_name, listed, plural_form, written

PATTERNS = (
    "MMMM", "MMM", "EEEE", "d MMMM", "d MMMM y", "d MMM y", "LLL y", "LLLL", "EEE d MMM y, HH:mm", "dd MMM HH:mm",
)  # fmt: skip


def test_the_names_are_babels():
    assert FILE.read_text(encoding="utf-8") == names_file(), "run `make docs`"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_day_of_a_year_is_written_as_babel_writes_it(locale, pattern):
    moments = [datetime(2026, 1, 1, 9, 5) + timedelta(days=day) for day in range(365)]
    babels = [format_datetime(moment, pattern, locale=locale) for moment in moments]
    assert [written(moment, pattern, locale) for moment in moments] == babels


def test_a_day_has_no_hours():
    with pytest.raises(TypeError, match="no hours"):
        written(date(2026, 1, 1), "HH:mm", "en")


@pytest.mark.parametrize("locale", LOCALES)
@given(number=st.integers(-1000, 10**9) | st.integers(-3, 130))
def test_plural_forms(locale, number):
    assert plural_form(locale, number) == Locale.parse(locale).plural_form(number)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("size", range(6))
def test_enumerations(locale, size):
    items = ["{a}", "b", "{0}", "d", "e"][:size]
    assert listed(items, locale) == format_list(items, locale=locale)


def test_languages():
    assert language_name("ro", "ru") == "румынский"
    assert language_name("tlh", "en") == "tlh"


def test_words_of_the_calendar_and_countries():
    assert {"ноября", "ноябрь", "среда"} <= set(calendar_words("ru"))
    assert "Moldova" in countries("en")
    assert "Дания" in countries("ru")

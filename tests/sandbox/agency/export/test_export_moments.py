"""A story's days, looked up in a calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from trackerbridge.sandbox.agency import STORIES
from trackerbridge.sandbox.agency.export.moments import Moments
from trackerbridge.sandbox.agency.story import Holiday, Saturday, hours_ago

KETTLE = STORIES[0]  # London
NOW = datetime(2026, 12, 18, 0, 30, 7, 5, tzinfo=UTC)  # a Friday


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (-3, date(2026, 12, 15)),
        (+1, date(2026, 12, 21)),
        (+5, date(2026, 12, 29)),  # Christmas, a weekend and Boxing Day's substitute lie between
        (Saturday(1), date(2026, 12, 19)),
        (Saturday(2), date(2026, 12, 26)),
        (Holiday(1), date(2026, 12, 25)),
        (Holiday(8), date(2026, 12, 28)),
        (hours_ago(3), date(2026, 12, 17)),
    ],
    ids=str,
)
def test_the_day_that_a_story_means(when, day):
    assert Moments(KETTLE, NOW).day(when) == day


def test_what_happened_on_a_day_is_counted_from_nine_and_what_just_happened_from_now():
    moments = Moments(KETTLE, NOW)
    assert moments.at(-3, 25) == datetime(2026, 12, 15, 9, 25, tzinfo=UTC)
    assert moments.at(hours_ago(3), 25) == datetime(2026, 12, 17, 21, 30, 7, tzinfo=UTC)


def test_no_due_date_stays_none():
    assert Moments(KETTLE, NOW).due(None) is None

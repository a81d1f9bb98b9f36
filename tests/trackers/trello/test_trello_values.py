"""Trello's instants and ids."""

from datetime import UTC, date, datetime

import pytest

from trackerbridge.clock import Calendar
from trackerbridge.model import Due, DueKind
from trackerbridge.trackers.trello.values import born, due_of
from trackerbridge.trackers.values import instant, number, objects, part, text, unique

CHISINAU = Calendar.of("Europe/Chisinau")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-03-20T17:00:00.000Z", datetime(2026, 3, 20, 17, tzinfo=UTC)),
        ("2026-03-20T17:00:00+02:00", datetime(2026, 3, 20, 15, tzinfo=UTC)),
        ("2020-12-22 01:59:00 UTC", datetime(2020, 12, 22, 1, 59, tzinfo=UTC)),
        ("2026-03-20T17:00:00", datetime(2026, 3, 20, 17, tzinfo=UTC)),
        ("soon", None),
        ("0001-01-01T00:00:00+14:00", None),
        (None, None),
        (1773, None),
    ],
)
def test_instants(written, read):
    assert instant(written) == read


def test_a_due_instant_has_its_day_in_the_projects_zone():
    due = due_of("2026-03-20T22:30:00.000Z", CHISINAU)
    assert due == Due(
        DueKind.EXACT, date(2026, 3, 21), datetime(2026, 3, 20, 22, 30, tzinfo=UTC), "2026-03-20T22:30:00.000Z"
    )


def test_a_day_alone_stays_a_day():
    assert due_of("2026-03-20", CHISINAU) == Due(DueKind.DAY, date(2026, 3, 20), raw="2026-03-20")


@pytest.mark.parametrize(
    "written", ["next week", "2026-13-45", 1773000000, {"a": 1}, "9999-12-31T23:59:59Z", "0001-01-01"]
)
def test_what_is_no_date_is_kept_as_unreadable(written):
    due = due_of(written, CHISINAU)
    assert (due.kind, due.day, due.instant, due.raw) == (DueKind.UNREADABLE, None, None, str(written))


@pytest.mark.parametrize("written", [None, ""])
def test_no_date_is_none(written):
    assert due_of(written, CHISINAU) is None


@pytest.mark.parametrize(
    ("remote_id", "made"),
    [
        ("69a800000000000000000001", datetime(2026, 3, 4, 9, 48, 48, tzinfo=UTC)),
        ("000000010000000000000001", None),
        ("aBcD1234", None),
        (None, None),
    ],
)
def test_an_id_tells_when_it_was_made(remote_id, made):
    assert born(remote_id) == made


def test_shapes_that_are_wrong_are_empty():
    assert (text(None), text(3), number("x"), number(None), number("1.5")) == ("", "", 0.0, 0.0, 1.5)
    assert objects({"a": 1}) == objects(None) == []
    assert objects([{"a": 1}, "b", None]) == [{"a": 1}]
    assert part({"a": {"b": 1}}, "a", "b") == 1
    assert part({"a": [1]}, "a", "b") is None
    assert unique(["b", "", "a", "b"]) == ("b", "a")

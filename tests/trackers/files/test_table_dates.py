"""Dates in tables: read where the column allows one reading, left alone where it does not."""

# ruff: noqa: E501  sentences stand here as people read them, on one line

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from tests.trackers.files.conftest import CHISINAU

from trackerbridge.model import DueKind, Evidence
from trackerbridge.trackers.files.table_dates import DateColumn


def days(*cells: str, said=None) -> list[str | None]:
    """What a column's cells are read as."""
    column = DateColumn("Due", cells, CHISINAU, said)
    return [str(moment.day) if (moment := column.moment(cell)) else None for cell in cells]


class TestOneReading:
    def test_one_cell_can_settle_the_column(self):
        assert days("03.04.2026", "13.04.2026") == ["2026-04-03", "2026-04-13"]
        assert days("03/04/2026", "03/13/2026") == ["2026-03-04", "2026-03-13"]

    def test_two_readings_are_none(self):
        assert days("03.04.2026", "05.06.2026") == [None, None]

    def test_two_readings_that_agree_are_one(self):
        assert days("05.05.2026", "11.11.2026") == ["2026-05-05", "2026-11-11"]

    def test_a_column_that_contradicts_itself_is_not_read(self):
        assert days("13.04.2026", "04.25.2026", "03.04.2026") == [None, None, None]

    def test_somebody_can_say_which(self):
        assert days("03.04.2026", said="dmy") == ["2026-04-03"]
        assert days("03.04.2026", said="mdy") == ["2026-03-04"]
        assert days("26.04.03", said="ymd") == ["2026-04-03"]

    def test_what_does_not_fit_what_was_said_is_no_date(self):
        assert days("03.13.2026", "03.04.2026", said="dmy") == [None, "2026-04-03"]

    def test_an_impossible_date_settles_nothing(self):
        assert days("31.02.2026", "03.04.2026") == [None, None]

    @given(st.lists(st.dates(date(1970, 1, 1), date(2100, 12, 31)), min_size=1, max_size=8))
    def test_a_column_is_read_rightly_or_not_at_all(self, wanted):
        for pattern in ("%d.%m.%Y", "%m/%d/%Y"):
            found = days(*(day.strftime(pattern) for day in wanted))
            assert found == [str(day) for day in wanted] or not any(found)


class TestNoGuessing:
    @pytest.mark.parametrize(
        "cell",
        [
            "2026-04-03",
            "2026/4/3",
            "2026.04.03",
            "3 April 2026",
            "3 Apr 2026",
            "03-Apr-2026",
            "April 3, 2026",
            "Apr 3rd, 2026",
            "3 апреля 2026",
            "3 апр. 2026 г.",
            "3 aprilie 2026",
            " 2026-04-03 ",
        ],
    )
    def test_iso_and_months_in_words_need_no_other_cell(self, cell):
        assert days(cell) == ["2026-04-03"]

    @pytest.mark.parametrize(
        ("cell", "month"),
        [
            ("1 мая 2026", 5),
            ("1 июня 2026", 6),
            ("1 июля 2026", 7),
            ("1 iunie 2026", 6),
            ("1 iulie 2026", 7),
            ("1 noiembrie 2026", 11),
            ("1 ianuarie 2026", 1),
            ("1 Mai 2026", 5),
        ],
    )
    def test_months_that_look_alike(self, cell, month):
        assert days(cell) == [f"2026-{month:02}-01"]

    @pytest.mark.parametrize(
        "cell",
        [
            "до пятницы",
            "Friday",
            "TBD",
            "Q4",
            "13.11",
            "November",
            "3 Foo 2026",
            "2026-13-01",
            "9999-01-01",
            "13.11.26.1",
        ],
    )
    def test_what_is_no_date_is_none(self, cell):
        assert days(cell, "13.11.2026") == [None, "2026-11-13"]

    @pytest.mark.parametrize("day", ["Fri", "Friday", "Пт", "пятница,", "Vi", "vineri", "Vin."])
    def test_a_weekday_in_front_changes_nothing(self, day):
        assert days(f"{day} 13.11.26", f"{day} 13 Nov 2026", f"{day} 2026-11-13") == ["2026-11-13"] * 3

    def test_a_month_in_front_is_a_month_even_where_it_looks_like_a_weekday(self):
        assert days("Mar 13, 2026", "mar 10.11.2026", "13.11.2026") == ["2026-03-13", "2026-11-10", "2026-11-13"]

    def test_two_digits_are_this_century(self):
        assert days("13.11.26") == ["2026-11-13"]


class TestTimes:
    @pytest.mark.parametrize(
        ("cell", "hour"),
        [
            ("13.11.2026 14:30", 12),
            ("2026-11-13T14:30", 12),
            ("2026-11-13T14:30:00Z", 14),
            ("2026-11-13T14:30:00.000Z", 14),
            ("2026-11-13T14:30:00+05:00", 9),
            ("2026-11-13 14:30-0100", 15),
            ("11/13/2026 2:30 PM", 12),
            ("13 Nov 2026, 14:30", 12),
        ],
    )
    def test_a_time_makes_an_instant(self, cell, hour):
        moment = DateColumn("Due", (cell,), CHISINAU).moment(cell)

        assert moment
        assert moment.instant == datetime(2026, 11, 13, hour, 30, tzinfo=UTC)

    def test_midnight_and_noon_on_a_twelve_hour_clock(self):
        column = DateColumn("Due", ("11/13/2026 12:05 AM", "11/13/2026 12:05 PM"), CHISINAU)

        assert [column.moment(cell).instant.hour for cell in column.cells] == [22, 10]

    def test_an_offset_can_move_the_day(self):
        assert days("2026-11-13T23:30:00Z") == ["2026-11-14"]

    def test_a_time_that_is_none_is_no_date(self):
        assert days("2026-11-13 25:00") == [None]


class TestSerials:
    def test_a_number_is_a_date_beside_dates(self):
        assert days("46339", "14.11.2026") == ["2026-11-13", "2026-11-14"]
        assert days("46339.5", "2026-11-14") == ["2026-11-13", "2026-11-14"]

    def test_a_number_alone_is_a_number(self):
        assert days("46339", "46340") == [None, None]

    def test_a_number_that_is_no_day_of_this_age_is_a_number(self):
        assert days("99999", "10000", "14.11.2026") == [None, None, "2026-11-14"]


class TestInATable:
    def test_a_due_column_with_two_readings_is_one_gap_that_names_the_option(self, read):
        found = read("ID,Task,Due,Created\n1,Logo,03.04.2026,01.02.2026\n2,Menu,05.06.2026,02.02.2026\n")

        assert [gap.what for gap in found.completeness.gaps] == [Evidence.DUE_DATES]
        assert found.completeness.sentences == snapshot(
            (
                'The dates in "Due" and "Created" can be read in two ways (03.04.2026), so they were left unread: say which comes first with --date-order dmy or mdy (in the configuration: date_order = "dmy").',
                "Nothing says where work stands; name the states under statuses in the configuration.",
            )
        )
        assert [task.due.kind for task in found.tasks] == [DueKind.UNREADABLE] * 2
        assert [task.due.raw for task in found.tasks] == ["03.04.2026", "05.06.2026"]

    def test_saying_which_fills_the_gap(self, read):
        found = read("ID,Task,Due\n1,Logo,03.04.2026\n", date_order="mdy")

        assert found.completeness.complete
        assert found.tasks[0].due.day == date(2026, 3, 4)

    def test_other_columns_with_two_readings_are_a_note(self, read):
        found = read("ID,Task,Due,Created\n1,Logo,2026-04-03,01.02.2026\n")

        assert found.completeness.complete
        assert found.completeness.notes == snapshot(
            (
                'The dates in "Created" can be read in two ways (01.02.2026), so they were left unread: say which comes first with --date-order dmy or mdy (in the configuration: date_order = "dmy").',
                "Nothing says where work stands; name the states under statuses in the configuration.",
            )
        )
        assert found.tasks[0].created_at is None

    def test_a_column_that_contradicts_itself_says_so(self, read):
        found = read("ID,Task,Due\n1,Logo,13.04.2026\n2,Menu,04.25.2026\n")

        assert found.completeness.sentences == snapshot(
            (
                'The dates in "Due" are not all written in one order (13.04.2026), so they were left unread: say which comes first with --date-order dmy or mdy (in the configuration: date_order = "dmy").',
                "Nothing says where work stands; name the states under statuses in the configuration.",
            )
        )

    def test_text_instead_of_a_date_is_kept_as_it_was_written(self, read):
        found = read("ID,Task,Due\n1,Logo,до пятницы\n2,Menu,13.11.2026\n3,Shop,n/a\n")

        assert found.tasks[0].due.kind is DueKind.UNREADABLE
        assert found.tasks[0].due.raw == "до пятницы"
        assert found.tasks[2].due is None
        assert found.completeness.notes == snapshot(
            (
                'Left unread, since they are no dates: 1 (line 2: "до пятницы").',
                "Nothing says where work stands; name the states under statuses in the configuration.",
            )
        )

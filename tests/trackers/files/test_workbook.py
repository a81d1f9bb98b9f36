"""Workbooks: which sheet is read, and what its cells say. What rows mean is test_table_tasks.py's business."""

# ruff: noqa: E501  sentences stand here as people read them, on one line

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from tests.shared_data import DATA
from tests.trackers.files.workbooks import Formula, ods, xls, xlsb, xlsx

from trackerbridge.clock import Calendar
from trackerbridge.errors import BadInput
from trackerbridge.model import DueKind, Evidence, Stage
from trackerbridge.trackers.files.table_dates import DateColumn, Moment
from trackerbridge.trackers.files.workbook import read_workbook

EXAMPLES = DATA / "payload-examples" / "excel"
HEADER = ["ID", "Task", "Status", "Due"]
PLAN = [HEADER, [7, "Logo", "Doing", date(2026, 11, 13)], [8, "Menu", "Done", datetime(2026, 11, 14, 14, 30)]]
WRITERS = {"plan.xlsx": xlsx, "plan.xlsb": xlsb, "plan.xls": xls, "plan.ods": lambda rows: ods({"Plan": rows})}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_table_in_every_format(read, name):
    first, second = read(WRITERS[name](PLAN), name).tasks

    assert (first.key, first.title, first.stage) == ("7", "Logo", Stage.IN_PROGRESS)
    assert (first.due.kind, first.due.day) == (DueKind.DAY, date(2026, 11, 13))
    assert (second.due.kind, second.due.instant) == (DueKind.EXACT, datetime(2026, 11, 14, 12, 30, tzinfo=UTC))


@pytest.mark.parametrize("name", WRITERS)
def test_headers_in_russian_and_romanian_below_a_title(read, name):
    for header in (["№", "Задача", "Статус", "Срок"], ["Nr.", "Sarcină", "Stare", "Termen"]):
        rows = [["Plan 2026", None, None, None], [None], header, [7, "Логотип", "В работе", date(2026, 11, 13)]]
        (task,) = read(WRITERS[name](rows), name).tasks

        assert (task.key, task.title, task.stage) == ("7", "Логотип", Stage.IN_PROGRESS)
        assert task.due.day == date(2026, 11, 13)


def test_a_plain_workbook_has_nothing_to_add(read):
    found = read(xlsx(PLAN), "plan.xlsx")

    assert (found.source, found.title) == ("file:plan.xlsx", "plan")
    assert found.completeness.complete
    assert found.completeness.notes == ()


class TestCells:
    def test_numbers_are_written_as_people_write_them(self, read):
        rows = [["ID", "Task", "Hours", "Share", "Wide"], [12.0, "Logo", 2.5, 0.1 + 0.2, 123456789012345]]
        (task,) = read(xlsx(rows), "plan.xlsx").tasks

        assert task.key == "12"
        assert dict(task.fields) == {"Hours": "2.5", "Share": "0.3", "Wide": "123456789012345"}

    def test_ticks(self, read):
        rows = [["ID", "Task", "Status", "Done"], [1, "Logo", "Doing", True], [2, "Menu", "Doing", False]]
        first, second = read(xlsx(rows), "plan.xlsx").tasks

        assert (first.stage, second.stage) == (Stage.DONE, Stage.IN_PROGRESS)

    def test_a_formula_is_its_value(self, read):
        rows = [HEADER, [1, Formula('A1&"x"', "Logo"), "Doing", Formula("TODAY()", 46339)]]
        (task,) = read(xlsx(rows), "plan.xlsx").tasks

        assert (task.title, task.due.day) == ("Logo", date(2026, 11, 13))

    def test_formulas_without_a_value_are_said(self, read):
        rows = [HEADER, [1, "Logo", "Doing", Formula("A9+1", "#REF!")], [2, "Menu", "Doing", Formula("D2+5")]]
        found = read(xlsx(rows), "plan.xlsx")

        assert [task.due for task in found.tasks] == [None, None]
        assert found.completeness.notes[:2] == snapshot(
            (
                "Formulas that end in an error, read as empty: 1 (D2: #REF!).",
                "Formulas whose value the file does not hold, read as empty: 1 (D3). Open it in Excel and save it.",
            )
        )

    def test_dates_as_real_dates_as_texts_and_as_bare_numbers(self, read):
        dues = [date(2026, 11, 13), "13.11.2026", "13 ноября 2026", 46339, "46339", "2026-11-13"]
        found = read(xlsx([HEADER, *([at, f"Task {at}", "Doing", due] for at, due in enumerate(dues))]), "plan.xlsx")

        assert [task.due.day for task in found.tasks] == [date(2026, 11, 13)] * 6

    def test_a_date_column_of_nothing_but_bare_numbers_is_dates_in_a_workbook(self, read):
        assert read(xlsx([HEADER, [1, "Logo", "Doing", 46339]]), "plan.xlsx").tasks[0].due.day == date(2026, 11, 13)

    @pytest.mark.parametrize(("writer", "name"), [(xlsx, "plan.xlsx"), (xls, "plan.xls")])
    def test_old_macs_count_from_1904(self, read, writer, name):
        rows = [HEADER, [1, "Logo", "Doing", date(2026, 11, 13)], [2, "Menu", "Doing", 46339 - 1462]]
        found = read(writer(rows, system=1904), name)

        assert [task.due.day for task in found.tasks] == [date(2026, 11, 13)] * 2

    @settings(deadline=None, max_examples=50)
    @given(st.datetimes(datetime(1955, 1, 1), datetime(2118, 12, 31)).map(lambda moment: moment.replace(microsecond=0)))
    def test_a_bare_number_is_the_second_that_was_meant(self, moment):
        for system, start in ((1900, datetime(1899, 12, 30)), (1904, datetime(1904, 1, 1))):
            number = (moment - start) / timedelta(days=1)
            table = read_workbook(xlsx([HEADER, [1, "Logo", "Doing", number]], system=system), "plan.xlsx")

            found = DateColumn("Due", (), Calendar(), serials_from=table.serials_from).moment(table.rows[0].cells[3])

            at_midnight = moment.time() == time()
            assert found == Moment(moment.date(), None if at_midnight else moment.replace(tzinfo=UTC))


class TestSheets:
    def test_the_first_that_holds_tasks_is_read_and_the_others_are_named(self, read):
        book = xlsx({"Cover": [["The plan"]], "Plan": PLAN, "Old": PLAN}, hidden=["Old"])
        found = read(book, "plan.xlsx")

        assert len(found.tasks) == 2
        assert found.completeness.complete
        assert found.completeness.notes[0] == snapshot(
            "Read: the sheet “Plan”. Not read, since hidden or without a task table: “Cover”, “Old”."
        )

    def test_two_with_tasks_are_a_gap_until_somebody_says_which(self, read):
        book = xlsx({"May": PLAN, "June": [HEADER, [9, "Shop", "Doing"]]})
        found = read(book, "plan.xlsx")
        chosen = read(book, "plan.xlsx", sheet="june")

        assert len(found.tasks) == 2
        assert [(gap.what, gap.reason) for gap in found.completeness.gaps] == snapshot(
            [
                (
                    None,
                    'Only the sheet “May” was read; task tables stand in “June” too. Say which is meant: --sheet "May" (in the configuration: sheet = "May"; one source for each).',
                )
            ]
        )
        assert [task.title for task in chosen.tasks] == ["Shop"]
        assert chosen.completeness.complete

    def test_two_sheets_of_one_file_are_two_sources(self, read):
        book = xlsx({"May": PLAN, "June": PLAN})

        assert [read(book, "plan.xlsx", sheet=name).source for name in ("May", "June")] == [
            "file:plan.xlsx#May",
            "file:plan.xlsx#June",
        ]

    def test_a_hidden_one_is_read_where_it_is_named(self, read):
        book = xlsx({"Plan": PLAN, "Old": [HEADER, [9, "Shop", "Doing"]]}, hidden=["Old"])

        assert [task.title for task in read(book, "plan.xlsx", sheet="Old").tasks] == ["Shop"]

    def test_one_that_is_not_there(self, put, read):
        with pytest.raises(BadInput) as caught:
            read(xlsx({"May": PLAN, "June": PLAN}), "plan.xlsx", sheet="July")
        assert str(caught.value) == snapshot("plan.xlsx has no sheet “July”. It has “May”, “June”.")

    def test_no_sheet_that_a_person_can_see(self, refusal):
        assert refusal(xlsx({"Plan": PLAN}, hidden=["Plan"]), "plan.xlsx") == snapshot(
            "plan.xlsx has no sheet that can be seen. Name one with --sheet: “Plan”."
        )


class TestTwoTablesInASheet:
    def test_one_below_the_other(self, read):
        rows = [*PLAN, [], ["Risk", "Task", "Owner"], ["high", "Move", "Ana"]]
        found = read(xlsx(rows), "plan.xlsx")

        assert [task.title for task in found.tasks] == ["Logo", "Menu"]
        assert [gap.reason for gap in found.completeness.gaps] == snapshot(
            [
                "Only the first table was read; another begins in line 5 (Risk, Task, Owner): give it a sheet or file of its own."
            ]
        )

    def test_one_beside_the_other(self, read):
        rows = [[*HEADER, None, "Task", "Owner"], [1, "Logo", "Doing", None, None, "Move", "Ana"]]
        found = read(xlsx(rows), "plan.xlsx")

        assert [(task.title, task.owners, dict(task.fields)) for task in found.tasks] == [("Logo", (), {})]
        assert [gap.reason for gap in found.completeness.gaps] == snapshot(
            [
                "Only the first table was read; another stands beside it (Task, Owner): give it a sheet or file of its own."
            ]
        )

    def test_a_header_that_is_repeated_begins_no_other(self, read):
        found = read(xlsx([*PLAN, [], HEADER, [9, "Shop", "Doing"]]), "plan.xlsx")

        assert [task.title for task in found.tasks] == ["Logo", "Menu", "Shop"]
        assert found.completeness.complete


class TestRowsThatAreNoTasks:
    @pytest.mark.parametrize("word", ["Total", "Итого:", "Total general", "Subtotal", "Всего"])
    def test_totals(self, read, word):
        found = read(xlsx([*PLAN, [], [word, None, None, None], [None, word]]), "plan.xlsx")

        assert len(found.tasks) == 2
        assert found.completeness.notes == ("Left out as totals: line 5, line 6.",)

    def test_totals_that_count_the_dates_too(self, read):
        rows = [*PLAN, ["Total", None, None, Formula("COUNT(D2:D3)", 2)], ["Total", None, None, date(2026, 11, 14)]]

        assert len(read(xlsx(rows), "plan.xlsx").tasks) == 2

    def test_a_task_that_is_called_total_and_has_a_date_is_one(self, read):
        rows = [["Task", "Status", "Due"], ["Total", None, date(2026, 11, 14)]]

        assert [task.title for task in read(xlsx(rows), "plan.xlsx").tasks] == ["Total"]

    def test_rows_that_were_numbered_in_advance(self, read):
        found = read(xlsx([[*HEADER, "Done"], [1, "Logo", "Doing"], [2, None, None, None, False], [3]]), "plan.xlsx")

        assert len(found.tasks) == 1
        assert found.completeness.notes[0] == snapshot("Left out, since nothing but a number stands there: 2 (line 3).")


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the example workbooks lie outside the repository")
class TestTheExamples:
    def test_the_messy_one(self, read):
        found = read(EXAMPLES / "tasks-messy.synthetic.xlsx", date_order="dmy")
        by_id = {task.id: task for task in found.tasks}

        assert list(by_id) == ["1", "2", "3", "4", "5", "6"]
        assert by_id["1"].due.day == by_id["6"].due.day == date(2026, 11, 13)
        assert by_id["4"].due.kind is DueKind.UNREADABLE
        assert by_id["5"].stage is by_id["3"].stage is Stage.DONE
        assert found.completeness.can_tell(Evidence.DUE_DATES)
        assert "Left out as totals: line 10." in found.completeness.notes

    def test_ones_without_tasks(self, read):
        with pytest.raises(BadInput, match="is no task table"):
            read(EXAMPLES / "calamine-base.xlsx")

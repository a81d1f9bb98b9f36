"""Workbooks: which sheet is read, and what its cells say. What rows mean is test_table_tasks.py's business."""

# ruff: noqa: E501  sentences stand here as people read them, on one line

import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from tests.trackers.files.workbooks import Formula, ods, xls, xlsb, xlsx, zipped

from trackerbridge.clock import Calendar
from trackerbridge.errors import BadInput
from trackerbridge.model import DueKind, Evidence, Stage
from trackerbridge.trackers.files import workbook_file
from trackerbridge.trackers.files.merged import Area
from trackerbridge.trackers.files.table_dates import DateColumn, Moment
from trackerbridge.trackers.files.workbook import read_workbook

EXAMPLES = Path(__file__).parents[3].parent / "shared" / "data" / "payload-examples" / "excel"
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


class TestMergedCells:
    def test_a_value_merged_downwards_is_each_rows(self, read):
        rows = [HEADER, [1, "Logo", "Doing", date(2026, 11, 13)], [2, "Menu"], [3, "Shop"]]
        found = read(xlsx(rows, merged=["C2:C4", "D2:D3"]), "plan.xlsx")

        assert [task.status for task in found.tasks] == ["Doing"] * 3
        assert [bool(task.due) for task in found.tasks] == [True, True, False]

    def test_an_old_workbooks_too(self, read):
        rows = [HEADER, [1, "Logo", "Doing"], [2, "Menu"]]

        assert [task.status for task in read(xls(rows, merged=[Area(1, 2, 2, 2)]), "plan.xls").tasks] == ["Doing"] * 2

    def test_a_heading_across_the_table_is_no_task(self, read):
        rows = [HEADER, ["Phase 1"], [1, "Logo", "Doing"], ["Phase 2"], [2, "Menu", "Doing"]]
        found = read(xlsx(rows, merged=["A2:D2", "A4:D4"]), "plan.xlsx")

        assert [task.title for task in found.tasks] == ["Logo", "Menu"]
        assert found.completeness.notes[0] == snapshot(
            "Left out as headings, since they are merged across the table: line 2, line 4."
        )

    def test_a_title_merged_across_the_top_hides_nothing_and_needs_no_word(self, read):
        found = read(xlsx([["The plan"], *PLAN], merged=["A1:D1"]), "plan.xlsx")

        assert len(found.tasks) == 2
        assert found.completeness.notes == ()

    def test_a_header_of_two_rows(self, read):
        rows = [
            ["ID", "Task", "Dates"],
            [None, None, "Start", "Due"],
            [1, "Logo", date(2026, 11, 2), date(2026, 11, 13)],
        ]
        (task,) = read(xlsx(rows, merged=["A1:A2", "B1:B2", "C1:D1"]), "plan.xlsx").tasks

        assert (task.start.day, task.due.day) == (date(2026, 11, 2), date(2026, 11, 13))

    def test_a_task_of_several_rows_is_one(self, read):
        rows = [[*HEADER, "Notes"], [1, "Logo", "Doing", None, "round"], [None, None, None, None, "blue"]]
        found = read(xlsx(rows, merged=["A2:A3", "B2:B3"]), "plan.xlsx")

        assert [task.title for task in found.tasks] == ["Logo"]
        assert found.completeness.notes[0] == snapshot(
            "Left out, since their title is merged with the row above and nothing new stands there: line 3."
        )

    def test_parts_with_dates_of_their_own_are_tasks(self, read):
        rows = [HEADER, [1, "Logo", "Doing", date(2026, 11, 13)], [2, None, "Doing", date(2026, 11, 20)]]
        found = read(xlsx(rows, merged=["B2:B3"]), "plan.xlsx")

        assert [(task.key, task.title) for task in found.tasks] == [("1", "Logo"), ("2", "Logo")]


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


class TestWhatIsNoWorkbook:
    def test_an_empty_one(self, refusal):
        assert refusal(xlsx([]), "plan.xlsx") == snapshot(
            "plan.xlsx, sheet “Plan”, is empty. Name the columns in its first row, for example: ID, Task, Status, Owner, Due date, Done."
        )

    def test_one_without_a_task_table(self, refusal):
        assert refusal(xlsx({"Notes": [["Call Ana", 12.0]]}), "plan.xlsx") == snapshot(
            'plan.xlsx, sheet “Notes”, is no task table: no row names two columns that are known (it begins "Call Ana 12"). Name the columns in its first row, for example: ID, Task, Status, Owner, Due date, Done.'
        )

    def test_one_without_titles(self, refusal):
        assert refusal(xlsx([["Status", "Owner"], ["Doing", "Ana"]]), "plan.xlsx") == snapshot(
            "plan.xlsx, sheet “Plan”, has the columns Status, Owner, and none for titles. Call one of them Task, Задача or Sarcină."
        )

    @pytest.mark.parametrize(
        "content",
        [
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
            xls(PLAN, password=True),
            zipped({"content.xml": "?", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        ],
        ids=["xlsx", "xls", "ods"],
    )
    def test_one_with_a_password(self, refusal, content):
        assert refusal(content, "plan.xlsx") == snapshot(
            "plan.xlsx is protected by a password. Save a copy without one, or save the sheet as CSV."
        )

    @pytest.mark.parametrize("end", [40, 300, 1500])
    def test_one_that_was_cut(self, refusal, end):
        said = refusal(xlsx(PLAN)[:end], "plan.xlsx")

        assert "plan.xlsx is damaged or cut short, and cannot be opened" in said
        assert said.endswith("Open it in Excel or LibreOffice, save it again as xlsx, or save the sheet as CSV.")

    def test_an_old_one_that_was_cut(self, refusal):
        assert "plan.xls is damaged or cut short" in refusal(xls(PLAN)[:900], "plan.xls")

    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (zipped({"word/document.xml": ""}), "a Word document"),
            (zipped({"ppt/presentation.xml": ""}), "a PowerPoint presentation"),
            (zipped({"plan.csv": "Task,Status"}), "a zip archive"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "an old Word document"),
        ],
    )
    def test_what_comes_in_the_same_wrapping(self, refusal, content, what):
        assert refusal(content, "plan.xlsx") == (
            f"plan.xlsx is {what}, not a workbook. Name the file that holds the task table."
        )

    def test_a_web_page_that_is_called_a_workbook(self, refusal):
        assert refusal("<html><table><tr><td>Task</td></tr></table></html>", "plan.xls") == snapshot(
            "plan.xls is a web page that is called a workbook, as some programs export. Open it in Excel or LibreOffice and save it as xlsx, or save it as CSV."
        )

    def test_the_mark_of_an_open_one(self, refusal):
        assert refusal(b"\x03Ana", "~$plan.xlsx") == snapshot(
            "~$plan.xlsx only marks that somebody has the workbook open. Name the workbook itself."
        )

    def test_a_value_at_the_end_of_the_world(self, refusal):
        cells = '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
        book = xlsx([["REPLACED"]])
        assert refusal(replaced(book, '<c r="A1" t="inlineStr"', cells), "plan.xlsx") == snapshot(
            "plan.xlsx, sheet “Plan”, holds a value so far away that the sheet cannot be read: 1,048,576 rows by 16,384 columns, where 20,000,000 cells can. Delete what stands below and beside the table, or save the table as CSV."
        )

    def test_one_that_unpacks_to_far_too_much(self, refusal, monkeypatch):
        monkeypatch.setattr(workbook_file, "LARGEST_UNPACKED", 1_000)

        assert "plan.xlsx holds more than" in refusal(xlsx(PLAN), "plan.xlsx")

    def test_what_reads_workbooks_is_not_there(self, refusal, monkeypatch):
        monkeypatch.setitem(sys.modules, "python_calamine", None)

        assert refusal(xlsx(PLAN), "plan.xlsx") == snapshot(
            'plan.xlsx is a workbook, and what reads workbooks is not installed. Install it (pip install "trackerbridge[excel]"), or save the sheet as CSV.'
        )


def replaced(book: bytes, start: str, cells: str) -> bytes:
    """The same workbook with other cells: the first sheet's only row is written anew."""
    import re
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(book)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"]
    assert start in sheet
    files["xl/worksheets/sheet1.xml"] = re.sub(r'(<row r="1">).*(</row>)', rf"\1{cells}\2", sheet)
    return zipped(files)


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

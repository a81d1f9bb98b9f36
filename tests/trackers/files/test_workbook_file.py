"""What is no workbook, or one that cannot be opened: one sentence and a next step each."""

# ruff: noqa: E501  sentences stand here as people read them, on one line

import re
import sys
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from inline_snapshot import snapshot
from tests.trackers.files.workbooks import xls, xlsx, zipped

from trackerbridge.trackers.files import workbook_file

HEADER = ["ID", "Task", "Status", "Due"]
PLAN = [HEADER, [7, "Logo", "Doing", date(2026, 11, 13)], [8, "Menu", "Done", datetime(2026, 11, 14, 14, 30)]]


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
    with ZipFile(BytesIO(book)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"]
    assert start in sheet
    files["xl/worksheets/sheet1.xml"] = re.sub(r'(<row r="1">).*(</row>)', rf"\1{cells}\2", sheet)
    return zipped(files)

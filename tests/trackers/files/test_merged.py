"""Merged cells of a sheet: values that stand for several rows, and headings that are no tasks."""

from datetime import date, datetime

from inline_snapshot import snapshot
from tests.trackers.files.workbooks import xls, xlsx

from trackerbridge.trackers.files.merged import Area

HEADER = ["ID", "Task", "Status", "Due"]
PLAN = [HEADER, [7, "Logo", "Doing", date(2026, 11, 13)], [8, "Menu", "Done", datetime(2026, 11, 14, 14, 30)]]


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

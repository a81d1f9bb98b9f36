"""A file as a project's source."""

from pathlib import Path

import pytest
from tests.trackers.files.conftest import NOW
from tests.trackers.files.workbooks import xlsx

from trackerbridge.config.schema import ProjectConfig, Settings, SourceConfig
from trackerbridge.errors import BadInput
from trackerbridge.model import Side, Stage
from trackerbridge.trackers.files.connector import FilesConnector

TABLE = "ID,Task,Status,Owner,Due\n1,Logo,Zone 4,Ana,03.04.2026\n"


def connector(folder: Path, path: str = "plan.csv", **source) -> FilesConnector:
    where = SourceConfig(path=path, **source)
    project = ProjectConfig(sources=(where,), team=("Ana",), statuses={"testing": ("Zone 4",)})
    return FilesConnector.from_config(Settings(name="shop", project=project, folder=folder), where, None)


def test_the_path_starts_at_the_configuration(put):
    assert connector(put(TABLE).parent).pull(now=NOW).source == "file:plan.csv"


def test_an_absolute_path_is_taken_as_it_is(put):
    assert connector(Path("/nowhere"), str(put(TABLE))).pull(now=NOW).source.endswith("~plan.csv")


def test_the_projects_statuses_people_and_date_order_hold(put):
    (task,) = connector(put(TABLE).parent, date_order="dmy").pull(now=NOW).tasks

    assert task.stage is Stage.TESTING
    assert task.owners[0].side is Side.TEAM
    assert str(task.due.day) == "2026-04-03"


def test_it_is_stamped_with_now(put):
    assert connector(put(TABLE).parent).pull(now=NOW).pulled_at == NOW


def test_a_missing_file_is_bad_input_and_a_finding(tmp_path):
    missing = connector(tmp_path)

    with pytest.raises(BadInput):
        missing.pull(now=NOW)
    (finding,) = missing.check()
    assert (finding.ok, finding.exit_code) == (False, 2)
    assert "There is no file" in finding.what


def test_check_says_what_is_there_and_what_could_not_be_read(put):
    read, gap = connector(put(TABLE).parent).check()

    assert (read.ok, read.what) == (True, "plan.csv can be read; tasks: 1")
    assert (gap.ok, gap.exit_code) == (False, 2)
    assert "--date-order" in gap.what


def test_a_sheet_is_chosen_in_the_configuration(put):
    head = ["ID", "Task"]
    put(xlsx({"May": [head, [1, "Logo"]], "June": [head, [2, "Menu"]]}), "plan.xlsx")
    folder = put(TABLE).parent

    assert [task.title for task in connector(folder, "plan.xlsx", sheet="June").pull(now=NOW).tasks] == ["Menu"]
    with pytest.raises(BadInput, match=r"plan\.csv is no workbook, so it has no sheet “June”\."):
        connector(folder, sheet="June").pull(now=NOW)


def test_a_folder_of_answers_is_a_source(put, tmp_path):
    (tmp_path / "pages").mkdir()
    put({"issues": [{"key": "WEB-1", "fields": {"summary": "Logo"}}]}, "pages/p1.json")
    source = connector(tmp_path, "pages")

    with pytest.raises(BadInput, match="pages is no workbook"):
        connector(tmp_path, "pages", sheet="June").pull(now=NOW)
    assert [task.key for task in source.pull(now=NOW).tasks] == ["WEB-1"]
    assert [finding.what for finding in source.check()] == ["pages can be read; tasks: 1"]

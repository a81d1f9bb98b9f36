"""What a file is called as a source: by the path in the configuration, so that two files of one name stay two."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from trackerbridge.config.schema import ProjectConfig, Settings, SourceConfig
from trackerbridge.told_apart import told_apart
from trackerbridge.trackers.files.connector import FilesConnector

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
TABLE = "id,title,due\n1,The counter is open,2026-12-01\n"


def pulled(folder: Path, path: str):
    source = SourceConfig(path=path)
    settings = Settings(name="p", project=ProjectConfig(sources=(source,)), folder=folder)
    return FilesConnector.from_config(settings, source, None).pull(now=NOW)


@pytest.mark.parametrize(("path", "named"), [("a/plan.csv", "file:a~plan.csv"), ("./b/plan.csv", "file:b~plan.csv")])
def test_the_path_as_it_is_written_names_the_source(tmp_path, path, named):
    (tmp_path / path).parent.mkdir()
    (tmp_path / path).write_text(TABLE)
    assert pulled(tmp_path, path).source == named


def test_two_files_of_one_name_and_number_lose_no_task(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.csv").write_text(TABLE)
    found = told_apart([pulled(tmp_path, "a/plan.csv"), pulled(tmp_path, "b/plan.csv")])
    assert [task.key for each in found for task in each.tasks] == ["file:a~plan.csv/1", "file:b~plan.csv/1"]

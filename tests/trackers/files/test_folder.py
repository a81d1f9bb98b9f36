"""A folder of Jira's answers is one project."""

# ruff: noqa: E501  sentences stand here as people read them, on one line

import json
from pathlib import Path

import pytest
from inline_snapshot import snapshot
from tests.trackers.files.answers import gaps, issue, keys, page

from trackerbridge.errors import BadInput
from trackerbridge.trackers.files import folder as folder_module


@pytest.fixture
def folder(tmp_path, read):
    """Put files into a folder and read it as one project."""

    def folder(**files):
        place = tmp_path / "pages"
        place.mkdir(exist_ok=True)
        for name, content in files.items():
            (place / name.replace("__", ".")).write_text(content if isinstance(content, str) else json.dumps(content))
        return read(place)

    return folder


class TestFolder:
    def test_pages_are_one_project_and_each_issue_is_one_task(self, folder):
        found = folder(p1__json=page(1, 3, 5), p2__json=page(3, 5, 5))

        assert keys(found) == ["WEB-1", "WEB-2", "WEB-3", "WEB-4", "WEB-5"]
        assert found.completeness.complete

    def test_a_page_in_the_middle_is_missed(self, folder):
        assert gaps(folder(p1__json=page(1, 2, 6), p3__json=page(5, 6, 6))) == snapshot(
            [
                "Of 6 issues that the search counted, these are not here: 3–4. Save the other pages beside it in one folder and name the folder."
            ]
        )

    def test_a_total_that_grew_while_the_search_was_read_misses_nothing(self, folder):
        assert gaps(folder(p1__json=page(1, 2, 3), p2__json=page(3, 4, 4))) == []

    def test_two_searches_are_counted_each_for_itself(self, folder):
        assert gaps(folder(a__json=page(1, 2, 2), b__json=page(1, 3, 9))) == snapshot(
            [
                "Of 9 issues that the search counted, these are not here: 4–9. Save the other pages beside it in one folder and name the folder."
            ]
        )

    def test_token_pages_end_where_one_says_so(self, folder):
        first = {"issues": [issue(1)], "nextPageToken": "x", "isLast": False}

        assert gaps(folder(p1__json=first, p2__json={"issues": [issue(2)], "isLast": True})) == []
        assert len(gaps(folder(p1__json=first, p2__json=first))) == 1

    def test_an_empty_last_page_is_no_harm(self, folder):
        found = folder(p1__json=page(1, 2, 2), p2__json={"startAt": 2, "maxResults": 2, "total": 0, "issues": []})

        assert (keys(found), gaps(found)) == (["WEB-1", "WEB-2"], [])

    def test_the_sites_list_of_fields_is_used_and_other_answers_are_named(self, folder):
        fields = [{"id": "customfield_9", "name": "Story Points", "schema": {"type": "number", "custom": "x:float"}}]
        found = folder(
            p1__json=page(1, 1, 1, issues=[issue(1, customfield_9=3)]),
            fields__json=fields,
            statuses__json=[{"id": "1"}],
        )

        assert found.tasks[0].points == 3
        assert found.completeness.notes == ("Left out, since no issues are in them: statuses.json.",)

    def test_a_folder_is_named_after_itself(self, folder):
        other = issue(2, project={"key": "APP", "name": "App"})

        assert folder(a__json=[issue(1), other]).title == "pages"

    def test_another_project_beside_them_is_refused(self, folder):
        with pytest.raises(BadInput) as board:
            folder(a__json=page(1, 1, 1), board__json={"id": "b", "cards": [], "lists": []}, plan__csv="Task,Status\n")
        assert str(board.value) == snapshot(
            "pages holds Jira's answers and other projects too (board.json, plan.csv). Name the files themselves, or move what belongs together into a folder of its own."
        )

    def test_a_page_that_cannot_be_read_might_be_the_missing_one(self, folder):
        with pytest.raises(BadInput, match=r"p2\.json ends in the middle"):
            folder(p1__json=page(1, 1, 2), p2__json='{"issues": [')

    def test_more_than_can_be_held_is_refused(self, folder, monkeypatch):
        monkeypatch.setattr(folder_module, "LARGEST", 1_000)
        with pytest.raises(BadInput, match="pages holds more than"):
            folder(p1__json=page(1, 2, 4), p2__json=page(3, 4, 4))

    def test_nothing_of_use(self, folder, tmp_path):
        with pytest.raises(BadInput) as nothing:
            folder(readme__md="Hello", board__json={"id": "b", "cards": [], "lists": []})
        assert str(nothing.value).replace(str(tmp_path), "~") == snapshot(
            "~/pages is a folder without Jira issues; it holds board.json, readme.md. Name the file that holds the tasks."
        )

    def test_one_that_may_not_be_looked_into(self, folder, monkeypatch):
        def denied(self):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "iterdir", denied)
        with pytest.raises(BadInput, match=r"pages cannot be read: Permission denied\. Check its permissions\."):
            folder()

    def test_no_files_at_all(self, folder, tmp_path):
        with pytest.raises(BadInput) as nothing:
            folder()
        assert str(nothing.value).replace(str(tmp_path), "~") == snapshot(
            "~/pages is a folder without files. Name the file, or the folder that holds it."
        )

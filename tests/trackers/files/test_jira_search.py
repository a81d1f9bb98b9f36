"""Jira's answers in files and folders. What an issue means has its own tests; here it is about files."""

# ruff: noqa: E501  sentences stand here as people read them, on one line

import gzip
import json
from copy import deepcopy

import pytest
from inline_snapshot import snapshot
from tests.shared_data import DATA
from tests.trackers.files.answers import ADF, gaps, issue, keys, page
from tests.trackers.files.conftest import NOW
from tests.trackers.jira.issues import ANA
from tests.trackers.jira.issues import issue as jira_issue

from trackerbridge.model import Evidence, Stage
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.files.jira_pages import Page
from trackerbridge.trackers.files.jira_search import JiraFiles, snapshot_of_jira

PAYLOADS = DATA / "jira-payloads"


class TestShapes:
    @pytest.mark.parametrize(
        "content",
        [
            page(1, 2, 2),
            [issue(1), issue(2)],
            [page(1, 1, 2), page(2, 2, 2)],
            {"issues": [issue(1), issue(2)], "isLast": True},
            {"issues": [issue(1), issue(2)]},
        ],
        ids=["page", "list", "pages", "token page", "issues alone"],
    )
    def test_every_shape_is_the_same_two_tasks(self, read, content):
        for packed in (json.dumps(content).encode(), gzip.compress(json.dumps(content).encode())):
            found = read(packed, "search.json")

            assert keys(found) == ["WEB-1", "WEB-2"]
            assert found.completeness.complete
            assert (found.source, found.title) == ("jira:acme.example", "Website")
            assert found.tasks[0].stage is Stage.IN_PROGRESS

    def test_a_single_issue(self, read):
        assert keys(read(issue(1), "WEB-1.json")) == ["WEB-1"]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
    def test_one_issue_a_line(self, read, end):
        text = end.join(json.dumps(issue(number)) for number in (1, 2, 3)) + end

        assert keys(read(text, "issues.jsonl")) == ["WEB-1", "WEB-2", "WEB-3"]
        assert keys(read(gzip.compress(text.encode()), "issues.jsonl.gz")) == ["WEB-1", "WEB-2", "WEB-3"]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
    def test_every_unicode_encoding(self, read, encoding):
        text = "\n".join(json.dumps(issue(number, summary="Логотип"), ensure_ascii=False) for number in (1, 2))

        assert [task.title for task in read(text.encode(encoding), "issues.jsonl").tasks] == ["Логотип"] * 2

    def test_wiki_and_documents_are_told_apart_by_their_looks(self, read):
        found = read([issue(1), issue(2, description=ADF)], "search.json")

        assert found.tasks[0].description.startswith("The logo is")
        assert found.tasks[1].description == "Round."

    def test_issues_of_several_projects_are_named_after_the_file(self, read):
        other = issue(2, project={"key": "APP", "name": "App"})

        assert read([issue(1), other], "mine.json").title == "mine"

    def test_numbers_that_are_none_are_said(self, read):
        text = json.dumps([issue(1, timeoriginalestimate=1)]).replace(
            '"timeoriginalestimate": 1', '"timeoriginalestimate": NaN'
        )
        found = read(text, "search.json")

        assert found.tasks[0].estimate_minutes is None
        assert "Numbers that are none (NaN, Infinity), read as missing: 1." in found.completeness.notes

    def test_the_fields_names_are_read_where_the_page_has_them(self, read):
        told = {
            "names": {"customfield_10016": "Story Points", "customfield_7": "Budget"},
            "schema": {
                "customfield_10016": {"type": "number", "custom": "com.example:float"},
                "customfield_7": {"type": "string", "custom": "com.example:text"},
            },
        }
        (task,) = read({"issues": [issue(1, customfield_10016=5, customfield_7="small")], **told}, "search.json").tasks

        assert task.points == 5
        assert dict(task.fields) == {"Budget": "small"}

    def test_a_warning_of_jira_is_told(self, read):
        found = read({"issues": [issue(1)], "warningMessages": ["The field 'x' is gone."]}, "search.json")

        assert "Jira warned: The field 'x' is gone." in found.completeness.notes


class TestWhatIsMissing:
    def test_a_page_that_is_not_the_whole(self, read):
        assert gaps(read(page(1, 2, 5), "search.json")) == snapshot(
            [
                "Of 5 issues that the search counted, these are not here: 3–5. Save the other pages beside it in one folder and name the folder."
            ]
        )

    def test_a_page_that_says_it_is_not_the_last(self, read):
        for more in ({"isLast": False, "nextPageToken": "x"}, {"nextPageToken": "x"}):
            assert gaps(read({"issues": [issue(1)], **more}, "search.json")) == snapshot(
                [
                    "The search went on after the last page that is here. Save the other pages beside it in one folder and name the folder."
                ]
            )

    def test_comments_and_histories_that_are_cut(self, read):
        cut = issue(1, comment={"comments": [], "total": 3})
        cut["changelog"] = {"histories": [], "total": 2}
        found = read([cut], "search.json")

        assert not found.completeness.can_tell(Evidence.COMMENTS)
        assert not found.completeness.can_tell(Evidence.HISTORY)

    def test_a_line_that_is_broken_is_a_gap_with_its_place(self, read):
        lines = [json.dumps(issue(1)), '{"key": "WEB-2", "fie', json.dumps(issue(3))]
        found = read("\n".join(lines), "issues.jsonl")

        assert keys(found) == ["WEB-1", "WEB-3"]
        assert gaps(found) == snapshot(
            [
                "Lines that are no JSON were left out: 1, line 2 (column 18: Unterminated string starting at). Export them again."
            ]
        )

    def test_a_line_that_is_nested_without_end_is_a_gap_too(self, read):
        found = read("\n".join([json.dumps(issue(1)), "[" * 100_000, json.dumps(issue(2))]), "issues.jsonl")

        assert gaps(found)[0].startswith("Lines that are no JSON were left out: 1, line 2 (nested deeper")

    def test_a_number_without_end_is_missing(self, read):
        text = json.dumps({"issues": [issue(1)], "total": 1}).replace('"total": 1', f'"total": {"9" * 5000}')

        assert keys(read(text, "issues.json")) == ["WEB-1"]

    def test_a_line_that_is_something_else_is_a_gap(self, read):
        lines = [json.dumps(issue(1)), '{"name": "shop"}', json.dumps(issue(3))]

        assert gaps(read("\n".join(lines), "issues.jsonl")) == ["Lines that hold no Jira issue were left out: 1."]

    def test_something_that_is_no_issue_among_the_issues(self, refusal):
        assert "This is no Jira issue" in refusal({"issues": [issue(1), {"id": "7"}]}, "search.json")

    def test_not_one_issue(self, refusal):
        assert refusal({"issues": [], "total": 0}, "search.json") == snapshot(
            "search.json is a search answer of Jira without a single issue. If there should be some, log in anew and search again: Jira answers an expired token in this way."
        )

    def test_a_refusal_instead_of_an_answer(self, refusal):
        assert refusal({"errorMessages": ["Field 'x' does not exist."], "errors": {}}, "search.json") == snapshot(
            "search.json holds Jira's refusal of a search: Field 'x' does not exist. Mend the search, and save its answer."
        )


FULL = jira_issue(
    1,
    histories=[
        {
            "id": "1",
            "author": ANA,
            "created": "2026-02-03T10:00:00.000+0200",
            "items": [{"field": "status", "from": "1", "fromString": "To Do", "to": "2", "toString": "Done"}],
        }
    ],
    comments=[{"id": "1", "body": ADF, "author": ANA, "created": "2026-03-01T10:00:00.000+0200", "visibility": {}}],
    description=ADF,
    components=[{"name": "Shop"}],
    fixVersions=[{"id": "1", "name": "1.0", "releaseDate": "2026-03-09", "released": False}],
    issuelinks=[{"type": {"inward": "is blocked by"}, "inwardIssue": {"key": "WEB-2", "fields": {"status": {}}}}],
    attachment=[{"filename": "a.png", "content": "https://acme.example/a.png", "mimeType": "image/png"}],
    subtasks=[{"key": "WEB-3", "fields": {"status": {"name": "To Do"}}}],
    parent={"key": "WEB-9", "fields": {"status": {}}},
    timetracking={"originalEstimateSeconds": 7200},
    customfield_1=[{"name": "Sprint 1", "state": "active"}],
)
JUNK = (None, 7, -1.5, "x", "", [], {}, [7], [None], [[]], {"a": 1}, True, 10**30)


def paths(value: object, *before: object):
    """Every place inside a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield (*before, key)
        yield from paths(part, *before, key)


@pytest.mark.parametrize("path", [path for path in paths(FULL) if path not in {("key",), ("fields",)}], ids=str)
def test_an_issue_with_nonsense_anywhere_inside_is_still_an_issue(path):
    how = {"name": "odd", "title": "odd", "stages": StageMap.of({}), "sides": Sides.of([], []), "pulled_at": NOW}
    for junk in JUNK:
        odd = deepcopy(FULL)
        place = odd
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = junk

        assert keys(snapshot_of_jira(JiraFiles((Page((odd,)),)), **how)) == ["WEB-1"], junk


@pytest.mark.skipif(not PAYLOADS.exists(), reason="the real answers lie outside the repository")
@pytest.mark.parametrize(
    ("name", "tasks", "missing"),
    [
        ("apache-search", 148, 0),
        ("apache-search/duedate-not-empty-p2.json.gz", 50, 1),
        ("hack-jira-cfd", 3, 1),
        ("jirametrics-sample", 6, 0),
        ("jirametrics-sample/SP-11.json", 1, 0),
        ("perceval", 3, 0),
        ("../late/raw-jira/apache.jsonl.gz", 501, 0),
    ],
)
def test_real_answers(read, name, tasks, missing):
    found = read(PAYLOADS / name)

    assert len(found.tasks) == tasks
    assert len(gaps(found)) == missing
    assert found.last_activity

"""Real payloads as state: what was loaded is what both faces serve. The data is not part of the repository."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from tests.sandbox.jira.small_site import issue as story
from tests.sandbox.jira.small_site import library, page
from tests.shared_data import DATA

from trackerbridge.errors import BadInput
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira import files, load, moments
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.server import Sandbox

SOURCES = ("jira-payloads/apache-search", "jira-payloads/perceval", "jira-payloads/jirametrics-sample",
           "jira-payloads/hack-jira-cfd", "late/raw-jira/apache.jsonl.gz")  # fmt: skip
PLAIN = ("summary", "labels", "duedate", "workratio", "timeestimate", "environment", "description")
NAMED = ("status", "priority", "resolution", "issuetype", "project")
TIMES = ("created", "updated", "resolutiondate")


def source(name: str) -> Path:
    """A file or folder of the shared data; the test is skipped where it is not there."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not part of the repository")
    return path


def issues_in(path: Path) -> Iterator[dict[str, Any]]:
    for payload in files.payloads(path):
        yield from (
            payload.get("issues", [])
            if isinstance(payload, dict) and "issues" in payload
            else ([payload] if isinstance(payload, dict) and "fields" in payload else [])
        )


def essence(issue: dict[str, Any]) -> dict[str, Any]:
    """What must be the same wherever the issue is served: plain fields, names, instants, comments and history."""
    fields = issue["fields"]
    found: dict[str, Any] = {name: fields.get(name) for name in PLAIN}
    found |= {name: (fields.get(name) or {}).get("name") for name in NAMED}
    found |= {name: moments.read(fields[name]) if fields.get(name) else None for name in TIMES}
    found["people"] = [(fields.get(name) or {}).get("displayName") for name in ("assignee", "reporter")]
    found["versions"] = [(one["name"], one.get("releaseDate")) for one in fields.get("fixVersions") or []]
    found["links"] = [
        (one["type"]["name"], (one.get("outwardIssue") or one.get("inwardIssue"))["key"])
        for one in fields.get("issuelinks") or []
    ]
    comments = (fields.get("comment") or {}).get("comments", [])
    found["comments"] = [(one["id"], one["body"], moments.read(one["created"])) for one in comments]
    return found


def history(issue: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The history, oldest first, without who was assigned (ids on Cloud, keys on Data Center)."""
    entries = issue.get("changelog", {}).get("histories", [])
    items = [
        (entry["id"], moments.read(entry["created"]), item["field"], item["fromString"], item["toString"])
        for entry in entries
        for item in entry["items"]
    ]
    return sorted(items, key=lambda row: (row[1], int(row[0]), row[2], str(row[3:])))


def served(sandbox: Sandbox, key: str, version: int = 2) -> dict[str, Any]:
    """An issue as the team gets it."""
    assert sandbox.jira is not None
    login = credentials.JIRA_EMAIL if sandbox.jira.cloud else credentials.JIRA_NAME
    url = f"{sandbox.jira_url}/rest/api/{version}/issue/{key}"
    answer = requests.get(url, params={"expand": "changelog"}, auth=(login, credentials.JIRA_TOKEN), timeout=20)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("deployment", ["cloud", "dc"])
def test_every_real_issue_is_served_as_it_was_loaded(name: str, deployment: Any) -> None:
    path = source(name)
    state = JiraState()
    load.load_all(state, files.payloads(path))
    given = {issue["key"]: issue for issue in issues_in(path)}
    assert given
    assert len(state.issues) == len({issue["id"] for issue in given.values()})
    with Sandbox(jira=JiraSite(state, deployment)) as sandbox:
        found = {
            issue.key: issue.raw
            for issue in library(sandbox).search_issues("created > '1970-01-02'", maxResults=False, fields="*all")
        }
    assert set(found) == set(given)
    for key, issue in given.items():
        assert essence(found[key]) == essence(issue), key


@pytest.mark.parametrize("deployment", ["cloud", "dc"])
def test_the_longest_real_histories_come_whole(deployment: Any) -> None:
    path = source("late/raw-jira/apache.jsonl.gz")
    state = JiraState()
    load.load_all(state, files.payloads(path))
    longest = sorted(issues_in(path), key=lambda issue: -len(history(issue)))[:10]
    with Sandbox(jira=JiraSite(state, deployment)) as sandbox:
        for issue in longest:
            assert history(served(sandbox, issue["key"])) == history(issue)


@pytest.mark.parametrize("name", ["faros/search-jql.json", "airbyte/search-jql-IT-26.json"])
def test_real_documents_come_back_from_v3_as_they_were(name: str) -> None:
    path = source(f"recordings/jira-v3/{name}")
    state = JiraState()
    load.load_all(state, files.payloads(path))
    with Sandbox(jira=JiraSite(state)) as sandbox:
        for issue in issues_in(path):
            found = served(sandbox, issue["key"], version=3)
            assert essence(found) == essence(issue)
            assert isinstance(served(sandbox, issue["key"])["fields"]["description"], str | None)


# -- files


def test_a_page_several_pages_lines_and_gzip_bring_the_same(tmp_path: Path) -> None:
    whole = page()
    halves = [{"issues": whole["issues"][:2]}, {"issues": whole["issues"][2:]}]
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, half in enumerate(halves):
        (folder / f"{number}.json").write_text(json.dumps(half))
    lines = tmp_path / "issues.jsonl"
    lines.write_text("\n".join(json.dumps(issue) for issue in whole["issues"]))
    packed = tmp_path / "issues.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.read_bytes()))
    single = tmp_path / "page.json"
    single.write_text(json.dumps(whole))
    for path in (folder, lines, packed, single):
        state = JiraState()
        assert load.load_all(state, files.payloads(path)) == 4
        assert state.find_issue("WEB-2")["comments"][1]["body"] == "On Friday."


@pytest.mark.parametrize(("content", "words"), [("[1]", "nothing that Jira's REST API sends"), ("{", "holds no JSON")])
def test_what_is_no_payload_is_refused(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(BadInput, match=words):
        load.load_all(JiraState(), files.payloads(path))


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no JSON files"):
        list(files.payloads(tmp_path))


def test_issues_can_be_loaded_while_it_runs(either: Sandbox) -> None:
    more = page()
    more["issues"] = [{**more["issues"][0], "id": "20001", "key": "WEB-77"}]
    answer = requests.post(f"{either.url}/_sandbox/jira/issues", json=more, timeout=5)
    assert answer.json() == {"issues": 1}
    assert library(either).issue("WEB-77").id == "20001"


def test_a_status_without_category_has_that_of_its_like_or_none(either: Sandbox) -> None:
    assert either.jira is not None
    tasting = {"id": "77", "name": "Tasting"}
    known = {**tasting, "statusCategory": {"id": 4, "key": "indeterminate", "name": "In Progress"}}
    statuses = (known, tasting, {"id": "78", "name": "Somewhere"})
    load.load(either.jira.state, [story(number, "Cakes", given) for number, given in enumerate(statuses, 11)])
    shown = [library(either).issue(f"WEB-{number}").fields.status.statusCategory.key for number in (11, 12, 13)]
    assert shown == ["indeterminate", "indeterminate", "undefined"]


def test_a_field_list_names_the_custom_fields_of_the_issues_beside_it(tmp_path: Path) -> None:
    issue = page()["issues"][1]
    issue["fields"]["customfield_11111"] = "2026-12-24"
    issue["fields"]["customfield_22222"] = "2026-12-24"
    field = {"id": "customfield_11111", "name": "Promised on", "custom": True, "clauseNames": ["cf[11111]"],
             "orderable": True, "navigable": True, "searchable": True,
             "schema": {"type": "string", "custom": "x:textfield", "customId": 11111}}  # fmt: skip
    (tmp_path / "z-fields.json").write_text(json.dumps([field]))
    (tmp_path / "issues.json").write_text(json.dumps(issue))
    state = JiraState()
    load.load_all(state, files.payloads(tmp_path))
    named, guessed = (state.fields.get(f"customfield_{n}") for n in (11111, 22222))
    assert named is not None
    assert guessed is not None
    assert (named["name"], named["schema"]["type"]) == ("Promised on", "string")
    assert (guessed["name"], guessed["schema"]["type"]) == ("Custom field 22222", "date")


def test_a_field_with_other_values_than_the_usual_one_of_its_number_is_another_field() -> None:
    state = JiraState()
    whole = page()
    whole["issues"][1]["fields"] |= {"customfield_10016": "2026-12-24", "customfield_10020": ["a", "b"]}
    load.load(state, whole)
    found = {number: (state.fields.get(f"customfield_{number}") or {})["schema"] for number in (10014, 10016, 10020)}
    assert [found[number]["type"] for number in (10014, 10016, 10020)] == ["any", "date", "array"]
    assert found[10020]["items"] == "string"


def test_a_real_board_comes_with_its_columns_and_a_real_site_with_its_statuses() -> None:
    state = JiraState()
    load.load_all(state, files.payloads(source("jira-payloads/jirametrics-sample")))
    with Sandbox(jira=JiraSite(state)) as sandbox:
        client = library(sandbox)
        columns = client._get_json("board/1/configuration", base=client.AGILE_BASE_URL)["columnConfig"]["columns"]
        known = {status.id for status in client.statuses()}
    assert len(columns) == 5
    assert {status["id"] for column in columns for status in column["statuses"]} <= known

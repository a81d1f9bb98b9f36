"""Real Jira answers: read as a file, and pulled from the sandbox as Cloud and Data Center, they are the same work."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.shared_data import DATA
from tests.trackers.jira.conftest import World
from tests.trackers.jira.issues import NOW

from trackerbridge.model import DueKind, Snapshot, Stage, Task
from trackerbridge.people import Sides
from trackerbridge.sandbox.jira.load import load
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.fields import Fields
from trackerbridge.trackers.jira.mapping import site_of_issues, snapshot_from_issues, source_of
from trackerbridge.trackers.jira.slim import slim_issue

APACHE = DATA / "late" / "raw-jira" / "apache.jsonl.gz"
PAYLOADS = DATA / "jira-payloads"
RECORDED = DATA / "recordings" / "jira-v3"

pytestmark = pytest.mark.skipif(not APACHE.exists(), reason="the real answers lie outside the repository")


@cache
def apache() -> list[Any]:
    with gzip.open(APACHE, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def loaded(path: Path) -> Any:
    packed = path.read_bytes()
    return json.loads(gzip.decompress(packed) if path.suffix == ".gz" else packed)


def read(issues: list[Any], fields: Fields | None = None) -> Snapshot:
    """As a file is read; what a search would have kept of them says the same."""
    site = site_of_issues(issues)
    whole, slim = (
        snapshot_from_issues(
            some, source=source_of(site), stages=StageMap(), sides=Sides(), pulled_at=NOW, fields=fields, site=site
        )
        for some in (issues, [slim_issue(one) for one in issues])
    )
    assert slim == whole
    return whole


def mentions(text: str) -> str:
    """The text with its mentions by number: the sandbox's Cloud writes user names where it has account ids."""
    return re.sub(r"@(?:User (\d+) \(ap\)|apuser(\d+))", lambda found: f"@{found[1] or found[2]}", text)


def essence(task: Task) -> Task:
    """Without what a site or a face has of its own: addresses, and who is who by which id.

    Of a linked issue the file says what it was called when the answer was made, and the sandbox what it is called now.
    """
    return replace(
        task,
        source="",
        url="",
        position=0,
        owners=tuple(replace(one, id="", handle="") for one in task.owners),
        reporter=task.reporter and replace(task.reporter, id="", handle=""),
        description=mentions(task.description),
        comments=tuple(replace(one, author=None, internal=None, text=mentions(one.text)) for one in task.comments),
        history=tuple(replace(one, author=None) for one in task.history),
        links=tuple(replace(one, url="", title="", stage=None) for one in task.links),
    )


class TestApache:
    def test_the_file_is_whole(self):
        found = read(apache())
        assert len(found.tasks) == 501
        assert found.completeness.complete
        assert not any(task.stage is Stage.UNKNOWN for task in found.tasks)

    def test_what_is_done_was_done_at_some_time(self):
        done = [task for task in read(apache()).tasks if task.stage is Stage.DONE]
        assert done
        assert all(task.done_at and task.created_at and task.created_at <= task.done_at for task in done)

    def test_dates_of_their_own_and_of_releases(self):
        kinds = [task.due.kind for task in read(apache()).tasks if task.due]
        assert kinds.count(DueKind.DAY) == 148
        assert kinds.count(DueKind.INHERITED) == len(kinds) - 148

    def test_over_http_the_same(self, world: World):
        world.serve([])
        load(world.sandbox.jira.state, apache())
        pulled = world.connector("project is not EMPTY").pull(now=NOW)
        assert pulled.completeness.complete
        from_file = {task.id: essence(task) for task in read(apache()).tasks}
        over_http = {task.id: essence(task) for task in pulled.tasks}
        assert over_http == from_file
        assert len(world.asked) == (3 + 6 if world.cloud else 3 + 1)


@pytest.mark.parametrize("name", sorted(path.name for path in PAYLOADS.glob("*") if path.is_dir()))
def test_every_payload_is_read(name):
    pages = [loaded(path) for path in sorted((PAYLOADS / name).iterdir())]
    definitions = next((page for page in pages if isinstance(page, list) and "clauseNames" in page[0]), [])
    issues = [one for page in pages if isinstance(page, dict) for one in page.get("issues", [])]
    issues += [page for page in pages if isinstance(page, dict) and "fields" in page and "key" in page]
    found = read(issues, Fields.of(definitions))
    assert len(found.tasks) == len({one["id"] for one in issues}) > 0
    assert all(task.key and task.status and task.stage is not Stage.UNKNOWN for task in found.tasks)


def recorded() -> Iterator[tuple[str, list[Any], Fields]]:
    yield "airbyte", loaded(RECORDED / "airbyte" / "search-jql-IT-26.json")["issues"], Fields()
    definitions = loaded(RECORDED / "faros" / "field.json")
    yield "faros", loaded(RECORDED / "faros" / "search-jql.json")["issues"], Fields.of(definitions)


def test_every_issue_that_was_recorded_through_the_library_is_read():
    with gzip.open(RECORDED.parent / "jira-v2" / "cloud-python-jira.jsonl.gz", "rt", encoding="utf-8") as lines:
        bodies = [json.loads(line)["response"]["body"] for line in lines]
    bodies = [json.loads(body) if isinstance(body, str) and body.startswith("{") else body for body in bodies]
    issues = [body for body in bodies if isinstance(body, dict) and isinstance(body.get("fields"), dict)]
    found = read(issues)
    assert len(found.tasks) == len({one["id"] for one in issues}) > 0
    assert all(task.url.endswith(f"/browse/{task.key}") and task.created_at for task in found.tasks)
    assert not any(task.stage is Stage.UNKNOWN for task in found.tasks)


def test_recorded_cloud_answers():
    found = {name: read(issues, fields) for name, issues, fields in recorded()}
    assert [len(found[name].tasks) for name in ("airbyte", "faros")] == [1, 3]
    assert found["airbyte"].tasks[0].description  # a document
    assert any(task.sprints and task.points for task in found["faros"].tasks)
    assert any(task.parent for task in found["faros"].tasks)

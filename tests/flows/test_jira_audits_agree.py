"""501 real issues: audited as a file, from Jira Cloud and from Data Center, the same work has the same red flags."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.flows.office import Office

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.load import load
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.server import Sandbox

DATA = Path(os.environ.get("TRACKERBRIDGE_CORPUS") or Path(__file__).parents[2].parent / "shared" / "data")
APACHE = DATA / "late" / "raw-jira" / "apache.jsonl.gz"
NOW = "2014-12-04T10:00+00:00"
OPEN = {"id": "1", "name": "Open", "statusCategory": {"id": 2, "key": "new", "name": "New"}}
PROJECT = """
[connections.work]
type = "jira"
url = "{url}"
{email}
token = "env:JIRA_TOKEN"

[projects.apache]

[[projects.apache.sources]]
connection = "work"
jql = "project is not EMPTY"
"""

pytestmark = pytest.mark.skipif(not APACHE.exists(), reason="the real issues lie outside the repository")


def told(project: dict[str, Any]) -> set[tuple[str, str, str | None]]:
    """What decision 12 compares: code, task, since."""
    return {(flag["code"], flag["task"]["key"], flag["since"]) for flag in project["flags"] if flag["task"]}


def reopened() -> list[Any]:
    """The issues, every second of them as if it had never been finished: what is done has few flags."""
    with gzip.open(APACHE, "rt", encoding="utf-8") as lines:
        issues = [json.loads(line) for line in lines]
    for issue in issues[::2]:
        issue["fields"] |= {"status": OPEN, "resolution": None, "resolutiondate": None}
    return issues


def abstained(project: dict[str, Any]) -> set[str]:
    return {each["code"] for each in project["abstained"]}


@pytest.mark.parametrize("deployment", ["cloud", "dc"])
def test_file_and_http_agree(tmp_path: Path, deployment: str) -> None:
    state = JiraState()
    issues = reopened()
    load(state, issues)
    (tmp_path / "apache.jsonl").write_text("\n".join(map(json.dumps, issues)), encoding="utf-8")
    with Sandbox(jira=JiraSite(state, deployment)) as sandbox:
        office = Office(tmp_path, sandbox, now=NOW)
        office.env["JIRA_TOKEN"] = credentials.JIRA_TOKEN
        email = f'email = "{credentials.JIRA_EMAIL}"' if deployment == "cloud" else ""
        office.configure(PROJECT.format(url=sandbox.jira_url, email=email))
        over_http = office.json("audit", "apache")
        from_file = office.json("audit", str(tmp_path / "apache.jsonl"))
    assert over_http["completeness"]["complete"]
    assert over_http["tasks"] == from_file["tasks"] == 501
    silent = abstained(over_http) | abstained(from_file)
    found = {flag for flag in told(over_http) if flag[0] not in silent}
    assert found == {flag for flag in told(from_file) if flag[0] not in silent}
    assert len(found) > 100

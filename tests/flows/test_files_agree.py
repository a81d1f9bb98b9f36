"""One project as Jira's JSON, as its CSV export and as a workbook: the same flags, where none of the rules abstains."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO

import pytest
from click.testing import CliRunner
from tests.trackers.files.test_jira_export import export
from tests.trackers.files.workbooks import xlsx
from tests.trackers.jira.issues import ANA, BORIS, DOING, DONE, TO_DO, issue

from trackerbridge.cli import cli

NOW = "2026-03-04T10:00"
LONG = "Visitors choose a cake, a day and a place, and pay by card; the kitchen gets a mail."


def rows() -> list[dict]:
    """Issues with something to say about each: late, without an owner, unclear, blocked, on time."""
    return [
        {
            "summary": "Cakes can be ordered online",
            "status": DOING,
            "due": date(2026, 2, 27),
            "owner": ANA,
            "text": LONG,
        },
        {
            "summary": "Opening hours on every page",
            "status": DOING,
            "due": date(2026, 3, 6),
            "owner": None,
            "text": LONG,
        },
        {"summary": "???", "status": TO_DO, "due": date(2026, 3, 5), "owner": ANA, "text": ""},
        {"summary": "Prices by weight", "status": TO_DO, "due": date(2026, 3, 9), "owner": ANA, "text": LONG, "by": 2},
        {"summary": "The old site is gone", "status": DONE, "due": date(2026, 2, 20), "owner": BORIS, "text": LONG},
    ]


def as_json() -> str:
    """A search answer."""
    issues = []
    for number, row in enumerate(rows(), 1):
        blocked = {
            "type": {"name": "Blocks", "inward": "is blocked by"},
            "inwardIssue": {"key": f"WEB-{row.get('by')}"},
        }
        one = issue(
            number,
            summary=row["summary"],
            status=row["status"],
            description=row["text"] or None,
            duedate=row["due"].isoformat(),
            assignee=row["owner"],
            issuelinks=[blocked] if row.get("by") else [],
            resolution={"name": "Done"} if row["status"] is DONE else None,
            resolutiondate="2026-02-19T09:00:00.000+0000" if row["status"] is DONE else None,
            created="2026-02-02T09:00:00.000+0000",
            updated="2026-02-20T09:00:00.000+0000",
        )
        issues.append(one)
    return json.dumps({"startAt": 0, "total": len(issues), "issues": issues})


def as_csv() -> str:
    """The same as Jira's own export, with the dates of an English site."""
    categories = {"new": "To Do", "indeterminate": "In Progress", "done": "Done"}
    return export(
        *(
            {
                "Summary": row["summary"],
                "Issue key": f"WEB-{number}",
                "Issue id": str(10_000 + number),
                "Issue Type": "Task",
                "Status": row["status"]["name"],
                "Status Category": categories[row["status"]["statusCategory"]["key"]],
                "Project key": "WEB",
                "Resolution": "Done" if row["status"] is DONE else "",
                "Assignee": (row["owner"] or {}).get("displayName", ""),
                "Assignee Id": (row["owner"] or {}).get("accountId", ""),
                "Reporter": BORIS["displayName"],
                "Reporter Id": BORIS["accountId"],
                "Created": "02/Feb/26 9:00 AM",
                "Updated": "20/Feb/26 9:00 AM",
                "Resolved": "19/Feb/26 9:00 AM" if row["status"] is DONE else "",
                "Due Date": f"{row['due']:%d/%b/%y} 12:00 AM",
                "Labels": "",
                "Description": row["text"],
                "Comment": "",
                "Inward issue link (Blocks)": f"WEB-{row['by']}" if row.get("by") else "",
            }
            for number, row in enumerate(rows(), 1)
        )
    )


@pytest.fixture
def audited(tmp_path):
    """What the audit of a file says, as JSON."""

    def audited(name: str, content: str | bytes) -> dict:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        result = CliRunner().invoke(cli, ["--now", NOW, "audit", str(path), "--format", "json"])
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)["projects"][0]

    return audited


def said(project: dict, judged: set[str]) -> set[tuple]:
    """Flags of these rules as (code, task, since)."""
    flags = [flag for flag in project["flags"] if flag["code"] in judged]
    return {(flag["code"], (flag["task"] or {}).get("key"), flag["since"]) for flag in flags}


def test_the_same_project_is_judged_alike_whatever_file_it_comes_in(audited):
    whole = audited("search.json", as_json())
    others = [audited("jira.csv", as_csv()), audited("jira.xlsx", xlsx(list(csv.reader(StringIO(as_csv())))))]

    assert {"D01", "F02", "C01"} <= {flag["code"] for flag in whole["flags"]}
    for other in others:
        silent = {one["code"] for project in (whole, other) for one in project["abstained"]}
        judged = {flag["code"] for project in (whole, other) for flag in project["flags"]} - silent
        assert {"D01", "F02", "C01"} <= judged
        assert said(other, judged) == said(whole, judged)

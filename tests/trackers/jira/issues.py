"""Invented Jira issues in the shapes that Cloud and Data Center give them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from trackerbridge.model import Snapshot, Task
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.jira.fields import Fields
from trackerbridge.trackers.jira.mapping import snapshot_from_issues

SITE = "https://bakery.example"
NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
ANA = {"accountId": "5f-ana", "displayName": "Ana Munteanu", "accountType": "atlassian"}
BORIS = {"accountId": "5f-boris", "displayName": "Boris Ilin", "emailAddress": "boris@client.example"}
ROBOT = {"accountId": "5f-robot", "displayName": "Automation", "accountType": "app"}


def status(name: str, category: str = "") -> dict[str, Any]:
    ids = {"new": 2, "indeterminate": 4, "done": 3}
    found: dict[str, Any] = {"id": f"1{len(name):02}", "name": name}
    return {**found, "statusCategory": {"id": ids[category], "key": category}} if category else found


TO_DO, DOING, DONE = status("To Do", "new"), status("In Progress", "indeterminate"), status("Done", "done")


def issue(
    number: int = 1, *, histories: list[Any] | None = None, comments: list[Any] | None = None, **fields: Any
) -> Any:
    """WEB-1, made on 2 February; its fields may be replaced."""
    key = f"WEB-{number}"
    every = {
        "summary": "The cake counter",
        "description": None,
        "status": TO_DO,
        "issuetype": {"id": "10002", "name": "Task", "subtask": False, "hierarchyLevel": 0},
        "project": {"id": "10000", "key": "WEB", "name": "Web shop"},
        "created": "2026-02-02T09:00:00.000+0200",
        "updated": "2026-02-20T09:00:00.000+0200",
        "duedate": None,
        "resolution": None,
        "resolutiondate": None,
        "assignee": None,
        "reporter": BORIS,
        "labels": [],
        "comment": {"startAt": 0, "maxResults": 100, "total": len(comments or ()), "comments": comments or []},
        **fields,
    }
    return {
        "id": str(10_000 + number),
        "key": key,
        "self": f"{SITE}/rest/api/3/issue/{10_000 + number}",
        "fields": every,
        "changelog": {"startAt": 0, "maxResults": 100, "total": len(histories or ()), "histories": histories or []},
    }


def entry(number: Any, created: str, *items: Mapping[str, Any], author: Any = ANA) -> dict[str, Any]:
    return {"id": number, "author": author, "created": created, "items": list(items)}


def item(field: str, before: str | None, after: str | None, **more: Any) -> dict[str, Any]:
    return {"field": field, "fieldtype": "jira", "fromString": before, "toString": after, **more}


def comment(number: Any, body: Any, created: str = "2026-02-10T10:00:00.000+0200", **more: Any) -> dict[str, Any]:
    return {"id": number, "author": ANA, "body": body, "created": created, "updated": created, **more}


def snapshot(*issues: Any, fields: Fields | None = None, stages: StageMap | None = None, **more: Any) -> Snapshot:
    sides = more.pop("sides", Sides())
    return snapshot_from_issues(
        issues, source="jira:test", stages=stages or StageMap(), sides=sides, pulled_at=NOW, fields=fields, **more
    )


def task(one: Any, **more: Any) -> Task:
    return snapshot(one, **more).tasks[0]

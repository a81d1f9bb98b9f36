"""A small invented site: a project with an epic, three stories, comments, a sprint, a version and some history."""

from __future__ import annotations

from typing import Any

from jira import JIRA

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira import load
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.server import Sandbox

NOW = "2026-11-23T09:00:00Z"
IVAN = {
    "accountId": "5f0000000000000000000011",
    "displayName": "Ivan Petrov",
    "emailAddress": "ivan@acme.example",
    "active": True,
    "timeZone": "Europe/Minsk",
    "accountType": "atlassian",
}
ANNA = {"accountId": "5f0000000000000000000012", "displayName": "Anna Sand", "active": True, "accountType": "atlassian"}
PROJECT = {"id": "10100", "key": "WEB", "name": "Web shop", "projectTypeKey": "software", "simplified": False}
TO_DO = {
    "id": "10000",
    "name": "To Do",
    "statusCategory": {"id": 2, "key": "new", "colorName": "blue-gray", "name": "To Do"},
}
IN_PROGRESS = {
    "id": "3",
    "name": "In Progress",
    "statusCategory": {"id": 4, "key": "indeterminate", "colorName": "yellow", "name": "In Progress"},
}
DONE = {"id": "10001", "name": "Done", "statusCategory": {"id": 3, "key": "done", "colorName": "green", "name": "Done"}}
VERSION = {"id": "10201", "name": "1.0", "archived": False, "released": False, "releaseDate": "2026-12-01"}
SPRINT = {
    "id": 7,
    "name": "Sprint 7",
    "state": "active",
    "boardId": 1,
    "goal": "",
    "startDate": "2026-11-16T08:00:00.000Z",
    "endDate": "2026-11-27T16:00:00.000Z",
}


def issue(number: int, summary: str, status: dict[str, Any] = TO_DO, **fields: Any) -> dict[str, Any]:
    """An issue as Cloud's v2 sends it."""
    return {
        "id": str(10_300 + number),
        "key": f"WEB-{number}",
        "fields": {
            "summary": summary,
            "project": PROJECT,
            "issuetype": {"id": "10001", "name": "Story", "subtask": False, "hierarchyLevel": 0},
            "status": status,
            "priority": {"id": "3", "name": "Medium"},
            "labels": [],
            "fixVersions": [],
            "components": [],
            "issuelinks": [],
            "description": None,
            "assignee": IVAN,
            "reporter": ANNA,
            "creator": ANNA,
            "created": f"2026-11-{number:02}T10:00:00.000+0200",
            "updated": f"2026-11-{number + 10:02}T10:00:00.000+0200",
            "duedate": None,
            "resolution": None,
            **fields,
        },
    }


def comment(number: int, text: str, **more: Any) -> dict[str, Any]:
    """A comment as Cloud's v2 sends it."""
    at = f"2026-11-12T10:{number:02}:00.000+0200"
    return {
        "id": str(10_400 + number),
        "author": ANNA,
        "updateAuthor": ANNA,
        "body": text,
        "created": at,
        "updated": at,
        **more,
    }


def move(number: int, day: int, was: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """A history entry: from one status to another."""
    item = {"field": "status", "fieldtype": "jira", "fieldId": "status"}
    item |= {"from": was["id"], "fromString": was["name"], "to": now["id"], "toString": now["name"]}
    return {
        "id": str(10_500 + number),
        "author": IVAN,
        "created": f"2026-11-{day:02}T11:00:00.000+0200",
        "items": [item],
    }


def page() -> dict[str, Any]:
    """A search page with everything."""
    epic = issue(1, "Checkout", issuetype={"id": "10000", "name": "Epic", "subtask": False, "hierarchyLevel": 1})
    basket = issue(
        2,
        "Basket keeps its content",
        IN_PROGRESS,
        duedate="2026-11-20",
        labels=["client", "shop"],
        fixVersions=[VERSION],
        description="The basket *forgets* everything.\n\nSee [the plan|https://acme.example/plan].",
        parent={"id": "10301", "key": "WEB-1", "fields": {"summary": "Checkout"}},
        customfield_10020=[SPRINT],
        customfield_10016=3.0,
        comment={"comments": [comment(1, "When will it be there?"), comment(2, "On Friday.")]},
    )
    basket["changelog"] = {"histories": [move(2, 14, TO_DO, IN_PROGRESS), move(1, 13, IN_PROGRESS, TO_DO)]}
    paid = issue(
        3,
        "Payment by card",
        DONE,
        resolution={"id": "10000", "name": "Done"},
        assignee=None,
        resolutiondate="2026-11-18T12:00:00.000+0200",
    )
    mail = issue(4, "Mail after the order", components=[{"id": "10601", "name": "Mail"}], duedate="2026-11-30")
    return {"issues": [epic, basket, paid, mail]}


def small_site() -> JiraState:
    """The site as a state."""
    state = JiraState()
    load.load(state, page())
    return state


def library(sandbox: Sandbox, **options: Any) -> JIRA:
    """The jira library as trackerbridge uses it: no retries of its own."""
    cloud = sandbox.jira is not None and sandbox.jira.cloud
    who = (
        {"basic_auth": (credentials.JIRA_EMAIL, credentials.JIRA_TOKEN)}
        if cloud
        else {"token_auth": credentials.JIRA_TOKEN}
    )
    return JIRA(sandbox.jira_url, max_retries=0, timeout=10, **{**who, **options})

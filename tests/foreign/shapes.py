"""The JSON that scripts rely on: every key that is promised is there, and of the promised kind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

Json = dict[str, Any]

METHODS = {"GET", "POST", "PUT", "DELETE"}
ACTIONS = {"create", "update", "archive", "label", "unlabel", "comment", "move", "restore"}
KINDS = {"card", "list", "label", "comment", "issue", "checklist", "checkitem", "cover", "property"}
STATUSES = {"ok", "unchanged", "partial", "refused", "failed", "locked"}


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def audit_is_right(document: Json) -> None:
    """``audit --format json``."""
    assert document["schema"] == 1
    assert datetime.fromisoformat(document["now"]).tzinfo
    for project in document["projects"]:
        assert isinstance(project["project"], str)
        assert isinstance(project["completeness"]["complete"], bool)
        assert all(isinstance(note, str) for note in project["completeness"]["notes"])
        assert _number(project["tasks"])
        for flag in project["flags"]:
            _flag_is_right(flag)
        for each in project["abstained"]:
            assert isinstance(each["code"], str)
            assert isinstance(each["reason"], str)
        assert all(_number(number) for number in project["summary"]["by_severity"].values())
        impression = project["summary"]["impression"]
        assert all(_number(impression[name]) for name in ("kept", "early", "late", "bonus", "promised"))


def _flag_is_right(flag: Json) -> None:
    assert all(isinstance(flag[name], str) and flag[name] for name in ("code", "rule", "message", "suggestion"))
    assert flag["severity"] in ("high", "medium", "low")
    assert flag["task"] is None or all(isinstance(flag["task"][name], str) for name in ("key", "title", "url"))
    assert flag["since"] is None or datetime.fromisoformat(flag["since"])
    assert isinstance(flag["evidence"], dict)


def plan_is_right(document: Json) -> None:
    """``plan --format json``."""
    assert document["schema"] == 1
    for project in document["projects"]:
        assert isinstance(project["project"], str)
        assert isinstance(project["digest"], str)
        assert project["safe"] is (not project["refusals"])
        assert all(isinstance(each, str) for each in project["refusals"])
        for change in project["changes"]:
            assert change["action"] in ACTIONS
            assert change["kind"] in KINDS
            assert change["side"] in ("client", "source")
            assert change["ref"]
            assert change["task"] is None or change["task"]
            assert all(set(each) >= {"from", "to"} for each in change["fields"].values())
            assert change["why"]


def sync_is_right(document: Json) -> None:
    """``sync --format json``."""
    assert document["schema"] == 1
    for project in document["projects"]:
        assert isinstance(project["project"], str)
        assert project["status"] in STATUSES
        assert _number(project["applied"])
        assert _number(project["failed"])
        assert set(project["requests"]) == METHODS
        assert isinstance(project["seconds"], float)
        assert all(isinstance(each, str) for each in project["errors"])


def requests_of(document: Json) -> dict[str, int]:
    """What the report says it cost: every project's requests, and those that belong to none."""
    costs = [project["requests"] for project in document["projects"]] + [document.get("requests", {})]
    return {method: sum(each.get(method, 0) for each in costs) for method in ("GET", "POST", "PUT", "DELETE")}

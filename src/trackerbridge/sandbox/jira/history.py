"""What a change of an issue leaves behind: an entry in its history, and a new time of its last change."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.jira import kinds, sprints, texts
from trackerbridge.sandbox.jira.people import MARK, Json
from trackerbridge.sandbox.jira.state import JiraState, mark

NAMES = {
    "fixVersions": "Fix Version",
    "versions": "Version",
    "components": "Component",
    "issuelinks": "Link",
    "attachment": "Attachment",
}
"""Fields that the history calls otherwise than by their id (recorded)."""
ONE_BY_ONE = ("fixVersions", "versions", "components")


def record(state: JiraState, issue: Json, author: str, items: list[Json]) -> None:
    """Add one entry with these items; nothing changed, nothing recorded."""
    if not items:
        return
    now = state.now()
    entry = {"id": state.new_id("history"), "author": mark(author), "created": now, "items": items}
    issue["histories"].append(entry)
    issue["fields"]["updated"] = now


def touch(state: JiraState, issue: Json) -> None:
    """The issue was changed in a way that the history does not tell (comments)."""
    issue["fields"]["updated"] = state.now()


def items_of(state: JiraState, name: str, before: Any, after: Any) -> list[Json]:
    """The items for a field that went from one value to another."""
    if before == after or (not before and not after):
        return []
    if name in ONE_BY_ONE:
        return _one_by_one(name, before or [], after or [])
    field = state.fields.get(name) or {"name": name, "custom": False}
    kind = "custom" if field["custom"] else "jira"
    shown = field["name"] if field["custom"] else NAMES.get(name, name)
    old, new = _pair(state, name, before), _pair(state, name, after)
    return [item(shown, name, old, new, kind)]


def item(shown: str, name: str, old: tuple[Any, Any], new: tuple[Any, Any], kind: str = "jira") -> Json:
    """One item: ids in ``from`` and ``to``, words in ``fromString`` and ``toString``."""
    return {
        "field": shown,
        "fieldtype": kind,
        "fieldId": name,
        "from": old[0],
        "fromString": old[1],
        "to": new[0],
        "toString": new[1],
    }


def _one_by_one(name: str, before: list[Json], after: list[Json]) -> list[Json]:
    was, now = {row["id"]: row for row in before}, {row["id"]: row for row in after}
    gone = [item(NAMES[name], name, (key, row["name"]), (None, None)) for key, row in was.items() if key not in now]
    come = [item(NAMES[name], name, (None, None), (key, row["name"])) for key, row in now.items() if key not in was]
    return gone + come


def _pair(state: JiraState, name: str, value: Any) -> tuple[Any, Any]:
    """What stands in ``from`` and in ``fromString``."""
    if value in (None, [], ""):
        return (None, "" if name == "labels" else None)
    if name == "duedate":
        return value, f"{value} 00:00:00.0"
    if name in state.fields_of(kinds.SPRINT):
        rows = [sprints.as_object(one) for one in value]
        return ", ".join(str(one["id"]) for one in rows), ", ".join(str(one["name"]) for one in rows)
    if isinstance(value, dict) and MARK in value:
        person = state.people.get(value[MARK]) or {}
        return value[MARK], person.get("displayName")
    if isinstance(value, dict) and not texts.is_document(value):
        return _of_object(state, value)
    if isinstance(value, list):
        words = [one if isinstance(one, str) else str(one.get("value") or one.get("name")) for one in value]
        return (None, " ".join(words)) if name == "labels" else (f"[{', '.join(words)}]", ", ".join(words))
    return None, texts.as_plain(value)


def _of_object(state: JiraState, value: Json) -> tuple[Any, Any]:
    if "$issue" in value or "fields" in value:
        parent = state.issues.get(str(value.get("$issue") or value["id"])) or value
        return parent["id"], parent["key"]
    return value.get("id"), value.get("name") or value.get("value")

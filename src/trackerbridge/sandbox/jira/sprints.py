"""Sprints inside issues: objects on Cloud, and the printed form of a Java object on Data Center."""

from __future__ import annotations

import re
from typing import Any

from trackerbridge.sandbox.jira.people import Json

_PRINTED = re.compile(r"com\.atlassian\.greenhopper\.service\.sprint\.Sprint@[0-9a-f]+\[(.*)\]\Z", re.S)
_PART = re.compile(r"(\w+)=(.*?)(?=,\w+=|\Z)", re.S)
_NAMES = ("id", "rapidViewId", "state", "name", "startDate", "endDate", "completeDate", "goal")


def as_object(value: Any) -> Any:
    """The sprint as Cloud sends it."""
    found = _PRINTED.match(value) if isinstance(value, str) else None
    if found is None:
        return value
    parts = {name: None if text in ("<null>", "") else text for name, text in _PART.findall(found[1])}
    shown: Json = {
        "id": int(parts.get("id") or 0),
        "name": parts.get("name"),
        "state": str(parts.get("state") or "").lower(),
        "boardId": int(parts.get("rapidViewId") or 0),
        "goal": parts.get("goal") or "",
    }
    return shown | {name: parts[name] for name in ("startDate", "endDate", "completeDate") if parts.get(name)}


def as_printed(value: Any) -> Any:
    """The sprint as Data Center sends it."""
    if not isinstance(value, dict):
        return value
    told = {**value, "rapidViewId": value.get("boardId"), "state": str(value.get("state", "")).upper()}
    parts = ",".join(f"{name}={told.get(name) if told.get(name) not in (None, '') else '<null>'}" for name in _NAMES)
    return f"com.atlassian.greenhopper.service.sprint.Sprint@{hash_of(value)}[{parts},sequence={value.get('id')}]"


def hash_of(value: Json) -> str:
    """The hexadecimal number in the printed form: of no meaning, but always the same."""
    return f"{0x1000_0000 + int(value.get('id') or 0):x}"


def identifier(value: Any) -> str:
    """A sprint's id in either form."""
    return str(as_object(value).get("id")) if isinstance(value, (str, dict)) else str(value)

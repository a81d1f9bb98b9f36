"""Of Jira's JSON, what is read here. Pure.

Most of an answer's bytes are the same people again, with four pictures each, and links of every part to itself. What
nobody reads is dropped as soon as a page has come, before anything is compared, kept or mapped. Tolerant: whatever has
another shape than Jira's stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Shape: TypeAlias = Mapping[str, "Shape | None"]  # names that are read; None: as it came


def _names(names: str, **more: Shape) -> Shape:
    return {**dict.fromkeys(names.split()), **more}


_PERSON = _names("accountId key name displayName emailAddress accountType")
_NAMED = _names("id name")
_STATUS = _names("id name", statusCategory=_names("key"))
_OTHER = _names("id key", fields=_names("summary", status=_STATUS))  # an issue that this one speaks of
COMMENT = _names("id body created updated visibility jsdPublic properties", author=_PERSON)
ENTRY = _names("id created", author=_PERSON, items=_names("field fieldId from fromString to toString"))  # of a history
_FIELDS: Mapping[str, Shape] = {
    "assignee": _PERSON,
    "reporter": _PERSON,
    "creator": _PERSON,
    "status": _STATUS,
    "project": _names("id key name projectTypeKey"),
    "issuetype": _NAMED,
    "priority": _NAMED,
    "resolution": _NAMED,
    "components": _NAMED,
    "fixVersions": _names("id name releaseDate released archived"),
    "parent": _OTHER,
    "subtasks": _OTHER,
    "issuelinks": _names("", type=_names("inward outward"), inwardIssue=_OTHER, outwardIssue=_OTHER),
    "attachment": _names("filename content mimeType created"),
    "comment": _names("total", comments=COMMENT),
}
_ISSUE = _names("id key properties", fields=_FIELDS, changelog=_names("total", histories=ENTRY))


def slim_issue(issue: Mapping[str, Any]) -> dict[str, Any]:
    """An issue with what is read of it; custom fields, whose shapes are a site's own, stay whole."""
    fields = issue["fields"]
    known: dict[str, Any] = slim(issue, _ISSUE)
    known["fields"] |= {name: value for name, value in fields.items() if name not in _FIELDS}
    return known


def slim(value: Any, shape: Shape) -> Any:
    """A JSON value with the names of its shape alone; of a list, each of its values."""
    if isinstance(value, dict):
        return {
            name: value[name] if inner is None else slim(value[name], inner)
            for name, inner in shape.items()
            if name in value
        }
    return [slim(one, shape) for one in value] if isinstance(value, list) else value

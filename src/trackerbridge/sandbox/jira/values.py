"""Values that somebody sends for a field, checked and turned into what the state keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from trackerbridge.sandbox.jira import errors, kinds, moments, render, texts
from trackerbridge.sandbox.jira.call import Call
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.state import mark

SUMMARY_LIMIT = 255
_CATALOGUES = {"priority": "priorities", "resolution": "resolutions", "issuetype": "issue_types"}
_OF_PROJECT = {"version": "versions", "component": "components"}


class Refused(Exception):
    """A value that a field does not take; the text is Jira's."""


def read(call: Call, project: Json, name: str, value: Any) -> Any:
    """The value as the state keeps it. :class:`Refused` says what is wrong with it."""
    field = call.state.fields.get(name) or {}
    schema = field.get("schema", {})
    kind, items, custom = schema.get("type", ""), schema.get("items", ""), schema.get("custom", "")
    if render.is_rich(call.face, name):
        return rich_text(call, value, "Operation value must be")
    if name in ("parent",) or custom == kinds.EPIC_LINK:
        return _parent(call, name, value)
    if custom == kinds.SPRINT:
        return _sprint(call, value)
    if value is None:
        return [] if kind == "array" else None
    if name == "labels" or (kind, items) == ("array", "string"):
        return labels(value)
    if kind == "array" and items in _OF_PROJECT:
        rows = getattr(call.state, _OF_PROJECT[items]).of("projectId", project["id"])
        return [one_of(rows, one, name) for one in _list(value)]
    if name in _CATALOGUES:
        return one_of(getattr(call.state, _CATALOGUES[name]), value, name)
    return _simple(call, kind, items, name, value)


def _simple(call: Call, kind: str, items: str, name: str, value: Any) -> Any:
    readers: dict[str, Callable[[Any], Any]] = {
        "date": _date,
        "datetime": _instant,
        "number": _number,
        "user": lambda given: person(call, given),
        "string": lambda given: _string(given, name),
        "option": _option,
        "array": lambda given: [_option(one) if items == "option" else one for one in _list(given)],
    }
    return readers.get(kind, lambda given: given)(value)


# -- texts ---------------------------------------------------------------------------------------------


def rich_text(call: Call, value: Any, words: str) -> Any:
    """A description, a comment: a document on v3, a wiki string elsewhere, within the limit (API-FACTS 1.4)."""
    if value is None:
        return None
    if call.face.version == 3 and not _is_sound_document(value):
        raise Refused(f"{words} an Atlassian Document (see the Atlassian Document Format)")
    if call.face.version == 2 and not isinstance(value, str):
        raise Refused(f"{words} a string")
    check = call.site.document_check
    wrong = check(value) if check is not None and texts.is_document(value) else None
    if wrong:
        raise errors.messages(400, "INVALID_INPUT", wrong)
    if len(texts.as_wiki(value) or "") > texts.LIMIT:
        raise Refused(errors.too_long())
    return value


def _is_sound_document(value: Any) -> bool:
    return texts.is_document(value) and value.get("version") == 1 and isinstance(value.get("content"), list)


def _string(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise Refused("Operation value must be a string")
    if name == "summary" and not value.strip():
        raise Refused("You must specify a summary of the issue.")
    if name == "summary" and ("\n" in value or "\r" in value):
        raise Refused("The summary is invalid because it contains newline characters.")
    if name == "summary" and len(value) > SUMMARY_LIMIT:
        raise Refused("Summary must be less than 255 characters.")
    return value


def labels(value: Any) -> list[str]:
    """Labels have no spaces (API-FACTS 1.6)."""
    found: list[str] = []
    for one in _list(value):
        if not isinstance(one, str) or not one:
            raise Refused("The label is empty or not a string.")
        if re.search(r"\s", one):
            raise Refused(f"The label '{one}' contains spaces which is invalid.")
        found += [] if one in found else [one]
    return found


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Refused("data was not an array")
    return value


# -- dates, numbers, people -----------------------------------------------------------------------------


def _date(value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise Refused(f"Error parsing date string: {value}") from None


def _instant(value: Any) -> str:
    try:
        return moments.write(moments.read(value))
    except (TypeError, ValueError):
        raise Refused(f"Error parsing time string: {value}") from None


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Refused("Operation value must be a number")
    return float(value)


def _option(value: Any) -> Json:
    if not isinstance(value, dict) or not (value.get("value") or value.get("id")):
        raise Refused("Specify a valid 'id' or 'name' for the field")
    shown = value.get("value") or value["id"]
    return {"value": shown, "id": str(value.get("id") or 10_000 + sum(map(ord, str(shown))))}


def person(call: Call, value: Any) -> Json | None:
    """Somebody by ``accountId`` (Cloud), or by ``name`` or ``key`` (Data Center)."""
    if value is None:
        return None
    names = ("accountId", "id") if call.site.cloud else ("name", "key")
    reference = next((value[name] for name in names if isinstance(value, dict) and value.get(name)), None)
    row = call.state.people.get(reference)
    if reference is not None and row is None:
        raise Refused(f"User '{reference}' does not exist.")
    return mark(row["accountId"]) if row else None


# -- other rows -----------------------------------------------------------------------------------------


def one_of(rows: Iterable[Json], value: Any, name: str) -> Json:
    """A row of a catalogue by id or name, without what is only the catalogue's."""
    given = value if isinstance(value, dict) else {}
    for row in rows:
        if str(given.get("id", "")) == row["id"] or (given.get("name") and given["name"] == row["name"]):
            return {key: part for key, part in row.items() if key != "projectId"}
    if name == "issuetype":
        raise Refused("Specify a valid issue type")
    shown = given.get("name") or given.get("id") or value
    raise Refused(f"{name.rstrip('s').capitalize()} name '{shown}' is not valid")


def _parent(call: Call, name: str, value: Any) -> Any:
    epic_link = name != "parent"
    reference = value if epic_link else (value or {}).get("id") or (value or {}).get("key")
    if not reference:
        return None
    row = call.state.issue(str(reference))
    if row is None or not call.sees(row):
        raise Refused(f"Issue '{reference}' could not be found." if epic_link else "Given parent issue does not exist.")
    return row["key"] if epic_link else {"$issue": row["id"]}


def _sprint(call: Call, value: Any) -> list[Json]:
    if value is None:
        return []
    row = call.state.sprints.get(str(value))
    if row is None or isinstance(value, bool):
        raise Refused("Number value expected as the Sprint id.")
    return [sprint_inside(row)]


def sprint_inside(row: Json) -> Json:
    """A sprint as it stands inside an issue."""
    kept = ("name", "state", "goal", "startDate", "endDate", "completeDate")
    board = int(row.get("originBoardId") or 0)
    return {"id": int(row["id"]), **{name: row[name] for name in kept if row.get(name) is not None}, "boardId": board}


def project_of(call: Call, value: Any) -> Json:
    """The project for a new issue, as the site knows it; 400 in Jira's words for none."""
    given = value if isinstance(value, dict) else {}
    reference = given.get("id") or given.get("key")
    rows = [row for row in call.projects() if str(reference) in (row["id"], row["key"])]
    if not rows:
        text = "valid project is required" if call.site.cloud else "project is required"
        raise errors.fields(project=text)
    return rows[0]

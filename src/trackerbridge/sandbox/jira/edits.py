"""An issue changed by ``fields`` (replace) and ``update`` (verbs), all or nothing (API-FACTS 1.6)."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.jira import comments, errors, history, kinds, links, values
from trackerbridge.sandbox.jira.call import Call
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.state import brief_project

BY_VERB = ("comment", "issuelinks", "worklog")
"""What ``update`` adds besides the issue's own fields."""


def edit(call: Call, issue: Json, body: Json) -> None:
    """Apply a body of ``PUT /issue``; nothing is changed when any part is refused."""
    project = issue["fields"]["project"]
    changes = wanted(call, project, issue["fields"], body)
    items: list[Json] = []
    for name, value in changes.items():
        items += history.items_of(call.state, name, issue["fields"].get(name), value)
        issue["fields"][name] = value
    _parent_knows(call, issue, changes)
    history.record(call.state, issue, call.me.user, items)
    also(call, issue, body)


def wanted(call: Call, project: Json, now: Json, body: Json) -> Json:
    """The new values of all fields that a body names. 400 with ``errors`` by field if any is refused."""
    given, verbs = body.get("fields") or {}, body.get("update") or {}
    found: Json = {}
    refused: dict[str, str] = {}
    for name in [*given, *(name for name in verbs if name not in BY_VERB)]:
        try:
            _check(call, project, name, twice=name in given and name in verbs)
            if name in given:
                found[name] = values.read(call, project, name, given[name])
            else:
                found[name] = _by_verbs(call, project, name, now.get(name), verbs[name])
        except values.Refused as error:
            refused[name] = str(error)
    if refused:
        raise errors.fields(400, **refused)
    return found


def _check(call: Call, project: Json, name: str, *, twice: bool) -> None:
    field = call.state.fields.get(name)
    if field is None or name in kinds.READ_ONLY_FIELDS or not call.site.on_screen(project["key"], name):
        raise values.Refused(errors.screen_words(name))
    if twice:
        raise values.Refused(f"Field '{name}' cannot be set in both 'fields' and 'update'.")


def _by_verbs(call: Call, project: Json, name: str, before: Any, verbs: Any) -> Any:
    if not isinstance(verbs, list) or not all(isinstance(one, dict) and len(one) == 1 for one in verbs):
        raise values.Refused("data was not an array")
    value = before
    for one in verbs:
        verb, given = next(iter(one.items()))
        if verb == "set":
            value = values.read(call, project, name, given)
        elif verb in ("add", "remove") and (isinstance(value, list) or value is None):
            value = _added_or_removed(call, project, name, value or [], verb, given)
        else:
            raise values.Refused(f"Field does not support operation '{verb}'")
    return value


def _added_or_removed(call: Call, project: Json, name: str, before: list[Any], verb: str, given: Any) -> list[Any]:
    (one,) = values.read(call, project, name, [given]) or [None]
    rest = [row for row in before if _key(row) != _key(one)]
    if verb == "remove":
        return rest
    return before if len(rest) < len(before) else [*before, one]


def _key(row: Any) -> Any:
    return row.get("id") if isinstance(row, dict) else row


def _parent_knows(call: Call, issue: Json, changes: Json) -> None:
    """A sub-task stands in its parent's list."""
    if "parent" not in changes or not issue["fields"]["issuetype"].get("subtask"):
        return
    me = {"$issue": issue["id"]}
    for row in call.state.issues.of("project", issue["fields"]["project"]["id"]):
        if me in (row["fields"].get("subtasks") or []):
            row["fields"]["subtasks"].remove(me)
    parent = call.state.issues.get((changes["parent"] or {}).get("$issue", ""))
    if parent is not None:
        parent["fields"].setdefault("subtasks", []).append(me)


def also(call: Call, issue: Json, body: Json) -> None:
    """Comments and links that ``update`` adds, and issue properties."""
    verbs = body.get("update") or {}
    for one in verbs.get("comment", []):
        if "add" in one:
            comments.add(call, issue, one["add"])
    for one in verbs.get("issuelinks", []):
        if "add" in one:
            links.add_from(call, issue, one["add"])
    for one in body.get("properties") or []:
        issue["properties"][one["key"]] = one["value"]


# -- new issues ----------------------------------------------------------------------------------------


def create(call: Call, body: Json) -> Json:
    """A new issue from a body of ``POST /issue``."""
    given = dict(body.get("fields") or {})
    row = values.project_of(call, given.pop("project", None))
    project = brief_project(row)
    missing = {}
    if not given.get("issuetype"):
        missing["issuetype"] = "issue type is required" if not call.site.cloud else "Specify an issue type"
    if not given.get("summary"):
        missing["summary"] = "You must specify a summary of the issue."
    if missing:
        raise errors.fields(400, **missing)
    found = wanted(call, project, {}, {**body, "fields": given})
    fields = {**_blank(call, project), **found}
    if fields["issuetype"].get("subtask") and not fields.get("parent"):
        raise errors.fields(parent="Issue type is a sub-task but parent issue key or id not specified.")
    issue = call.state.add_issue({"id": call.state.new_id("issue"), "key": call.state.next_key(row), "fields": fields})
    call.state.before_write(issue, created=True)
    _parent_knows(call, issue, found)
    also(call, issue, body)
    return issue


def _blank(call: Call, project: Json) -> Json:
    """The fields of an issue that nobody has filled in yet."""
    now = call.state.now()
    fields: Json = {}
    for row in call.state.fields:
        kind = row.get("schema", {}).get("type")
        if kind and row["id"] not in ("comment", "timetracking"):
            fields[row["id"]] = [] if kind == "array" and not row["custom"] else None
    fields |= {"project": project, "created": now, "updated": now, "statuscategorychangedate": now, "workratio": -1}
    fields |= {"status": dict(next(iter(call.state.statuses))), "creator": {"$user": call.me.user}}
    fields |= {"reporter": {"$user": call.me.user}, "priority": _default_priority(call)}
    fields |= {"watches": {"watchCount": 1, "isWatching": True}, "timetracking": {}}
    fields["worklog"] = {"startAt": 0, "maxResults": 20, "total": 0, "worklogs": []}
    return fields | {"progress": {"progress": 0, "total": 0}, "votes": {"votes": 0, "hasVoted": False}}


def _default_priority(call: Call) -> Json | None:
    rows = list(call.state.priorities)
    medium = next((row for row in rows if row["name"] in ("Medium", "Major")), None)
    return dict(medium or rows[len(rows) // 2]) if rows else None

"""What hangs on an issue: properties, remote links, links to other issues, attachments, watchers, worklogs."""

from __future__ import annotations

import json
from typing import Any

from trackerbridge.sandbox.jira import errors, history, links, paging, render, views
from trackerbridge.sandbox.jira.call import Call, Reply
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.schema import route

PROPERTY_LIMIT = 32_768
KEY_LIMIT = 255
GLOBAL_ID_LIMIT = 255

# -- properties ----------------------------------------------------------------------------------------


@route("GET /api/issue/{issueIdOrKey}/properties", anonymous=True)
def property_keys(call: Call) -> Json:
    """The names of an issue's properties."""
    row = call.issue()
    base = f"{call.face.api}/issue/{row['id']}/properties"
    return {"keys": [{"self": f"{base}/{key}", "key": key} for key in row["properties"]]}


@route("GET /api/issue/{issueIdOrKey}/properties/{propertyKey}", anonymous=True)
def read_property(call: Call) -> Json:
    """One property."""
    row, key = call.issue(), call.path["propertyKey"]
    if key not in row["properties"]:
        raise errors.messages(404, f"The property '{key}' does not exist.")
    return {"key": key, "value": row["properties"][key]}


@route("PUT /api/issue/{issueIdOrKey}/properties/{propertyKey}")
def set_property(call: Call) -> Reply:
    """Any JSON up to 32,768 characters: 201 when it is new, 200 when it was there (6.33)."""
    row, key = call.writable(), call.path["propertyKey"]
    if len(key) > KEY_LIMIT:
        raise errors.messages(400, f"The property key cannot be longer than {KEY_LIMIT} characters.")
    if len(json.dumps(call.body, ensure_ascii=False)) > PROPERTY_LIMIT:
        raise errors.messages(400, f"The property value cannot be longer than {PROPERTY_LIMIT} characters.")
    known = key in row["properties"]
    row["properties"][key] = call.body
    return Reply(200 if known else 201, {})


@route("DELETE /api/issue/{issueIdOrKey}/properties/{propertyKey}")
def delete_property(call: Call) -> None:
    """Take a property away."""
    row, key = call.writable(), call.path["propertyKey"]
    if key not in row["properties"]:
        raise errors.messages(404, f"The property '{key}' does not exist.")
    del row["properties"][key]


# -- remote links --------------------------------------------------------------------------------------

REMOTE = "globalId:text application:object relationship:text object:object"


def _remote(call: Call, issue: Json, row: Json) -> Json:
    shown = {name: part for name, part in row.items() if part is not None}
    return {"id": row["id"], "self": f"{call.face.api}/issue/{issue['key']}/remotelink/{row['id']}", **shown}


@route("GET /api/issue/{issueIdOrKey}/remotelink", "globalId:text", anonymous=True)
def remote_links(call: Call) -> Any:
    """The links to elsewhere; with ``globalId`` the one that bears it."""
    row = call.issue()
    wanted = call.get("globalId")
    if wanted is None:
        return [_remote(call, row, one) for one in row["remote"]]
    return _remote(call, row, _remote_row(row, "globalId", wanted))


def _remote_row(issue: Json, name: str, value: str) -> Json:
    for one in issue["remote"]:
        if str(one.get(name)) == value:
            return dict(one)
    raise errors.messages(404, f"Could not find a remote issue link for {name}: {value}.")


@route("GET /api/issue/{issueIdOrKey}/remotelink/{linkId}", anonymous=True)
def remote_link(call: Call) -> Json:
    """One of them."""
    row = call.issue()
    return _remote(call, row, _remote_row(row, "id", call.path["linkId"]))


@route("POST /api/issue/{issueIdOrKey}/remotelink", body=REMOTE, open_body=True)
def put_remote_link(call: Call) -> Reply:
    """A link to elsewhere: one with a known ``globalId`` is replaced, what is not sent becomes empty (1.6)."""
    row = call.writable()
    given = _told(call)
    known = next((one for one in row["remote"] if given["globalId"] and one["globalId"] == given["globalId"]), None)
    if known is not None:
        _replace(row, {**known, **given})
        return Reply(200, _identified(call, row, known))
    made = {"id": int(call.state.new_id("remote")), **given}
    row["remote"].append(made)
    _tell(call, row, made)
    return Reply(201, _identified(call, row, made))


@route("PUT /api/issue/{issueIdOrKey}/remotelink/{linkId}", body=REMOTE, open_body=True)
def change_remote_link(call: Call) -> None:
    """Replace one."""
    row = call.writable()
    found = _remote_row(row, "id", call.path["linkId"])
    _replace(row, {**found, **_told(call)})


def _replace(issue: Json, row: Json) -> None:
    issue["remote"] = [row if one["id"] == row["id"] else one for one in issue["remote"]]


def _told(call: Call) -> Json:
    inside = call.get("object") or {}
    missing = {name: f"'{name}' is required." for name in ("title", "url") if not inside.get(name)}
    if missing:
        raise errors.fields(400, **missing)
    if len(call.get("globalId") or "") > GLOBAL_ID_LIMIT:
        raise errors.fields(globalId=f"'globalId' cannot be longer than {GLOBAL_ID_LIMIT} characters.")
    return {name: call.get(name) for name in ("globalId", "application", "relationship", "object")}


def _identified(call: Call, issue: Json, row: Json) -> Json:
    return {"id": row["id"], "self": f"{call.face.api}/issue/{issue['key']}/remotelink/{row['id']}"}


def _tell(call: Call, issue: Json, row: Json) -> None:
    new = (str(row["id"]), f'This issue links to "{row["object"]["title"]} (Web Link)"')
    item = history.item("RemoteIssueLink", "RemoteIssueLink", (None, None), new)
    history.record(call.state, issue, call.me.user, [item])


@route("DELETE /api/issue/{issueIdOrKey}/remotelink", "globalId!:text")
def delete_remote_link_by_global_id(call: Call) -> None:
    """Take the link with that ``globalId`` away."""
    row = call.writable()
    found = _remote_row(row, "globalId", call.get("globalId"))
    row["remote"] = [one for one in row["remote"] if one["id"] != found["id"]]


@route("DELETE /api/issue/{issueIdOrKey}/remotelink/{linkId}")
def delete_remote_link(call: Call) -> None:
    """Take one away."""
    row = call.writable()
    found = _remote_row(row, "id", call.path["linkId"])
    row["remote"] = [one for one in row["remote"] if one["id"] != found["id"]]


# -- links to other issues -------------------------------------------------------------------------------


@route("POST /api/issueLink", body="type!:object inwardIssue!:object outwardIssue!:object comment:object")
def link_issues(call: Call) -> Reply:
    """Link two issues: *inward* does to *outward* what the type says (a blocks b)."""
    kind = links.kind_of(call, call.get("type"))
    ends = [_end(call, call.get(name)) for name in ("inwardIssue", "outwardIssue")]
    identifier = links.add(call, kind, *ends)
    return Reply(201, None, {"location": f"{call.face.api}/issueLink/{identifier}"})


def _end(call: Call, given: Json) -> Json:
    return call.writable(str(given.get("id") or given.get("key") or ""))


@route("GET /api/issueLink/{linkId}", anonymous=True)
def read_link(call: Call) -> Any:
    """A link with both its ends."""
    ends: Json = {}
    for row in call.state.issues:
        for one in row["fields"].get("issuelinks") or []:
            if str(one["id"]) == call.path["linkId"] and call.sees(row):
                ends |= render.value(call.face, one)
    if not ends:
        raise errors.messages(404, f"No issue link with id '{call.path['linkId']}' exists.")
    return {"self": f"{call.face.api}/issueLink/{call.path['linkId']}", **ends}


@route("DELETE /api/issueLink/{linkId}")
def delete_link(call: Call) -> None:
    """Take a link away."""
    links.remove(call, call.path["linkId"])


# -- the rest ------------------------------------------------------------------------------------------


@route("GET /api/attachment/{id}", anonymous=True)
def attachment(call: Call) -> Any:
    """What is known of an attachment (the sandbox keeps no files)."""
    for row in call.state.issues:
        for one in row["fields"].get("attachment") or []:
            if str(one.get("id")) == call.path["id"] and call.sees(row):
                return render.value(call.face, one)
    raise errors.messages(404, f"The attachment with id '{call.path['id']}' does not exist")


@route("GET /api/attachment/meta")
def attachment_settings(_call: Call) -> Json:
    """Whether files can be attached, and how big they may be."""
    return {"enabled": True, "uploadLimit": 10_485_760}


@route(
    "GET /api/issue/{issueIdOrKey}/worklog",
    "startAt:0..100000 maxResults:0..5000 startedAfter:ignored expand:ignored startedBefore:ignored",
    anonymous=True,
)
def worklogs(call: Call) -> Json:
    """The work that was logged."""
    rows = (call.issue()["fields"].get("worklog") or {}).get("worklogs", [])
    shown = [views.worklog(call.face, row) for row in rows]
    return paging.by_offset(shown, "worklogs", call.get("startAt", 0), call.get("maxResults", 5000))


@route("GET /api/issue/{issueIdOrKey}/watchers", anonymous=True)
def watchers(call: Call) -> Json:
    """Who watches an issue; the sandbox keeps only how many."""
    told = call.issue()["fields"].get("watches") or {}
    return {"isWatching": bool(told.get("isWatching")), "watchCount": told.get("watchCount", 0), "watchers": []}

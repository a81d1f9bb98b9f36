"""Comments: added, changed, taken away; restricted, and internal to the team or for the customer (API-FACTS 1.5)."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.jira import errors, history, values
from trackerbridge.sandbox.jira.call import Call
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.state import mark

PER_ISSUE = 5000
"""The most comments of one issue; another is 413."""


def body_of(call: Call, value: Any) -> Any:
    """The text of a comment; refused in the words of its version, with ``errorMessages`` empty (6.32)."""
    if value in (None, "") or (isinstance(value, str) and not value.strip()):
        raise errors.fields(comment="Comment body can not be empty!")
    try:
        return values.rich_text(call, value, "Operation value must be")
    except values.Refused as error:
        text = str(error)
        if call.face.version == 3 and "Document" in text:
            text = "Comment body is not valid!"
        raise errors.fields(comment=text) from None


def add(call: Call, issue: Json, given: Json) -> Json:
    """A new comment; without the property ``sd.public.comment`` a customer reads it."""
    body = body_of(call, given.get("body"))
    if len(issue["comments"]) >= PER_ISSUE:
        raise errors.messages(413, "The maximum number of comments for this issue has been reached.")
    now = call.state.now()
    row: Json = {
        "id": call.state.new_id("comment"),
        "author": mark(call.me.user),
        "body": body,
        "updateAuthor": mark(call.me.user),
        "created": now,
        "updated": now,
        "properties": _properties(given),
    }
    if given.get("visibility"):
        row["visibility"] = _visibility(call, given["visibility"])
    issue["comments"].append(row)
    history.touch(call.state, issue)
    return row


def change(call: Call, issue: Json, row: Json, given: Json) -> None:
    """New text; properties stay unless a list of them is sent."""
    if "body" in given:
        row["body"] = body_of(call, given["body"])
    if given.get("visibility"):
        row["visibility"] = _visibility(call, given["visibility"])
    elif "visibility" in given:
        row.pop("visibility", None)
    if given.get("properties") is not None:
        row["properties"] = _properties(given)
    row |= {"updateAuthor": mark(call.me.user), "updated": call.state.now()}
    history.touch(call.state, issue)


def _properties(given: Json) -> Json:
    found = {}
    for one in given.get("properties") or []:
        if not isinstance(one, dict) or "key" not in one:
            raise errors.invalid_payload()
        found[one["key"]] = one.get("value")
    return found


def _visibility(call: Call, given: Any) -> Json:
    if not isinstance(given, dict) or given.get("type") not in ("role", "group"):
        raise errors.fields(comment="Comment visibility is not valid.")
    value = given.get("value") or given.get("identifier")
    mine = call.me.groups if given["type"] == "group" else call.me.roles
    if value not in mine and not call.me.admin:
        words = "Group" if given["type"] == "group" else "Role"
        raise errors.fields(commentLevel=f"{words}: {value} does not exist.")
    return {"type": given["type"], "value": value, "identifier": given.get("identifier") or value}

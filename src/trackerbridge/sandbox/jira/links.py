"""Links between issues: one row stands in both, seen from either side."""

from __future__ import annotations

from trackerbridge.sandbox.jira import errors, history
from trackerbridge.sandbox.jira.call import Call
from trackerbridge.sandbox.jira.people import Json


def add(call: Call, kind: Json, inward: Json, outward: Json) -> str:
    """``outward`` stands for what ``inward`` does to it: *inward blocks outward* for the type Blocks."""
    identifier = call.state.new_id("link")
    shown = {name: kind[name] for name in ("id", "name", "inward", "outward")}
    _put(inward, {"id": identifier, "type": shown, "outwardIssue": {"$issue": outward["id"]}})
    _put(outward, {"id": identifier, "type": shown, "inwardIssue": {"$issue": inward["id"]}})
    _tell(call, inward, kind["outward"], outward)
    _tell(call, outward, kind["inward"], inward)
    return identifier


def _put(issue: Json, row: Json) -> None:
    issue["fields"]["issuelinks"] = [*(issue["fields"].get("issuelinks") or []), row]


def _tell(call: Call, issue: Json, words: str, other: Json) -> None:
    new = (other["key"], f"This issue {words} {other['key']}")
    history.record(call.state, issue, call.me.user, [history.item("Link", "issuelinks", (None, None), new)])


def kind_of(call: Call, given: Json) -> Json:
    """A link type by id or name; 404 if there is none."""
    for row in call.state.link_types:
        if str(given.get("id", "")) == row["id"] or given.get("name") == row["name"]:
            return row
    raise errors.messages(404, f"No issue link type with name '{given.get('name')}' found.")


def add_from(call: Call, issue: Json, given: Json) -> None:
    """A link out of ``update.issuelinks``."""
    kind = kind_of(call, given.get("type") or {})
    other = given.get("outwardIssue") or given.get("inwardIssue") or {}
    row = call.issue(str(other.get("id") or other.get("key") or ""))
    pair = (issue, row) if given.get("outwardIssue") else (row, issue)
    add(call, kind, *pair)


def remove(call: Call, identifier: str) -> None:
    """Take a link out of both issues; 404 if there is none."""
    ends = [row for row in call.state.issues if _has(row, identifier)]
    if not ends:
        raise errors.messages(404, f"No issue link with id '{identifier}' exists.")
    for row in ends:
        call.writable(row["id"])
        row["fields"]["issuelinks"] = [one for one in row["fields"]["issuelinks"] if str(one["id"]) != identifier]


def _has(row: Json, identifier: str) -> bool:
    return any(str(one["id"]) == identifier for one in row["fields"].get("issuelinks") or [])

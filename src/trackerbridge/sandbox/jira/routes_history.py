"""Histories: of one issue by offset, of many issues by token (API-FACTS 1.7)."""

from __future__ import annotations

from trackerbridge.sandbox.jira import errors, moments, paging, views
from trackerbridge.sandbox.jira.call import Call
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.schema import route

ISSUES_MAX, FIELDS_MAX = 1000, 10


@route(
    "GET /api/issue/{issueIdOrKey}/changelog", "startAt:0..10000000 maxResults:1..10000", on=("cloud",), anonymous=True
)
def changelog(call: Call) -> Json:
    """The history of an issue, oldest first."""
    row = call.issue()
    found = [views.history(call.face, one) for one in row["histories"]]
    address = f"{call.face.api}/issue/{row['id']}/changelog"
    return paging.page_bean(found, call.get("startAt", 0), min(call.get("maxResults", 100), 100), address)


@route(
    "POST /api/changelog/bulkfetch",
    body="issueIdsOrKeys!:strings fieldIds:strings maxResults:1..10000 nextPageToken:text",
    on=("cloud",),
)
def bulk_changelog(call: Call) -> Json:
    """The histories of up to 1000 issues, oldest first; issues that the caller cannot see are left out."""
    wanted, fields = call.get("issueIdsOrKeys"), call.get("fieldIds", [])
    if not 1 <= len(wanted) <= ISSUES_MAX or len(fields) > FIELDS_MAX or len(set(fields)) != len(fields):
        raise errors.invalid_payload()
    own = [wanted, fields]
    left = paging.first_or_next(call.site, call.get("nextPageToken"), own, lambda: _entries(call, wanted, fields))
    size = call.get("maxResults", 1000)
    token = paging.next_token(call.site, own, left[size:])
    answer: Json = {"issueChangeLogs": _grouped(call, left[:size], fields)}
    return {**answer, "nextPageToken": token} if token else answer


def _entries(call: Call, wanted: list[str], fields: list[str]) -> list[tuple[str, str]]:
    rows = {row["id"]: row for one in wanted if (row := call.state.issue(one)) is not None and call.sees(row)}
    found = [
        (moments.read(entry["created"]), int(row["id"]), entry["id"])
        for row in rows.values()
        for entry in row["histories"]
        if not fields or any(_field_of(call, item) in fields for item in entry["items"])
    ]
    return [(str(issue), entry) for _, issue, entry in sorted(found, key=lambda one: one[:2])]


def _field_of(call: Call, item: Json) -> str:
    return views.field_of_item(call.state, item)


def _grouped(call: Call, entries: tuple[tuple[str, str], ...], fields: list[str]) -> list[Json]:
    found: dict[str, list[Json]] = {}
    known: dict[str, dict[str, Json]] = {}
    for issue, entry in entries:
        if issue not in known:
            row = call.state.issues.get(issue)
            known[issue] = {one["id"]: one for one in row["histories"]} if row else {}
        if entry not in known[issue]:
            continue
        given = known[issue][entry]
        items = [item for item in given["items"] if not fields or _field_of(call, item) in fields]
        found.setdefault(issue, []).append(views.history(call.face, {**given, "items": items}))
    return [{"issueId": issue, "changeHistories": rows} for issue, rows in found.items()]

"""Search: by token on Cloud, by offset on Data Center; counting and checking of queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trackerbridge.sandbox.jira import errors, paging, views
from trackerbridge.sandbox.jira.call import Call
from trackerbridge.sandbox.jira.jql import running, shape
from trackerbridge.sandbox.jira.jql.dates import Moment
from trackerbridge.sandbox.jira.jql.names import Names
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.schema import route
from trackerbridge.sandbox.jira.transitions import with_ways_on

CLOUD_WITH_FIELDS, CLOUD_IDS_ONLY, DATA_CENTER = 100, 5000, 1000
"""The most issues a page grants."""
RECONCILE_MAX = 50
PROPERTIES_MAX = 5
CLOUD_QUERY = (
    "jql:text nextPageToken:text maxResults:0..5000 fields:words expand:words properties:words fieldsByKeys:bool "
    "failFast:bool reconcileIssues:numbers"
)
CLOUD_BODY = (
    "jql:text nextPageToken:text maxResults:0..5000 fields:strings expand:text properties:strings fieldsByKeys:bool "
    "reconcileIssues:numbers"
)
OLD = (
    "startAt:0..10000000 maxResults:-1..100000 validateQuery:any fields:words expand:words "
    "properties:words fieldsByKeys:bool jql:text"
)
OLD_BODY = (
    "startAt:0..10000000 maxResults:-1..100000 validateQuery:any fields:strings expand:strings "
    "properties:strings fieldsByKeys:bool jql:text"
)


def find(call: Call, query: str, reconcile: Sequence[str] = (), *, bounded: bool) -> list[Json]:
    """The issues that a query finds for the caller, in order; 400 for a query that is wrong, or unbounded on Cloud."""
    names = Names(call.state, call.account, anonymous_words=call.account is None)
    moment = Moment(call.state.clock.now(), call.site.zone_of(call.account))
    if call.failed_login:
        return []  # API-FACTS 0.1: the trap of the expired token
    searched = running.understand(query, names, moment)
    if bounded and searched.query.where is None:
        raise errors.unbounded()
    return searched.run(row for row in call.state.indexed(reconcile) if call.sees(row))


# -- Cloud ---------------------------------------------------------------------------------------------


@route("GET /api/search/jql", CLOUD_QUERY, on=("cloud",), anonymous=True)
@route("POST /api/search/jql", body=CLOUD_BODY, on=("cloud",), anonymous=True)
def search(call: Call) -> Json:
    """One page of issues: ids only unless fields are named, no total, a token while there is more (6.23)."""
    reconcile, properties = call.get("reconcileIssues", []), call.get("properties", [])
    if len(reconcile) > RECONCILE_MAX or len(properties) > PROPERTIES_MAX:
        raise errors.invalid_payload()
    if call.failed_login:
        return {"issues": [], "isLast": True}  # API-FACTS 0.1: the trap of the expired token, on any page
    wanted, expand = call.get("fields", []), _words(call.get("expand"))
    fields = views.fields_wanted(call.face, wanted, "id")
    page, token = _page(call, reconcile, wanted, _granted(call, fields, expand))
    answer: Json = {"issues": _issues(call, page, fields, wanted, expand, properties)}
    answer["isLast"] = token is None
    if token:
        answer["nextPageToken"] = token
    return answer | _names_and_schema(call, fields, expand)


def _page(call: Call, reconcile: list[str], wanted: list[str], granted: int) -> tuple[list[Json], str | None]:
    """The issues of the page, as far as the caller still sees them, and the token of the next one."""
    jql = call.get("jql", "")
    own = [jql, wanted, sorted(reconcile)]

    def found() -> list[str]:
        return [row["id"] for row in find(call, jql, reconcile, bounded=True)]

    left = paging.first_or_next(call.site, call.get("nextPageToken"), own, found)
    size = min(call.get("maxResults", 50), granted)
    rows = {row["id"]: row for row in call.state.indexed(reconcile) if call.sees(row)}
    page = [rows[one] for one in left[:size] if one in rows]
    return page, paging.next_token(call.site, own, left[size:])


def _words(value: Any) -> list[str]:
    return value if isinstance(value, list) else [word.strip() for word in (value or "").split(",") if word.strip()]


def _granted(call: Call, fields: Sequence[str] | None, expand: Sequence[str]) -> int:
    if not fields and not expand:
        return CLOUD_IDS_ONLY
    return call.site.page_max or CLOUD_WITH_FIELDS


def _issues(
    call: Call,
    rows: Sequence[Json],
    fields: Sequence[str] | None,
    wanted: Sequence[str],
    expand: Sequence[str],
    properties: Sequence[str],
) -> list[Json]:
    every = {"*all", "*navigable"} & set(wanted)
    shown = [
        views.issue(
            call.face, row, fields, expand=expand, properties=properties,
            extra=views.unnamed_fields(call.face, row) if every else (),
        )
        for row in rows
    ]  # fmt: skip
    return with_ways_on(call, rows, shown) if "transitions" in expand else shown


def _names_and_schema(call: Call, fields: Sequence[str] | None, expand: Sequence[str]) -> Json:
    shown: Json = {}
    if "names" in expand:
        shown["names"] = views.names_of(call.face, fields or ())
    if "schema" in expand:
        shown["schema"] = views.schema_of(call.face, fields or ())
    return shown


@route("GET /api/search", f"{OLD} failFast:bool", on=("cloud",), anonymous=True)
@route("POST /api/search", on=("cloud",), anonymous=True)
def removed_search(_call: Call) -> Json:
    """Gone since August 2025 (6.20)."""
    raise errors.removed_search()


@route("POST /api/search/approximate-count", body="jql:text", on=("cloud",), anonymous=True)
def count(call: Call) -> Json:
    """How many issues a bounded query finds."""
    return {"count": len(find(call, call.get("jql", ""), bounded=True))}


@route("POST /api/jql/parse", "validation:strict|warn|none", body="queries!:strings", on=("cloud",), anonymous=True)
def parse(call: Call) -> Json:
    """Queries checked, not run."""
    names = Names(call.state, call.account)
    moment = Moment(call.state.clock.now(), call.site.zone_of(call.account))
    return {
        "queries": [shape.checked(one, names, moment, call.get("validation", "strict")) for one in call.get("queries")]
    }


# -- Data Center ----------------------------------------------------------------------------------------


@route("GET /api/search", OLD, on=("dc",), anonymous=True)
@route("POST /api/search", body=OLD_BODY, on=("dc",), anonymous=True)
def old_search(call: Call) -> Json:
    """One page by offset, with a total; ``maxResults`` is cut to what the server grants, as the answer says."""
    wanted, expand = call.get("fields", []), call.get("expand", [])
    rows = find(call, call.get("jql", ""), bounded=False)
    most = call.get("maxResults", 50)
    granted = call.site.page_max or DATA_CENTER
    size = granted if most < 0 else min(most, granted)
    start = call.get("startAt", 0)
    fields = views.fields_wanted(call.face, wanted, "*navigable")
    page = rows[start : start + size]
    shown = _issues(call, page, fields or [], wanted or ["*navigable"], expand, call.get("properties", []))
    answer: Json = {"expand": "schema,names", "startAt": start, "maxResults": size, "total": len(rows), "issues": shown}
    return answer | _names_and_schema(call, fields, expand)

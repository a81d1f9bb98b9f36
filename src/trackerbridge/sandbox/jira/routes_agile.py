"""Boards, sprints and epics (``/rest/agile/1.0``)."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.jira import errors, history, kinds, paging, render, sprints, values, views
from trackerbridge.sandbox.jira.call import Call, Reply
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.routes_search import find
from trackerbridge.sandbox.jira.schema import route

ISSUES = "startAt:0..10000000 maxResults:0..1000 jql:text fields:words expand:words validateQuery:ignored"
MOVE_MAX = 50


# -- boards --------------------------------------------------------------------------------------------


@route(
    "GET /agile/board",
    "startAt:0..100000 maxResults:1..1000 type:words name:text projectKeyOrId:text accountIdLocation:ignored "
    "projectLocation:ignored includePrivate:ignored negateLocationFiltering:ignored orderBy:ignored expand:ignored "
    "projectTypeLocation:ignored filterId:ignored",
)
def boards(call: Call) -> Json:
    """The boards, of one project if it is named."""
    rows = [_board(call, row) for row in call.state.boards]
    wanted = call.get("projectKeyOrId")
    if wanted:
        key = call.project(wanted)["key"]
        rows = [row for row in rows if row.get("location", {}).get("projectKey") == key]
    rows = [row for row in rows if (call.get("name") or "").lower() in row["name"].lower()]
    rows = [row for row in rows if not call.get("type") or row["type"] in call.get("type")]
    return _page(rows, call)


def _page(rows: list[Any], call: Call) -> Json:
    return paging.page_bean(rows, call.get("startAt", 0), call.get("maxResults", 50))


def _board(call: Call, row: Json) -> Json:
    shown: Json = {"id": int(row["id"]), "self": f"{call.face.root}/rest/agile/1.0/board/{row['id']}"}
    shown |= {"name": row["name"], "type": row["type"]}
    place = row["configuration"].get("location") or {}
    if place.get("key"):
        name = f"{place.get('name', '')} ({place['key']})"
        shown["location"] = {
            "projectId": int(place["id"]),
            "projectKey": place["key"],
            "displayName": name,
            "name": name,
        }
    return shown


def _row(call: Call) -> Json:
    row = call.state.boards.get(call.path["boardId"])
    if row is None:
        raise errors.messages(
            404,
            "Requested board cannot be viewed because it either does not exist or you do not have "
            "permission to view it.",
        )
    return row


@route("GET /agile/board/{boardId}")
def board(call: Call) -> Json:
    """One board."""
    return _board(call, _row(call))


@route("GET /agile/board/{boardId}/configuration")
def configuration(call: Call) -> Any:
    """Columns with their statuses, and the field that the board estimates in (API-FACTS 1.3)."""
    row = _row(call)
    return render.value(call.face, row["configuration"])


@route("GET /agile/board/{boardId}/sprint", "startAt:0..100000 maxResults:1..1000 state:words")
def board_sprints(call: Call) -> Json:
    """The sprints of a board."""
    row = _row(call)
    if row["type"] == "kanban":
        raise errors.messages(400, "The board does not support sprints")
    return _page([_sprint(call, one) for one in _sprints(call, row)], call)


def _sprints(call: Call, row: Json) -> list[Json]:
    wanted = call.get("state")
    found = call.state.sprints.of("originBoardId", row["id"])
    return [one for one in found if not wanted or one.get("state") in wanted]


@route("GET /agile/board/{boardId}/issue", ISSUES)
def board_issues(call: Call) -> Json:
    """The issues of a board: those of its project."""
    key = (_row(call)["configuration"].get("location") or {}).get("key", "")
    return _issues(call, f'project = "{key}"')


@route("GET /agile/board/{boardId}/epic", "startAt:0..100000 maxResults:1..1000 done:bool")
def board_epics(call: Call) -> Json:
    """The epics of a board's project."""
    key = (_row(call)["configuration"].get("location") or {}).get("key", "")
    rows = [row for row in find(call, f'project = "{key}" ORDER BY key', bounded=True) if _is_epic(row)]
    return _page([_epic(call, row) for row in rows], call)


def _is_epic(row: Json) -> bool:
    kind = row["fields"]["issuetype"]
    return bool(kind.get("hierarchyLevel") == 1 or kind.get("name") == "Epic")


def _epic(call: Call, row: Json) -> Json:
    names = [row["fields"].get(field) for field in call.state.fields_of(kinds.EPIC_NAME)]
    return {
        "id": int(row["id"]),
        "key": row["key"],
        "self": f"{call.face.root}/rest/agile/1.0/epic/{row['id']}",
        "name": next((name for name in names if name), row["fields"]["summary"]),
        "summary": row["fields"]["summary"],
        "color": {"key": "color_1"},
        "done": row["fields"]["status"]["statusCategory"]["key"] == "done",
    }


# -- sprints -------------------------------------------------------------------------------------------


def _sprint(call: Call, row: Json) -> Json:
    names = ("state", "name", "startDate", "endDate", "completeDate", "goal")
    shown: Json = {"id": int(row["id"]), "self": f"{call.face.root}/rest/agile/1.0/sprint/{row['id']}"}
    shown |= {name: row[name] for name in names if row.get(name) is not None}
    return {**shown, "originBoardId": int(row["originBoardId"] or 0)}


def _sprint_row(call: Call) -> Json:
    row = call.state.sprints.get(call.path["sprintId"])
    if row is None:
        raise errors.messages(404, f"Sprint with id {call.path['sprintId']} does not exist.")
    return row


@route("GET /agile/sprint/{sprintId}")
def read_sprint(call: Call) -> Json:
    """One sprint."""
    return _sprint(call, _sprint_row(call))


@route("POST /agile/sprint", body="name!:text originBoardId!:any startDate:text endDate:text goal:text")
def create_sprint(call: Call) -> Reply:
    """A new sprint of a board, still to begin."""
    identifier = str(call.get("originBoardId"))
    if call.state.boards.get(identifier) is None:
        raise errors.messages(404, f"Board with id {identifier} does not exist.")
    given = {name: call.get(name) for name in ("name", "startDate", "endDate", "goal")}
    row = {"id": call.state.new_id("sprint"), "state": "future", **given, "originBoardId": identifier}
    return Reply(201, _sprint(call, call.state.sprints.add(row)))


@route(
    "POST /agile/sprint/{sprintId}",
    body="name:text state:future|active|closed startDate:text endDate:text completeDate:text goal:text id:ignored",
)
def change_sprint(call: Call) -> Json:
    """Rename, date, begin or end a sprint; its issues show it so."""
    row = _sprint_row(call)
    row |= {name: part for name, part in call.body.items() if name != "id"}
    if row["state"] == "closed":
        row.setdefault("completeDate", call.state.now())
    for field in call.state.fields_of(kinds.SPRINT):
        for issue in call.state.issues:
            inside: list[Any] = issue["fields"].get(field) or []
            if any(sprints.identifier(one) == row["id"] for one in inside):
                new = [values.sprint_inside(row) if sprints.identifier(one) == row["id"] else one for one in inside]
                issue["fields"][field] = new
    return _sprint(call, row)


@route("GET /agile/sprint/{sprintId}/issue", ISSUES)
def sprint_issues(call: Call) -> Json:
    """The issues of a sprint."""
    return _issues(call, f"sprint = {_sprint_row(call)['id']}")


@route("POST /agile/sprint/{sprintId}/issue", body="issues!:strings rankBeforeIssue:ignored rankAfterIssue:ignored")
def into_sprint(call: Call) -> None:
    """Put issues into a sprint; the sprints that ended stay in their lists."""
    sprint = values.sprint_inside(_sprint_row(call))
    if len(call.get("issues")) > MOVE_MAX:
        raise errors.messages(400, f"The maximum number of issues that can be moved in one operation is {MOVE_MAX}.")
    (field, *_) = call.state.fields_of(kinds.SPRINT)
    for key in call.get("issues"):
        row = call.writable(key)
        before = row["fields"].get(field) or []
        kept = [one for one in before if sprints.as_object(one).get("state") == "closed"]
        _set(call, row, field, [*kept, sprint])


@route("POST /agile/backlog/issue", body="issues!:strings")
def into_backlog(call: Call) -> None:
    """Take issues out of their sprint."""
    (field, *_) = call.state.fields_of(kinds.SPRINT)
    for key in call.get("issues"):
        row = call.writable(key)
        before = row["fields"].get(field) or []
        _set(call, row, field, [one for one in before if sprints.as_object(one).get("state") == "closed"])


def _set(call: Call, row: Json, field: str, value: Any) -> None:
    items = history.items_of(call.state, field, row["fields"].get(field), value)
    row["fields"][field] = value
    history.record(call.state, row, call.me.user, items)


# -- epics ---------------------------------------------------------------------------------------------


@route("GET /agile/epic/{epicIdOrKey}")
def read_epic(call: Call) -> Json:
    """One epic; team-managed ones are not to be had here (API-FACTS 1.3)."""
    return _epic(call, _epic_row(call))


def _epic_row(call: Call) -> Json:
    row = call.issue(call.path["epicIdOrKey"])
    project = call.state.projects.get(row["fields"]["project"]["id"]) or {}
    if not _is_epic(row) or project.get("simplified"):
        raise errors.messages(
            404, f"Epic with id {call.path['epicIdOrKey']} does not exist or is part of a next-gen project."
        )
    return row


@route("GET /agile/epic/{epicIdOrKey}/issue", ISSUES)
def epic_issues(call: Call) -> Json:
    """The issues of an epic."""
    return _issues(call, f"parent = {_epic_row(call)['id']}")


@route("POST /agile/epic/{epicIdOrKey}/issue", body="issues!:strings ignoreEpics:ignored")
def into_epic(call: Call) -> None:
    """Put issues into an epic."""
    epic = _epic_row(call)
    for key in call.get("issues"):
        row = call.writable(key)
        _set(call, row, "parent", {"$issue": epic["id"]})
        for field in call.state.fields_of(kinds.EPIC_LINK):
            row["fields"][field] = epic["key"]


# -- issues of any of these -------------------------------------------------------------------------------


def _issues(call: Call, condition: str) -> Json:
    own = call.get("jql") or ""
    where, _, order = own.partition("ORDER BY") if "ORDER BY" in own else (own, "", "")
    query = f"{condition} AND ({where})" if where.strip() else condition
    rows = find(call, f"{query} ORDER BY {order}" if order else query, bounded=True)
    fields = views.fields_wanted(call.face, call.get("fields"), "*navigable") or []
    start, size = call.get("startAt", 0), call.get("maxResults", 50)
    expand = call.get("expand", [])
    shown = [views.issue(call.face, row, fields, expand=expand) for row in rows[start : start + size]]
    return {"expand": "schema,names", "startAt": start, "maxResults": size, "total": len(rows), "issues": shown}

"""Projects with their versions, components and statuses."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.jira import errors, paging, render, views
from trackerbridge.sandbox.jira.call import Call, Reply
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.schema import route


def _project(call: Call, row: Json, *, whole: bool = False) -> Json:
    shown = {"expand": "description,lead,issueTypes,url,projectKeys", **views.simple(call.face, "project", row)}
    if not whole:
        return shown
    types = [views.simple(call.face, "issuetype", one) for one in call.state.issue_types]
    return shown | {
        "issueTypes": types,
        "versions": _versions(call, row),
        "components": _components(call, row),
        "roles": {},
    }


@route(
    "GET /api/project/search",
    "startAt:0..100000 maxResults:1..100 query:text keys:words id:words orderBy:text typeKey:ignored status:ignored "
    "action:ignored expand:ignored properties:ignored categoryId:ignored propertyQuery:ignored",
    on=("cloud",),
    anonymous=True,
)
def search_projects(call: Call) -> Json:
    """The projects that the caller may see, by page."""
    text, keys = call.get("query", "").lower(), call.get("keys")
    rows = [
        row
        for row in call.projects()
        if text in f"{row['key']} {row['name']}".lower() and (not keys or row["key"] in keys)
    ]
    shown = [_project(call, row) for row in sorted(rows, key=lambda one: one["key"])]
    return paging.page_bean(
        shown, call.get("startAt", 0), call.get("maxResults", 50), f"{call.face.api}/project/search"
    )


@route("GET /api/project", "expand:ignored recent:ignored properties:ignored", anonymous=True)
def all_projects(call: Call) -> list[Json]:
    """All projects that the caller may see."""
    return [_project(call, row) for row in call.projects()]


@route("GET /api/project/{projectIdOrKey}", "expand:ignored properties:ignored", anonymous=True)
def read_project(call: Call) -> Json:
    """One project; 404 for one that is not for the caller (API-FACTS 1.8)."""
    return _project(call, call.project(), whole=True)


@route("GET /api/project/{projectIdOrKey}/statuses", anonymous=True)
def project_statuses(call: Call) -> list[Json]:
    """The workflow's statuses, for each issue type."""
    project = call.project()
    rows = [
        render.entity(call.face, "status", {k: v for k, v in row.items() if k != "self"})
        for row in call.state.workflow(project["id"])
    ]
    return [{**views.simple(call.face, "issuetype", one), "statuses": rows} for one in call.state.issue_types]


# -- versions ----------------------------------------------------------------------------------------------


def _versions(call: Call, project: Json) -> list[Json]:
    return [_version(call, row) for row in call.state.versions.of("projectId", project["id"])]


def _version(call: Call, row: Json) -> Json:
    project = row["projectId"]
    return {
        **views.simple(call.face, "version", row, ("projectId",)),
        "projectId": int(project) if project.isdigit() else 0,
    }


@route("GET /api/project/{projectIdOrKey}/versions", "expand:ignored", anonymous=True)
def versions(call: Call) -> list[Json]:
    """A project's versions."""
    return _versions(call, call.project())


@route(
    "GET /api/project/{projectIdOrKey}/version",
    "startAt:0..100000 maxResults:1..1000 orderBy:ignored query:ignored status:ignored expand:ignored",
    anonymous=True,
)
def versions_by_page(call: Call) -> Json:
    """The same by page."""
    rows = _versions(call, call.project())
    return paging.page_bean(rows, call.get("startAt", 0), call.get("maxResults", 50))


VERSION = (
    "name:text description:text project:text projectId:any archived:bool released:bool releaseDate:text startDate:text "
    "approvers:unmodelled driver:unmodelled issuesStatusForFixVersion:ignored operations:ignored overdue:ignored "
    "expand:ignored id:ignored self:ignored userReleaseDate:ignored userStartDate:ignored moveUnfixedIssuesTo:ignored"
)


@route("POST /api/version", body=VERSION)
def create_version(call: Call) -> Reply:
    """A new version of a project."""
    project = call.project(str(call.get("projectId") or call.get("project") or ""))
    if not call.me.admin:
        raise errors.forbidden("to administer this project")
    if not call.get("name"):
        raise errors.fields(name="You must specify a valid version name")
    given = {"archived": False, "released": False, **_told(call)}
    row = {"id": call.state.new_id("versions"), **given, "projectId": project["id"]}
    return Reply(201, _version(call, call.state.versions.add(row)))


def _told(call: Call) -> Json:
    kept = ("name", "description", "archived", "released", "releaseDate", "startDate")
    return {name: call.body[name] for name in kept if name in call.body}


@route("GET /api/version/{id}", "expand:ignored", anonymous=True)
def read_version(call: Call) -> Json:
    """One version."""
    return _version(call, _version_row(call))


@route("PUT /api/version/{id}", body=VERSION)
def change_version(call: Call) -> Json:
    """Rename, date or release a version; issues that carry it show it so."""
    row = _version_row(call)
    if not call.me.admin:
        raise errors.forbidden("to administer this project")
    row |= _told(call)
    _refresh(call, row, ("fixVersions", "versions"))
    return _version(call, row)


def _version_row(call: Call) -> Json:
    row = call.state.versions.get(call.path["id"])
    if row is None or call.account is None:
        raise errors.messages(404, f"Could not find version for id '{call.path['id']}'")
    call.project(row["projectId"])
    return row


def _refresh(call: Call, row: Json, fields: tuple[str, ...]) -> None:
    """Issues hold copies."""
    shown = {name: part for name, part in row.items() if name != "projectId"}
    for issue in call.state.issues.of("project", row["projectId"]):
        for name in fields:
            inside: list[Any] = issue["fields"].get(name) or []
            issue["fields"][name] = [dict(shown) if one.get("id") == row["id"] else one for one in inside]


# -- components --------------------------------------------------------------------------------------------


def _components(call: Call, project: Json) -> list[Json]:
    return [_component(call, row, project) for row in call.state.components.of("projectId", project["id"])]


def _component(call: Call, row: Json, project: Json) -> Json:
    return {**views.simple(call.face, "component", row, ("projectId",)), "project": project["key"]}


@route("GET /api/project/{projectIdOrKey}/components", "componentSource:ignored", anonymous=True)
def components(call: Call) -> list[Json]:
    """A project's components."""
    return _components(call, call.project())


@route(
    "POST /api/component",
    body="name:text description:text project:text leadAccountId:ignored leadUserName:ignored "
    "assigneeType:ignored isAssigneeTypeValid:ignored ari:ignored assignee:ignored id:ignored lead:ignored "
    "metadata:ignored projectId:ignored realAssignee:ignored realAssigneeType:ignored self:ignored",
)
def create_component(call: Call) -> Reply:
    """A new component of a project."""
    project = call.project(call.get("project", ""))
    if not call.me.admin:
        raise errors.forbidden("to administer this project")
    if not call.get("name"):
        raise errors.fields(name="The component name specified is invalid - cannot be an empty string.")
    row = {"id": call.state.new_id("components"), "name": call.get("name"), "description": call.get("description", "")}
    return Reply(201, _component(call, call.state.components.add({**row, "projectId": project["id"]}), project))

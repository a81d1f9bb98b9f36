"""The server, the caller, fields and permissions."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.jira import access, errors, kinds, moments, paging, people, render, views
from trackerbridge.sandbox.jira.call import Call
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.schema import route

CLOUD_VERSION = "1001.0.0-SNAPSHOT"
DATA_CENTER_VERSION = "9.12.15"


@route("GET /api/serverInfo", anonymous=True)
def server_info(call: Call) -> Json:
    """What this is, and what time it has."""
    cloud = call.site.cloud
    version = CLOUD_VERSION if cloud else DATA_CENTER_VERSION
    shown: Json = {
        "baseUrl": call.face.root,
        "version": version,
        "versionNumbers": [int(part) for part in version.split("-")[0].split(".")],
        "deploymentType": "Cloud" if cloud else "Server",
        "buildNumber": 100_290 if cloud else 9_120_015,
        "buildDate": moments.in_zone("2026-11-02T00:00:00.000+0000", call.face.zone),
        "serverTime": moments.write(call.state.clock.now(), call.face.zone),
        "scmInfo": "0" * 40,
        "serverTitle": "Sandbox",
    }
    return {**shown, "defaultLocale": {"locale": "en_US"}} if cloud else shown


@route("GET /api/myself", "expand:words")
def myself(call: Call) -> Json | None:
    """Who asks."""
    shown = render.person(call.face, call.me.user)
    groups: Json = {"size": len(call.me.groups), "items": []}
    if "groups" in call.get("expand", []):
        groups["items"] = [{"name": name} for name in sorted(call.me.groups)]
    roles: Json = {"size": 1, "items": []}
    return {
        **(shown or {}),
        "locale": "en_US",
        "groups": groups,
        "applicationRoles": roles,
        "expand": "groups,applicationRoles",
    }


@route("GET /auth/session")
def session(call: Call) -> Json:
    """The library's way to ask whether one is let in."""
    return {"self": f"{call.face.root}/rest/api/latest/user", "name": call.state.people.get(call.me.user)["name"]}  # type: ignore[index]


@route("GET /api/field", anonymous=True)
def fields(call: Call) -> list[Json]:
    """Every field with its type; ids of custom fields differ from site to site (API-FACTS 1.3)."""
    rows = [row for row in call.state.fields if call.account is not None or not row["custom"]]
    hidden = () if call.site.cloud else ("key", "untranslatedName")
    return [{name: part for name, part in row.items() if name not in hidden} for row in rows]


@route(
    "GET /api/mypermissions",
    "permissions:words projectKey:text projectId:text issueKey:text issueId:text "
    "projectUuid:ignored projectConfigurationUuid:ignored commentId:ignored",
    anonymous=True,
)
def my_permissions(call: Call) -> Json:
    """What the caller may do; Cloud wants to be asked for permissions by name (API-FACTS 1.6)."""
    wanted = call.get("permissions") or []
    if call.site.cloud and not wanted:
        raise errors.messages(400, "The 'permissions' query parameter is required.")
    unknown = [name for name in wanted if name not in access.PERMISSIONS]
    if unknown:
        raise errors.messages(400, f"Unrecognized permission: {', '.join(unknown)}.")
    project = _project_in_question(call)
    names = wanted or list(access.PERMISSIONS)
    return {"permissions": {name: _permission(call, name, project) for name in names}}


def _project_in_question(call: Call) -> str | None:
    issue = call.get("issueKey") or call.get("issueId")
    if issue:
        return str(call.issue(issue)["fields"]["project"]["key"])
    reference = call.get("projectKey") or call.get("projectId")
    return str(call.project(reference)["key"]) if reference else None


def _permission(call: Call, name: str, project: str | None) -> Json:
    return {
        "id": str(10 + list(access.PERMISSIONS).index(name)),
        "key": name,
        "name": name.replace("_", " ").capitalize(),
        "type": "GLOBAL" if name in ("ADMINISTER", "USER_PICKER") else "PROJECT",
        "description": "",
        "havePermission": access.holds(call.account, access.PERMISSIONS[name], project),
    }


@route("GET /applinks/listApplicationlinks")
def application_links(_call: Call) -> Json:
    """Other Atlassian servers that this one is tied to: none. The library asks before it adds a remote link."""
    return {"list": []}


# -- people --------------------------------------------------------------------------------------------


@route("GET /api/user", "accountId:text username:text key:text expand:words")
def user(call: Call) -> Json | None:
    """One person."""
    wanted = call.get("accountId") if call.site.cloud else call.get("username") or call.get("key")
    row = call.state.people.get(wanted)
    if row is None:
        raise errors.messages(404, "Specified user does not exist or you do not have required permissions")
    return render.person(call.face, row["accountId"])


def _matching(call: Call, text: str) -> list[Json]:
    wanted = text.lower()
    rows = [
        row
        for row in call.state.people
        if wanted in " ".join(str(row[name] or "") for name in ("displayName", "emailAddress", "name")).lower()
    ]
    shown: list[Any] = [
        people.view(row, call.face.root, call.face.version, cloud=call.site.cloud, zone=call.site.zone) for row in rows
    ]
    start = call.get("startAt", 0)
    return shown[start : start + call.get("maxResults", 50)]


@route(
    "GET /api/user/search",
    "query:text username:text accountId:text startAt:0..100000 maxResults:1..1000 property:ignored",
)
def search_users(call: Call) -> list[Json]:
    """People by a part of their name or address."""
    asked = "query" if call.site.cloud else "username"
    if call.get("accountId"):
        row = call.state.people.get(call.get("accountId"))
        return [person] if row and (person := render.person(call.face, row["accountId"])) else []
    if not call.get(asked):
        raise errors.messages(400, f"The '{asked}' query parameter is required.")
    return _matching(call, "" if call.get(asked) == "." else call.get(asked))


@route(
    "GET /api/user/assignable/search",
    "query:text username:text project:text issueKey:text accountId:ignored sessionId:ignored startAt:0..100000 "
    "maxResults:1..1000 actionDescriptorId:ignored recommend:ignored accountType:unmodelled appType:unmodelled "
    "issueId:unmodelled",
)
def assignable_users(call: Call) -> list[Json]:
    """People that an issue can be given to."""
    if call.get("issueKey"):
        call.issue(call.get("issueKey"))
    elif call.get("project"):
        call.project(call.get("project"))
    return _matching(call, call.get("query") or call.get("username") or "")


@route("GET /api/users/search", "startAt:0..100000 maxResults:1..1000", on=("cloud",))
def all_users(call: Call) -> list[Json]:
    """Everybody."""
    return _matching(call, "")


# -- catalogues ----------------------------------------------------------------------------------------


@route("GET /api/status", anonymous=True)
def statuses(call: Call) -> list[Json]:
    """Every status with its category."""
    return [
        render.entity(call.face, "status", {k: v for k, v in row.items() if k != "self"}) for row in call.state.statuses
    ]


@route("GET /api/statuscategory", anonymous=True)
def status_categories(call: Call) -> list[Json]:
    """The four categories."""
    return [views.simple(call.face, "statuscategory", row) for row in kinds.CATEGORIES.values()]


@route("GET /api/priority", anonymous=True)
def priorities(call: Call) -> list[Json]:
    """Every priority, the most urgent first."""
    return [views.simple(call.face, "priority", row) for row in call.state.priorities]


@route("GET /api/resolution", anonymous=True)
def resolutions(call: Call) -> list[Json]:
    """Every resolution."""
    return [views.simple(call.face, "resolution", row) for row in call.state.resolutions]


@route("GET /api/issuetype", anonymous=True)
def issue_types(call: Call) -> list[Json]:
    """Every issue type."""
    return [views.simple(call.face, "issuetype", row) for row in call.state.issue_types]


@route("GET /api/issueLinkType", anonymous=True)
def link_types(call: Call) -> Json:
    """Every kind of link."""
    return {"issueLinkTypes": [views.simple(call.face, "issueLinkType", row) for row in call.state.link_types]}


@route("GET /api/label", "startAt:0..100000 maxResults:1..1000", on=("cloud",))
def labels(call: Call) -> Json:
    """Every label in use, in alphabetical order."""
    found = sorted({label for row in call.state.issues for label in row["fields"].get("labels") or []})
    return paging.page_bean(found, call.get("startAt", 0), call.get("maxResults", 1000))

"""Issues: read, made, edited, deleted, moved along their workflow."""

from __future__ import annotations

from trackerbridge.sandbox.jira import edits, errors, history, screens, views
from trackerbridge.sandbox.jira.call import Call, Reply
from trackerbridge.sandbox.jira.people import Json
from trackerbridge.sandbox.jira.schema import route
from trackerbridge.sandbox.jira.transitions import ways_on

BULK_MAX = 100
CREATE_BULK_MAX = 50
BODY = "fields:object update:object properties:objects historyMetadata:object transition:object"


@route(
    "GET /api/issue/{issueIdOrKey}",
    "fields:words fieldsByKeys:bool expand:words properties:words updateHistory:bool failFast:bool",
    anonymous=True,
)
def read_issue(call: Call) -> Json:
    """An issue with all its fields; one that was moved answers with its new key (6.30)."""
    return _shown(call, call.issue())


def _shown(call: Call, row: Json) -> Json:
    wanted, expand = call.get("fields", []), call.get("expand", [])
    fields = views.fields_wanted(call.face, wanted, "*all") or []
    extra = views.unnamed_fields(call.face, row) if not wanted or "*all" in wanted else ()
    properties = call.get("properties", [])
    properties = list(row["properties"]) if "*all" in properties else properties
    shown = views.issue(call.face, row, fields, expand=expand, properties=properties, single=True, extra=extra)
    if "names" in expand:
        shown["names"] = views.names_of(call.face, fields)
    if "schema" in expand:
        shown["schema"] = views.schema_of(call.face, fields)
    if "transitions" in expand:
        shown["transitions"] = ways_on(call, row)
    if "editmeta" in expand:
        shown["editmeta"] = {"fields": screens.meta(call, row["fields"]["project"], row)}
    return shown


@route(
    "POST /api/issue/bulkfetch",
    body="issueIdsOrKeys!:strings fields:strings expand:strings properties:strings fieldsByKeys:bool",
    on=("cloud",),
    anonymous=True,
)
def bulk_fetch(call: Call) -> Json:
    """Up to 100 issues by id or key, in the order of their ids; what cannot be seen is left out (API-FACTS 1.7)."""
    wanted, expand = call.get("issueIdsOrKeys"), call.get("expand", [])
    if not 1 <= len(wanted) <= BULK_MAX or len(call.get("properties", [])) > 5:
        raise errors.invalid_payload()
    found = {row["id"]: row for one in wanted if (row := call.state.issue(one)) is not None and call.sees(row)}
    names = call.get("fields", [])
    fields = views.fields_wanted(call.face, names, "*navigable") or []
    shown = []
    for row in sorted(found.values(), key=lambda one: int(one["id"])):
        extra = views.unnamed_fields(call.face, row) if not names or {"*all", "*navigable"} & set(names) else ()
        properties = call.get("properties", [])
        shown.append(views.issue(call.face, row, fields, expand=expand, properties=properties, extra=extra))
    return {"issues": shown, "issueErrors": []}


# -- writing -------------------------------------------------------------------------------------------


@route("POST /api/issue", "updateHistory:bool", body=BODY, open_body=True)
def create_issue(call: Call) -> Reply:
    """A new issue."""
    if not call.me.write:
        raise errors.forbidden("to create issues in this project")
    return Reply(201, _created(call, edits.create(call, call.body)))


def _created(call: Call, row: Json) -> Json:
    return {"id": row["id"], "key": row["key"], "self": f"{call.face.api}/issue/{row['id']}"}


@route("POST /api/issue/bulk", body="issueUpdates!:objects", open_body=True)
def create_issues(call: Call) -> Reply:
    """Several new issues; those that are refused stand in ``errors``."""
    if not call.me.write:
        raise errors.forbidden("to create issues in this project")
    given = call.get("issueUpdates")
    if not 1 <= len(given) <= CREATE_BULK_MAX:
        raise errors.invalid_payload()
    issues, failed = [], []
    for number, one in enumerate(given):
        try:
            issues.append(_created(call, edits.create(call, one)))
        except errors.JiraError as error:
            failed.append({"status": error.status, "elementErrors": error.body, "failedElementNumber": number})
    return Reply(201 if issues else 400, {"issues": issues, "errors": failed})


@route(
    "PUT /api/issue/{issueIdOrKey}",
    "notifyUsers:bool overrideScreenSecurity:bool overrideEditableFlag:bool returnIssue:bool expand:words",
    body=BODY,
    open_body=True,
)
def edit_issue(call: Call) -> Reply | Json:
    """Change an issue: 204 without a body, or the issue if it is asked for (6.33)."""
    row = call.writable()
    if call.get("notifyUsers") is False and not call.me.admin:
        raise errors.forbidden("to edit issues without notifying users")
    edits.edit(call, row, call.body)
    if call.query.get("returnIssue") and call.site.cloud:
        call.query.pop("returnIssue")
        return _shown(call, row)
    return Reply(204)


@route("DELETE /api/issue/{issueIdOrKey}", "deleteSubtasks:true|false")
def delete_issue(call: Call) -> None:
    """Delete an issue; with sub-tasks only if they may go too."""
    row = call.writable()
    if not call.me.admin:
        raise errors.forbidden("to delete issues in this project")
    inside = [one["$issue"] for one in row["fields"].get("subtasks") or [] if "$issue" in one]
    if inside and call.get("deleteSubtasks") != "true":
        raise errors.messages(
            400, f"The issue '{row['key']}' has subtasks. You must specify the 'deleteSubtasks' parameter."
        )
    for one in (*inside, row["id"]):
        found = call.state.issues.get(one)
        if found is not None:
            call.state.remove_issue(found)


ASSIGNEE = (
    "accountId:text name:text key:text accountType:ignored active:ignored appType:ignored applicationRoles:ignored "
    "avatarUrls:ignored displayName:ignored emailAddress:ignored expand:ignored groups:ignored guest:ignored "
    "locale:ignored self:ignored timeZone:ignored"
)


@route("PUT /api/issue/{issueIdOrKey}/assignee", body=ASSIGNEE)
def assign(call: Call) -> None:
    """Give an issue to somebody, or to nobody."""
    row = call.writable()
    edits.edit(call, row, {"fields": {"assignee": call.body or None}})


# -- screens ---------------------------------------------------------------------------------------------


@route("GET /api/issue/{issueIdOrKey}/editmeta", "overrideScreenSecurity:bool overrideEditableFlag:bool")
def edit_meta(call: Call) -> Json:
    """What can be changed on an issue, and how."""
    row = call.issue()
    return {"fields": screens.meta(call, row["fields"]["project"], row) if call.me.write else {}}


@route(
    "GET /api/issue/createmeta",
    "projectIds:words projectKeys:words issuetypeIds:words issuetypeNames:words expand:words",
)
def create_meta(call: Call) -> Json:
    """What a new issue can be given (the older form, recorded)."""
    keys, types = call.get("projectKeys"), call.get("issuetypeNames")
    deep = "projects.issuetypes.fields" in call.get("expand", [])
    shown = []
    for project in call.projects():
        if keys and project["key"] not in keys:
            continue
        rows = [row for row in call.state.issue_types if not types or row["name"] in types]
        inside = [screens.type_meta(call, project, row, deep) for row in rows]
        shown.append({**screens.project_meta(call, project), "issuetypes": inside})
    return {"expand": "projects", "projects": shown}


@route("GET /api/issue/createmeta/{projectIdOrKey}/issuetypes", "startAt:0..100000 maxResults:1..1000")
def create_meta_types(call: Call) -> Json:
    """The issue types of a project."""
    call.project()
    rows = [views.simple(call.face, "issuetype", row) for row in call.state.issue_types]
    name = "issueTypes" if call.site.cloud else "values"
    return {"startAt": 0, "maxResults": 50, "total": len(rows), "isLast": True, name: rows}


@route("GET /api/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}", "startAt:0..100000 maxResults:1..1000")
def create_meta_fields(call: Call) -> Json:
    """The fields of one issue type."""
    project = call.project()
    found = [{"fieldId": name, **row} for name, row in screens.meta(call, project).items()]
    name = "fields" if call.site.cloud else "values"
    return {"startAt": 0, "maxResults": 50, "total": len(found), "isLast": True, name: found}


# -- workflow --------------------------------------------------------------------------------------------


@route(
    "GET /api/issue/{issueIdOrKey}/transitions",
    "expand:words transitionId:text skipRemoteOnlyCondition:bool includeUnavailableTransitions:bool "
    "sortByOpsBarAndStatus:bool",
    anonymous=True,
)
def transitions(call: Call) -> Json:
    """Where an issue can go from here."""
    row = call.issue()
    found = [one for one in ways_on(call, row) if call.get("transitionId") in (None, one["id"])]
    return {"expand": "transitions", "transitions": found if call.account and call.account.write else []}


@route("POST /api/issue/{issueIdOrKey}/transitions", body=BODY, open_body=True)
def make_transition(call: Call) -> None:
    """Send an issue along; reaching *done* resolves it, leaving it takes the resolution away."""
    row = call.writable()
    wanted = str((call.body.get("transition") or {}).get("id", ""))
    ways = {one["id"]: one["to"]["id"] for one in ways_on(call, row)}
    if wanted not in ways:
        raise errors.messages(
            400,
            f"It seems that you have tried to perform an invalid transition: '{wanted}'."
            if wanted
            else "Missing 'transition' identifier",
        )
    edits.edit(call, row, {"fields": call.body.get("fields"), "update": call.body.get("update")})
    workflow = call.state.workflow(row["fields"]["project"]["id"])
    _enter(call, row, next(one for one in workflow if one["id"] == ways[wanted]))


def _enter(call: Call, row: Json, status: Json) -> None:
    fields = row["fields"]
    before, now = fields["status"], call.state.now()
    items = history.items_of(call.state, "status", before, status)
    done = status["statusCategory"]["key"] == "done"
    if done != (before["statusCategory"]["key"] == "done"):
        resolution = fields.get("resolution") or dict(next(iter(call.state.resolutions))) if done else None
        items += history.items_of(call.state, "resolution", fields.get("resolution"), resolution)
        fields |= {"resolution": resolution, "resolutiondate": now if done else None}
    if status["statusCategory"]["key"] != before["statusCategory"]["key"]:
        fields["statuscategorychangedate"] = now
    fields["status"] = dict(status)
    history.record(call.state, row, call.me.user, items)

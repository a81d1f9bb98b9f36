"""What a create or an edit screen shows: the fields, their operations and what they may hold (recorded: createmeta)."""

from __future__ import annotations

from typing import Any

from trackerbridge.sandbox.jira import kinds, render
from trackerbridge.sandbox.jira.call import Call
from trackerbridge.sandbox.jira.people import Json

_ON_NO_SCREEN = kinds.READ_ONLY_FIELDS - {"project", "issuelinks", "attachment"}
_THOUGH_NOT_ORDERABLE = frozenset({"project", "issuelinks", "attachment", "parent"})
"""The field list calls only those orderable that stand on screens, but for these."""


def meta(call: Call, project: Json, current: Json | None = None) -> Json:
    """The fields of a project's create screen, or with the ``current`` issue of its edit screen."""
    shown: Json = {}
    for row in call.state.fields:
        name = row["id"]
        is_shown = row["orderable"] or name in _THOUGH_NOT_ORDERABLE
        if not is_shown or name in _ON_NO_SCREEN or not call.site.on_screen(project["key"], name):
            continue
        if current is not None and name == "project":
            continue
        shown[name] = _meta_of(call, project, row)
    return shown


def type_meta(call: Call, project: Json, row: Json, deep: bool) -> Json:
    """An issue type as the older createmeta shows it: without its level, and by its name of origin too."""
    hidden = ("self", "hierarchyLevel", "avatarId")
    shown: Json = render.entity(call.face, "issuetype", {key: part for key, part in row.items() if key not in hidden})
    shown.setdefault("untranslatedName", shown["name"])
    return {**shown, "expand": "fields", "fields": meta(call, project)} if deep else shown


def project_meta(call: Call, project: Json) -> Json:
    """A project as the older createmeta shows it."""
    shown = _project(call, project)
    return {"expand": "issuetypes", **{name: shown[name] for name in ("self", "id", "key", "name", "avatarUrls")}}


def _project(call: Call, project: Json) -> Json:
    found: Json = render.entity(call.face, "project", {key: part for key, part in project.items() if key != "self"})
    return found


def _meta_of(call: Call, project: Json, row: Json) -> Json:
    kind = row.get("schema", {"type": "issuelink", "system": row["id"]})
    name = row["id"]
    shown: Json = {
        "required": name in ("summary", "issuetype", "project"),
        "schema": kind,
        "name": row["name"],
        "key": name,
        "hasDefaultValue": name == "priority",
        "operations": _operations(name, kind),
    }
    picker = _pickers(call, project).get(name)
    shown |= {"autoCompleteUrl": picker} if picker else {}
    allowed = _allowed(call, project, name, kind.get("items", ""))
    if allowed is not None:
        shown["allowedValues"] = allowed
    if name == "priority" and allowed:
        shown["defaultValue"] = next((one for one in allowed if one["name"] in ("Medium", "Major")), allowed[0])
    return shown


def _operations(name: str, kind: Json) -> list[str]:
    if name == "issuetype":
        return []
    if name in ("attachment", "issuelinks"):
        return ["set"] if name == "attachment" else ["add"]
    return ["add", "set", "remove"] if kind["type"] == "array" else ["set"]


def _pickers(call: Call, project: Json) -> dict[str, str]:
    """Where an editor asks for proposals while one types."""
    api = call.face.api
    return {
        "assignee": f"{api}/user/assignable/search?project={project['key']}&query=",
        "issuelinks": f"{api}/issue/picker?currentProjectId=&showSubTaskParent=true&showSubTasks=true&query=",
        "labels": f"{call.face.root}/rest/api/1.0/labels/suggest?query=",
    }


def _allowed(call: Call, project: Json, name: str, items: str) -> list[Any] | None:
    if name == "priority":
        return [_priority(call, row) for row in call.state.priorities]
    if name == "issuetype":
        return [render.entity(call.face, name, row) for row in call.state.issue_types]
    if name == "project":
        return [_project(call, project)]
    if items in ("version", "component"):
        rows = getattr(call.state, f"{items}s").of("projectId", project["id"])
        return [render.value(call.face, {key: part for key, part in row.items() if key != "projectId"}) for row in rows]
    return None


def _priority(call: Call, row: Json) -> Json:
    icon = f"{call.face.root}/images/icons/priorities/{row['name'].lower()}.svg"
    shown: Json = render.entity(call.face, "priority", {key: part for key, part in row.items() if key != "description"})
    return {**shown, "iconUrl": shown.get("iconUrl", icon)}

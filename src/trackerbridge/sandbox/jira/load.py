"""Real REST payloads as state: issues of v2 or v3, from Cloud or Data Center, in whatever they come packed."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from trackerbridge.errors import BadInput
from trackerbridge.sandbox.jira import guess, kinds, moments, people
from trackerbridge.sandbox.jira.people import MARK, Json
from trackerbridge.sandbox.jira.state import JiraState

CATALOGUES = {
    "status": "statuses",
    "priority": "priorities",
    "resolution": "resolutions",
    "issuetype": "issue_types",
}
"""The fields whose values make a site's catalogues, and the state's tables for them."""


def load(state: JiraState, payload: Any) -> int:
    """Take a payload in; returns how many issues it brought. ``BadInput`` if it is none that Jira sends.

    Known are: a search page, one issue, a list of these, a field list, a list of statuses, a board's configuration,
    and a page of comments or of a changelog (which belong to no issue by themselves and bring nothing).
    """
    with state.lock:
        issues = list(_issues(state, payload))
        _name_custom_fields(state, issues)
        for issue in issues:
            _take(state, issue)
        return len(issues)


def _issues(state: JiraState, payload: Any) -> Iterator[Json]:
    if isinstance(payload, list):
        for part in payload:
            yield from _issues(state, part)
    elif not isinstance(payload, dict):
        raise _unknown()
    elif isinstance(payload.get("issues"), list):
        _fields_of_page(state, payload)
        yield from payload["issues"]
    elif isinstance(payload.get("fields"), dict) and "key" in payload:
        yield payload
    elif not _catalogue_entry(state, payload):
        raise _unknown()


def _unknown() -> BadInput:
    return BadInput("This is nothing that Jira's REST API sends.", hint="Load search pages or issues, as JSON.")


def _catalogue_entry(state: JiraState, row: Json) -> bool:
    if "clauseNames" in row:
        state.fields.add({"key": row["id"], **copy.deepcopy(row)})
        state.assumed_fields.discard(row["id"])
    elif "statusCategory" in row:
        state.add_status(copy.deepcopy(row))
    elif "columnConfig" in row:
        add_board(state, row)
    else:
        return any(name in row for name in ("comments", "values", "histories"))
    return True


def add_board(state: JiraState, configuration: Json) -> Json:
    """A board from its configuration."""
    location = configuration.get("location") or {}
    if location.get("key") and location.get("id"):
        state.add_project(location["key"], location.get("name", ""), id=location["id"])
    row = {name: configuration.get(name) for name in ("name", "type")}
    state.saw("board", configuration["id"])
    return state.boards.add({"id": str(configuration["id"]), **row, "configuration": copy.deepcopy(configuration)})


# -- fields --------------------------------------------------------------------------------------------


def _fields_of_page(state: JiraState, page: Json) -> None:
    names, schemas = page.get("names") or {}, page.get("schema") or {}
    for identifier, schema in schemas.items():
        if schema.get("customId") and (identifier not in state.fields or identifier in state.assumed_fields):
            row = kinds.custom_field(schema["customId"], names.get(identifier, identifier), "any", "")
            state.fields.add({**row, "schema": schema})
            state.assumed_fields.discard(identifier)


def _name_custom_fields(state: JiraState, issues: list[Json]) -> None:
    """Fields that nothing has named: a name of ours, and the kind that their values show."""
    values: dict[str, list[Any]] = {}
    for issue in issues:
        for name, value in issue["fields"].items():
            if name.startswith("customfield_") and (name not in state.fields or name in state.assumed_fields):
                values.setdefault(name, []).append(value)
    for name, found in values.items():
        number = name.removeprefix("customfield_")
        if number.isdigit() and not _fits(state, name, found):
            state.fields.add(kinds.custom_field(int(number), f"Custom field {number}", *guess.kind_of(found)))
            state.assumed_fields.discard(name)


def _fits(state: JiraState, name: str, values: list[Any]) -> bool:
    """Whether an assumed field can have these values."""
    field = state.fields.get(name)
    if field is None:
        return False
    seen = [value for value in values if value not in (None, [], "")]
    kind, _, items = guess.kind_of(values)[0].partition(":")
    return not seen or (field["schema"]["type"] in ("any", kind) and field["schema"].get("items", "") in ("", items))


# -- issues --------------------------------------------------------------------------------------------


def _take(state: JiraState, given: Json) -> None:
    fields = copy.deepcopy(given["fields"])
    _complete(state, given, fields)
    comments = (fields.pop("comment", None) or {}).get("comments", [])
    _catalogues(state, fields)
    issue = {
        "id": str(given["id"]),
        "key": given["key"],
        "fields": _with_people(state, fields),
        "comments": [_comment(state, comment) for comment in comments],
        "histories": _histories(state, given.get("changelog") or {}),
        "properties": dict(given.get("properties") or {}),
    }
    for comment in issue["comments"]:
        state.saw("comment", comment["id"])
    state.add_issue(issue)


def _complete(state: JiraState, given: Json, fields: Json) -> None:
    """A payload with few fields lacks what every issue has."""
    key = given["key"].rpartition("-")[0]
    project = fields.get("project") or {}
    project_id = str(project.get("id") or "")
    row = state.add_project(
        str(project["key"]) if project.get("key") not in (None, "hidden") else key,
        project.get("name", ""),
        id=project_id,
        **{name: project[name] for name in ("projectTypeKey", "simplified", "projectCategory") if name in project},
    )
    fields["project"] = {**row, **project, "id": row["id"]}
    fields.setdefault("summary", given["key"])
    fields.setdefault("status", dict(next(iter(state.statuses))))
    fields.setdefault("issuetype", dict(state.issue_types.get("10002") or {}))
    for name in ("created", "updated"):
        fields.setdefault(name, state.now())


def _comment(state: JiraState, given: Json) -> Json:
    row: Json = _with_people(state, given)
    shown = row.pop("properties", None) or []
    row["properties"] = {one["key"]: one["value"] for one in shown}
    return row


def _histories(state: JiraState, changelog: Json) -> list[Json]:
    rows: list[Json] = [_with_people(state, row) for row in changelog.get("histories", [])]
    for row in rows:
        state.saw("history", row["id"])
    return sorted(rows, key=lambda row: moments.read(row["created"]))


def _catalogues(state: JiraState, fields: Json) -> None:
    for name, table in CATALOGUES.items():
        value = fields.get(name)
        if isinstance(value, dict) and str(value.get("id", "")).isdigit():
            row = copy.deepcopy(value)
            state.add_status(row) if name == "status" else getattr(state, table).add(row)
    project = fields["project"]["id"]
    for name, table in (("fixVersions", "versions"), ("versions", "versions"), ("components", "components")):
        for row in fields.get(name) or []:
            getattr(state, table).add({**copy.deepcopy(row), "projectId": project})
            state.saw(table, row["id"])
    for link in fields.get("issuelinks") or []:
        state.link_types.add(copy.deepcopy(link["type"]))
        state.saw("link", link["id"])
    _sprints(state, fields)


def _sprints(state: JiraState, fields: Json) -> None:
    for name in state.fields_of(kinds.SPRINT):
        for sprint in fields.get(name) or []:
            if isinstance(sprint, dict) and "id" in sprint:
                row = {**sprint, "id": str(sprint["id"]), "originBoardId": str(sprint.get("boardId", ""))}
                state.sprints.add(row)
                state.saw("sprint", row["id"])


def _with_people(state: JiraState, value: Any) -> Any:
    """The value with each user taken in and replaced by a mark."""
    if people.is_user(value):
        return {MARK: state.people.add(value)["accountId"]}
    if isinstance(value, dict):
        return {name: _with_people(state, part) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_people(state, part) for part in value]
    return value


def load_all(state: JiraState, payloads: Iterable[Any]) -> int:
    """Several payloads after one another; returns how many issues they brought."""
    return sum(load(state, payload) for payload in payloads)

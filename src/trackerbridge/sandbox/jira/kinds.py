"""What a Jira site begins with: statuses, types, priorities, link types and fields, with Cloud's ids."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

CATEGORIES: dict[str, Json] = {
    "undefined": {"id": 1, "key": "undefined", "colorName": "medium-gray", "name": "No Category"},
    "new": {"id": 2, "key": "new", "colorName": "blue-gray", "name": "To Do"},
    "done": {"id": 3, "key": "done", "colorName": "green", "name": "Done"},
    "indeterminate": {"id": 4, "key": "indeterminate", "colorName": "yellow", "name": "In Progress"},
}
"""The four status categories: ids, keys and colours are the same on every site (recorded)."""

STATUSES = (("10000", "To Do", "new"), ("3", "In Progress", "indeterminate"), ("10001", "Done", "done"))
PRIORITIES = (("1", "Highest"), ("2", "High"), ("3", "Medium"), ("4", "Low"), ("5", "Lowest"))
RESOLUTIONS = (("10000", "Done"), ("10001", "Won't Do"), ("10002", "Duplicate"))
ISSUE_TYPES = (
    ("10000", "Epic", False, 1),
    ("10001", "Story", False, 0),
    ("10002", "Task", False, 0),
    ("10004", "Bug", False, 0),
    ("10003", "Sub-task", True, -1),
)
LINK_TYPES = (
    ("10000", "Blocks", "is blocked by", "blocks"),
    ("10001", "Cloners", "is cloned by", "clones"),
    ("10002", "Duplicate", "is duplicated by", "duplicates"),
    ("10003", "Relates", "relates to", "relates to"),
)

_PLUGIN = "com.atlassian.jira.plugin.system.customfieldtypes:"
_AGILE = "com.pyxis.greenhopper.jira:"
SPRINT, EPIC_LINK, EPIC_NAME, RANK = (
    f"{_AGILE}gh-sprint",
    f"{_AGILE}gh-epic-link",
    f"{_AGILE}gh-epic-label",
    f"{_AGILE}gh-lexo-rank",
)
TEXTAREA, TEXTFIELD, DATE, DATETIME, NUMBER = (
    _PLUGIN + kind for kind in ("textarea", "textfield", "datepicker", "datetime", "float")
)
STORY_POINTS = f"{_AGILE}jsw-story-points"

SYSTEM_FIELDS: tuple[tuple[str, str, str, str], ...] = (
    # id, name, schema type ("array:item" for lists; empty for none), names in JQL
    ("statuscategorychangedate", "Status Category Changed", "datetime", "statusCategoryChangedDate"),
    ("issuetype", "Issue Type", "issuetype", "issuetype,type"),
    ("parent", "Parent", "", "parent"),
    ("project", "Project", "project", "project"),
    ("fixVersions", "Fix versions", "array:version", "fixVersion"),
    ("resolution", "Resolution", "resolution", "resolution"),
    ("resolutiondate", "Resolved", "datetime", "resolutiondate,resolved"),
    ("watches", "Watchers", "watches", "watchers"),
    ("created", "Created", "datetime", "created,createdDate"),
    ("priority", "Priority", "priority", "priority"),
    ("labels", "Labels", "array:string", "labels"),
    ("versions", "Affects versions", "array:version", "affectedVersion"),
    ("issuelinks", "Linked Issues", "array:issuelinks", "issueLink"),
    ("assignee", "Assignee", "user", "assignee"),
    ("updated", "Updated", "datetime", "updated,updatedDate"),
    ("status", "Status", "status", "status"),
    ("components", "Components", "array:component", "component"),
    ("timeoriginalestimate", "Original estimate", "number", "originalEstimate,timeoriginalestimate"),
    ("timeestimate", "Remaining Estimate", "number", "remainingEstimate,timeestimate"),
    ("timespent", "Time Spent", "number", "timespent"),
    ("description", "Description", "string", "description"),
    ("timetracking", "Time tracking", "timetracking", ""),
    ("attachment", "Attachment", "array:attachment", "attachments"),
    ("summary", "Summary", "string", "summary"),
    ("creator", "Creator", "user", "creator"),
    ("subtasks", "Sub-tasks", "array:issuelinks", "subtasks"),
    ("reporter", "Reporter", "user", "reporter"),
    ("environment", "Environment", "string", "environment"),
    ("duedate", "Due date", "date", "due,duedate"),
    ("comment", "Comment", "comments-page", "comment"),
    ("worklog", "Log Work", "array:worklog", ""),
)
NOT_NAVIGABLE = frozenset({"comment", "worklog", "attachment", "timetracking"})
READ_ONLY_FIELDS = frozenset(
    {
        *(
            "statuscategorychangedate",
            "resolutiondate",
            "watches",
            "created",
            "updated",
            "status",
            "creator",
            "subtasks",
        ),
        *("comment", "worklog", "attachment", "timespent", "project", "issuelinks"),
    }
)
"""What no edit sets: each has its own way, or none."""

CUSTOM_FIELDS: tuple[tuple[int, str, str, str], ...] = (
    (10011, "Epic Name", "string", EPIC_NAME),
    (10014, "Epic Link", "any", EPIC_LINK),
    (10015, "Start date", "date", DATE),
    (10016, "Story point estimate", "number", STORY_POINTS),
    (10019, "Rank", "any", RANK),
    (10020, "Sprint", "array:json", SPRINT),
    (10021, "Flagged", "array:option", f"{_PLUGIN}multicheckboxes"),
    (10026, "Story Points", "number", NUMBER),
)
"""The usual custom fields; a site may have them under other ids, which a loaded field list shows."""


def schema_of(kind: str) -> Json:
    """The ``type`` and ``items`` of a field's schema from ``type`` or ``array:item``."""
    outer, _, items = kind.partition(":")
    return {"type": outer, "items": items} if items else {"type": outer}


def system_field(identifier: str, name: str, kind: str, clauses: str) -> Json:
    """A field of ``GET /field`` that every site has."""
    row: Json = {
        "id": identifier,
        "key": identifier,
        "name": name,
        "custom": False,
        "orderable": identifier not in READ_ONLY_FIELDS,
        "navigable": identifier not in NOT_NAVIGABLE,
        "searchable": bool(clauses),
        "clauseNames": clauses.split(",") if clauses else [],
    }
    return {**row, "schema": {**schema_of(kind), "system": identifier}} if kind else row


def custom_field(number: int, name: str, kind: str, custom: str) -> Json:
    """A custom field of ``GET /field``."""
    identifier = f"customfield_{number}"
    return {
        "id": identifier,
        "key": identifier,
        "name": name,
        "untranslatedName": name,
        "custom": True,
        "orderable": True,
        "navigable": True,
        "searchable": True,
        "clauseNames": [f"cf[{number}]", name],
        "schema": {**schema_of(kind), "custom": custom, "customId": number},
    }

"""What Jira shows beside an issue: people, statuses, types, custom fields. Shapes: API-FACTS 1.3, v2 bodies."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from trackerbridge.sandbox.agency.export.ids import Json
from trackerbridge.sandbox.agency.scenes import Place
from trackerbridge.sandbox.agency.story import Member, Role, Story

SPRINT: Final = "customfield_10020"
POINTS: Final = "customfield_10016"
FIELDS: Final[dict[str, Json]] = {
    SPRINT: {
        "name": "Sprint",
        "schema": {
            "type": "array",
            "items": "json",
            "custom": "com.pyxis.greenhopper.jira:gh-sprint",
            "customId": 10020,
        },
    },
    POINTS: {
        "name": "Story point estimate",
        "schema": {
            "type": "number",
            "custom": "com.pyxis.greenhopper.jira:jsw-story-points",
            "customId": 10016,
        },
    },
}
TYPES: Final = {
    "Epic": {"id": "10001", "name": "Epic", "subtask": False, "hierarchyLevel": 1},
    "Story": {"id": "10002", "name": "Story", "subtask": False, "hierarchyLevel": 0},
}
_CATEGORIES: Final = {
    "new": {"id": 2, "key": "new", "colorName": "blue-gray", "name": "To Do"},
    "indeterminate": {"id": 4, "key": "indeterminate", "colorName": "yellow", "name": "In Progress"},
    "done": {"id": 3, "key": "done", "colorName": "green", "name": "Done"},
}
_CATEGORY_OF: Final = {Place.PLANNED: "new", Place.DONE: "done", Place.CANCELLED: "done"}
_PLACES: Final = (
    Place.PLANNED,
    Place.DOING,
    Place.TESTING,
    Place.REVIEW,
    Place.WAITING,
    Place.DONE,
    Place.CANCELLED,
)


def stamp(instant: datetime) -> str:
    """Jira's way of writing an instant."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def statuses(story: Story) -> dict[str, Json]:
    """The workflow, by name. The story's lists stand in the order of the places."""
    return {
        name: {
            "id": str(10_000 + number),
            "name": name,
            "description": "",
            "statusCategory": _CATEGORIES[_CATEGORY_OF.get(place, "indeterminate")],
        }
        for number, (place, name) in enumerate(zip(_PLACES, story.lists, strict=True))
    }


def user(member: Member, story: Story) -> Json:
    """Somebody as Jira Cloud shows them: the account id counts; e-mail addresses of guests are not told."""
    guest = member.role is Role.GUEST
    firm = story.name if guest else "lumen"
    return {
        "accountId": f"{member.name}_{firm}",
        "accountType": "atlassian",
        "displayName": member.full_name,
        "emailAddress": None if guest else f"{member.name}@lumen.example",
        "active": True,
        "timeZone": story.zone,
    }


def project(story: Story) -> Json:
    """The project, as every issue names it."""
    return {"id": "10000", "key": story.key, "name": story.title, "projectTypeKey": "software", "simplified": False}

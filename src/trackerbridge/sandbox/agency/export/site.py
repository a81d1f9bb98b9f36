"""A story becomes a page of Jira issues: what the REST interface (v2, wiki text) answers to a search for the project.

Shapes: API-FACTS 1.1 to 1.7. The same story told on the same day gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from trackerbridge.sandbox.agency.export import jira_parts
from trackerbridge.sandbox.agency.export.ids import Json
from trackerbridge.sandbox.agency.export.issues import Desk, IssueFate, brief
from trackerbridge.sandbox.agency.export.moments import Moments
from trackerbridge.sandbox.agency.story import Story

_ISO = "%Y-%m-%dT%H:%M:%S.000Z"


def site_page(story: Story, now: datetime) -> Json:
    """All issues of the story's project as one search page, with changelog, comments, ``names`` and ``schema``."""
    desk = _desk(story, now)
    epics = list(dict.fromkeys(card.epic for card in story.cards if card.epic))
    issues: dict[str, Json] = {}
    for number, name in enumerate(epics, start=1):
        issues[name] = desk.issue(number, name, "Epic", desk.moments.at(-40, number), story.lead.name)
    for number, card in enumerate(story.cards, start=len(epics) + 1):
        issues[card.title] = IssueFate(desk, card, number).tell(parent=issues.get(card.epic))
    _link(story, issues)
    return {
        "expand": "names,schema",
        "startAt": 0,
        "maxResults": len(issues),
        "total": len(issues),
        "issues": list(issues.values()),
        "names": {field: str(described["name"]) for field, described in jira_parts.FIELDS.items()},
        "schema": {field: described["schema"] for field, described in jira_parts.FIELDS.items()},
    }


def _desk(story: Story, now: datetime) -> Desk:
    moments = Moments(story, now)
    return Desk(
        story=story,
        moments=moments,
        statuses=jira_parts.statuses(story),
        people={member.name: jira_parts.user(member, story) for member in story.members},
        releases={
            name: {
                "id": str(10_000 + number),
                "name": name,
                "archived": False,
                "released": False,
                "releaseDate": moments.day(when).isoformat(),
            }
            for number, (name, when) in enumerate(story.releases)
        },
        sprint=_sprint(story.sprint, moments) if story.sprint else None,
    )


def _sprint(name: str, moments: Moments) -> Json:
    """The sprint that work in progress is in: two weeks, half over."""
    return {
        "id": 12,
        "name": name,
        "state": "active",
        "boardId": 1,
        "goal": "",
        "startDate": moments.at(-5, 0).astimezone(UTC).strftime(_ISO),
        "endDate": moments.at(+5, 480).astimezone(UTC).strftime(_ISO),
    }


def _link(story: Story, issues: Mapping[str, Json]) -> None:
    """Both ends of every "blocks"."""
    blocked = [(card.title, card.blocked_by) for card in story.cards if card.blocked_by]
    for number, (title, by) in enumerate(blocked, start=10_001):
        kind = {"id": "10000", "name": "Blocks", "inward": "is blocked by", "outward": "blocks"}
        later, first = issues[title], issues[by]
        later["fields"]["issuelinks"].append({"id": str(number), "type": kind, "inwardIssue": brief(first)})
        first["fields"]["issuelinks"].append({"id": str(number), "type": kind, "outwardIssue": brief(later)})

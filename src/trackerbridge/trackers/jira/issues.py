"""One Jira issue as a task. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Attachment, Due, Task, Version
from trackerbridge.trackers.jira.comments import comments_of
from trackerbridge.trackers.jira.fields import Fields, Role
from trackerbridge.trackers.jira.history import changes_of, done_at
from trackerbridge.trackers.jira.links import links_of
from trackerbridge.trackers.jira.people import People
from trackerbridge.trackers.jira.statuses import Statuses
from trackerbridge.trackers.jira.texts import plain
from trackerbridge.trackers.jira.values import (
    browse,
    due_of,
    ident,
    inherited_due,
    site_of,
    sprints_of,
    versions_of,
)  # fmt: skip
from trackerbridge.trackers.values import instant, objects, part, text, unique


@dataclass(frozen=True)
class IssueReader:
    """What it takes to read the issues of one source. ``site`` is where people see them; empty: as ``self`` says."""

    fields: Fields
    statuses: Statuses
    people: People
    names: Mapping[str, str]  # of those who may be mentioned
    site: str = ""
    source: str = ""  # the snapshot's

    def task(self, issue: Mapping[str, Any], position: float = 0.0) -> Task:
        """The issue as a task. The answer's key counts: a moved issue has a new one (API-FACTS 1.8)."""
        fields: Mapping[str, Any] = issue["fields"]
        key = text(issue.get("key"))
        resolution = text(part(fields, "resolution", "name"))
        stage = self.statuses.stage_of(fields.get("status"), resolution)
        history = changes_of(issue, self.statuses, self.people)
        versions = versions_of(fields.get("fixVersions"))
        owner = self.people.of(fields.get("assignee"))
        site = self.site or site_of(issue.get("self"))
        return Task(
            id=ident(issue.get("id")) or key,
            key=key,
            source=self.source,
            title=text(fields.get("summary")).strip(),
            url=browse(site, key),
            description=plain(fields.get("description"), self.names),
            status=text(part(fields, "status", "name")),
            stage=stage,
            due=_due(fields, versions),
            start=due_of(self.fields.first(fields, Role.START)),
            created_at=instant(fields.get("created")),
            updated_at=instant(fields.get("updated")),
            done_at=done_at(history, stage=stage, resolved=instant(fields.get("resolutiondate"))),
            owners=(owner,) if owner else (),
            labels=_labels(fields.get("labels")),
            kind=text(part(fields, "issuetype", "name")) or "issue",
            parent=self._parent(fields),
            project=text(part(fields, "project", "key")) or key.rpartition("-")[0],
            reporter=self.people.of(fields.get("reporter")) or self.people.of(fields.get("creator")),
            priority=text(part(fields, "priority", "name")),
            resolution=resolution,
            components=unique([text(item.get("name")) for item in objects(fields.get("components"))]),
            versions=versions,
            sprints=sprints_of(self.fields.sprints(fields)),
            links=links_of(fields, self.statuses, site),
            points=_number(self.fields.first(fields, Role.POINTS)),
            estimate_minutes=_minutes(fields),
            flagged=bool(self.fields.first(fields, Role.FLAGGED)),
            position=position,
            archived=bool(fields.get("archiveddate")),
            comments=comments_of(issue, self.people, self.names),
            history=history,
            attachments=tuple(_attachment(item) for item in objects(fields.get("attachment"))),
            fields=MappingProxyType(dict(self.fields.texts(fields, self.names))),
        )

    def _parent(self, fields: Mapping[str, Any]) -> str | None:
        """Its key: ``parent`` (team-managed epics too, API-FACTS 1.3), else the older epic and parent links."""
        epic = self.fields.first(fields, Role.EPIC)
        above = self.fields.first(fields, Role.PARENT)
        found = (
            text(part(fields, "parent", "key")),
            text(epic),
            text(part(epic, "key")),
            text(above),
            text(part(above, "data", "key")),
        )
        return next(filter(None, found), None)


def _due(fields: Mapping[str, Any], versions: tuple[Version, ...]) -> Due | None:
    return due_of(fields.get("duedate")) or inherited_due(versions)


def _labels(value: Any) -> tuple[str, ...]:
    return unique([text(label) for label in value]) if isinstance(value, list) else ()


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _minutes(fields: Mapping[str, Any]) -> float | None:
    seconds = _number(fields.get("timeoriginalestimate"))
    if seconds is None:
        seconds = _number(part(fields, "timetracking", "originalEstimateSeconds"))
    return seconds / 60 if seconds else None


def _attachment(raw: Mapping[str, Any]) -> Attachment:
    kind = text(raw.get("mimeType"))
    return Attachment(
        text(raw.get("filename")),
        text(raw.get("content")),
        is_image=kind.startswith("image/"),
        created_at=instant(raw.get("created")),
    )

"""What happened to a task, and what was said on it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.person import Person
from trackerbridge.model.stage import Stage


class ChangeField(StrEnum):
    """What a history entry changed."""

    CREATED = "created"
    STATUS = "status"
    DUE = "due"
    DONE = "done"  # the tracker's own tick (Trello's dueComplete); after is "true" or "false"
    TITLE = "title"
    DESCRIPTION = "description"
    OWNER = "owner"
    LABELS = "labels"
    ARCHIVED = "archived"  # after is "true" or "false"
    CHECKLIST = "checklist"
    POSITION = "position"  # reordering within a list: never of substance
    RESOLUTION = "resolution"
    PRIORITY = "priority"
    KIND = "kind"
    PARENT = "parent"  # epic included
    SPRINT = "sprint"
    VERSION = "version"
    COMPONENT = "component"
    LINK = "link"
    ESTIMATE = "estimate"  # story points too
    FLAGGED = "flagged"  # after is "true" or "false"
    PROJECT = "project"  # moved from another one; after is the new key
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a task's history. ``before``/``after`` are the tracker's words; DUE holds ISO instants or days.

    For STATUS, ``stage_before``/``stage_after`` hold what those names mean. ``ref`` is the tracker's own id of the part
    that changed, where it names one (a check item, a checklist, a release): names change, ids do not. For OTHER it is
    the name of the field, where the tracker tells one.
    """

    at: datetime
    field: ChangeField
    before: str | None = None
    after: str | None = None
    author: Person | None = None
    stage_before: Stage | None = None
    stage_after: Stage | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, as plain text. ``internal`` is None where the tracker knows no such thing."""

    id: str
    at: datetime
    text: str
    author: Person | None = None
    edited_at: datetime | None = None
    internal: bool | None = None

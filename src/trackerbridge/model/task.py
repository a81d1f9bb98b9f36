"""One piece of work in the common model, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.due import Due
from trackerbridge.model.history import Change, Comment
from trackerbridge.model.person import Person
from trackerbridge.model.stage import Stage


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a checklist. ``marked_by`` ticked it, or took the tick off, last and at ``marked_at`` (UTC)."""

    id: str
    name: str
    done: bool
    due: Due | None = None
    created_at: datetime | None = None  # when it came to the task (UTC), as far as the tracker tells
    marked_by: Person | None = None  # None: nobody yet, or the tracker does not tell
    marked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist of a task."""

    id: str
    name: str
    items: tuple[CheckItem, ...] = ()
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A link or file on a task."""

    name: str
    url: str
    is_image: bool = False
    created_at: datetime | None = None


class LinkKind(StrEnum):
    """How one task stands to another, seen from the task that carries the link."""

    BLOCKS = "blocks"
    BLOCKED_BY = "blocked_by"
    DUPLICATES = "duplicates"
    DUPLICATED_BY = "duplicated_by"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another task. ``stage`` is where the other one stands, as far as this source says; else None."""

    kind: LinkKind
    key: str
    title: str = ""
    stage: Stage | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A release that a task belongs to. ``day`` is its release date in the project's zone.

    No tracker tells when that date changed; ``moves`` are the changes that earlier runs saw (``days_seen``).
    """

    name: str
    day: date | None = None
    released: bool = False
    archived: bool = False
    id: str = ""
    moves: tuple[Change, ...] = ()  # oldest first


@dataclass(frozen=True, slots=True)
class Sprint:
    """A sprint that a task is or was in. ``state`` is the tracker's: active, closed or future."""

    name: str
    state: str = ""
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One issue, card, to-do or row, in the common model. Missing is None or empty, never today and never a guess."""

    id: str  # the tracker's own, stable
    key: str  # what people and reports call it
    source: str = ""  # the snapshot's; by the connector or ``told_apart``, so that two sources may number alike
    title: str
    url: str = ""
    description: str = ""
    status: str = ""  # as the tracker words it (a Trello list's name)
    stage: Stage = Stage.UNKNOWN
    status_stage: Stage | None = None  # what the status alone means, before the tick; None where a tracker has no tick
    ticked: bool | None = None  # the tracker's own done tick (Trello's dueComplete); None where it has none
    due: Due | None = None
    start: Due | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    done_at: datetime | None = None
    owners: tuple[Person, ...] = ()
    labels: tuple[str, ...] = ()
    kind: str = "card"
    parent: str | None = None  # id or key of the task that this one is a part of, an epic included
    project: str = ""  # the tracker's own project, where a source may span several (Jira's key)
    reporter: Person | None = None  # who asked for it
    priority: str = ""
    resolution: str = ""  # how it ended, in the tracker's words (Jira: Fixed, Duplicate, Won't Do …)
    components: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    sprints: tuple[Sprint, ...] = ()
    links: tuple[Link, ...] = ()
    points: float | None = None  # story points
    estimate_minutes: float | None = None  # the first estimate, in minutes of work
    flagged: bool = False  # the tracker's own impediment flag
    position: float = 0.0
    archived: bool = False  # no longer live; kept so that "done, then archived" can be told from "gone"
    template: bool = False  # template, mirror or separator: never work
    comments: tuple[Comment, ...] = ()
    history: tuple[Change, ...] = ()  # oldest first
    checklists: tuple[Checklist, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # custom fields by name

    @property
    def identity(self) -> str:
        """What no other task of the project has."""
        return f"{self.source}/{self.id}" if self.source else self.id

    @property
    def live(self) -> bool:
        """Counts as work on the board (decision 6): not archived, not a template."""
        return not self.archived and not self.template

    @property
    def open(self) -> bool:
        """Live and not finished."""
        return self.live and not self.stage.finished

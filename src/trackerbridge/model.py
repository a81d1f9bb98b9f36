"""The frozen values that every part speaks in (DESIGN section 2): tasks, snapshots, and how complete they are.

Instants are timezone-aware UTC ``datetime``; days are ``date`` in the project's zone. Nothing here knows a tracker.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """Where a task stands, in the client's words for a board's lists (CLIENT section 2)."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    TESTING = "testing"  # "Being checked"
    REVIEW = "review"  # "Ready for you to look at"
    WAITING = "waiting"  # "Waiting for you"
    DONE = "done"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"  # the tracker and the configuration say nothing: rules that need it abstain

    @property
    def begun(self) -> bool:
        """Work has started and is not finished."""
        return self in (Stage.IN_PROGRESS, Stage.TESTING, Stage.REVIEW, Stage.WAITING)

    @property
    def finished(self) -> bool:
        """Nothing is left to do: done or cancelled."""
        return self in (Stage.DONE, Stage.CANCELLED)


class Side(StrEnum):
    """Which side a person is on. Names decide nothing by themselves: the configuration and the tracker do."""

    TEAM = "team"
    CLIENT = "client"
    OURS = "ours"  # trackerbridge's own account
    BOT = "bot"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a tracker knows. ``id`` is the tracker's own; the rest may be missing or change."""

    id: str
    name: str = ""
    handle: str = ""
    email: str = ""
    side: Side = Side.UNKNOWN


class DueKind(StrEnum):
    """How exact a due date is."""

    EXACT = "exact"  # an instant (Trello)
    DAY = "day"  # a calendar day in the project's zone (Jira, CSV)
    INHERITED = "inherited"  # taken from something else, such as a release
    UNREADABLE = "unreadable"  # something was written there that is no date; ``raw`` has it


@dataclass(frozen=True, slots=True)
class Due:
    """A date of a task. EXACT has ``instant`` (UTC); DAY and INHERITED have ``day``; UNREADABLE has only ``raw``.

    For EXACT, ``day`` is the instant's date in the project's zone, filled in by the connector (decision 8).
    """

    kind: DueKind
    day: date | None = None
    instant: datetime | None = None
    raw: str = ""

    @property
    def readable(self) -> bool:
        """Whether it can be reckoned with."""
        return self.kind is not DueKind.UNREADABLE


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
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a task's history. ``before``/``after`` are the tracker's words; DUE holds ISO instants or days.

    For STATUS, ``stage_before``/``stage_after`` hold what those names mean.
    """

    at: datetime
    field: ChangeField
    before: str | None = None
    after: str | None = None
    author: Person | None = None
    stage_before: Stage | None = None
    stage_after: Stage | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, as plain text. ``internal`` is None where the tracker knows no such thing."""

    id: str
    at: datetime
    text: str
    author: Person | None = None
    edited_at: datetime | None = None
    internal: bool | None = None


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a checklist."""

    id: str
    name: str
    done: bool
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist of a task."""

    id: str
    name: str
    items: tuple[CheckItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A link or file on a task."""

    name: str
    url: str
    is_image: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One issue, card, to-do or row, in the common model. Missing is None or empty, never today and never a guess."""

    id: str  # the tracker's own, stable
    key: str  # what people and reports call it
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
    parent: str | None = None
    position: float = 0.0
    archived: bool = False  # no longer live; kept so that "done, then archived" can be told from "gone"
    template: bool = False  # template, mirror or separator: never work
    comments: tuple[Comment, ...] = ()
    history: tuple[Change, ...] = ()  # oldest first
    checklists: tuple[Checklist, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # custom fields by name

    @property
    def live(self) -> bool:
        """Counts as work on the board (decision 6): not archived, not a template."""
        return not self.archived and not self.template

    @property
    def open(self) -> bool:
        """Live and not finished."""
        return self.live and not self.stage.finished


class Evidence(StrEnum):
    """What a rule may need to know, and a source may or may not be able to tell."""

    STAGES = "stages"
    DUE_DATES = "due dates"
    HISTORY = "history"
    COMMENTS = "comments"
    LABELS = "labels"
    OWNERS = "owners"
    DESCRIPTIONS = "descriptions"
    CHECKLISTS = "checklists"
    PROMISES = "promises"
    CALENDAR = "holidays"
    SIDES = "who is team and who is client"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was asked for and did not come, or that cannot be had. ``reason`` is one sentence for people."""

    what: Evidence | None  # None: tasks themselves are missing
    reason: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """What was asked, what came, what was cut.

    ``knows``: the kinds of evidence this source can tell at all (a CSV has no history).
    ``gaps``: what was cut or failed; any gap makes the pull incomplete, and an incomplete pull never archives,
    clears or unlabels anything.
    ``notes``: sentences worth telling that cut nothing.
    """

    knows: frozenset[Evidence] = frozenset()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Nothing that was asked for is missing."""
        return not self.gaps

    @property
    def sentences(self) -> tuple[str, ...]:
        """Gaps first, then notes, as the JSON's ``completeness.notes``."""
        return tuple(gap.reason for gap in self.gaps) + self.notes

    def can_tell(self, what: Evidence) -> bool:
        """Whether a rule may rely on this evidence."""
        return what in self.knows and all(gap.what is not what for gap in self.gaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that one pull of one source saw."""

    source: str  # stable id of the source within the project, e.g. "boards:5f0c…" or "file:plan.csv"
    title: str  # the board's or file's own name
    tasks: tuple[Task, ...]
    completeness: Completeness
    pulled_at: datetime
    people: tuple[Person, ...] = ()
    url: str = ""
    last_activity: datetime | None = None
    labels: tuple[str, ...] = ()  # every label the source knows, used or not
    statuses: tuple[str, ...] = ()  # every status (list) the source knows, in its order

    @property
    def live_tasks(self) -> tuple[Task, ...]:
        """Live, non-template tasks, done ones included (decision 6)."""
        return tuple(task for task in self.tasks if task.live)


class PromiseState(StrEnum):
    """How a promise stands or ended (CLIENT section 4)."""

    OPEN = "open"
    KEPT = "kept"  # done by the last date told before that date passed
    EARLY = "early"
    LATE = "late"  # open and passed, or done after
    VOID = "void"
    TAKEN_OUT = "taken_out"  # the work was taken out by agreement


@dataclass(frozen=True, slots=True)
class Told:
    """One date the client was told, and when they were told it."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """The story of one promised date: every date told, in order of telling, and how it ended.

    ``ref`` is the status card's reference (see ``client_view.view``); ``task`` the task's key where one carries it.
    """

    ref: str
    title: str
    told: tuple[Told, ...]
    task: str | None = None
    state: PromiseState = PromiseState.OPEN
    delivered_on: date | None = None
    void_reason: str = ""

    @property
    def first(self) -> date:
        """The date first told."""
        return self.told[0].day

    @property
    def current(self) -> date:
        """The date told last."""
        return self.told[-1].day

    @property
    def moves(self) -> int:
        """How often the told date changed."""
        return len(self.told) - 1

    @property
    def moved_at(self) -> datetime | None:
        """When the client was told of the last move; None if it never moved."""
        return self.told[-1].at if self.moves else None

"""All that one pull saw, and how complete it was."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.person import Person
from trackerbridge.model.task import Task, Version


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
    # No source tells these: they are values beside the snapshots (``ClientSide``).
    ANSWERS = "answers that were announced"
    SHOWN = "what the client sees"
    NEWS = "when the client last had news"
    NOTES = "notes for the client"
    EXTRAS = "the register of extras"
    HELD = "text that was held back"
    RUNS = "earlier runs"
    BASELINE = "what was agreed"
    MILESTONES = "milestones"
    LEDGER = "all promises, those without a task too"
    CLIENT_LANGUAGE = "the language of the client's board"


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
    part: str = ""  # what of it was asked for, where a source may be asked for parts (a Jira query)
    tasks: tuple[Task, ...]
    completeness: Completeness
    pulled_at: datetime
    people: tuple[Person, ...] = ()
    url: str = ""
    last_activity: datetime | None = None
    labels: tuple[str, ...] = ()  # every label the source knows, used or not
    statuses: tuple[str, ...] = ()  # every status (list) the source knows, in its order
    may_lag: bool = False  # what was written a moment ago may not be seen yet
    secluded: bool = False  # a comment that we write here is read by the team alone, as far as the tracker tells
    releases: tuple[Version, ...] = ()  # that it knows besides those its tasks are in

    @property
    def asked(self) -> str:
        """The source and what of it was asked for: by this its size is remembered from pull to pull."""
        return f"{self.source} {self.part}".strip()

    @property
    def live_tasks(self) -> tuple[Task, ...]:
        """Live, non-template tasks, done ones included (decision 6)."""
        return tuple(task for task in self.tasks if task.live)

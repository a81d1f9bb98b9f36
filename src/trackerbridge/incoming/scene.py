"""What reading the client's words needs: the board, the sources, the past, and the moment. Values only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from functools import cached_property

from trackerbridge.client_view.asks import asks_of
from trackerbridge.client_view.dates import DateWords
from trackerbridge.client_view.guard import Guard
from trackerbridge.client_view.said_dates import notes_in
from trackerbridge.client_view.wording import Wording
from trackerbridge.config.schema import Settings
from trackerbridge.flags.stays import entered_stage
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import REQUEST, Memory
from trackerbridge.model import Evidence, Snapshot, Stage, Task
from trackerbridge.trackers.base import Board

TASK = "task:"


@dataclass(frozen=True, slots=True)
class Home:
    """The source task of a card."""

    snapshot: Snapshot
    task: Task

    @property
    def ref(self) -> str:
        """How a change of the source's side names it."""
        return f"{TASK}{self.snapshot.source}/{self.task.id}"

    @property
    def seen_whole(self) -> bool:
        """Whether every comment of the source came: else nobody knows what was carried there already."""
        gaps = self.snapshot.completeness.gaps
        return all(gap.what not in (None, Evidence.COMMENTS) for gap in gaps)


@dataclass(frozen=True)
class Scene:
    """``project`` is the run's name. ``replies``: the target has comments. ``reachable``: sources we can write to."""

    project: str
    settings: Settings
    board: Board
    memory: Memory
    snapshots: Sequence[Snapshot]
    wording: Wording
    guard: Guard
    now: datetime
    replies: bool = True
    reachable: frozenset[str] = field(default_factory=frozenset)

    @property
    def today(self) -> date:
        """The day of ``now`` in the project's zone."""
        return self.settings.calendar.day_of(self.now)

    @cached_property
    def dates(self) -> DateWords:
        """Dates as the client reads them."""
        return DateWords(self.wording, self.today)

    @cached_property
    def _homes(self) -> Mapping[str, Home]:
        return {
            f"{snapshot.source}/{task.id}": Home(snapshot, task)
            for snapshot in self.snapshots
            for task in snapshot.tasks
        }

    @cached_property
    def asked_at(self) -> Mapping[str, datetime]:
        """By the task's key: since when something is asked of the client."""
        calendar = self.settings.calendar
        notes = notes_in(self.snapshots, calendar, self.settings.project.notes)
        return {ask.task: ask.asked_at for ask in asks_of(self.snapshots, notes, calendar) if ask.task}

    @cached_property
    def shown_at(self) -> Mapping[str, datetime]:
        """By the task's key: since when the client is asked to look at what is ready."""
        there = (task for snapshot in self.snapshots for task in snapshot.live_tasks if task.stage is Stage.REVIEW)
        return {task.key: since for task in there if (since := entered_stage(task)) is not None}

    def home(self, card: str) -> Home | None:
        """The task that a card of this reference shows, or asks about."""
        for kind in (TASK, REQUEST):
            if card.startswith(kind):
                return self._homes.get(card.removeprefix(kind))
        return None

    def is_old(self, at: datetime) -> bool:
        """So long ago that an acknowledgement now would be no courtesy."""
        calendar = self.settings.calendar
        return calendar.working_days_between(calendar.day_of(at), self.today) > _OLD_WORKING_DAYS


_OLD_WORKING_DAYS = 10

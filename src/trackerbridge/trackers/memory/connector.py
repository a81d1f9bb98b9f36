"""Reads a board of the in-memory tracker."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import Settings, SourceConfig
from trackerbridge.errors import TrackerbridgeError, UsageError
from trackerbridge.model import Change, ChangeField, Completeness, Due, DueKind, Evidence, Person, Snapshot, Stage, Task
from trackerbridge.people import Sides
from trackerbridge.stages import StageMap
from trackerbridge.trackers.base import Capabilities, Connector, Finding
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.memory.state import MemoryBoard, MemoryCard, MemoryTracker

_KNOWS = frozenset(Evidence) - {Evidence.PROMISES, Evidence.CALENDAR, Evidence.STAGES, Evidence.SIDES}


class MemoryConnector(Connector):
    """One board in memory as a source."""

    capabilities = Capabilities(reads=True, marks_source=True, history=True, comments=True)

    def __init__(
        self, tracker: MemoryTracker, board: str, *, stages: StageMap, sides: Sides, calendar: Calendar
    ) -> None:
        self._tracker = tracker
        self._board = board
        self._stages = stages
        self._sides = sides
        self._calendar = calendar

    @classmethod
    def from_config(cls, settings: Settings, source: SourceConfig, transport: Transport | None) -> MemoryConnector:  # noqa: ARG003
        """From a source with ``board`` on a connection whose ``url`` names the tracker."""
        if not source.board:
            raise UsageError("A source in memory needs a board.", hint='Add board = "ID" to the source.')
        project = settings.project
        return cls(
            MemoryTracker.named(settings.connections[source.connection].url),
            source.board,
            stages=StageMap.of(project.statuses),
            sides=Sides.of(project.team, project.client),
            calendar=settings.calendar,
        )

    def pull(self, *, now: datetime) -> Snapshot:
        """The whole board."""
        self._tracker.reading()
        board = self._tracker.board(self._board)
        order = {identifier: place for place, identifier in enumerate(board.lists)}
        cards = sorted(board.cards.values(), key=lambda card: (order[card.shown.list_id], card.shown.position))
        statuses = tuple(item.name for item in board.lists.values() if not item.closed)
        return Snapshot(
            source=f"memory:{board.id}",
            title=board.name,
            tasks=tuple(self._task(board, card) for card in cards),
            completeness=Completeness(knows=self._knows(statuses)),
            pulled_at=now,
            people=tuple(map(self._sides.placed, board.members)),
            last_activity=max((card.updated_at for card in cards if card.updated_at), default=None),
            secluded=not board.public and bool(board.members) and all(map(self._sides.on_team, board.members)),
            labels=tuple(dict.fromkeys(label.name for label in board.labels.values() if label.name)),
            statuses=statuses,
        )

    def check(self) -> list[Finding]:
        """Whether the board can be seen."""
        try:
            board = self._tracker.board(self._board)
        except TrackerbridgeError as refusal:
            return [Finding(ok=False, what=refusal.message, hint=refusal.hint, exit_code=int(refusal.exit_code))]
        return [Finding(ok=True, what=f"The board “{board.name}” can be read.")]

    def _knows(self, statuses: tuple[str, ...]) -> frozenset[Evidence]:
        staged = any(self._stages.stage_of(name) is not Stage.UNKNOWN for name in statuses)
        found = {Evidence.STAGES: staged, Evidence.SIDES: self._sides.knows_client}
        return _KNOWS | {what for what, known in found.items() if known}

    def _task(self, board: MemoryBoard, card: MemoryCard) -> Task:
        shown = card.shown
        home = board.lists[shown.list_id]
        history = tuple(map(self._staged, card.history))
        stage = self._stages.stage_of(home.name, done=shown.due_complete)
        return Task(
            id=shown.id,
            key=shown.id,
            title=shown.title,
            url=shown.url,
            description=shown.description,
            status=home.name,
            stage=stage,
            status_stage=self._stages.stage_of(home.name),
            ticked=shown.due_complete,
            due=Due(DueKind.EXACT, self._calendar.day_of(shown.due), shown.due) if shown.due else None,
            created_at=shown.created_at,
            updated_at=card.updated_at,
            done_at=_last_done(history) if stage is Stage.DONE else None,
            owners=tuple(map(self._sides.placed, card.owners)),
            labels=tuple(name for label in shown.label_ids if (name := board.labels[label].name)),
            position=shown.position,
            archived=shown.archived or home.closed,
            comments=tuple(replace(comment, author=self._placed(comment.author)) for comment in card.comments),
            history=history,
        )

    def _placed(self, person: Person | None) -> Person | None:
        return self._sides.placed(person) if person else None

    def _staged(self, change: Change) -> Change:
        change = replace(change, author=self._placed(change.author))
        if change.field not in (ChangeField.STATUS, ChangeField.CREATED):
            return change
        before, after = (self._stages.stage_of(name) if name else None for name in (change.before, change.after))
        return replace(change, stage_before=before, stage_after=after)


def _last_done(history: tuple[Change, ...]) -> datetime | None:
    became = (
        change.at
        for change in reversed(history)
        if change.stage_after is Stage.DONE or (change.field is ChangeField.DONE and change.after == "true")
    )
    return next(became, None)

"""One project on the bench: its settings, its moment, and everything that ``pipeline.py`` reaches for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trackerbridge.config.schema import PublishConfig, Settings
from trackerbridge.errors import ExitCode, UsageError
from trackerbridge.ledger.records import Memory
from trackerbridge.ledger.store import Ledger
from trackerbridge.model import Snapshot
from trackerbridge.results import Planned, Synced
from trackerbridge.trackers.base import Board, Connector, Writer
from trackerbridge.wiring import Wiring

if TYPE_CHECKING:
    from trackerbridge.apply import Outcome


def real_clock() -> datetime:
    """The servers' own time: what was written when. ``--now`` never moves it (decision 1)."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One run over one project. ``now`` (UTC) is the moment of judgement; ``clock`` tells the real time."""

    settings: Settings
    wiring: Wiring
    now: datetime
    run: int = 0
    force: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    tell: Callable[[str], None] = field(default=lambda _: None)
    clock: Callable[[], datetime] = real_clock

    @property
    def name(self) -> str:
        """The project's name in the configuration."""
        return self.settings.name

    @property
    def title(self) -> str:
        """What people call it."""
        return self.settings.title

    @property
    def ledger(self) -> Ledger:
        """The durable memory."""
        return self.wiring.ledger

    @property
    def publish(self) -> PublishConfig:
        """The client's side. Raises UsageError where the project has none."""
        if self.settings.project.publish is None:
            raise UsageError(
                f"The project {self.name} has no client side.",
                hint=f"Add [projects.{self.name}.publish] with connection and board; until then, audit it.",
            )
        return self.settings.project.publish

    def memory(self) -> Memory:
        """What the ledger knows of this project."""
        return self.ledger.memory(self.name)

    def connectors(self) -> list[Connector]:
        """The reading sides, in the order of the sources."""
        return self.wiring.connectors(self.settings)

    def writer(self) -> Writer:
        """The writing side."""
        return self.wiring.writer(self.settings)

    def markers(self, snapshots: Sequence[Snapshot]) -> Mapping[str, Writer]:
        """The writers for the team's labels, by source."""
        return self.wiring.markers(self.settings, snapshots)

    def read_board(self) -> Board:
        """What stands on the client's side."""
        self.tell("reading the client's board")
        return self.writer().read()

    def read_sources(self, snapshots: Sequence[Snapshot]) -> dict[str, Board]:
        """What stands on the team's side, where ``mark_source`` puts labels there."""
        return {source: writer.read() for source, writer in self.markers(snapshots).items()}

    def reconciled(self, memory: Memory, board: Board, snapshots: Sequence[Snapshot]) -> Memory:
        """The memory brought up to what stands on the board: adoption, people's edits, cards they put away."""
        return memory

    def remember_counts(self, snapshots: Sequence[Snapshot]) -> None:
        """For the next run's guard against a source that is suddenly empty."""
        for snapshot in snapshots:
            if snapshot.completeness.complete and snapshot.live_tasks:
                self.ledger.remember_counts(self.name, snapshot.source, len(snapshot.live_tasks), at=self.clock())

    def refused(self, planned: Planned) -> Synced:
        """The plan is unsafe: nothing was written."""
        said = tuple(f"{each.message} {each.hint}".strip() for each in planned.plan.refusals)
        return self._synced("refused", planned, errors=said, code=ExitCode.REFUSED)

    def untouched(self, planned: Planned) -> Synced:
        """Nothing to write, or shadow mode."""
        return self._synced("ok" if planned.plan.changes else "unchanged", planned)

    def done(self, planned: Planned, outcome: Outcome) -> Synced:
        """Applied, wholly or in part."""
        raise NotImplementedError

    def _synced(
        self,
        status: str,
        planned: Planned,
        *,
        errors: tuple[str, ...] = (),
        code: ExitCode = ExitCode.OK,
        applied: int = 0,
        failed: int = 0,
    ) -> Synced:
        return Synced(
            project=self.name,
            title=self.title,
            status=status,
            planned=planned,
            errors=errors,
            code=code,
            applied=applied,
            failed=failed,
            shadow=self.publish.mode == "shadow",
        )

"""One run over one project: its settings, its moment, and the doors that ``pipeline.py`` goes through.

An audit needs it as well and starts quickly; so what only a run that publishes needs stands in ``publishing.py``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trackerbridge.client_view.chosen import published, selected
from trackerbridge.client_view.client_titles import ClientTitles
from trackerbridge.client_view.extras.marks import BoardMarks
from trackerbridge.client_view.extras.register import NO_EXTRAS, Register, Scene, offers_of, register_of
from trackerbridge.client_view.wording import wording_of
from trackerbridge.config.schema import FlagsConfig, PublishConfig, Settings
from trackerbridge.errors import UsageError
from trackerbridge.flags.snoozes import snoozes_of
from trackerbridge.known_besides import baseline_for, known_besides
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.audits import AuditLedger
from trackerbridge.ledger.lock import board_lock, project_lock
from trackerbridge.ledger.records import NOWHERE, REQUEST, Memory
from trackerbridge.ledger.steering import hold_of, standing, steering_of
from trackerbridge.model import ClientSide, Snapshot, Steering, SteeringKind
from trackerbridge.model.sentence import Sentence
from trackerbridge.trackers.base import UNSURE, Board, Connector, Writer
from trackerbridge.wiring import Wiring

if TYPE_CHECKING:  # an audit hears nothing that a client wrote, and most of its ledgers are plain SQLite
    from trackerbridge.incoming import Incoming
    from trackerbridge.ledger.store import Ledger

_RUNS_REMEMBERED = 200


def real_clock() -> datetime:
    """The real time: what was written when. ``--now`` never moves it (decision 1)."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRun:
    """One run over one project. ``now`` (UTC) is the moment of judgement; ``clock`` tells the real time."""

    settings: Settings
    wiring: Wiring
    now: datetime
    id: int = 0  # in the ledger
    force: bool = False
    at_any_hour: bool = False  # a person's own act: quiet hours do not count
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    tell: Callable[[str], None] = field(default=lambda _: None)
    clock: Callable[[], datetime] = real_clock
    _reader: list[Writer] = field(default_factory=list)  # the one that read the client's board last

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
    def audit_ledger(self) -> AuditLedger:
        """As much of it as an audit needs, which opens faster."""
        return self.wiring.audit_ledger

    @property
    def publish(self) -> PublishConfig:
        """The client's side. Raises UsageError where the project has none."""
        if self.settings.project.publish is None:
            raise UsageError(
                Sentence("The project {project} has no client side.", project=self.name),
                hint=Sentence(
                    "Add [projects.{project}.publish] with connection and board; until then, audit it.",
                    project=self.name,
                ),
            )
        return self.settings.project.publish

    def hold(self, memory: Memory) -> Steering | None:
        """The word by which publishing pauses, where one holds now: a person's, or a run's that missed the ledger."""
        return hold_of(memory, self.now)

    def flags(self, memory: Memory) -> FlagsConfig:
        """The rules' settings, with what people quieted by command."""
        quiet = snoozes_of(standing(steering_of(memory, SteeringKind.SNOOZE), self.now), self.settings.calendar)
        flags = self.settings.project.flags
        return flags.model_copy(update={"snooze": (*flags.snooze, *quiet)}) if quiet else flags

    @property
    def is_further_board(self) -> bool:
        """Whether this is a further board of a project (``NAME/X``)."""
        return self.name not in self.wiring.config.projects

    @contextmanager
    def on_their_board(self) -> Iterator[Board]:
        """While nobody else works on this project or its client's board (:meth:`alone`): what stands there.

        Where the board's id is known only now, it may be somebody else's under another name: then we wait for them,
        and look again.
        """
        with self.alone() as name:
            board = self.read_board()
            own = self.wiring.board_of(self.publish, self.name, seen=board.id)
            if own == name:
                yield board
                return
            with board_lock(self.ledger.folder, own, self.wiring.budget.wait) as waited:
                if waited or self.ledger.projects_on(board.id) - {self.name}:
                    self.wiring.forget_board(self.publish)
                    board = self.read_board()
                yield board

    @contextmanager
    def alone(self) -> Iterator[str]:
        """While nobody else works on this project; yields the name of its client's board, as far as it is known.

        Raises :class:`~trackerbridge.errors.Locked` where somebody else works on it.
        Nor on its client's board: two projects that look at an empty board at once would each make its lists and
        labels, and the client would see all of them twice. For the other project's run we wait.

        What was looked at ahead, before we were alone, does not count where another run may have written since.
        """
        folder, board = self.ledger.folder, self.wiring.board_of(self.publish, self.name)
        with project_lock(folder, self.name), board_lock(folder, board, self.wiring.budget.wait) as waited:
            before = [each for each in self.ledger.runs(self.name, 2) if each.id != self.id][:1]
            since = any(each.finished_at is None or each.finished_at >= self.wiring.began for each in before)
            if since:
                self.wiring.look_anew()
            elif waited or self.wiring.shared(board):
                self.wiring.forget_board(self.publish)
            yield board

    def connectors(self) -> list[Connector]:
        """The reading sides, in the order of the sources."""
        return self.wiring.connectors(self.settings)

    def writer(self) -> Writer:
        """The writing side."""
        return self.wiring.writer(self.settings, self.publish)

    def markers(self, snapshots: Sequence[Snapshot]) -> Mapping[str, Writer]:
        """The writers for the team's labels, by source."""
        return self.wiring.markers(self.settings, snapshots)

    def source_writers(self, snapshots: Sequence[Snapshot]) -> Mapping[str, Writer]:
        """The writers of everything that is ever written to the sources, by source."""
        return self.wiring.source_writers(self.settings, snapshots)

    def read_board(self) -> Board:
        """What stands on the client's side."""
        self.tell("reading the client's board")
        self._reader[:] = [self._knowing_writer()]
        return self._reader[0].read()

    def recall(self, board: Board, *, lost: bool) -> Board:
        """What the tracker's history tells besides, where the ledger was lost or knows nothing of this board."""
        reader = self._reader[0] if self._reader else self._knowing_writer()  # which knows the place already
        return reader.recall(board, lost=lost)

    def _knowing_writer(self) -> Writer:
        memory, kept = self.ledger.memory(self.name), self.ledger.beside.of(self.name)
        made = {each.remote_id: UNSURE for ref, each in kept.made.items()
                if each.kind == "card" and ref not in memory.publications}  # fmt: skip
        known = {
            each.remote_id: memory.written_at[ref]
            for ref, each in memory.publications.items()
            if each.kind == "card" and each.remote_id != NOWHERE and ref in memory.written_at
        }
        return self.writer().knowing({**made, **known})

    def read_marked(self, snapshots: Sequence[Snapshot]) -> dict[str, Board]:
        """What stands on the team's side, where ``mark_source`` puts labels there."""
        return {source: writer.read() for source, writer in self.markers(snapshots).items()}

    def refs(self, snapshots: Sequence[Snapshot]) -> dict[str, str]:
        """Every reference that the sources know, published or not, with the task's key."""
        kinds = ("task:", REQUEST)
        return {
            f"{kind}{snapshot.source}/{task.id}": task.key
            for snapshot in published(self.settings, snapshots) for task in snapshot.tasks for kind in kinds
        }  # fmt: skip

    def fingerprint(self, snapshots: Sequence[Snapshot]) -> str:
        """Of the published tasks as they stand: a plan that is kept in a file holds as long as they do (decision 4)."""
        shown = selected(self.settings, snapshots)
        tasks = [task for snapshot in snapshots for task in snapshot.tasks if task.key in shown]
        return hashlib.sha256("\n".join(repr(task) for task in tasks).encode()).hexdigest()

    def register(self, snapshots: Sequence[Snapshot], memory: Memory, board: Board | None = None) -> Register:
        """The extras and what the client chose; without a look at the board as far as the ledger knows."""
        settings = self.settings
        if settings.project.publish is None:
            return NO_EXTRAS
        titles = ClientTitles.of(settings)
        titled = titles.named(task for snapshot in snapshots for task in snapshot.tasks)
        snapshots = titles.retitled(snapshots)
        scene = Scene(
            settings=settings.project.extras, calendar=settings.calendar, there=settings.client_clock, memory=memory,
            now=self.now,
            baseline=baseline_for(settings, self.audit_ledger.baseline(self.name)),
            offers=offers_of(snapshots, settings.calendar),
            marks=self._marks(board, memory, snapshots) if board else None,
            shown=selected(settings, snapshots), titled=titled,
        )  # fmt: skip
        return register_of(snapshots, scene)

    def _marks(self, board: Board, memory: Memory, snapshots: Sequence[Snapshot]) -> BoardMarks:
        wording = wording_of(self.settings)
        wording = wording.for_reading if board.answers else wording
        return BoardMarks.on(board, memory, wording, self.settings.calendar, snapshots)

    def known_besides(
        self, snapshots: Sequence[Snapshot], memory: Memory, register: Register | None = None,
        came: Incoming | None = None,
    ) -> ClientSide:  # fmt: skip
        """What the rules and the manager's pages may know besides the trackers' own tasks."""
        return known_besides(
            settings=self.settings, snapshots=snapshots, memory=memory, now=self.now,
            runs=self.audit_ledger.runs(self.name, _RUNS_REMEMBERED), baseline=self.audit_ledger.baseline(self.name),
            register=register or self.register(snapshots, memory), said=came.said if came else None,
        )  # fmt: skip

    def remember_counts(self, snapshots: Sequence[Snapshot], known: Mapping[str, int]) -> None:
        """For the next run's guard against a source that is suddenly empty. ``known``: what is remembered already."""
        for snapshot in snapshots:
            live = len(snapshot.live_tasks)
            if snapshot.completeness.complete and live and known.get(snapshot.asked) != live:
                self.audit_ledger.remember_counts(self.name, snapshot.asked, live, at=self.clock())

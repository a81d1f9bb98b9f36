"""One run over one project: its settings, its moment, and the doors that ``pipeline.py`` goes through."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from trackerbridge.apply import Outcome
from trackerbridge.client_view.chosen import published, selected
from trackerbridge.client_view.client_titles import ClientTitles
from trackerbridge.client_view.extras.marks import BoardMarks
from trackerbridge.client_view.extras.register import NO_EXTRAS, Register, Scene, offers_of, register_of
from trackerbridge.client_view.guard import Guard
from trackerbridge.client_view.health import COLORS
from trackerbridge.client_view.naming import label_names, list_names
from trackerbridge.client_view.view import ClientView, ViewLabel, ViewList
from trackerbridge.client_view.wording import wording_of
from trackerbridge.config.schema import FlagsConfig, PublishConfig, Settings
from trackerbridge.errors import BudgetSpent, ExitCode, Refused, UsageError
from trackerbridge.flags.snoozes import snoozes_of
from trackerbridge.found_again import brought_back, has_ended
from trackerbridge.incoming import Incoming, incoming
from trackerbridge.incoming import Scene as IncomingScene
from trackerbridge.known_besides import baseline_for, known_besides
from trackerbridge.ledger.held import decided, held_entry, held_news
from trackerbridge.ledger.lock import board_lock, project_lock
from trackerbridge.ledger.records import REQUEST, Memory
from trackerbridge.ledger.steering import standing, steering_entry, steering_of
from trackerbridge.ledger.store import Ledger
from trackerbridge.manager.quiet import Hours
from trackerbridge.model import ClientSide, Snapshot, Steering, SteeringKind
from trackerbridge.plan.last_look import Reads
from trackerbridge.results import Planned, Synced
from trackerbridge.trackers.base import Board, Connector, Writer
from trackerbridge.wiring import Wiring

_RUNS_REMEMBERED = 200
_FOUND = "found"  # nobody's command: the closing card told it


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

    @property
    def hours(self) -> Hours | None:
        """When the client may be written to; None: at any hour."""
        return None if self.at_any_hour else Hours.of(self.settings)

    def hold(self, memory: Memory) -> Steering | None:
        """A person's word that publishing pauses, where one holds now."""
        return next(iter(standing(steering_of(memory, SteeringKind.HOLD), self.now)), None)

    def may_write(self, memory: Memory) -> bool:
        """Whether the client may be written to now, whatever it is about."""
        hours = self.hours
        return self.hold(memory) is None and (hours is None or hours.next_opening(self.now) is None)

    def retired(self, memory: Memory) -> Steering | None:
        """A person's word that the engagement has ended."""
        return next(iter(standing(steering_of(memory, SteeringKind.RETIRE), self.now)), None)

    def require_not_retired(self) -> None:
        """Raise Refused where the engagement has ended: it is written to no more."""
        word = self.retired(self.ledger.memory(self.name))
        if word is not None:
            day = self.settings.calendar.day_of(word.made_at)
            ended = (
                f"was retired on {day}" if word.value != _FOUND else f"was found retired on {day}, by its closing card"
            )
            raise self._ended(ended)

    def _ended(self, how: str) -> Refused:
        return Refused(
            f"{self.title} {how}: its record is kept, and nothing is written to the client.",
            hint=f"To begin again: trackerbridge retire {self.name.partition('/')[0]} --off",
        )

    def going_on(self, memory: Memory, board: Board, *, record: bool) -> Memory:
        """The memory of an engagement that goes on. Raises Refused where the ledger was lost after it had ended.

        ``record``: remember that it has, so that a sync of all projects passes it over from then on.
        """
        wording = wording_of(self.settings)
        if has_ended(memory, board, wording):
            word = Steering(kind=SteeringKind.RETIRE, made_at=self.now, value=_FOUND, reason="the closing card says so")
            if record:
                self.ledger.remember(self.name, [steering_entry(word)], at=self.clock(), run=self.id)
            raise self._ended("was retired, as its closing card says, and the ledger was lost since")
        return brought_back(memory, board, wording)

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
    def alone(self) -> Iterator[None]:
        """While nobody else works on this project. Raises :class:`~trackerbridge.errors.Locked` where somebody does.

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
            yield

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

    def incoming(
        self, snapshots: Sequence[Snapshot], memory: Memory, board: Board, register: Register = NO_EXTRAS
    ) -> Incoming:
        """What the client wrote on our cards, and what becomes of it."""
        scene = IncomingScene(
            project=self.name, settings=self.settings, board=board, memory=memory, snapshots=snapshots,
            wording=wording_of(self.settings), guard=Guard.of(self.settings, snapshots, decided(memory)), now=self.now,
            replies=self.writer().capabilities.replies, reachable=frozenset(self.source_writers(snapshots)),
        )  # fmt: skip
        return incoming(scene, register.cases)

    def read_board(self) -> Board:
        """What stands on the client's side."""
        self.tell("reading the client's board")
        memory = self.ledger.memory(self.name)
        known = {
            each.remote_id: memory.written_at[ref]
            for ref, each in memory.publications.items()
            if each.kind == "card" and ref in memory.written_at
        }
        return self.writer().knowing(known).read()

    def read_marked(self, snapshots: Sequence[Snapshot]) -> dict[str, Board]:
        """What stands on the team's side, where ``mark_source`` puts labels there."""
        return {source: writer.read() for source, writer in self.markers(snapshots).items()}

    def places(self) -> tuple[tuple[ViewList, ...], tuple[ViewLabel, ...]]:
        """Our lists and labels, as they are called on this board."""
        wording = wording_of(self.settings)
        lists = tuple(ViewList(role, name) for role, name in list_names(self.publish, wording).items())
        named = label_names(self.publish, wording).items()
        return lists, tuple(ViewLabel(role, name, COLORS[role]) for role, name in named)

    def reads(self, view: ClientView, snapshots: Sequence[Snapshot], memory: Memory) -> tuple[Reads, tuple[str, ...]]:
        """The guard's last look at final bytes, and what passes as it stands."""
        guard = Guard.of(self.settings, snapshots, decided(memory))
        publish = self.publish
        guard.let_pass(*view.passing, *filter(None, (publish.contact, publish.hours, publish.deputy, publish.channels)))
        names = [each.name for each in view.lists] + [each.name for each in view.labels]

        def reads(kind: str, text: str) -> str:
            return "; ".join(guard.read(text, exempt=view.exempt, title=kind == "title").reasons)

        return reads, (*view.own, *names)

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
        wording, extras = wording_of(settings), settings.project.extras
        wording = wording.for_reading if board is not None and board.answers else wording
        snapshots = ClientTitles.of(settings).retitled(snapshots)
        scene = Scene(
            settings=extras, calendar=settings.calendar, memory=memory, now=self.now,
            baseline=baseline_for(settings, self.ledger.baseline(self.name)),
            offers=offers_of(snapshots, settings.calendar),
            marks=BoardMarks.on(board, memory, wording, settings.calendar, snapshots) if board else None,
        )  # fmt: skip
        return register_of(snapshots, scene)

    def known_besides(
        self, snapshots: Sequence[Snapshot], memory: Memory, register: Register | None = None,
        came: Incoming | None = None,
    ) -> ClientSide:  # fmt: skip
        """What the rules and the manager's pages may know besides the trackers' own tasks."""
        return known_besides(
            settings=self.settings, snapshots=snapshots, memory=memory, now=self.now,
            runs=self.ledger.runs(self.name, _RUNS_REMEMBERED), baseline=self.ledger.baseline(self.name),
            register=register or self.register(snapshots, memory), said=came.said if came else None,
        )  # fmt: skip

    def remember_held(self, planned: Planned) -> None:
        """Which texts the guard keeps back, so that the manager sees since when; never the texts themselves."""
        now_held = [
            held_entry(each.id, ref=each.ref, part=each.part, task=each.task, why=each.reason)
            for each in planned.view.held
        ]
        news = held_news(planned.memory, now_held)
        if news:
            self.ledger.remember(self.name, news, at=self.clock(), run=self.id)

    def remember_counts(self, snapshots: Sequence[Snapshot]) -> None:
        """For the next run's guard against a source that is suddenly empty."""
        for snapshot in snapshots:
            if snapshot.completeness.complete and snapshot.live_tasks:
                self.ledger.remember_counts(self.name, snapshot.asked, len(snapshot.live_tasks), at=self.clock())

    def refused(self, planned: Planned) -> Synced:
        """The plan is unsafe: nothing was written."""
        return self._synced(planned, status="refused", errors=planned.against, code=ExitCode.REFUSED)

    def shadowed(self, planned: Planned) -> Synced:
        """Shadow mode: planned and reported, never written."""
        return self._synced(planned, status="unchanged")

    def applied(self, planned: Planned, outcome: Outcome) -> Synced:
        """Applied, wholly, in part or not at all."""
        return self._synced(
            planned, status=outcome.status, applied=outcome.applied, failed=outcome.failed + outcome.skipped,
            errors=outcome.errors, code=outcome.exit_code, left=outcome.left,
            out_of_time=isinstance(outcome.stopped, BudgetSpent),
        )  # fmt: skip

    def _synced(
        self, planned: Planned, *, status: str, errors: tuple[str, ...] = (), code: ExitCode = ExitCode.OK,
        applied: int = 0, failed: int = 0, left: int = 0, out_of_time: bool = False,
    ) -> Synced:  # fmt: skip
        return Synced(
            project=self.name, title=self.title, status=status, planned=planned, errors=errors, code=code,
            applied=applied, failed=failed, language=self.settings.language, shadow=self.publish.mode == "shadow",
            left=left, out_of_time=out_of_time,
        )  # fmt: skip

"""What a run needs, opened once: the ledger, a transport per connection, each project's connectors and writers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from trackerbridge import plugins
from trackerbridge.config.load import ledger_address
from trackerbridge.config.schema import Config, ConnectionConfig, FlagsConfig, PublishConfig, Settings, SourceConfig
from trackerbridge.config.secrets import resolve
from trackerbridge.errors import TrackerbridgeError, UsageError
from trackerbridge.ledger.audits import AuditLedger, SqliteAudits
from trackerbridge.ledger.where import folder_beside, made_private
from trackerbridge.model import Snapshot
from trackerbridge.notify import Channels
from trackerbridge.trackers.base import Connector, Writer
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.connecting import transport_for
from trackerbridge.trackers.early import Early, Pulled
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.parts import InParts

if TYPE_CHECKING:
    from trackerbridge.ledger.store import Ledger

_OFFLINE = frozenset({"files", "html", "memory"})
_READ_EARLY = frozenset({"trello", "jira"})  # reading them loads nothing that is not loaded yet


class Wiring:
    """Everything that is shared by the projects of one run. Use it as a context manager."""

    def __init__(self, *, config: Config, path: Path, environ: Mapping[str, str], only_audits: bool = False) -> None:
        self.config = config
        self.path = path
        self.folder = path.parent
        self.budget = Budget(config.run.budget_seconds)
        self._environ = environ
        self.began = datetime.now(UTC)
        self._transports: dict[str, Transport] = {}
        self._expected: dict[str, list[str]] = {}  # by connection
        self._lock = RLock()  # several projects may be under way at once
        self._ledger_lock = RLock()
        self._ledger: Ledger | None = None
        self._audits: SqliteAudits | None = None
        self._only_audits = only_audits  # the ledger itself is opened where it is needed after all
        self._pulled = Pulled()
        self.early = Early()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.early.close(self.budget.stop)
        for transport in self._transports.values():
            transport.close()
        for each in (self._ledger, self._audits):
            if each is not None:
                each.close()

    @property
    def ledger(self) -> Ledger:
        """The durable memory. Raises UsageError where it cannot be opened."""
        from trackerbridge.ledger.store import Ledger  # with SQLAlchemy: trackers may be asked before it is there

        with self._ledger_lock:
            if self._ledger is None:
                self._ledger = Ledger.open(ledger_address(self.config, self.folder, self._environ), self.folder)
            return self._ledger

    @property
    def audit_ledger(self) -> AuditLedger:
        """What an audit needs of the ledger; the ledger itself where the run does more, or it is no ordinary one."""
        with self._ledger_lock:
            if self._only_audits and self._ledger is None and self._audits is None:
                address = ledger_address(self.config, self.folder, self._environ)
                self._audits = SqliteAudits.beside(address, self.folder, whole=lambda: self.ledger)
            return self._audits or self.ledger

    @cached_property
    def _connectors(self) -> plugins.Registry:
        return plugins.connectors(self._environ)

    @cached_property
    def _writers(self) -> plugins.Registry:
        return plugins.writers(self._environ)

    @property
    def counts(self) -> dict[str, int]:
        """Requests of this run so far, by verb, over all connections."""
        total: dict[str, int] = {}
        for transport in tuple(self._transports.values()):
            for verb, number in transport.counts.items():
                total[verb] = total.get(verb, 0) + number
        return total

    def transport(self, name: str) -> Transport | None:
        """The transport of a connection, shared by all that use it; None where the tracker needs no network."""
        connection = self.connection(name)
        if connection.type in _OFFLINE:
            return None
        with self._lock:
            if name not in self._transports:
                self._transports[name] = transport_for(
                    connection,
                    secrets=self._secrets(name, connection),
                    state_folder=self._state_folder(),
                    budget=self.budget,
                    folder=self.folder,
                )
                self._transports[name].ahead.expected = self._expected.setdefault(name, [])
            return self._transports[name]

    def _state_folder(self) -> Path:
        """Beside the ledger, which need not be open. Raises UsageError where it cannot be made."""
        folder = folder_beside(ledger_address(self.config, self.folder, self._environ), self.folder)
        try:
            made_private(folder)
        except OSError as error:
            raise UsageError(
                f"The folder {folder} cannot be made: {error.strerror or error}.",
                hint="Point [ledger] url at a folder that this account may write to.",
            ) from error
        return folder

    def expect(self, projects: Sequence[Settings], *, client_side: bool) -> None:
        """These will be looked at, in this order, so that one request may look at several boards, or queries.

        ``client_side``: at the client's boards too, each before the sources of its project, as a sync does.
        """
        for settings in projects:
            project, publish = settings.project, settings.project.publish
            marked = project.sources if client_side and publish is not None and publish.mark_source else ()
            places: list[SourceConfig | PublishConfig] = [*project.sources, *marked]
            if client_side and publish is not None:
                places.insert(0, publish)
            for place in places:
                asked = place.board or (place.jql if isinstance(place, SourceConfig) else "")
                if place.connection and asked:
                    self._expected.setdefault(place.connection, []).append(asked)

    def look_anew(self) -> None:
        """Whatever was looked at ahead may have changed since."""
        self.pull_anew()
        for transport in tuple(self._transports.values()):
            transport.ahead.forget()

    def board_of(self, publish: PublishConfig, project: str, *, seen: str = "") -> str:
        """One name for a client's board, whichever project publishes to it, by whichever connection.

        A board may be written as a short link in one project and as an id in another: its id counts, once somebody
        has ``seen`` it; else that of the board that the project wrote to last; else what the configuration says.
        """
        place = seen or self.audit_ledger.board(project) or _place(publish, project)
        return self._named(publish, place)

    def shared(self, board: str) -> bool:
        """Whether several projects publish to it: of this configuration, or as far as the ledger knows."""
        place = board.rpartition(" ")[2]
        wrote = self.ledger.projects_on(place)
        every = {
            project for project, each, name in self._published
            if name == board or (project in wrote and self._named(each, place) == board)
        }  # fmt: skip
        return len(every) > 1

    def _named(self, publish: PublishConfig, place: str) -> str:
        connection = self.connection(publish.connection)
        return " ".join((connection.type, connection.url.rstrip("/"), place))

    @cached_property
    def _published(self) -> list[tuple[str, PublishConfig, str]]:
        """Every client's board of this configuration: the name of its project or further board, and its own name."""
        published = (
            (f"{name}/{key}" if key else name, each)
            for name, project in self.config.projects.items()
            for key, each in {"": project.publish, **project.boards}.items()
            if each is not None and each.connection in self.config.connections
        )
        return [(name, each, self._named(each, _place(each, name))) for name, each in published]

    def forget_board(self, publish: PublishConfig) -> None:
        """What was looked at ahead of this client's board may have changed since."""
        transport = self.transport(publish.connection)
        if transport is not None:
            transport.ahead.forget(publish.board, transport.ahead.name_of(publish.board))

    def connection(self, name: str) -> ConnectionConfig:
        """A connection by name. Raises UsageError where the configuration has none of that name."""
        try:
            return self.config.connections[name]
        except KeyError:
            known = ", ".join(self.config.connections) or "none"
            raise UsageError(f"There is no connection {name!r}.", hint=f"The configuration has: {known}.") from None

    def _secrets(self, name: str, connection: ConnectionConfig) -> dict[str, str]:
        return {
            field: resolve(reference, what=f"connections.{name}.{field}", environ=self._environ, folder=self.folder)
            for field in ("key", "token")
            if (reference := getattr(connection, field))
        }

    def channels(self, settings: Settings) -> Channels:
        """Where the manager of a project is told what matters: the project's own addresses, else the file's."""
        own = settings.project.notify
        base = settings.name if settings.name in self.config.projects else settings.name.rpartition("/")[0]
        return Channels.of(
            own or self.config.notify, place=f"projects.{base}.notify" if own else "notify",
            environ=self._environ, folder=self.folder,
        )  # fmt: skip

    def connector(self, settings: Settings, source: SourceConfig) -> Connector:
        """The reading side of one source."""
        if not source.connection:
            found: Connector = self._connectors.get("files").from_config(settings, source, None)
            return found
        kind = self.connection(source.connection).type
        made: Connector = self._connectors.get(kind).from_config(settings, source, self.transport(source.connection))
        return made

    def connectors(self, settings: Settings) -> list[Connector]:
        """The reading sides of a project, in the order of its sources."""
        return [self.connector(settings, source) for source in settings.project.sources]

    def pull_anew(self) -> None:
        """Forget what sources said: another run reads them again."""
        self._pulled.keep("")

    def read_early(self, settings: Settings, now: datetime) -> None:
        """Begin to read the sources of a project that the run comes to first; ``now``: the moment of judgement.

        Nothing happens where reading might load something, or cannot begin: then the run finds out by itself.
        """
        sources = settings.project.sources
        kinds = {self.config.connections[each.connection].type for each in sources if each.connection}
        if kinds <= _READ_EARLY and all(each.connection for each in sources):
            with suppress(TrackerbridgeError):
                connectors = self.connectors(settings)
                self.early.begin(settings.name, [partial(connector.pull, now=now) for connector in connectors])

    def pulled(self, settings: Settings, place: int, pull: Callable[[], Snapshot]) -> Snapshot:
        """What one source says, in the order of the project's sources. Its further boards are made from the same look.

        Only the project at hand is kept, for each thread: its boards follow one another.
        """
        looks = self._pulled.keep(settings.name.partition("/")[0])
        if place not in looks:
            looks[place] = self.early.take(settings.name, place) or pull()
        return looks[place]

    def writer(self, settings: Settings, publish: PublishConfig) -> Writer:
        """The writing side of a client view, or of a source's team labels."""
        kind = self.connection(publish.connection).type
        made: Writer = self._writers.get(kind).from_config(settings, publish, self.transport(publish.connection))
        return made

    def markers(self, settings: Settings, snapshots: Sequence[Snapshot]) -> dict[str, Writer]:
        """By source: the writer that puts the team's labels on it (``mark_source``), where its tracker can do that."""
        publish = settings.project.publish
        return self.source_writers(settings, snapshots) if publish is not None and publish.mark_source else {}

    def source_writers(self, settings: Settings, snapshots: Sequence[Snapshot]) -> dict[str, Writer]:
        """By source: the writer of the team's labels and of what is carried there, where its tracker can be written."""
        asked: dict[str, list[SourceConfig]] = {}
        for source, snapshot in zip(settings.project.sources, snapshots, strict=True):
            if source.connection and self._marks(source.connection):
                asked.setdefault(snapshot.source, []).append(source)
        return {
            name: InParts.of([self._marker(settings, source) for source in sources]) for name, sources in asked.items()
        }

    def _marker(self, settings: Settings, source: SourceConfig) -> Writer:
        kind = self.connection(source.connection).type
        made: Writer = self._writers.get(kind).on_source(settings, source, self.transport(source.connection))
        return made

    def _marks(self, connection: str) -> bool:
        kind = self.connection(connection).type
        return kind in self._writers.names and bool(self._writers.get(kind).capabilities.marks_source)


def _place(publish: PublishConfig, project: str) -> str:
    """A client's board as the configuration writes it."""
    return publish.board or publish.project or publish.page or project


def check_flags(flags: FlagsConfig) -> None:
    """Raise UsageError where a ``flags`` table names a rule, an option or a value that there is not."""
    from trackerbridge.flags.options import check_options  # all rules, which reading a tracker needs none of
    from trackerbridge.flags.registry import all_rules

    check_options(flags, all_rules())

"""What every tracker offers: a Connector reads a source into a snapshot, a Writer reads and changes a client's side.

The workflow, in the order ``pipeline.py`` follows:

1. ``Connector.pull`` reads one source and returns a :class:`~trackerbridge.model.Snapshot` with its completeness.
2. ``Writer.read`` returns what stands on the client's side as a :class:`Board`.
3. ``plan`` compares that board with the client view and orders :class:`~trackerbridge.plan.Change` values.
4. ``Writer.apply_change`` performs one of them and returns the remote id; a lost reply is settled by ``read`` again.

A subclass must implement the abstract methods; it declares what it can do in :class:`Capabilities`. The contract suites
in ``trackerbridge.testing`` hold every implementation to these sentences.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Checklist, Comment, Completeness, Person, Promise, Snapshot

if TYPE_CHECKING:
    from trackerbridge.config.schema import PublishConfig, Settings, SourceConfig
    from trackerbridge.page.values import Answers
    from trackerbridge.plan import Change
    from trackerbridge.trackers.http import Transport

TEAM_LABELS = (
    "tb-overdue", "tb-due-soon", "tb-no-date", "tb-unclear", "tb-stale", "tb-unowned", "tb-client-waiting",
)  # fmt: skip
"""The names of the labels that ``mark_source`` puts on the team's own tasks; no other is ever put on or taken off."""


UNSURE = datetime.max.replace(tzinfo=UTC)
"""When a card was written of which the ledger does not know: it is asked for, and its reference tells whose it is."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a tracker can do; ``plugins`` lists it and ``plan`` respects it."""

    reads: bool = True
    writes: bool = False
    marks_source: bool = False  # team labels by verb
    history: bool = False
    comments: bool = False
    # On the client's side:
    replies: bool = False  # comments of people are read, and ours are written
    checklists: bool = False
    covers: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of ``check``: ``ok`` or not, what was looked at, and what to mend. ``exit_code`` if it is not ok.

    ``warning``: nothing is wrong, and ``hint`` says what could be better.
    """

    ok: bool
    what: str
    hint: str = ""
    exit_code: int = 0
    warning: bool = False


@dataclass(frozen=True, slots=True)
class BoardList:
    """A list on the client's side."""

    id: str
    name: str
    closed: bool = False
    position: float = 0.0


@dataclass(frozen=True, slots=True)
class BoardLabel:
    """A label on the client's side. Names are not unique and may be empty: identity is the id."""

    id: str
    name: str
    color: str | None = None
    removable: bool = True  # False: by a name of ours on the source, and put on by a person


@dataclass(frozen=True, slots=True)
class Labelled:
    """When a label that stands on a card was put there last (UTC), and by whom."""

    at: datetime
    by: Person | None = None


@dataclass(frozen=True, slots=True)
class BoardCard:
    """A card on the client's side, as it stands there now. ``due`` is an instant (UTC)."""

    id: str
    title: str
    description: str
    list_id: str
    label_ids: tuple[str, ...] = ()
    due: datetime | None = None
    due_complete: bool = False
    archived: bool = False
    url: str = ""
    position: float = 0.0
    created_at: datetime | None = None
    comments: tuple[Comment, ...] = ()  # people's and ours (``Comment.author.side`` is OURS), oldest first
    checklists: tuple[Checklist, ...] = ()
    cover: str = ""  # the name of the picture or colour on it
    labelled: Mapping[str, Labelled] = field(default_factory=dict)  # by label, where the tracker was asked and tells
    copy_of: str = ""  # the id of the card that it was copied from, where the tracker itself tells
    reference: str = (
        ""  # an earlier text of it that bore our reference, where the present one has none (see ``recall``)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What stands on the client's side: everything ``plan`` compares with, and how complete the look was."""

    id: str
    name: str
    lists: tuple[BoardList, ...] = ()
    labels: tuple[BoardLabel, ...] = ()
    covers: bool = False  # its cards can wear pictures
    ticks: bool = False  # its cards can carry checklists, and who ticked what is told
    labels_by_name: bool = False  # a label is its name, with hyphens for spaces, and needs no making (Jira)
    reference_apart: bool = False  # the reference of a card stands where nobody reads it, and not in its text
    cannot: frozenset[str] = frozenset()  # fields of a card that this target does not keep
    lists_for: Mapping[str, str] = field(default_factory=dict)  # by our list's reference, where no name fits
    born_in: str = ""  # the list in which every new card appears, where one cannot choose
    archived_in: str = ""  # the list in which archived cards stand, where archiving moves them
    answers: Answers | None = None  # how the client answers, where they can neither write nor tick; None: they can
    obstacle: Obstacle | None = None  # nothing may be written: a plan is refused
    behind: str = ""  # why what people see is made anew although no card changes (see ``Writer.show``)
    may_lag: bool = False  # what was written a moment ago may not be seen yet
    gone: int = 0  # things that were made there since our first card and are there no more (see ``Writer.recall``)
    cards: tuple[BoardCard, ...] = ()  # archived ones included: an archived card is not created again
    members: tuple[Person, ...] = ()
    public: bool = False
    can_write: bool = True
    url: str = ""
    completeness: Completeness = field(default_factory=Completeness)
    account: str = ""  # the id of the account that writes: what it wrote is ours, or a person's with our token
    room: Mapping[str, int] = field(default_factory=dict)  # what the tracker still allows, e.g. {"cards": 4990}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why nothing may be written to a client's side as it stands, and what a person can do about it."""

    message: str
    hint: str


class Connector(ABC):
    """The reading side of a tracker. One instance serves one source of one project."""

    capabilities = Capabilities()

    @abstractmethod
    def pull(self, *, now: datetime) -> Snapshot:
        """Read the whole source.

        ``now`` (UTC) only stamps the snapshot. Raises :class:`~trackerbridge.errors.NotLetIn` where the source cannot
        be seen or a credential has expired, :class:`~trackerbridge.errors.Unreachable` where nothing answers,
        :class:`~trackerbridge.errors.BadInput` for a file that is not what it should be.
        """

    @abstractmethod
    def check(self) -> list[Finding]:
        """What ``trackerbridge check`` says of this source. Never raises for a tracker's refusal: that is a finding."""

    @classmethod
    @abstractmethod
    def from_config(cls, settings: Settings, source: SourceConfig, transport: Transport | None) -> Connector:
        """Build from configuration. ``transport`` is None for sources that need no network."""


class Writer(ABC):
    """The writing side of a tracker. One instance serves one client view, or the team labels of one source."""

    capabilities = Capabilities(writes=True)
    at_once = 1  # how many calls of :meth:`apply_change`, for different cards, may be under way in threads

    @abstractmethod
    def read(self) -> Board:
        """What stands on the board now. Raises as :meth:`Connector.pull` does."""

    @abstractmethod
    def apply_change(self, change: Change, ids: Mapping[str, str]) -> str:
        """Perform one change and return the remote id of what it touched.

        ``ids`` maps references of lists, labels and cards that this plan created (``"list:planned"``,
        ``"label:moved"``, ``"card:…"``) to their remote ids. Raises :class:`~trackerbridge.errors.LostReply` where the
        change may or may not have happened, :class:`~trackerbridge.errors.TrackerRefused` where it did not and cannot.
        """

    def comments_on(self, remote_id: str) -> tuple[Comment, ...]:
        """What stands on one card (or task of a source) now, oldest first: asked where the reply to one was lost."""
        cards = {card.id: card for card in self.read().cards}
        return cards[remote_id].comments if remote_id in cards else ()

    def recall(self, board: Board, *, lost: bool) -> Board:
        """A board that was just read, with what only the tracker's history tells: asked where the ledger may be lost.

        ``lost``: our cards are there, and the ledger does not know them all; else it knows none, and none was seen.
        Brings cards that the look did not show, earlier references (``BoardCard.reference``) and ``Board.gone``.
        Default: no more than was read.
        """
        return board

    def show(self, promises: Mapping[str, Promise]) -> bool:
        """Make what was changed visible, where that is a step of its own; whether there was anything to do.

        Called after the last change of a plan. ``promises`` are the dates told, by the remote id of the card. Raises as
        :meth:`apply_change` does. Default: what was changed is visible already.
        """
        return False

    @abstractmethod
    def check(self) -> list[Finding]:
        """What ``trackerbridge check`` says of this client's side: may we write, is it public, is there room."""

    def knowing(self, ids: Mapping[str, datetime]) -> Writer:
        """The same writer, told which remote cards are ours and when each was last written (UTC): it need not ask."""
        return self

    @classmethod
    @abstractmethod
    def from_config(cls, settings: Settings, publish: PublishConfig, transport: Transport | None) -> Writer:
        """Build from configuration."""

    @classmethod
    def on_source(cls, settings: Settings, source: SourceConfig, transport: Transport | None) -> Writer:
        """For the team's labels on a source (``mark_source``). Default: as on a client's side, with its board."""
        place = {"connection": source.connection, "board": source.board}
        publish = settings.project.publish
        if publish is None:
            raise TypeError("team labels are asked for under publish")
        return cls.from_config(settings, publish.model_copy(update=place), transport)

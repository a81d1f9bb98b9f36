"""The client view: every list, label and status card of a project as they should be. Values only.

``compose`` makes it, ``plan`` compares it with the board, ``preview`` shows it. References are stable names of our own:
``summary``, ``how-we-work``, ``task:SOURCE/ID`` (a version's ID begins with ``version:``), ``promise:SLUG`` and
``change:SOURCE/ID`` for cards, ``list:ROLE`` and ``label:ROLE``
for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from trackerbridge.client_view.waiting_dates import WaitingDate
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry
from trackerbridge.model import Promise

DECISION = "#decision"  # ends the reference of a card's checklist
TERMS, MARKED = "terms", "marked"
"""What the ledger holds of a line besides its words: what it offers, and when the tick was set that other terms had."""


class ListRole(StrEnum):
    """The lists of a client board, in this order (CLIENT section 2)."""

    OVERVIEW = "overview"
    WAITING = "waiting"
    IN_PROGRESS = "in_progress"
    TESTING = "testing"
    REVIEW = "review"
    PLANNED = "planned"
    DONE = "done"

    @property
    def ref(self) -> str:
        """The reference under which ``apply`` knows its remote id."""
        return f"list:{self.value}"


class LabelRole(StrEnum):
    """One health label a card, and at most one gift label (CLIENT section 2)."""

    ON_TRACK = "on_track"
    CHECKING = "checking"
    SOLVING = "solving"
    MOVED = "moved"
    WAITING = "waiting"
    BONUS = "bonus"
    EARLY = "early"

    @property
    def ref(self) -> str:
        """The reference under which ``apply`` knows its remote id."""
        return f"label:{self.value}"


class CardKind(StrEnum):
    """What a status card is about."""

    SUMMARY = "summary"
    HOW_WE_WORK = "how-we-work"
    TASK = "task"
    MILESTONE = "milestone"
    PROMISE = "promise"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class ViewList:
    """A list as it should stand: adopted by name or id where the board has it, created otherwise, never changed."""

    role: ListRole
    name: str


@dataclass(frozen=True, slots=True)
class ViewLabel:
    """A label as it should stand: word and colour (never colour alone)."""

    role: LabelRole
    name: str
    color: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card's checklist. ``key`` names it within its card; ``done`` None: the client's own to tick.

    ``terms`` is what it offers, for us alone: where it changes, what was ticked before was another offer.
    """

    key: str
    text: str
    done: bool | None = None
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Checks:
    """A card's checklist as it should be: what people tick is theirs, the words are ours.

    ``gone`` is what a line becomes that is offered no more; ``{choice}`` in it is what the line said.
    """

    name: str
    lines: tuple[Line, ...]
    gone: str = "{choice}"
    renewed: bool = False  # what is ticked was ticked before the offer changed, and they are asked once more


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCard:
    """What the client should see for one task or change request, or one of the fixed cards.

    ``description`` is Markdown without our reference line; ``plan`` adds that (see ``client_view.marker``).
    ``told`` is the date this card tells the client (recorded as a promise once the card is written), ``first`` the date
    first told, ``moved_on`` the day (project zone) on which the client was told of the last move, ``moves`` how often
    it moved, ``earlier`` the moves before the last one: the day each led to, and the day on which it was told.
    ``reason_by`` and ``new_date_by``: answers that the card announces. ``agreed``: the dates first told count as
    agreed. ``asked_later``: its question waits until others are answered; ``asked_on``: it was put on that day, later
    than it was written. ``choose_by``: the last day of the choice that it offers. ``without_task``: it tells a promise
    that no task carries, done on ``done_on``. ``entries``: what the ledger should remember once these words stand
    there. ``tells``: references of other cards whose dates it says.
    """

    ref: str
    kind: CardKind
    title: str
    description: str
    list: ListRole
    task: str | None = None  # the task's key
    labels: frozenset[LabelRole] = frozenset()
    due: datetime | None = None  # UTC; end of the client's business day
    due_complete: bool = False
    cover: str | None = ""  # a picture's name (``themes``), empty for none, None: whatever stands there
    rank: int = 0  # order within its list, smallest first
    told: date | None = None
    first: date | None = None
    moved_on: date | None = None
    checks: Checks | None = None
    moves: int = 0
    earlier: tuple[tuple[date, date], ...] = ()
    reason_by: date | None = None
    new_date_by: date | None = None
    agreed: bool = False
    asked_later: bool = False
    asked_on: date | None = None
    choose_by: date | None = None
    without_task: bool = False
    done_on: date | None = None
    entries: tuple[Entry, ...] = ()
    tells: frozenset[str] = frozenset()
    why: str = ""  # why the card looks like this, for the plan's reader (team only)


@dataclass(frozen=True, slots=True)
class Held:
    """A part of a card that the guard kept back; a neutral sentence stands in its place. Team only."""

    ref: str
    task: str | None
    part: str  # "title", "why", …
    reason: str
    text: str
    id: str = ""  # the text's digest: what `held release` and `held reword` call it
    safer: str = ""  # what of it may stand, or empty


@dataclass(frozen=True, slots=True)
class Ending:
    """A card that should leave the board: the task is gone, unpublished or cancelled. Only ever archived."""

    ref: str
    task: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientView:
    """All of a project's client side, as it should be."""

    language: str
    lists: tuple[ViewList, ...]
    labels: tuple[ViewLabel, ...]
    cards: tuple[StatusCard, ...]
    endings: tuple[Ending, ...] = ()
    held: tuple[Held, ...] = ()
    promises: tuple[Promise, ...] = ()  # how every promise stands after this view, delivered ones included
    # By task identity: the tb-… labels that its flags call for, if mark_source.
    team_marks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()  # sentences for the manager
    exempt: tuple[str, ...] = ()  # prices of the team's own offers, as typed
    passing: tuple[str, ...] = ()  # pieces that a person released
    own: tuple[str, ...] = ()  # paragraphs that pass as they stand: the way of working, what a person released
    page_words: Mapping[str, str] = field(default_factory=dict)  # what a page of it says otherwise than ours
    waits: tuple[WaitingDate, ...] = ()  # dates that the client does not read yet, or that passed and are in grace

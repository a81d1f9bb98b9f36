"""The words in which a sample project is told: people, a board, and cards with what happened to each of them.

Days are counted in *working days from today* in the project's own calendar, so that a story holds whenever it is told:
``-3`` is three working days ago, ``+4`` four working days ahead. Past events never use 0, because today may not have
begun; ``hours_ago`` is for what happened just now. ``Saturday(5)`` and ``Holiday(5)`` are the first such day at least
five days ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from trackerbridge.clock import Calendar

# --- when -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Saturday:
    """The first Saturday at least ``ahead`` days from today."""

    ahead: int = 1


@dataclass(frozen=True, slots=True)
class Holiday:
    """The first public holiday on a weekday at least ``ahead`` days from today."""

    ahead: int = 1


Day = int | Saturday | Holiday  # where a date points
At = int | timedelta  # when something happened: working days from today, or a time before now


def hours_ago(hours: float) -> timedelta:
    """So many hours before now."""
    return timedelta(hours=-hours)


# --- who --------------------------------------------------------------------------------------------------------------


class Role(StrEnum):
    """What somebody is on a team's board."""

    LEAD = "admin"
    TEAM = "normal"
    GUEST = "observer"  # the client's people, from before they had a board of their own


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the agency or of a client. ``name`` is unique in the agency; it becomes the Trello user name."""

    name: str
    full_name: str
    role: Role = Role.TEAM

    @property
    def initials(self) -> str:
        """As on Trello's round badges."""
        return "".join(part[0] for part in self.full_name.split())[:2].upper()


# --- what happened ----------------------------------------------------------------------------------------------------


class Kind(StrEnum):
    """What an event does to a card."""

    MADE = "made"
    MOVED = "moved"
    DATED = "dated"
    SAID = "said"
    TICKED = "ticked"
    UNTICKED = "unticked"
    CHECKED = "checked"
    TAKEN = "taken"
    RENAMED = "renamed"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a card. ``by`` empty: whoever the card belongs to."""

    kind: Kind
    at: At
    text: str = ""
    day: Day | None = None
    by: str = ""


def moved(at: At, to: str, by: str = "") -> Event:
    """Dragged to another list."""
    return Event(Kind.MOVED, at, to, by=by)


def dated(at: At, day: Day | None, by: str = "") -> Event:
    """Given another due date, or none."""
    return Event(Kind.DATED, at, day=day, by=by)


def said(at: At, by: str, text: str) -> Event:
    """A comment."""
    return Event(Kind.SAID, at, text, by=by)


def ticked(at: At, by: str = "") -> Event:
    """The due date's box was ticked: done."""
    return Event(Kind.TICKED, at, by=by)


def unticked(at: At, by: str = "") -> Event:
    """The box was cleared again: reopened."""
    return Event(Kind.UNTICKED, at, by=by)


def checked(at: At, item: str, by: str = "") -> Event:
    """An item of a checklist was finished."""
    return Event(Kind.CHECKED, at, item, by=by)


def taken(at: At, by: str) -> Event:
    """Somebody put themselves on the card."""
    return Event(Kind.TAKEN, at, by=by)


def renamed(at: At, to: str, by: str = "") -> Event:
    """Given another title."""
    return Event(Kind.RENAMED, at, to, by=by)


def archived(at: At, by: str = "") -> Event:
    """Put away."""
    return Event(Kind.ARCHIVED, at, by=by)


# --- the board --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card and its story. ``shows`` says in a few words what the card is in the sample for.

    ``raises`` are the codes of the red flags that the story is bound to raise; ``healthy`` cards raise none.
    ``made`` is when it was created and ``list`` where; ``due`` is the date it was created with.
    """

    title: str
    list: str
    made: At
    shows: str
    raises: tuple[str, ...] = ()
    healthy: bool = False
    about: str = ""
    labels: tuple[str, ...] = ()
    owner: str = ""
    due: Day | None = None
    start: Day | None = None
    steps: tuple[str, ...] = ()
    link: tuple[str, str] | None = None  # name and address of an attached link
    hours: int | None = None  # the team's estimate, a custom field
    template: bool = False
    past: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What this board calls the few things that the configuration must know."""

    client: str  # the label that opts a card in
    steps: str  # the name of checklists
    hours: str  # the custom field with the team's estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One client engagement: the team's board with its past, and the client's board, still empty.

    ``links`` are the two boards' short links. ``lists`` names each list; those in ``closed_lists`` are archived.
    ``statuses`` goes into the configuration where a list's name does not say what it means.
    """

    name: str
    title: str
    client_board: str
    language: str
    zone: str
    country: str
    links: tuple[str, str]
    lists: tuple[str, ...]
    closed_lists: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...]  # name and colour
    wording: Wording
    members: tuple[Member, ...]
    clients: tuple[str, ...]  # entries of the configuration's ``client``
    channels: str
    statuses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    mark_source: bool = False
    cards: tuple[Card, ...] = field(default=())

    @property
    def calendar(self) -> Calendar:
        """The project's working days."""
        return Calendar.of(self.zone, self.country)

    @property
    def lead(self) -> Member:
        """Who looks after the engagement."""
        return next(member for member in self.members if member.role is Role.LEAD)

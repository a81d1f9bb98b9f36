"""A sample project as it is told: people, a board, and cards with what happened to each of them.

Days are counted in *working days from today* in the project's own calendar, so that a story holds whenever it is told:
``-3`` is three working days ago, ``+4`` four working days ahead. Past events never use 0, because today may not have
begun; ``hours_ago`` is for what happened just now. ``Saturday(5)`` and ``Holiday(5)`` are the first such day at least
five days ahead.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass

# --- when -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Saturday:
    """The first Saturday at least ``ahead`` days from today."""

    ahead: int = 1


@dataclass(frozen=True, slots=True)
class Holiday:
    """The first public holiday on a weekday at least ``ahead`` days from today."""

    ahead: int = 1


When = int | Saturday | Holiday | timedelta  # working days from today, a day to be looked up, or a time before now


def hours_ago(hours: float) -> timedelta:
    """So many hours before now."""
    return timedelta(hours=-hours)


# --- who --------------------------------------------------------------------------------------------------------------


class Role(StrEnum):
    """What somebody is on a team's board."""

    LEAD = "admin"
    TEAM = "normal"
    GUEST = "observer"  # the client's people: they read and comment, from before they had a board of their own


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

    MOVED = "moved"
    DATED = "dated"
    SAID = "said"
    TICKED = "ticked"
    UNTICKED = "unticked"
    CHECKED = "checked"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a card. ``by`` empty: whoever the card belongs to, else the lead.

    ``text`` is the list that the card moved to, the comment, or the item of the checklist; ``day`` the new due date.
    """

    kind: Kind
    at: When
    text: str = ""
    day: When | None = None
    by: str = ""


# --- the board --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card and its story. ``shows`` says in a few words what the card is in the sample for.

    ``raises`` are the codes of the red flags that the story is bound to raise; ``healthy`` cards raise none.
    ``made`` is when it was created and ``list`` where; ``due`` is the date it was created with.
    """

    title: str
    list: str
    made: When
    shows: str
    raises: tuple[str, ...] = ()
    healthy: bool = False
    about: str = ""
    labels: tuple[str, ...] = ()
    owner: str = ""
    due: When | None = None
    start: When | None = None
    steps: tuple[str, ...] = ()
    hours: int | None = None  # the team's estimate, a custom field
    template: bool = False
    epic: str = ""  # this and the next three: on Jira only
    release: str = ""
    points: int | None = None
    blocked_by: str = ""  # the title of another card
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

    ``links`` are the two boards' short links; where ``key`` names a Jira project, the team has no board. ``lists``
    names each list (on Jira, each status); those in ``closed_lists`` are archived. ``statuses`` goes into the
    configuration where a list's name does not say what it means.
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
    key: str = ""  # of the Jira project where the team works; empty: the team works on a Trello board
    releases: tuple[tuple[str, When], ...] = ()  # on Jira: name and day
    sprint: str = ""  # on Jira: what work in progress is in
    cards: tuple[Card, ...]

    @property
    def calendar(self) -> Calendar:
        """The project's working days."""
        return Calendar.of(self.zone, self.country)

    @property
    def lead(self) -> Member:
        """Who looks after the engagement."""
        return next(member for member in self.members if member.role is Role.LEAD)

"""The vocabulary of the plot: scenes, each the fate of one card, told without anybody's words, names or lists.

A scene says who does what when; see :mod:`trackerbridge.sandbox.agency.plot` for the scenes themselves. Days have
names, so that a project can shift one of them, and the plot still reads by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.agency.story import Kind, When


class Place(StrEnum):
    """The lists that every team's board has, whatever it calls them, from left to right."""

    IDEAS = "ideas"
    PLANNED = "planned"
    DOING = "doing"
    TESTING = "testing"
    REVIEW = "review"
    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"
    OLD_IDEAS = "old ideas"  # archived as a list


class Label(StrEnum):
    """The labels that every team's board has, whatever it calls them. The value is the colour."""

    CLIENT = "green"
    EXTRA = "purple"
    BONUS = "yellow"
    DESIGN = "sky"


class Who(StrEnum):
    """Whom the plot needs."""

    OWNER = "owner"  # of the card
    LEAD = "lead"
    TESTER = "tester"
    CLIENT = "client"
    COLLEAGUE = "colleague"  # of the client


@dataclass(frozen=True, slots=True)
class Beat:
    """Somebody does something to the card on the day of that name."""

    kind: Kind
    at: str
    by: Who = Who.OWNER
    place: Place | None = None
    day: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What becomes of one card. ``shows``, ``raises`` and ``healthy`` are those of the story's card.

    ``days`` gives every day its name: ``made`` always, ``due`` and ``start`` as the card was created, and those of
    ``past``. ``owned`` False: whoever works on the card has not put their name on it.
    """

    shows: str
    days: Mapping[str, When]
    past: tuple[Beat, ...] = ()
    raises: tuple[str, ...] = ()
    healthy: bool = False
    place: Place = Place.PLANNED
    labels: tuple[Label, ...] = (Label.CLIENT,)
    owned: bool = True
    template: bool = False


def days(**named: When) -> Mapping[str, When]:
    """Days by name, in working days from today unless they say otherwise."""
    return named


def moves(at: str, to: Place, by: Who = Who.OWNER) -> Beat:
    """Drags the card to another list."""
    return Beat(Kind.MOVED, at, by, place=to)


def begins(at: str = "begun") -> Beat:
    """Takes the work up."""
    return moves(at, Place.DOING)


def finishes(at: str, by: Who = Who.OWNER) -> tuple[Beat, Beat]:
    """Drags the card to what is done, and ticks its date."""
    return moves(at, Place.DONE, by), Beat(Kind.TICKED, at, by)


def reopens(at: str, by: Who) -> tuple[Beat, Beat]:
    """Takes the tick away, and drags the card back to work."""
    return Beat(Kind.UNTICKED, at, by), moves(at, Place.DOING, by)


def redates(at: str, day: str) -> Beat:
    """Gives the card another date: the lead's business."""
    return Beat(Kind.DATED, at, Who.LEAD, day=day)


def says(at: str, by: Who = Who.OWNER) -> Beat:
    """Comments; the project has the words."""
    return Beat(Kind.SAID, at, by)


def checks(at: str, step: int) -> Beat:
    """Finishes a step of the checklist, counted from 1."""
    return Beat(Kind.CHECKED, at, step=step)


def archives(at: str, by: Who) -> Beat:
    """Puts the card away."""
    return Beat(Kind.ARCHIVED, at, by)

"""What a plan is made of: changes, refusals, and the plan itself. ``plan`` makes these values, writers perform them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.ledger.records import Entry, Publication
from trackerbridge.model import Promise


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field from … to …; both as people read them (names of lists and labels, ISO instants)."""

    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of a plan. Applied in the order of the plan: lists and labels before the cards that need them.

    ``fields`` holds the final bytes:

    ======== ========== =======================================================================================
    action   kind       fields
    ======== ========== =======================================================================================
    create   list       name
    create   label      name, color
    create   card       title, description, list, labels, due, due_complete (only what is not empty)
    update   card       those of title, description, list, due, due_complete that change
    label    card       label (the one put on), labels (all of them, for the reader); ``label_refs`` holds the one
    unlabel  card       label (the one taken off), labels; ``label_refs`` holds the one
    archive  card       archived
    restore  card       archived
    create   comment    text; ``on`` is the card (or, on the source's side, the task) that it stands on
    update   comment    text (one of ours, ``remote_id``)
    create   checklist  name; ``on`` is the card
    create   checkitem  name, done; ``on`` is the checklist
    update   checkitem  name, done (those that change); ``on`` is the card
    update   cover      cover (the name of a picture or colour of ours, empty to take it off); ``on`` is the card
    ======== ========== =======================================================================================

    ``list_ref`` and ``label_refs`` say which references a card's ``list`` and labels mean; ``apply`` resolves them to
    remote ids. ``remote_id`` is the object to change (empty on create). On the source's side ``source`` names which
    source, and only labels are created, put on and taken off.
    ``on`` is the reference of the object that a comment, checklist, item or cover belongs to (``ids`` knows its remote
    id, also where this plan creates it). ``entries`` are what the ledger remembers once the change is made, in the
    same transaction: a comment is carried once, a decision confirmed once.
    ``written`` holds the changed fields in comparable form; with ``first``, ``moved_on`` and ``told`` it is what the
    ledger remembers once the change is made; ``untold`` is a date that was told and is taken back (an undo). A writer
    needs none of them.
    """

    action: str  # create | update | archive | restore | label | unlabel | comment | move
    kind: str  # card | list | label | comment | issue | checklist | checkitem | cover | property
    ref: str
    task: str | None = None
    fields: Mapping[str, FieldChange] = field(default_factory=dict)
    why: str = ""
    side: str = "client"  # client | source
    remote_id: str = ""
    list_ref: str = ""
    label_refs: tuple[str, ...] = ()
    source: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    told: date | None = None
    first: date | None = None
    moved_on: date | None = None
    untold: date | None = None
    on: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a plan is unsafe: numbers, option, key, and the way to go on. ``forceable`` by ``--force`` or not."""

    message: str
    hint: str
    forceable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The ordered changes that turn the board as it is into the client view, with a digest over all of them.

    ``first_publication``: nothing on the target is ours yet, so a person must look first (section 7, line 10).
    ``observed`` is what this look taught about our own objects (found again, edited or put away by a person), and
    ``recovered`` the promises read from the board, with the ``recovered_entries`` that go with them: ``apply`` records
    all of it, also where there is nothing to write.
    ``ids`` maps the references of everything that stands already to remote ids. ``basis`` is a fingerprint of the
    sources (see ``plan_file``), for a plan that is kept in a file.
    """

    project: str
    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()  # e.g. fields a person edited, cards a person archived
    digest: str = ""
    first_publication: bool = False
    board: str = ""
    observed: tuple[Publication, ...] = ()
    recovered: tuple[Promise, ...] = ()
    recovered_entries: tuple[Entry, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""

    @property
    def safe(self) -> bool:
        """No refusal stands against it."""
        return not self.refusals

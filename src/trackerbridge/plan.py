"""Plan: compare the client view with the board as it stands, order the changes, and refuse what is unsafe. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field from … to …; both as people read them (names of lists and labels, ISO instants)."""

    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of a plan. Applied in the order of the plan: lists and labels before the cards that need them.

    ``fields`` holds the final bytes. ``list_ref`` and ``label_refs`` say which of our references a card's ``list`` and
    labels mean; ``apply`` resolves them to remote ids. ``remote_id`` is the object to change (empty on create).
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


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a plan is unsafe: numbers, option, key, and the way to go on. ``forceable`` by ``--force`` or not."""

    message: str
    hint: str
    forceable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The ordered changes that turn the board as it is into the client view, with a digest over all of them."""

    project: str
    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()  # e.g. fields a person edited, cards a person archived
    digest: str = ""

    @property
    def safe(self) -> bool:
        """No refusal stands against it."""
        return not self.refusals

"""What was agreed: the scope that later work is measured against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from types import MappingProxyType

from trackerbridge.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class AgreedTask:
    """One task as it stood when it was agreed. ``steps`` are the names of its checklist items then."""

    id: str  # the task's identity
    key: str
    title: str
    day: date | None = None
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What counts as agreed. Of ``tasks``, ``agreed_on``, ``label`` and ``version``, whichever is set.

    A saved baseline has ``tasks`` (by :attr:`Task.identity`) and ``saved_at`` (UTC); an agreed day covers all work that
    was there by its end; a label or version covers the work that wears it.
    """

    tasks: Mapping[str, AgreedTask] = field(default_factory=lambda: MappingProxyType({}))
    saved_at: datetime | None = None
    agreed_on: date | None = None
    label: str = ""
    version: str = ""

"""What every report format is asked for: one document in, one text out.

A format is a class with a ``name`` and one method per kind of document that it can show; ``can`` tells which. The
built-in ones stand in this folder, one file each; a plugin adds its own under the entry point group
``trackerbridge.reports``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from trackerbridge.errors import UsageError
from trackerbridge.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from trackerbridge.papers.paper import Paper
    from trackerbridge.report.preview import Preview
    from trackerbridge.results import Audited, Backtested, Failure, Planned, Synced


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a text will be read. 80 columns without colour unless it is a terminal. ``details``: ``-v`` was given."""

    width: int = 80
    color: bool = False
    details: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditDocument:
    """Red flags of some projects. ``now`` is the moment of judgement (UTC)."""

    now: datetime
    projects: Sequence[Audited | Failure]
    requests: Mapping[str, int] = field(default_factory=dict)  # those that belong to no single project


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """What sync would change."""

    now: datetime
    projects: Sequence[Planned | Failure]
    requests: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncDocument:
    """What sync did."""

    now: datetime
    projects: Sequence[Synced]
    requests: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A plain list of things: runs, promises, rules, plugins, findings of ``check``.

    ``columns`` and ``rows`` are for people and CSV; ``records`` are the same for JSON, under ``key``.
    """

    title: str
    key: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    records: Sequence[Mapping[str, Any]]
    closing: str = ""
    empty: str = "Nothing yet."
    extra: Mapping[str, Any] = field(default_factory=dict)  # further top-level keys of the JSON
    language: str = "en"  # of title, columns and closing
    wide: frozenset[str] = frozenset()  # columns that a terminal is too narrow for; CSV and Markdown have them


class Report:
    """One format. A subclass sets ``name`` and overrides the methods for what it can show."""

    name: ClassVar[str]

    @classmethod
    def can(cls, kind: str) -> bool:
        """Whether this format shows ``audit``, ``backtest``, ``plan``, ``sync``, ``preview``, ``paper`` or lists."""
        return getattr(cls, kind) is not getattr(Report, kind)

    def audit(self, document: AuditDocument, screen: Screen) -> str:
        """Red flags."""
        raise self._unsupported("an audit", document, screen)

    def plan(self, document: PlanDocument, screen: Screen) -> str:
        """What sync would change."""
        raise self._unsupported("a plan", document, screen)

    def sync(self, document: SyncDocument, screen: Screen) -> str:
        """What sync did."""
        raise self._unsupported("a sync", document, screen)

    def backtest(self, document: Backtested | Failure, screen: Screen) -> str:
        """How well the flags would have foretold lateness."""
        raise self._unsupported("a backtest", document, screen)

    def preview(self, document: Preview, screen: Screen) -> str:
        """The client's board."""
        raise self._unsupported("a preview", document, screen)

    def paper(self, document: Paper, screen: Screen) -> str:
        """A page for the manager."""
        raise self._unsupported("a page", document, screen)

    def listing(self, document: Listing, screen: Screen) -> str:
        """A plain list."""
        raise self._unsupported("a list", document, screen)

    def _unsupported(self, what: str, *_: object) -> UsageError:
        return UsageError(f"The format {self.name} cannot show {what}.", hint="--format table or json always can.")

"""Team labels on a source that was asked in parts: two queries of one Jira are one source, and each sees its issues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trackerbridge.config.schema import PublishConfig, Settings
from trackerbridge.errors import UsageError
from trackerbridge.model import Comment, Completeness
from trackerbridge.trackers.base import Board, Finding, Writer
from trackerbridge.trackers.http import Transport

if TYPE_CHECKING:
    from trackerbridge.plan.changes import Change


class InParts(Writer):
    """The writers of one source as one. A task that several of them see is there once."""

    def __init__(self, parts: Sequence[Writer]) -> None:
        self._parts = parts

    @classmethod
    def of(cls, parts: Sequence[Writer]) -> Writer:
        """One writer needs nobody to join it."""
        return parts[0] if len(parts) == 1 else cls(parts)

    @classmethod
    def from_config(cls, settings: Settings, publish: PublishConfig, transport: Transport | None) -> Writer:  # noqa: ARG003
        """Raises UsageError: no configuration asks for it by name."""
        raise UsageError("A client's side is one board.", hint="Name one connection and one board under publish.")

    def read(self) -> Board:
        """What all of them see."""
        boards = [part.read() for part in self._parts]
        return replace(
            boards[0],
            labels=tuple({label.id: label for board in boards for label in board.labels}.values()),
            cards=tuple({card.id: card for board in boards for card in board.cards}.values()),
            completeness=Completeness(gaps=tuple(gap for board in boards for gap in board.completeness.gaps)),
        )

    def apply_change(self, change: Change, ids: Mapping[str, str]) -> str:
        """Through the first: all of them write to the same tracker, by its own ids."""
        return self._parts[0].apply_change(change, ids)

    def comments_on(self, remote_id: str) -> tuple[Comment, ...]:
        """By the first: they all see the tracker's own ids."""
        return self._parts[0].comments_on(remote_id)

    def check(self) -> list[Finding]:
        """What each says."""
        return [finding for part in self._parts for finding in part.check()]

"""What became of the promises, counted apart: on the date first told, moved with notice, late, early. Pure.

*Kept* is done by the last date told before the one it replaced had passed (CLIENT section 4). Open and passed counts as
late. Voided promises and work taken out by agreement do not count; how long we waited for the client is kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from trackerbridge.client_view.promises import open_state
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Promise, PromiseState

FEWEST_TOLD = 5  # the client reads no record of fewer promises


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRecord:
    """Counts of promises. ``early`` are among ``first``: early is by the first date too."""

    first: int = 0
    moved: int = 0
    late: int = 0
    early: int = 0
    open: int = 0
    void: int = 0
    taken_out: int = 0

    @property
    def ended(self) -> int:
        """Those that were kept or broken."""
        return self.first + self.moved + self.late

    @property
    def kept(self) -> int:
        """Done by the last date told in time."""
        return self.first + self.moved


def record_of(promises: Iterable[Promise], today: date) -> PromiseRecord:
    """The record as it stands on ``today`` (in the project's zone)."""
    counts = dict.fromkeys(("first", "moved", "late", "early", "open", "void", "taken_out"), 0)
    for promise in promises:
        state = open_state(promise, today) if promise.state is PromiseState.OPEN else promise.state
        if state is PromiseState.EARLY:
            counts["early"] += 1
        if state in (PromiseState.KEPT, PromiseState.EARLY):
            counts["first" if by_the_first(promise) else "moved"] += 1
        else:
            counts[state.value] += 1
    return PromiseRecord(**counts)


def by_the_first(promise: Promise) -> bool:
    """Delivered by the date first told; where the day is unknown, because the date never moved."""
    return promise.delivered_on <= promise.first if promise.delivered_on else promise.first == promise.current

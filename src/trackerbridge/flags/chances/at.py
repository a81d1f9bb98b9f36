"""The chances of many tasks at many moments, as a backtest asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from trackerbridge.clock import Calendar
from trackerbridge.flags.chances.model import Weights, chance_of
from trackerbridge.flags.chances.record import Kept, Record
from trackerbridge.flags.chances.signs import signs_of
from trackerbridge.model import Snapshot, Task
from trackerbridge.replay import World


class ChancesAt:
    """Called with the sources as they stood at a moment and some of their tasks; gives chances by identity.

    Tasks whose date has passed, or that have none, are left out. What was read of finished work is kept between calls.
    """

    def __init__(self, calendar: Calendar, weights: Weights | None = None) -> None:
        self._calendar, self._weights = calendar, weights
        self._kept: Kept = {}

    def __call__(self, snapshots: Sequence[Snapshot], tasks: Sequence[Task], at: datetime) -> Mapping[str, float]:
        """The chance of each to miss its date, 0 to 1."""
        signs = self.signs(snapshots, tasks, at)
        return {identity: chance_of(own, self._weights).late for identity, own in signs.items()}

    def signs(self, snapshots: Sequence[Snapshot], tasks: Sequence[Task], at: datetime) -> dict[str, dict[str, float]]:
        """What the chances are made from."""
        wanted = {task.identity for task in tasks}
        record = Record.of(snapshots, at, self._calendar, kept=self._kept)
        found = {}
        for snapshot in snapshots:
            world = World.of(snapshot, self._calendar)
            for task in snapshot.tasks:
                if task.identity in wanted and (own := signs_of(task, record, world)) is not None:
                    found[task.identity] = own
        return found

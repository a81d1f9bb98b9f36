"""The chances of some tasks at many moments, as a backtest asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from trackerbridge.clock import Calendar
from trackerbridge.flags.chances import Record, Weights, signs_of
from trackerbridge.flags.chances.record import Kept
from trackerbridge.flags.forecast.likelihood import Forecast
from trackerbridge.model import Snapshot, Task
from trackerbridge.replay import World


class ChancesAt:
    """Called with the sources as they stood at a moment and some of their tasks; gives chances by identity.

    Tasks whose date has passed, that have none, or that are done are left out. What was read of finished work is kept
    between calls. ``weights`` stand in for the shipped ones.
    """

    def __init__(self, calendar: Calendar, weights: Weights | None = None) -> None:
        self._calendar, self._weights = calendar, weights
        self._kept: Kept = {}

    def __call__(self, snapshots: Sequence[Snapshot], tasks: Sequence[Task], at: datetime) -> Mapping[str, float]:
        """How likely each is to miss its date, 0 to 1."""
        forecasts = [
            Forecast(snapshot, at, self._calendar, weights=self._weights, kept=self._kept) for snapshot in snapshots
        ]
        answers = {task.identity: forecast.chance(task) for forecast in forecasts for task in tasks}
        return {identity: chance for identity, chance in answers.items() if chance is not None}

    def signs(self, snapshot: Snapshot, tasks: Sequence[Task], at: datetime) -> dict[str, dict[str, float]]:
        """The signs of tasks of one source, by identity: what weights are made from."""
        record, world = Record.of([snapshot], at, self._calendar, kept=self._kept), World.of(snapshot, self._calendar)
        told = {task.identity: signs_of(task, record, world) for task in tasks}
        return {identity: signs for identity, signs in told.items() if signs is not None}

"""The time one run may take, waiting included (``run.budget_seconds``). Tests give their own clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

from trackerbridge.errors import BudgetSpent
from trackerbridge.model.sentence import Sentence


class Budget:
    """Seconds left in a run, for all its threads. ``clock`` counts seconds and never goes back; ``sleep`` waits."""

    def __init__(
        self,
        seconds: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self.seconds = seconds
        self._clock = clock
        self._stop = Event()
        self._sleep = sleep or self._stop.wait
        self._ends = clock() + seconds

    @property
    def left(self) -> float:
        """Seconds left, never below zero."""
        return 0.0 if self.stopped else max(0.0, self._ends - self._clock())

    @property
    def stopped(self) -> bool:
        """Whether somebody pressed Ctrl-C."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Nothing more is begun, and whoever waits wakes up."""
        self._stop.set()

    def wait(self, seconds: float, why: str) -> None:
        """Sleep, if the budget has room for it. Raises BudgetSpent at once where it has not; ``why`` is a clause."""
        if seconds > self.left:
            raise self._spent(
                Sentence(
                    "{why}, which would take another {seconds} s, and {left} s are left",
                    why=why,
                    seconds=f"{seconds:.0f}",
                    left=f"{self.left:.0f}",
                )
            )
        if seconds > 0:
            self._sleep(seconds)
            if self.stopped:
                raise self._spent(why)

    def check(self, doing: str) -> None:
        """Raise BudgetSpent if nothing is left before ``doing`` something."""
        if self.left <= 0:
            raise self._spent(Sentence("there was no time left for {doing}", doing=doing))

    def _spent(self, why: str) -> BudgetSpent:
        if self.stopped:
            return BudgetSpent(
                Sentence("The run was interrupted."), hint=Sentence("Run the same command again to go on.")
            )
        return BudgetSpent(
            Sentence("The run's budget of {seconds} s is spent: {why}.", seconds=f"{self.seconds:g}", why=why),
            hint=Sentence("Run again later, or raise run.budget_seconds in the configuration."),
        )

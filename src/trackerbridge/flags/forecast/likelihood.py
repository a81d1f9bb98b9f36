"""The forecast of a project at one moment: how likely each open, dated task is to be late, and why.

Two answers are mixed: that of the shipped trees, which never saw this project, and that of the project's own record and
signs (``trackerbridge.flags.chances``). The more dates have ended here, the more the second one counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from trackerbridge.clock import Calendar
from trackerbridge.flags.chances.model import Weights, added_by, shipped_weights
from trackerbridge.flags.chances.record import Kept, Record
from trackerbridge.flags.chances.signs import signs_of
from trackerbridge.flags.forecast.facts import row
from trackerbridge.flags.forecast.known import Knowledge, deadline_of
from trackerbridge.flags.forecast.reasons import reasons_of
from trackerbridge.flags.forecast.trees import chance_of, shipped
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Snapshot, Task
from trackerbridge.replay import World

WORTH_OF_SHIPPED = 10  # ended dates of the project's own that count as much as the shipped trees
TRUST_IN_SHIPPED = 0.3  # made from tables; on raw issues of a project left out their log-odds are worth so much
OF_ITS_OWN = 300  # ended dates of the project's own from which the shipped trees say nothing that would count
SUREST = 0.97  # counts and dates alone bear out no greater certainty


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely a task is to be late: ``chance`` 0 to 1; ``reasons``: what raises it most, strongest first."""

    chance: float
    reasons: tuple[str, ...]
    learned_from: int  # ended dates of the project's own; 0: the shipped trees alone


class Forecast:
    """All open dated tasks of a source at ``now`` (UTC), answered by ``of``.

    ``weights`` stand in for the shipped ones of the signs; ``kept`` holds what was read of finished work between calls.
    """

    def __init__(
        self, snapshot: Snapshot, now: datetime, calendar: Calendar, *, weights: Weights | None = None,
        kept: Kept | None = None,
    ) -> None:  # fmt: skip
        self._now, self._calendar = now, calendar
        self._weights = weights or shipped_weights()
        self._record = Record.of([snapshot], now, calendar, kept=kept)
        self._world = World.of(snapshot, calendar)
        self._asked = {task.identity: task for task in snapshot.tasks if self._can_ask(task)}
        self._knowledge = Knowledge(snapshot.tasks, now, calendar)
        self._found = {identity: (facts, row(facts)) for identity, facts in self._facts()}
        self._chances: dict[str, float] = {}
        self._added: dict[str, dict[str, float]] = {}

    @property
    def learned_from(self) -> int:
        """How many ended dates of the project's own the answers rest on; 0: the shipped trees alone."""
        return len(self._record.ended)

    def chance(self, task: Task) -> float | None:
        """How likely the task is to be late, 0 to 1; None where there is nothing to foretell (see ``of``)."""
        if task.identity not in self._found:
            return None
        if task.identity not in self._chances:
            self._chances[task.identity] = self._reckoned(task)
        return self._chances[task.identity]

    def _reckoned(self, task: Task) -> float:
        own = self._weights.usual + sum(self._signs(task).values())
        chance = chance_of(self._share_of_own * own + self._from_shipped(task))
        return min(SUREST, max(1 - SUREST, chance))

    def _from_shipped(self, task: Task) -> float:
        worth = self._worth_of_shipped
        return worth * shipped().log_odds(self._found[task.identity][1]) if worth else 0.0

    @cached_property
    def _worth_of_shipped(self) -> float:
        """What the shipped trees still count for: nothing where they could no longer move a chance by one per cent."""
        return 0.0 if self.learned_from >= OF_ITS_OWN else (1 - self._share_of_own) * TRUST_IN_SHIPPED

    @property
    def _share_of_own(self) -> float:
        return self.learned_from / (self.learned_from + WORTH_OF_SHIPPED)

    def _signs(self, task: Task) -> dict[str, float]:
        """What each sign adds to the log-odds; asked for the chance, and again for its reasons."""
        if task.identity not in self._added:
            found = signs_of(task, self._record, self._world) or {}
            self._added[task.identity] = added_by(found, self._weights)
        return self._added[task.identity]

    def of(self, task: Task) -> Likelihood | None:
        """The answer; None for a task that is done, without a date or a creation day, or overdue already."""
        chance = self.chance(task)
        if chance is None:
            return None
        facts, numbers = self._found[task.identity]
        worth = self._worth_of_shipped
        signs = {name: self._share_of_own * added for name, added in self._signs(task).items()}
        shares = {name: worth * share for name, share in shipped().shares(numbers).items()} if worth else {}
        return Likelihood(chance, reasons_of(shares, facts, signs), self.learned_from)

    def _can_ask(self, task: Task) -> bool:
        deadline = deadline_of(task, self._calendar)
        made = task.created_at is not None and task.created_at <= self._now
        return task.open and not task.template and made and deadline is not None and self._now < deadline

    def _facts(self) -> Iterable[tuple[str, dict[str, float]]]:
        known = self._knowledge.about([(task, self._now) for task in self._asked.values()])
        return zip(self._asked, known, strict=True)

"""The forecast of a project at one moment: how likely each open, dated task is to be late, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from trackerbridge.clock import Calendar
from trackerbridge.flags.forecast.facts import row
from trackerbridge.flags.forecast.known import Ended, Knowledge, date_set_at, deadline_of
from trackerbridge.flags.forecast.own_history import OwnHistory, enough, learned
from trackerbridge.flags.forecast.reasons import reasons_of
from trackerbridge.flags.forecast.trees import chance_of, shipped
from trackerbridge.model import Snapshot, Task

MOST_LEARNED_FROM = 500  # the newest ended tasks; older ones say less, and time is counted
SUREST = 0.97  # counts and dates alone bear out no greater certainty
_WHERE_TO_LEARN = (0.0, 0.5)  # parts of the way from setting a date to it, at which ended tasks are looked back at


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely a task is to be late: ``chance`` 0 to 1; ``reasons``: what raises it most, strongest first."""

    chance: float
    reasons: tuple[str, ...]
    learned_from: int  # ended tasks of the project's own; 0: the shipped model alone


class Forecast:
    """All open dated tasks of some snapshots at ``now`` (UTC), answered by ``of``."""

    def __init__(self, tasks: Sequence[Task], now: datetime, calendar: Calendar) -> None:
        self._now, self._calendar = now, calendar
        self._asked = {task.identity: task for task in tasks if self._can_ask(task)}
        self._knowledge = Knowledge(tasks, now, calendar)
        self._own = _own_history(self._knowledge)
        self._found = {identity: (facts, row(facts)) for identity, facts in self._facts()}

    @property
    def learned_from(self) -> int:
        """How many ended tasks of the project's own the answers rest on; 0: the shipped model alone."""
        return self._own.tasks if self._own else 0

    def chance(self, task: Task) -> float | None:
        """How likely the task is to be late, 0 to 1; None where there is nothing to foretell (see ``of``)."""
        if task.identity not in self._found:
            return None
        facts, numbers = self._found[task.identity]
        answer = shipped().log_odds(numbers)
        chance = chance_of(self._own.log_odds(answer, facts) if self._own else answer)
        return min(SUREST, max(1 - SUREST, chance))

    def of(self, task: Task) -> Likelihood | None:
        """The answer; None for a task that is done, without a date or a creation day, or overdue already."""
        chance = self.chance(task)
        if chance is None:
            return None
        facts, numbers = self._found[task.identity]
        return Likelihood(chance, reasons_of(shipped().shares(numbers), facts), self.learned_from)

    def _can_ask(self, task: Task) -> bool:
        deadline = deadline_of(task, self._calendar)
        made = task.created_at is not None and task.created_at <= self._now
        return task.open and not task.template and made and deadline is not None and self._now < deadline

    def _facts(self) -> Iterable[tuple[str, dict[str, float]]]:
        known = self._knowledge.about([(task, self._now) for task in self._asked.values()])
        return zip(self._asked, known, strict=True)


def chances(
    snapshots: Sequence[Snapshot], tasks: Sequence[Task], now: datetime, calendar: Calendar
) -> Mapping[str, float]:
    """How likely each of these tasks is to be late, by identity, from the snapshots as they stood at ``now``."""
    forecast = Forecast([task for snapshot in snapshots for task in snapshot.tasks], now, calendar)
    found = {task.identity: forecast.chance(task) for task in tasks}
    return {identity: chance for identity, chance in found.items() if chance is not None}


def _own_history(knowledge: Knowledge) -> OwnHistory | None:
    """Learned by looking back at ended tasks as they stood when their last date was set, and half-way to it."""
    newest = knowledge.ended[-MOST_LEARNED_FROM:]
    if not enough([one.late for one in newest]):
        return None
    asked = [(one.task, at, one) for one in newest for at in _moments(one)]
    known = knowledge.about([(task, at) for task, at, _ in asked])
    answers = [shipped().log_odds(row(facts)) for facts in known]
    return learned(answers, known, [one.late for _, _, one in asked], len(newest))


def _moments(one: Ended) -> list[datetime]:
    set_at = date_set_at(one.task, one.known_at)
    moments = [set_at + (one.deadline - set_at) * part for part in _WHERE_TO_LEARN]
    return [at for at in moments if at < min(one.known_at, one.deadline)]

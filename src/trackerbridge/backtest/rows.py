"""Every dated task of a project's past, stopped at its four moments, and what the rules said there. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.flags.base import Rule, Severity, of_project
from trackerbridge.flags.engine import assess
from trackerbridge.flags.registry import all_rules
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import Snapshot, Task
from trackerbridge.replay import Film, Moment, Point, moments_of, outcome_of

Chances = Callable[[Sequence[Snapshot], Sequence[Task], datetime], Mapping[str, float]]
"""The forecast: from the snapshots as of a moment, how likely each of these tasks ends late, by the task's identity."""

_OVERDUE = "D01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One task at one moment: what was said then, and how it ended.

    ``lead_days`` are working days from the moment to the deadline that stood then. ``chance`` is the forecast's, None
    where it could not tell.
    """

    task: str  # identity
    key: str
    point: Point
    at: datetime
    deadline: datetime
    late: bool
    overdue: bool
    lead_days: int
    flags: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    chance: float | None = None


@dataclass(frozen=True, kw_only=True)
class Past:
    """A project's sources, ready to be stopped at any moment, and the moments that count, oldest first."""

    films: tuple[Film, ...]
    moments: tuple[Moment, ...]
    calendar: Calendar
    flags: FlagsConfig
    blind: tuple[str, ...] = ()  # why parts of the past cannot be seen

    @classmethod
    def of(cls, snapshots: Sequence[Snapshot], *, calendar: Calendar, flags: FlagsConfig, most_tasks: int) -> Past:
        """Of the tasks whose date and end are known, the ``most_tasks`` newest."""
        films = tuple(Film(snapshot, calendar) for snapshot in snapshots)
        found, blind = [], []
        for film in films:
            seen = [moment for moment in _moments(film) if not film.blind_at(moment.at)]
            found += seen
            blind += list(filter(None, {film.blind_at(film.world.earliest)}))
        found.sort(key=lambda moment: (moment.at, moment.task.identity))
        newest = list(dict.fromkeys(moment.task.identity for moment in reversed(found)))[:most_tasks]
        chosen = frozenset(newest)
        kept = tuple(moment for moment in found if moment.task.identity in chosen)
        return cls(films=films, moments=kept, calendar=calendar, flags=flags, blind=tuple(dict.fromkeys(blind)))

    @cached_property
    def stops(self) -> tuple[tuple[datetime, tuple[Snapshot, ...], list[Moment]], ...]:
        """Each moment once: when, what all sources were then, and which tasks are asked for."""
        return tuple(
            (at, tuple(film.at(at) for film in self.films), list(together))
            for at, together in groupby(self.moments, key=lambda moment: moment.at)
        )


def _moments(film: Film) -> Iterator[Moment]:
    for task in film.tasks:
        outcome = None if task.template else outcome_of(task, film.world.seen_at)
        if outcome is not None:
            yield from moments_of(task, outcome, film.world)


def replayed(
    past: Past,
    *,
    chances: Chances | None = None,
    rules: Sequence[Rule] | None = None,
    flags: FlagsConfig | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> list[Row]:
    """What the rules say at every stop, of the tasks asked for. ``tell`` hears how many moments are done.

    Rules about the project as a whole foretell nothing of one task and are left out. D01 has no days of grace here:
    overdue is arithmetic.
    """
    known = all_rules() if rules is None else rules
    single = [rule for rule in known if not of_project(rule)]
    settings = _without_grace(flags or past.flags, single)
    rows: list[Row] = []
    for at, snapshots, asked in past.stops:
        wanted = frozenset(moment.task.identity for moment in asked)
        assessment = assess(
            project="", snapshots=snapshots, flags=settings, calendar=past.calendar, now=at, rules=single, only=wanted
        )
        said: dict[str, dict[str, Severity]] = {}
        for flag in assessment.flags:
            if flag.task is not None:
                said.setdefault(flag.task.identity, {})[flag.code] = flag.severity
        tasks = [task for snapshot in snapshots for task in snapshot.tasks if task.identity in wanted]
        chance = chances(snapshots, tasks, at) if chances else {}
        rows += [_row(moment, said, chance, past.calendar) for moment in asked]
        tell(len(rows))
    return rows


def _row(
    moment: Moment, said: Mapping[str, Mapping[str, Severity]], chance: Mapping[str, float], calendar: Calendar
) -> Row:
    own = moment.task.identity
    first, last = calendar.day_of(moment.at), calendar.last_day_before(moment.deadline)
    return Row(
        task=own, key=moment.task.key, point=moment.point, at=moment.at, deadline=moment.deadline, late=moment.late,
        overdue=moment.overdue, lead_days=calendar.working_days_between(first, last),
        flags=MappingProxyType(dict(said.get(own, {}))), chance=chance.get(own),
    )  # fmt: skip


def _without_grace(flags: FlagsConfig, rules: Sequence[Rule]) -> FlagsConfig:
    if all(rule.code != _OVERDUE for rule in rules):
        return flags
    options = {name: table for name, table in flags.options.items() if name != _OVERDUE}
    overdue = {**flags.options.get(_OVERDUE, {}), "internal_working_days": 0}
    return FlagsConfig(profile=flags.profile, ignore=flags.ignore, **{**options, _OVERDUE: overdue})

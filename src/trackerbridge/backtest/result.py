"""The figures of a backtest, put together from its rows. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from statistics import median

from trackerbridge.backtest.measures import auc, brier, hits
from trackerbridge.backtest.rows import Chances, Past, Row, replayed
from trackerbridge.backtest.thresholds import Suggestion, suggestions
from trackerbridge.flags.base import Rule, Severity
from trackerbridge.flags.registry import all_rules
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model.sentence import Sentence
from trackerbridge.replay import Point

FEWEST_TASKS = 20
FEWEST_OF_A_KIND = 5
_ABOUT_DATES_OR_FLOW = ("D", "F")
_OVERDUE = "D01"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointFigures:
    """How well one moment's warnings did, among tasks that were not overdue yet.

    ``lead_days_median`` are working days from right warnings to the deadline. ``brier_base`` is what always saying the
    share of late ones so far would have cost.
    """

    at: Point
    n: int
    positives: int
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    auc: float | None = None
    brier: float | None = None
    brier_base: float | None = None
    lead_days_median: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFigures:
    """How well one rule's flags foretold lateness, over all four moments.

    ``recall`` and ``lead_days_median`` count tasks: of those that ended late, how many it had flagged at some moment
    before their deadline, and how many working days before at the earliest.
    """

    code: str
    rule: str
    flagged: int  # rows
    precision: float | None
    recall: float | None
    f1: float | None
    lead_days_median: float | None
    lift: float | None  # its precision against the share of late rows


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows to which the forecast gave between ``low`` and ``high``: what it said on average, and what happened."""

    low: float
    high: float
    n: int
    said: float
    happened: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What a project's past says about its flags. Without enough of it there are no figures, only ``why_not``."""

    tasks: int  # that had a date and whose end is known
    late: int  # that ended after the date that stood at their last moment
    points: tuple[PointFigures, ...] = ()
    rules: tuple[RuleFigures, ...] = ()
    overdue: int = 0
    overdue_found: int = 0
    calibration: tuple[Bin, ...] = ()
    suggested: tuple[Suggestion, ...] = ()
    notes: tuple[str, ...] = ()
    why_not: str = ""
    rows: tuple[Row, ...] = field(default=(), repr=False)


def backtest(
    past: Past,
    *,
    chances: Chances | None = None,
    rules: Sequence[Rule] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Backtest:
    """Replay a project's past and say how well its flags would have foretold lateness. ``rules`` default to all."""
    known = all_rules() if rules is None else tuple(rules)
    ends = {moment.task.identity: moment.late for moment in past.moments}
    tasks, late = len(ends), sum(ends.values())
    why_not = _too_little(tasks, late)
    if why_not:
        return Backtest(tasks=tasks, late=late, notes=past.blind, why_not=why_not)
    total = len(past.moments)
    rows = replayed(
        past, chances=chances, rules=known, tell=lambda done: tell(f"replaying the past: {done} of {total} moments")
    )
    tell("trying other thresholds")
    risky = at_risk(rows)
    return Backtest(
        tasks=tasks,
        late=late,
        points=tuple(_point(point, rows) for point in Point),
        rules=_rules(risky, known),
        overdue=sum(row.overdue for row in rows),
        overdue_found=sum(row.overdue and _OVERDUE in row.flags for row in rows),
        calibration=_calibration(risky),
        suggested=suggestions(past, risky, known),
        notes=past.blind,
        rows=tuple(rows),
    )


def _too_little(tasks: int, late: int) -> str:
    """Why there are no figures, in one sentence; empty where there is enough."""
    if tasks < FEWEST_TASKS:
        return Sentence(
            "There is too little history to judge by. Tasks that had a date and are known to have met or missed it: "
            "{tasks}; it takes {least}.", tasks=tasks, least=FEWEST_TASKS,
        )  # fmt: skip
    least = min(late, tasks - late)
    if least < FEWEST_OF_A_KIND:
        kind = "late" if late < tasks - late else "on time"
        return Sentence(
            "There is too little to tell apart: of {tasks} tasks with a date, only {found} ended {kind}, and it takes "
            "{least}.", tasks=tasks, found=least, kind=Sentence(kind), least=FEWEST_OF_A_KIND,
        )  # fmt: skip
    return ""


def at_risk(rows: Sequence[Row]) -> list[Row]:
    """The rows where there was something to foretell: the deadline had not passed."""
    return [row for row in rows if not row.overdue]


def warned(row: Row) -> bool:
    """Whether the task stood in the report as in danger: a flag about dates or flow, of medium severity or higher."""
    return any(
        code.startswith(_ABOUT_DATES_OR_FLOW) and severity is not Severity.LOW for code, severity in row.flags.items()
    )


def ranks(rows: Sequence[Row]) -> list[float]:
    """How much danger each row is in: the forecast's chance, else how loud its flags are.

    What the forecast leaves out among tasks that it speaks of was done at that moment: nobody was warned, so no danger.
    """
    if any(row.chance is not None for row in rows):
        return [row.chance or 0.0 for row in rows]
    return [float(_loudness(row.flags)) for row in rows]


def _loudness(flags: Mapping[str, Severity]) -> int:
    return sum(severity.rank for code, severity in flags.items() if code.startswith(_ABOUT_DATES_OR_FLOW))


def _point(point: Point, every: Sequence[Row]) -> PointFigures:
    rows = [row for row in at_risk(every) if row.point is point]
    truth = [row.late for row in rows]
    said = hits(truth, [warned(row) for row in rows])
    told = [row for row in rows if row.chance is not None]
    return PointFigures(
        at=point, n=len(rows), positives=sum(truth), precision=said.precision, recall=said.recall, f1=said.f1,
        auc=auc(truth, ranks(rows)),
        brier=brier([row.late for row in told], [row.chance or 0.0 for row in told]),
        brier_base=_base(told, every),
        lead_days_median=_median([row.lead_days for row in rows if row.late and warned(row)]),
    )  # fmt: skip


def _base(told: Sequence[Row], every: Sequence[Row]) -> float | None:
    """Brier of always saying the share of late tasks that were known to be late or not by then."""
    if not told:
        return None
    shares = [base_rate_before(row, every) for row in told]
    return brier([row.late for row in told], shares)


def base_rate_before(row: Row, every: Sequence[Row]) -> float:
    """The share of late tasks among those whose deadline had passed by then, leaning to one half."""
    ended = {each.task: each.late for each in every if each.deadline < row.at}
    return (sum(ended.values()) + 1) / (len(ended) + 2)


def _rules(rows: Sequence[Row], known: Sequence[Rule]) -> tuple[RuleFigures, ...]:
    """Every rule that said something, by its code; D01 speaks of what is overdue and foretells nothing."""
    names = {rule.code: rule.name for rule in known}
    spoke = sorted({code for row in rows for code in row.flags if code != _OVERDUE})
    return tuple(_rule(code, names[code], rows) for code in spoke)


def _rule(code: str, name: str, rows: Sequence[Row]) -> RuleFigures:
    flagged = [row for row in rows if code in row.flags]
    right = [row for row in flagged if row.late]
    late = {row.task for row in rows if row.late}
    earliest: dict[str, int] = {}
    for row in right:
        earliest[row.task] = max(row.lead_days, earliest.get(row.task, 0))
    precision = len(right) / len(flagged)
    recall = len(earliest) / len(late) if late else None
    share = sum(row.late for row in rows) / len(rows)
    return RuleFigures(
        code=code, rule=name, flagged=len(flagged), precision=precision, recall=recall,
        f1=2 * precision * recall / (precision + recall) if recall else None,
        lead_days_median=_median(list(earliest.values())),
        lift=precision / share if share else None,
    )  # fmt: skip


def _calibration(rows: Sequence[Row]) -> tuple[Bin, ...]:
    """Five bins of the forecast; those that hold nothing are left out."""
    found = []
    for step in range(5):
        low, high = step / 5, (step + 1) / 5
        inside = [(row.chance, row.late) for row in rows if row.chance is not None and _in_bin(row.chance, low, high)]
        if inside:
            said = sum(chance for chance, _ in inside) / len(inside)
            found.append(Bin(low, high, len(inside), said, sum(late for _, late in inside) / len(inside)))
    return tuple(found)


def _in_bin(chance: float, low: float, high: float) -> bool:
    return low <= chance < high or (high == 1 and chance == 1)


def _median(values: Sequence[int]) -> float | None:
    return float(median(values)) if values else None

"""What a backtest says, as rows and sentences: the table and Markdown show the same ones, JSON all figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from trackerbridge.replay import Point
from trackerbridge.report.words import count
from trackerbridge.results import Backtested

if TYPE_CHECKING:
    from trackerbridge.backtest import Backtest, PointFigures, RuleFigures, Suggestion

_SAID = {
    Point.SET: "date set",
    Point.HALF: "half way",
    Point.MINUS7: "7 days before",
    Point.MINUS1: "1 day before",
}
POINTS = ("moment", "tasks", "late", "precision", "recall", "F1", "AUC", "Brier", "lead")
WORDS = frozenset({"moment", "flag", "name"})  # columns that hold no figures
RULES = ("flag", "name", "flagged", "precision", "recall", "lift", "lead")
LEGEND = (
    "Precision: of the tasks that were flagged, how many ended late. Recall: of those that ended late, how many were "
    "flagged. AUC: how often a late one was ranked above one on time; 50 % is chance. Lead: working days from the "
    "warning to the deadline, the middle value. Lift: how much more often what it flagged was late than everything was."
)


def opening(found: Backtest) -> str:
    """What was looked at."""
    return (
        f"Of {count(found.tasks, 'task')} with a date whose end is known, {found.late} ended after the date that stood "
        f"last."
    )


def point_rows(found: Backtest) -> list[tuple[str, ...]]:
    """One row a moment."""
    return [_point_row(point) for point in found.points]


def _point_row(point: PointFigures) -> tuple[str, ...]:
    return (
        _SAID[point.at],
        str(point.n),
        str(point.positives),
        _percent(point.precision),
        _percent(point.recall),
        _percent(point.f1),
        _percent(point.auc),
        _brier(point),
        _days(point.lead_days_median),
    )


def _brier(point: PointFigures) -> str:
    return "–" if point.brier is None else f"{point.brier:.2f}"


def _honest(found: Backtest) -> Iterator[str]:
    """How near the forecast's percentages came."""
    for each in found.calibration:
        low, high = round(100 * each.low), round(100 * each.high)
        yield f"Where it said {low} to {high} %, {round(100 * each.happened)} % of {each.n} ended late."
    for point in found.points:
        if point.brier is not None and point.brier_base is not None:
            yield (
                f"Brier, {_SAID[point.at]}: {point.brier:.2f}; always saying the share of late tasks so far would have "
                f"cost {point.brier_base:.2f}."
            )


def rule_rows(found: Backtest) -> list[tuple[str, ...]]:
    """One row a rule, those that say most about lateness first."""
    return [_rule_row(rule) for rule in sorted(found.rules, key=lambda rule: (-(rule.f1 or 0), rule.code))]


def _rule_row(rule: RuleFigures) -> tuple[str, ...]:
    lift = f"{rule.lift:.1f}×" if rule.lift is not None else "–"
    return (
        rule.code, rule.rule, str(rule.flagged), _percent(rule.precision), _percent(rule.recall), lift,
        _days(rule.lead_days_median),
    )  # fmt: skip


def sentences(found: Backtest) -> Iterator[tuple[str, list[str]]]:
    """What does not fit into a table: (heading, sentences)."""
    if found.overdue:
        yield (
            "Already overdue",
            [f"{found.overdue_found} of {count(found.overdue, 'task')} that were overdue at a moment were flagged."],
        )
    if found.calibration:
        yield "Is the forecast honest?", list(_honest(found))
    if found.points:
        yield "Suggested thresholds", [_suggestion(each) for each in found.suggested] or [_NO_SUGGESTION]
    if found.notes:
        yield "To know", list(found.notes)


_NO_SUGGESTION = "None: no other threshold that was tried did better on both parts of the past."


def _suggestion(one: Suggestion) -> str:
    return (
        f"{one.code} = {{ {one.option} = {_number(one.suggested)} }} in place of {_number(one.now)} ({one.rule}): F1 "
        f"{_percent(one.f1_suggested)} in place of {_percent(one.f1_now)} on the later third, which did not choose it."
    )


def _number(value: float) -> str:
    return f"{value:g}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"


def _days(value: float | None) -> str:
    return "–" if value is None else f"{value:g} wd"


def backtested_json(one: Backtested) -> dict[str, Any]:
    """The document of ``backtest --format json`` (DESIGN section 5), with more fields."""
    found = one.backtest
    return {
        "project": one.project,
        "title": one.title,
        "tasks": found.tasks,
        "late": found.late,
        "enough": not found.why_not,
        "points": [_point_json(point) for point in found.points],
        "rules": {rule.code: _rule_json(rule) for rule in found.rules},
        "overdue": {"n": found.overdue, "found": found.overdue_found},
        "calibration": [
            {"from": each.low, "to": each.high, "n": each.n, "said": _rounded(each.said),
             "happened": _rounded(each.happened)}
            for each in found.calibration
        ],
        "suggested": [_suggestion_json(each) for each in found.suggested],
        "notes": [*([found.why_not] if found.why_not else []), *found.notes],
        "requests": one.requests,
        "seconds": round(one.seconds, 3),
    }  # fmt: skip


def _point_json(point: PointFigures) -> Mapping[str, Any]:
    return {
        "at": point.at.value,
        "n": point.n,
        "positives": point.positives,
        "precision": _rounded(point.precision),
        "recall": _rounded(point.recall),
        "f1": _rounded(point.f1),
        "auc": _rounded(point.auc),
        "brier": _rounded(point.brier),
        "brier_base": _rounded(point.brier_base),
        "lead_days_median": point.lead_days_median,
    }


def _rule_json(rule: RuleFigures) -> Mapping[str, Any]:
    return {
        "rule": rule.rule,
        "n": rule.flagged,
        "precision": _rounded(rule.precision),
        "recall": _rounded(rule.recall),
        "f1": _rounded(rule.f1),
        "lift": _rounded(rule.lift),
        "lead_days_median": rule.lead_days_median,
    }


def _suggestion_json(one: Suggestion) -> Mapping[str, Any]:
    return {
        "code": one.code,
        "option": one.option,
        "now": one.now,
        "suggested": one.suggested,
        "f1_now": _rounded(one.f1_now),
        "f1_suggested": _rounded(one.f1_suggested),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)

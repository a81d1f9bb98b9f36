"""The tabular track of lateness: own history (T1), no history (T0), and what they are measured against."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.accuracy import baselines
from benchmarks.accuracy.baselines import Method, Said
from benchmarks.accuracy.reliability import bins
from benchmarks.accuracy.scores import leaf, macro
from benchmarks.accuracy.tables import MOMENTS, Row, Split, projects_in, rows_of, split
from trackerbridge.flags.forecast.fitting import can_fit

SETS: Mapping[str, Callable[[Row], bool]] = {"all": lambda _: True, "window>1": lambda row: row.window > 1}
Splits = Mapping[str, list[Split]]  # by moment


def measure(data: Path) -> dict[str, Any]:
    """Scores by track, moment and set of rows; baselines under ``baselines`` in the same shape."""
    projects = projects_in(data)
    if not projects:
        return {}
    splits = {moment: [split(name, moment, rows_of(data, name, moment)) for name in projects] for moment in MOMENTS}
    if not can_fit():
        print("late: t0, t1 and fitted baselines need trackerbridge[forecast]; simple rules only.", file=sys.stderr)
    ours = _ours(data, projects, splits) if can_fit() else {}
    simple = baselines.SIMPLE | (baselines.FITTED if can_fit() else {})
    beside = {name: _track(splits, method) for name, method in simple.items()}
    return {**ours, "baselines": {"published": baselines.PUBLISHED, **beside}}


def _ours(data: Path, projects: list[str], splits: Splits) -> dict[str, Any]:
    from benchmarks.accuracy import forecasts

    seen = forecasts.tables(data, projects)
    models = forecasts.models(seen)

    def with_model(judge: Callable[..., Said]) -> Method:
        return lambda one: judge(one, seen[one.project, one.moment], models[one.project])

    judges = {"t0": with_model(forecasts.no_history), "t1": with_model(forecasts.own_history)}
    said = {track: _said(splits, judge) for track, judge in judges.items()}
    scored = {track: {moment: _moment(one) for moment, one in moments.items()} for track, moments in said.items()}
    return {**scored, "reliability": {track: _bins(moments["discussion"]) for track, moments in said.items()}}


Answers = Mapping[str, tuple[Split, Said]]  # by project


def _said(splits: Splits, say: Method) -> dict[str, Answers]:
    return {moment: {one.project: (one, say(one)) for one in several} for moment, several in splits.items()}


def _track(splits: Splits, say: Method) -> dict[str, Any]:
    return {moment: _moment(answers) for moment, answers in _said(splits, say).items()}


def _bins(answers: Answers) -> list[dict[str, float]]:
    rows = [
        (row.late, chance)
        for one, said in answers.values()
        for row, chance in zip(one.test, said.chances or (), strict=True)
    ]
    return bins([late for late, _ in rows], [chance for _, chance in rows])


def _moment(said: Answers) -> dict[str, Any]:
    found = {}
    for name, belongs in SETS.items():
        projects = {project: _leaf(one, answer, belongs) for project, (one, answer) in said.items()}
        found[name] = {"macro": macro(projects.values()), "projects": projects}
    return found


def _leaf(one: Split, said: Said, belongs: Callable[[Row], bool]) -> dict[str, Any]:
    places = [place for place, row in enumerate(one.test) if belongs(row)]

    def of(values: Any) -> Any:
        return None if values is None else [values[place] for place in places]

    truth = [one.test[place].late for place in places]
    return leaf(truth, of(said.flagged), of(said.ranks), of(said.chances), one.base_rate)

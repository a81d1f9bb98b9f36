"""The tabular track of lateness: own history (T1), no history (T0), and what they are measured against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.accuracy import baselines
from benchmarks.accuracy.scores import leaf, macro
from benchmarks.accuracy.tables import MOMENTS, Split, projects_in, rows_of, split

SETS = {"all": lambda _: True, "window>1": lambda row: row.window > 1}


def measure(data: Path) -> dict[str, Any]:
    """Scores by track, moment and set of rows; baselines under ``baselines`` in the same shape."""
    projects = projects_in(data)
    if not projects:
        return {}
    splits = {moment: [split(name, moment, rows_of(data, name, moment)) for name in projects] for moment in MOMENTS}
    return {
        "baselines": {"published": baselines.PUBLISHED}
        | {name: _track(splits, say) for name, say in baselines.SIMPLE.items()}
    }


def _track(splits: dict[str, list[Split]], say: baselines.Method) -> dict[str, Any]:
    return {moment: _moment({one.project: (one, say(one)) for one in several}) for moment, several in splits.items()}


def _moment(said: dict[str, tuple[Split, baselines.Said]]) -> dict[str, Any]:
    found = {}
    for name, belongs in SETS.items():
        projects = {project: _leaf(one, answer, belongs) for project, (one, answer) in said.items()}
        found[name] = {"macro": macro(projects.values()), "projects": projects}
    return found


def _leaf(one: Split, said: baselines.Said, belongs: Any) -> dict[str, Any]:
    places = [place for place, row in enumerate(one.test) if belongs(row)]

    def of(values: Any) -> Any:
        return None if values is None else [values[place] for place in places]

    truth = [one.test[place].late for place in places]
    return leaf(truth, of(said.flagged), of(said.ranks), of(said.chances), one.base_rate)

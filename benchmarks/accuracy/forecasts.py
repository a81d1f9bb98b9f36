"""What trackerbridge says of the tables: T0 by the shipped model, T1 by one fitted on the project's own history.

A project that the shipped model was made from is judged by a model made from the others in the folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.baselines import Said
from benchmarks.accuracy.own_history import own_chances
from benchmarks.accuracy.row_facts import known_of
from benchmarks.accuracy.tables import MOMENTS, Split, rows_of
from benchmarks.accuracy.train_late_model import by_key, trained
from trackerbridge.flags.forecast.facts import row
from trackerbridge.flags.forecast.trees import Trees, chance_of, shipped, trees_of

OWN_THRESHOLD = 0.5


@dataclass(frozen=True)
class Seen:
    """One project's rows at one moment, with what is known of each and how it ended. Keyed by the issue's key."""

    known: Mapping[str, dict[str, float]]
    late: Mapping[str, bool]


Table = Mapping[tuple[str, str], Seen]  # by project and moment


def tables(data: Path, projects: Sequence[str]) -> Table:
    """What is known of every row of these projects."""
    return {(name, moment): _seen(data, name, moment) for name in projects for moment in MOMENTS}


def _seen(data: Path, project: str, moment: str) -> Seen:
    rows = rows_of(data, project, moment)
    facts = known_of(rows, by_key(rows_of(data, project, "due")))
    return Seen({one.key: known for one, known in zip(rows, facts, strict=True)}, {one.key: one.late for one in rows})


def models(seen: Table) -> dict[str, Trees]:
    """For every project the model that never saw it: the shipped one, or one made from the other projects here."""
    projects = {project for project, _ in seen}
    ours = set(shipped().card["projects"])
    return {project: _without(project, ours, seen) if project in ours else shipped() for project in projects}


def _without(project: str, ours: set[str], seen: Table) -> Trees:
    others = [table for (name, _), table in sorted(seen.items()) if name in ours and name != project]
    if not others:
        raise ValueError(
            f"The shipped model was made from {project}, and the folder has no other project to learn from."
        )
    known = [facts for table in others for facts in table.known.values()]
    return trees_of(trained(known, [late for table in others for late in table.late.values()]))


def no_history(split: Split, seen: Seen, model: Trees) -> Said:
    """T0: nothing of the project that is tested."""
    chances = [chance_of(model.log_odds(row(seen.known[one.key]))) for one in split.test]
    return Said([chance >= shipped().card["threshold"] for chance in chances], chances=chances)


def own_history(split: Split, seen: Seen, model: Trees) -> Said:
    """T1: fitted on the purged history, what the model without history says being one of its columns."""
    if len({one.late for one in split.history}) < 2:
        return no_history(split, seen, model)  # a past that knows one end only has nothing to tell apart
    history = [_with_prior(seen.known[one.key], model) for one in split.history]
    asked = [_with_prior(seen.known[one.key], model) for one in split.test]
    chances = own_chances(history, [one.late for one in split.history], asked)
    return Said([chance >= OWN_THRESHOLD for chance in chances], chances=chances)


def _with_prior(known: dict[str, float], model: Trees) -> list[float]:
    numbers = row(known)
    return [*numbers, model.log_odds(numbers)]

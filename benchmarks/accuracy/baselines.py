"""What ours is held against: published figures (quoted), and simple rules (computed on the same rows)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.accuracy.tables import Row, Split

# From the data folder's PROTOCOL.md; macro over more projects than may be in the folder at hand.
PUBLISHED = {
    "Choetkiertikul et al. 2017, mean of classifiers, at discussion": {
        "precision": 0.79, "recall": 0.61, "f1": 0.68, "auc": 0.83,
    },
    "T0: random forest trained on four other projects, all rows": {"f1": 0.75, "auc": 0.90},
    "logistic regression, purged, window > 1": {"precision": 0.67, "recall": 0.51, "f1": 0.56, "auc": 0.84},
    "random forest, purged, all rows": {"precision": 0.89, "recall": 0.81, "f1": 0.84, "auc": 0.93},
    "random forest, purged, window > 1": {"precision": 0.83, "recall": 0.57, "f1": 0.66, "auc": 0.90},
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a method says of the test rows: flagged or not, an order (higher is later), a chance where it has one."""

    flagged: Sequence[bool]
    ranks: Sequence[float] | None = None
    chances: Sequence[float] | None = None


Method = Callable[[Split], Said]


def always_late(split: Split) -> Said:
    """Every row."""
    return Said([True] * len(split.test), ranks=[0.0] * len(split.test))


def short_window(split: Split) -> Said:
    """The deadline was at most a day after the opening."""
    return Said([row.window <= 1 for row in split.test], ranks=[float(row.window <= 1) for row in split.test])


def days_remaining(split: Split) -> Said:
    """Seven days or fewer are left; the fewer, the likelier."""
    left = [row.numbers["RemainingDay"] for row in split.test]
    return Said([days <= 7 for days in left], ranks=[-days for days in left])


SIMPLE: dict[str, Method] = {
    "always late": always_late,
    "window of a day at most": short_window,
    "seven days or fewer remain": days_remaining,
}


PRIORITIES = ("Trivial", "Minor", "Major", "Critical", "Blocker")
KINDS = ("Bug", "Improvement", "Task", "SubTask", "NewFeature")


def logistic_regression(split: Split) -> Said:
    """The table's own columns, scaled; fitted on the purged history."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return _fitted(split, make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)))


def random_forest(split: Split) -> Said:
    """The table's own columns; 200 trees fitted on the purged history."""
    from sklearn.ensemble import RandomForestClassifier

    return _fitted(split, RandomForestClassifier(200, n_jobs=2, random_state=0))


FITTED: dict[str, Method] = {
    "logistic regression, purged": logistic_regression,
    "random forest, purged": random_forest,
}


def _fitted(split: Split, model: Any) -> Said:
    late = [row.late for row in split.history]
    if len(set(late)) < 2:
        return Said([late[0] if late else False] * len(split.test))
    model.fit([_columns(row) for row in split.history], late)
    chances = [float(chance) for chance in model.predict_proba([_columns(row) for row in split.test])[:, 1]]
    return Said([chance >= 0.5 for chance in chances], chances=chances)


def _columns(row: Row) -> list[float]:
    priority = PRIORITIES.index(row.priority) if row.priority in PRIORITIES else 2
    return [*row.numbers.values(), row.window, priority, *(float(row.kind == kind) for kind in KINDS)]

"""Team labels for the source's own tasks (``publish.mark_source``): what the flags say, as labels named ``tb-…``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from trackerbridge.flags.base import Assessment

MARKS: Mapping[str, str] = {
    "D01": "tb-overdue",
    "D02": "tb-due-soon",
    "D07": "tb-no-date",
    "C01": "tb-unclear",
    "C02": "tb-unclear",
    "C05": "tb-unclear",
    "F01": "tb-stale",
    "F02": "tb-unowned",
    "R01": "tb-client-waiting",
}
PREFIX = "tb-"  # labels that begin so are ours on the source, and only those


def team_marks(assessment: Assessment) -> dict[str, frozenset[str]]:
    """Task id -> the labels its flags call for. A flag that stands inside another one's root cause marks nothing."""
    marks: defaultdict[str, set[str]] = defaultdict(set)
    for flag in assessment.lines:
        if flag.task is not None and flag.code in MARKS:
            marks[flag.task.id].add(MARKS[flag.code])
    return {task: frozenset(labels) for task, labels in sorted(marks.items())}

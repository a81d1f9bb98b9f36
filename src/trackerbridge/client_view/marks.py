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
EXPLAINED: Mapping[str, frozenset[str]] = {
    "F01": frozenset({"D01", "R01"}),
    "F02": frozenset({"D01", "D02"}),
}
"""What another flag of the same task says already, as the rules themselves declare it (``Rule.explained_by``)."""
PREFIX = "tb-"  # labels that begin so are ours on the source, and only those


def team_marks(assessment: Assessment) -> dict[str, frozenset[str]]:
    """Task identity -> the labels its flags call for; late work is not also stale.

    Not only of the one line that a report shows: an overdue task stays marked as overdue while its client waits too.
    """
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for flag in assessment.flags:
        if flag.task is not None and flag.code in MARKS:
            codes[flag.task.identity].add(flag.code)
    return {task: _labels(found) for task, found in sorted(codes.items())}


def _labels(codes: set[str]) -> frozenset[str]:
    return frozenset(MARKS[code] for code in codes if not EXPLAINED.get(code, frozenset()) & codes)

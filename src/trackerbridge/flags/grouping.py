"""One task, one line: which of a task's flags is the root cause, and which stand inside it. Pure.

A late task is not also "stale" and "likely late": those stand inside. The root is a flag that no other flag of the task
explains (``Rule.explained_by``); of several, the most severe, then the first family in :data:`FAMILY_ORDER`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from trackerbridge.flags.base import Flag

FAMILY_ORDER = "DRFSC"  # promises first, then people, flow, scope, wording


def with_causes(flags: Iterable[Flag], explained_by: Mapping[str, frozenset[str]]) -> list[Flag]:
    """The same flags in the same order, ``cause`` filled in for all but the root of each task."""
    kept = list(flags)
    by_task: dict[str, list[Flag]] = {}
    for flag in kept:
        if flag.task is not None:
            by_task.setdefault(flag.task.identity, []).append(flag)
    roots = {task: _root(group, explained_by).code for task, group in by_task.items() if len(group) > 1}
    return [_placed(flag, roots.get(flag.task.identity)) if flag.task else flag for flag in kept]


def _placed(flag: Flag, root: str | None) -> Flag:
    return flag if root is None or flag.code == root else replace(flag, cause=root)


def _root(group: list[Flag], explained_by: Mapping[str, frozenset[str]]) -> Flag:
    present = {flag.code for flag in group}
    unexplained = [flag for flag in group if not (explained_by.get(flag.code, frozenset()) & present - {flag.code})]
    return min(unexplained or group, key=lambda flag: (-flag.severity.rank, _family(flag.code), flag.code))


def _family(code: str) -> int:
    place = FAMILY_ORDER.find(code[0])
    return place if place >= 0 else len(FAMILY_ORDER)

"""From one status of a workflow to another: in one step where there is one, else along statuses that lie between.

Nobody but an administrator sees the whole workflow; an account is told, of an issue, where it can go from where it is.
So the way is found step by step, each to a status that lies no further from the goal, and never through finished work
on the way to other work: a transition there may set a resolution, or tell people.
"""

from __future__ import annotations

from collections.abc import Collection

from trackerbridge.trackers.jira.workflow import Status, Workflow

MOST_STEPS = 6
_RANKS = {"new": 0, "indeterminate": 1, "done": 2}


def next_step(workflow: Workflow, here: str, goal: str, ways: Collection[str], been: Collection[str]) -> str:
    """The status to go to from ``here`` (ids); empty where none leads on. ``ways``: where the issue can go now."""
    if goal in ways:
        return goal
    known = {one.id: (place, one) for place, one in enumerate(workflow.statuses)}
    if goal not in known or here not in known:
        return ""
    aim, start = known[goal], known[here]

    def far(one: tuple[int, Status]) -> tuple[int, int]:
        return abs(_rank(one[1]) - _rank(aim[1])), abs(one[0] - aim[0])

    found = [
        known[each]
        for each in ways
        if each in known and each not in been and each != here
        and (known[each][1].category != "done" or aim[1].category == "done")
        and far(known[each])[0] <= far(start)[0]
    ]  # fmt: skip
    return min(found, key=far)[1].id if found else ""


def _rank(status: Status) -> int:
    return _RANKS.get(status.category, 1)

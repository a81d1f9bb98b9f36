"""Which step leads on towards a status, of those that an issue can take."""

from __future__ import annotations

import pytest

from trackerbridge.model import Stage
from trackerbridge.trackers.jira.walking import next_step
from trackerbridge.trackers.jira.workflow import Status, Workflow

CATEGORIES = {"open": "new", "doing": "indeterminate", "review": "indeterminate", "done": "done", "shelved": "done"}
WORKFLOW = Workflow(tuple(Status(name, name.title(), category, Stage.UNKNOWN) for name, category in CATEGORIES.items()))


@pytest.mark.parametrize(
    ("here", "goal", "ways", "step"),
    [
        ("open", "done", {"doing", "done"}, "done"),
        ("open", "done", {"doing"}, "doing"),
        ("doing", "done", {"open", "review"}, "review"),
        ("done", "open", {"review", "shelved"}, "review"),
        ("open", "review", {"doing", "done"}, "doing"),  # never through finished work to other work
        ("open", "review", {"done"}, ""),
        ("open", "done", set(), ""),
        ("open", "nowhere", {"doing"}, ""),
        ("nowhere", "done", {"doing"}, ""),
    ],
)
def test_the_next_step(here: str, goal: str, ways: set[str], step: str) -> None:
    assert next_step(WORKFLOW, here, goal, ways, ()) == step


def test_nobody_is_led_in_a_circle() -> None:
    assert next_step(WORKFLOW, "review", "done", {"doing"}, ["doing", "review"]) == ""

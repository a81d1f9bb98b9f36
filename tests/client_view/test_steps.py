"""Steps done of all: tasks beneath, else checklists; left out where they keep being added, or nobody knows when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from tests.client_view.bakery import CALENDAR, at, staged, task, view

from trackerbridge.client_view.steps import Steps, steps_of
from trackerbridge.model import CheckItem, Checklist, Stage, Task

BEGAN = (staged(at(11, 3), Stage.PLANNED, Stage.IN_PROGRESS),)


def listed(*made: datetime | None, done: int = 1) -> Task:
    items = tuple(CheckItem(str(n), f"step {n}", n < done, created_at=when) for n, when in enumerate(made))
    return task("menu", history=BEGAN, checklists=(Checklist("c", "To do", items),))


def steps(of: Task, *members: Task, show: str = "steady") -> Steps | None:
    return steps_of(of, members, CALENDAR, show)


def test_the_lines_of_its_checklists_where_no_task_stands_beneath() -> None:
    early = at(11, 2)
    assert steps(listed(early, early, early)) == Steps(1, 3)
    parts = [task("a", Stage.DONE), task("b", Stage.CANCELLED), task("c"), task("d", archived=True)]
    assert steps(listed(early, early, early), *parts) == Steps(1, 2)


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ((at(11, 2), at(11, 3, 18)), Steps(1, 2)),  # written down on the day on which it began
        ((at(11, 2), at(11, 9), at(11, 9, 15)), Steps(1, 3)),  # something was forgotten once
        ((at(11, 2), at(11, 9), at(11, 10)), None),
        ((at(11, 2), None), None),  # since when, nobody knows
    ],
)
def test_left_out_where_steps_keep_being_added(made: tuple[datetime | None, ...], found: Steps | None) -> None:
    assert steps(listed(*made)) == found
    assert steps(listed(*made), show="always") == Steps(1, len(made))
    assert steps(listed(*made), show="never") is None


def test_only_of_begun_work_and_not_of_a_single_step() -> None:
    two = listed(at(11, 2), at(11, 2))
    assert steps(replace(two, stage=Stage.PLANNED)) is None
    assert steps(replace(two, stage=Stage.DONE)) is None
    assert steps(listed(at(11, 2))) is None


def test_a_card_says_them_last_and_in_numbers_alone() -> None:
    (card,) = (each for each in view([listed(at(11, 2), at(11, 2))]).cards if each.task)
    assert card.description.endswith("\n\nSteps done: 1 of 2.")
    assert "step 0" not in card.description

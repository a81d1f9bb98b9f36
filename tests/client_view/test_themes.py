"""Pictures on good news only: by choice, and never put on while something is wrong."""

from datetime import date

import pytest

from trackerbridge.client_view.themes import covers
from trackerbridge.client_view.view import LabelRole
from trackerbridge.client_view.work import Work
from trackerbridge.model import Stage, Task
from trackerbridge.pictures import NAMES, picture


def work(ref="task:b/1", stage=Stage.DONE, **more) -> Work:
    return Work(ref=ref, task=Task(id="1", key="1", title="Menu"), title="Menu", stage=stage, **more)


@pytest.mark.parametrize(
    ("more", "theme", "cover"),
    [
        ({}, "plain", ""),
        ({}, "monkeys", "monkeys-done"),
        ({"early": True}, "monkeys", "monkeys-early"),
        ({"bonus": True, "early": True}, "traffic-lights", "traffic-lights-bonus"),
        ({"stage": Stage.IN_PROGRESS}, "monkeys", ""),
        ({"stage": Stage.CANCELLED}, "monkeys", ""),
        ({"stage": Stage.REVIEW, "bonus": True}, "monkeys", ""),
    ],
)
def test_only_finished_work_wears_a_picture(more, theme, cover):
    assert covers([work(**more)], theme) == {"task:b/1": cover}


@pytest.mark.parametrize("health", [LabelRole.SOLVING, LabelRole.CHECKING])
def test_while_something_is_wrong_covers_stay_as_they_are(health):
    late = work("task:b/2", Stage.IN_PROGRESS, health=health, delivered_on=date(2026, 3, 2))
    assert covers([work(), late], "monkeys") == {"task:b/1": None, "task:b/2": ""}


def test_every_picture_is_a_small_png():
    for name in NAMES:
        content = picture(name)
        assert content.startswith(b"\x89PNG")
        assert len(content) < 20_000


def test_no_other_picture_is_ours():
    with pytest.raises(KeyError):
        picture("../../secrets")

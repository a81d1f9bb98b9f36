"""How work was delivered: at once, put right later, or shown to the client before it was done."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from trackerbridge.client_view.asks import may_answer
from trackerbridge.client_view.delivery import NOTHING, Delivery, begun_again, delivery_of
from trackerbridge.clock import Calendar
from trackerbridge.model import Change, ChangeField, Stage, Task

CALENDAR, SETTLE = Calendar(), 2.0
DOING, REVIEW, DONE = Stage.IN_PROGRESS, Stage.REVIEW, Stage.DONE


def task(*went: tuple[str, Stage]) -> Task:
    """Work that went from stage to stage, in November 2026, at noon unless said otherwise."""
    history = tuple(
        Change(
            at=datetime.fromisoformat(f"2026-11-{at}" + ("T12:00" if "T" not in at else "")).replace(tzinfo=UTC),
            field=ChangeField.STATUS,
            stage_after=stage,
        )
        for at, stage in went
    )
    return Task(id="1", key="WEB-1", source="boards", title="A page", stage=went[-1][1], history=history)


@pytest.mark.parametrize(
    ("went", "expected"),
    [
        ((("02", DOING), ("05", DONE)), NOTHING),
        ((("02", DOING), ("04", REVIEW), ("09", DONE)), Delivery(shown_on=date(2026, 11, 4))),
        ((("02", REVIEW), ("04", DOING), ("06", REVIEW), ("09", DONE)), Delivery(shown_on=date(2026, 11, 6))),
        ((("02", REVIEW), ("04", DOING), ("09", DONE)), NOTHING),
        ((("02", DONE), ("05", DOING), ("09", DONE)), Delivery(first_on=date(2026, 11, 2))),
        ((("02T12:00", DONE), ("02T12:30", DOING), ("09", DONE)), NOTHING),  # a slip of the hand
    ],
)
def test_what_the_history_tells_of_finished_work(went: tuple[tuple[str, Stage], ...], expected: Delivery) -> None:
    assert delivery_of(task(*went), CALENDAR, SETTLE) == expected


def test_work_that_was_shown_in_time_was_in_time() -> None:
    day, aim = date(2026, 11, 9), date(2026, 11, 6)
    assert Delivery(shown_on=date(2026, 11, 4)).in_time(day, aim) == date(2026, 11, 4)
    assert Delivery(shown_on=date(2026, 11, 7)).in_time(day, aim) == day
    assert NOTHING.in_time(day, aim) == day


def test_begun_again_is_what_stood_as_done() -> None:
    assert begun_again(task(("02", DONE), ("05", DOING)), CALENDAR, SETTLE)
    assert begun_again(task(("02", DONE), ("05", DOING), ("06", REVIEW)), CALENDAR, SETTLE)
    assert not begun_again(task(("02T12:00", DONE), ("02T12:30", DOING)), CALENDAR, SETTLE)
    assert not begun_again(task(("02", DOING)), CALENDAR, SETTLE)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("English, Russian and Romanian, please.", True),
        ("Русский и румынский. А что с третьим?", True),
        ("👍", True),
        ("I do not understand what you need from us.", False),
        ("Не понимаю, что от нас нужно.", False),
        ("Nu înțeleg ce aveți nevoie de la noi.", False),
        ("Which names?", False),
        ("Какие названия?", False),
        ("Care nume? Ale cui?", False),
        ("Thank you!", False),
        ("Спасибо большое!", False),
        ("Mulțumim frumos.", False),
        ("Yes, approved.", True),
        ("I’ll ask Maria and get back to you.", False),
        ("Уточню у бухгалтера и отвечу завтра.", False),
        ("Verific și revin cu un răspuns.", False),
    ],
)
def test_who_does_not_understand_asks_back_thanks_or_puts_off_has_not_answered(text: str, answers: bool) -> None:
    assert may_answer(text) is answers

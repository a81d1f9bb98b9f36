"""Answers got ahead: in the order of the run, for a short time, and never after a write."""

from __future__ import annotations

import pytest

from trackerbridge.trackers.ahead import SECONDS, Ahead


class Time:
    """A clock that stands still."""

    at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def ahead(clock: Time) -> Ahead:
    made = Ahead(clock=clock)
    made.expected = ["one", "two", "shared", "three", "shared"]
    return made


def test_a_board_is_asked_for_with_those_that_come_next(ahead: Ahead) -> None:
    assert ahead.reach("one", together=10) == (None, ["two", "shared", "three"])
    assert ahead.expected == ["two", "shared", "three", "shared"]
    assert ahead.reach("two", together=2) == (None, ["shared"])
    assert ahead.reach("three", together=10) == (None, ["shared"])  # what was passed over is not asked for with it
    assert ahead.reach("elsewhere", together=10) == (None, [])
    assert ahead.reach("shared", together=10) == (None, [])


def test_an_answer_serves_for_as_long_as_the_board_is_expected(ahead: Ahead) -> None:
    for name in ("two", "shared", "three"):
        ahead.put(name, {"id": name}, asked=ahead.now())
    assert ahead.reach("one", together=10) == (None, [])  # all that comes next is known
    assert [ahead.reach(name, together=10)[0] for name in ("two", "shared", "three", "shared")] == [
        {"id": "two"}, {"id": "shared"}, {"id": "three"}, {"id": "shared"},
    ]  # fmt: skip
    ahead.expected = ["shared", "two"]
    assert ahead.reach("shared", together=10) == (None, ["two"])  # it served for the last time


def test_an_answer_is_soon_too_old(ahead: Ahead, clock: Time) -> None:
    ahead.put("one", {"id": "one"}, asked=ahead.now())
    clock.at += SECONDS
    assert ahead.reach("one", together=10) == (None, ["two", "shared", "three"])


def test_what_was_written_to_is_looked_at_anew(ahead: Ahead) -> None:
    ahead.put("one", {"id": "ID1"}, asked=ahead.now())
    ahead.put("two", {"id": "ID1"}, asked=ahead.now())  # another name of the same board
    ahead.put("three", {"id": "ID3"}, asked=ahead.now())
    ahead.forget("x", "ID1")
    assert ahead.reach("one", together=10) == (None, ["two", "shared"])
    ahead.forget()
    assert ahead.reach("three", together=10) == (None, ["shared"])


def test_a_board_has_one_name(ahead: Ahead) -> None:
    ahead.name_of = str.lower
    ahead.expected = ["ONE", "Two"]
    ahead.put("two", {"id": "2"}, asked=ahead.now())
    assert ahead.reach("one", together=10) == (None, [])
    assert ahead.reach("two", together=10) == ({"id": "2"}, [])


def test_boards_may_be_reached_in_another_order(ahead: Ahead) -> None:
    """Another project, side by side with this one, has boards of its own on this connection."""
    assert ahead.reach("three", together=10) == (None, ["shared"])
    assert ahead.reach("one", together=10) == (None, ["two", "shared"])


def test_an_answer_is_worth_nothing_where_something_was_written_since_it_was_asked_for(
    ahead: Ahead, clock: Time
) -> None:
    asked = ahead.now()
    clock.at += 1
    ahead.forget("two", "")
    ahead.put("two", {"id": "ID2"}, asked=asked)
    ahead.put("three", {"id": "ID3"}, asked=asked)
    assert ahead.reach("one", together=10) == (None, ["two", "shared"])

"""Two questions at the same time."""

from __future__ import annotations

from threading import Event

import pytest

from trackerbridge.errors import Unreachable
from trackerbridge.trackers.beside import beside
from trackerbridge.trackers.tally import count, tallied


def nobody() -> None:
    raise AssertionError("nothing is to be stopped")


def test_both_are_under_way_at_once_and_count_for_whoever_asked():
    here, there = Event(), Event()

    def first() -> str:
        here.set()
        count("GET")
        assert there.wait(10)
        return "cards"

    def second() -> str:
        there.set()
        count("GET")
        assert here.wait(10)
        return "actions"

    with tallied() as tally:
        assert beside(first, second, stop=nobody) == ("cards", "actions")
    assert tally == {"GET": 2}


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_what_one_of_them_raises_is_raised_once_both_have_ended(broken):
    ended = []

    def asked(which: int):
        def ask() -> None:
            ended.append(which)
            if which == broken or broken == 2:
                raise Unreachable(f"{which} does not answer.")

        return ask

    with pytest.raises(Unreachable, match=f"{broken % 2} does not answer"):
        beside(asked(0), asked(1), stop=nobody)
    assert sorted(ended) == [0, 1]


def test_ctrl_c_stops_the_other_one_and_waits_for_nobody():
    stopped, answered = Event(), Event()

    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        beside(interrupted, lambda: answered.wait(10), stop=stopped.set)
    assert stopped.is_set()
    answered.set()

"""Lanes do not wait for each other, and within a lane everything keeps its order."""

from __future__ import annotations

import os
import signal
from threading import Event, current_thread, main_thread

import pytest

from trackerbridge.side_by_side import MOST_LANES, side_by_side


def no_stop() -> None:
    raise AssertionError("nobody pressed Ctrl-C")


def test_one_lane_needs_no_thread_and_keeps_its_order() -> None:
    seen: list[str] = []

    def work(item: str) -> str:
        seen.append(item)
        assert current_thread() is main_thread()
        return item.upper()

    assert side_by_side(["b", "a", "c"], work, lane_of=lambda _: "one", stop=no_stop) == ["B", "A", "C"]
    assert seen == ["b", "a", "c"]


def test_a_lane_does_not_wait_for_another_and_the_results_keep_their_order() -> None:
    other_is_done = Event()
    seen: list[str] = []

    def work(item: str) -> bool:
        seen.append(item)
        if item == "slow 1":
            return other_is_done.wait(20)
        if item == "fast 2":
            other_is_done.set()
        return True

    items = ["slow 1", "fast 1", "slow 2", "fast 2"]
    assert side_by_side(items, work, lane_of=lambda item: item.split()[0], stop=no_stop) == [True] * 4
    assert [item for item in seen if "slow" in item] == ["slow 1", "slow 2"]
    assert [item for item in seen if "fast" in item] == ["fast 1", "fast 2"]


def test_more_lanes_than_threads_all_come_to_their_turn() -> None:
    items = list(range(MOST_LANES * 2 + 1))
    assert side_by_side(items, str, lane_of=lambda item: item, stop=no_stop) == [str(item) for item in items]


def test_what_breaks_is_raised_and_the_others_are_stopped() -> None:
    stopped = Event()

    def work(item: str) -> None:
        if item == "broken":
            raise RuntimeError("inside")
        stopped.wait(20)

    with pytest.raises(RuntimeError, match="inside"):
        side_by_side(["waiting", "broken"], work, lane_of=str, stop=stopped.set)
    assert stopped.is_set()


@pytest.mark.usefixtures("listens_to_ctrl_c")
def test_ctrl_c_stops_all_and_is_raised_once_they_have_ended() -> None:
    stopped, ended = Event(), []

    def work(item: str) -> None:
        if item == "first":
            os.kill(os.getpid(), signal.SIGINT)  # as the terminal sends it: the main thread hears it
        stopped.wait(20)
        ended.append(item)

    with pytest.raises(KeyboardInterrupt):
        side_by_side(["first", "second"], work, lane_of=str, stop=stopped.set)
    assert sorted(ended) == ["first", "second"]

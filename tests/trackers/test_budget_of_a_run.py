"""The time of a run, without waiting for any of it."""

from threading import Timer

import pytest

from trackerbridge.errors import BudgetSpent, ExitCode
from trackerbridge.trackers.budget import Budget


def test_waiting_uses_the_budget_up(clock):
    budget = Budget(10, clock=clock, sleep=clock.sleep)
    budget.wait(4, "we wait")
    assert (budget.left, clock.slept) == (6, [4])


def test_a_wait_that_does_not_fit_is_refused_at_once(clock):
    budget = Budget(10, clock=clock, sleep=clock.sleep)
    with pytest.raises(BudgetSpent, match="another 11 s, and 10 s are left") as spent:
        budget.wait(11, "the tracker asks us to wait")
    assert clock.slept == []
    assert spent.value.exit_code is ExitCode.UNREACHABLE
    assert "run.budget_seconds" in spent.value.hint


def test_nothing_begins_after_the_end(clock):
    budget = Budget(10, clock=clock, sleep=clock.sleep)
    budget.check("reading")
    clock.now += 11
    assert budget.left == 0
    with pytest.raises(BudgetSpent, match="no time left for reading"):
        budget.check("reading")


def test_waiting_for_nothing_does_not_sleep(clock):
    Budget(1, clock=clock, sleep=clock.sleep).wait(0, "nothing")
    assert clock.slept == []


def test_ctrl_c_wakes_who_waits_and_begins_nothing_more():
    budget = Budget(600)
    waiting = Timer(0, budget.stop)
    waiting.start()
    with pytest.raises(BudgetSpent, match="interrupted"):
        budget.wait(500, "we wait")
    assert budget.left == 0
    with pytest.raises(BudgetSpent, match="interrupted"):
        budget.check("reading")

"""Kept, early, late, bonus, promised."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from trackerbridge.clock import Calendar
from trackerbridge.flags.impression import impression_of
from trackerbridge.model import Promise, PromiseState, Stage, Told
from trackerbridge.testing.rules import a_task

TODAY = date(2026, 11, 12)
TOLD = datetime(2026, 10, 29, 9, tzinfo=UTC)


def promise(day: str = "2026-11-12", state: PromiseState = PromiseState.OPEN) -> Promise:
    return Promise("task:x/t1", "Title", (Told(date.fromisoformat(day), TOLD),), task="T-1", state=state)


def counted(*promises: Promise, **fields: object):
    task = a_task(**{"stage": Stage.IN_PROGRESS, **fields})
    published = frozenset({"T-1"})
    return impression_of(promises, [task], published, TODAY, Calendar())


def done(day: str) -> dict[str, object]:
    return {"stage": Stage.DONE, "done_at": datetime.fromisoformat(f"{day}T10:00+00:00")}


def test_open_and_not_passed_is_only_promised():
    assert counted(promise()) == replace(counted(), promised=1)


def test_open_and_passed_counts_as_late():
    assert counted(promise("2026-11-11")).late == 1


@pytest.mark.parametrize(
    ("day", "kept", "early", "late"),
    [
        ("2026-11-12", 1, 0, 0),
        ("2026-11-11", 1, 0, 0),  # one working day ahead: simply kept
        ("2026-11-10", 1, 1, 0),  # two working days, and a fifth of the span of ten
        ("2026-11-13", 0, 0, 1),
    ],
)
def test_done_is_judged_by_the_last_date_told(day, kept, early, late):
    result = counted(promise(), **done(day))

    assert (result.kept, result.early, result.late) == (kept, early, late)


def test_two_days_of_a_long_span_are_not_early():
    told = Promise("r", "T", (Told(date(2026, 11, 12), datetime(2026, 8, 3, tzinfo=UTC)),), task="T-1")

    assert counted(told, **done("2026-11-10")).early == 0


def test_recorded_states_stand_and_voided_ones_do_not_count():
    states = [PromiseState.KEPT, PromiseState.EARLY, PromiseState.LATE, PromiseState.VOID, PromiseState.TAKEN_OUT]

    result = counted(*(promise(state=state) for state in states))

    assert (result.kept, result.early, result.late, result.promised) == (2, 1, 1, 3)


def test_a_bonus_is_done_published_and_labelled():
    assert counted(stage=Stage.DONE, labels=("Bonus",)).bonus == 1
    assert counted(labels=("Bonus",)).bonus == 0
    assert counted(stage=Stage.DONE, labels=("bonus track",)).bonus == 0

"""What the chances are made from, by hand, and that nothing later is looked at."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.backtest.a_known_past import FIRST_FRIDAY, SEEN, a_board, a_task, the_past, the_tasks

from trackerbridge.backtest import backtest
from trackerbridge.clock import Calendar
from trackerbridge.flags.chances import SIGNS, Record, chance_of, shipped_weights, signs_of, weights_in
from trackerbridge.flags.dates.due_soon_not_started import DueSoonNotStarted
from trackerbridge.flags.forecast.at import ChancesAt
from trackerbridge.model import Change, ChangeField, Due, DueKind, Person, Stage, Version
from trackerbridge.replay import World, snapshot_as_of

CALENDAR = Calendar()
ANA, IVAN = Person("1", "Ana Rusu"), Person("2", "Ivan Petrov")
NOW = FIRST_FRIDAY + timedelta(weeks=30)


def owned(task, *people):
    return replace(task, owners=people)


def open_task(**changes):
    """Made a week ago, due in a week."""
    task = a_task(29, "late")
    made = replace(task, stage=Stage.PLANNED, status="To do", done_at=None, history=task.history[:1])
    return replace(made, id="open", key="T-open", **changes)


def record_of(*tasks, now=NOW):
    return Record.of([replace(a_board(*tasks), pulled_at=now)], now, CALENDAR)


def signs_on(task, *others, now=NOW):
    world = World.of(replace(a_board(task, *others), pulled_at=now), CALENDAR)
    return signs_of(task, record_of(task, *others, now=now), world)


def test_without_any_past_the_usual_share_is_late():
    assert record_of().late_share(open_task()) == pytest.approx(0.4)


def test_a_record_leans_from_everybody_to_the_owner():
    past = [owned(a_task(week, "late"), ANA) for week in range(3)] + [
        owned(a_task(week, "well"), IVAN) for week in (3, 4)
    ]
    record = record_of(*past)
    everywhere = (3 + 4 * 0.4) / (5 + 4)
    nearby = (3 + 4 * everywhere) / (5 + 4)

    assert record.late_share(owned(open_task(), ANA)) == pytest.approx((3 + 3 * nearby) / (3 + 3))
    assert record.late_share(owned(open_task(), IVAN)) == pytest.approx((0 + 3 * nearby) / (2 + 3))
    assert record.late_share(open_task()) == pytest.approx(nearby)


def test_alike_are_dates_that_were_still_open_then():
    """The well ones were done after ten of fifteen days: half way they were open, later they were not."""
    past = [a_task(week, fate) for week, fate in enumerate(["late", "well"] * 4)]
    record = record_of(*past)

    half_way, towards_the_end = (record.alike_share(open_task(), elapsed, 7.0) for elapsed in (0.5, 0.9))

    assert half_way < 0.65 < towards_the_end


def test_the_signs_of_a_task():
    signs = signs_on(open_task(description="Twelve words"))

    assert signs["moved_later"] == 0
    assert signs["words"] == pytest.approx(math.log(13))
    assert signs["record"] == pytest.approx(math.log(0.4 / 0.6))


def test_signs_that_say_nothing_here_are_not_there():
    assert set(signs_on(open_task())) == {"record", "alike", "moved_later", "words"}


def test_a_tracker_that_tells_kinds_and_releases_gives_all_signs():
    release = Version("1.0", date(2026, 9, 1))
    inherited = replace(a_task(1, "well"), due=Due(DueKind.INHERITED, day=release.day), kind="Bug", versions=(release,))

    signs = signs_on(open_task(kind="New Feature"), inherited, replace(a_task(2, "well"), kind="Sub-task"))

    assert set(signs) == set(SIGNS)
    assert (signs["own_date"], signs["new_work"], signs["part"]) == (1, 1, 0)


def test_a_date_that_was_moved_later():
    first, later = "2026-07-31", "2026-08-07"
    moved = Change(NOW - timedelta(days=1), ChangeField.DUE, first, later)
    task = open_task(due=Due(DueKind.DAY, day=date.fromisoformat(later)))

    assert signs_on(replace(task, history=(*task.history, moved)))["moved_later"] == 1


@pytest.mark.parametrize("due", [None, Due(DueKind.UNREADABLE, raw="soon"), Due(DueKind.DAY, day=date(2026, 1, 1))])
def test_without_a_date_ahead_there_is_no_chance(due):
    assert signs_on(open_task(due=due)) is None


def test_signs_add_up_and_the_strongest_comes_first():
    weights = weights_in(
        {"usual": 0.0, "signs": {"record": {"weight": 1, "centre": 0}, "words": {"weight": 2, "centre": 1}}}
    )

    chance = chance_of({"record": 1.0, "words": 0.0}, weights)

    assert chance.late == pytest.approx(1 / (1 + math.exp(1)))
    assert chance.reasons == (("words", -2.0), ("record", 1.0))


def test_the_shipped_weights_know_every_sign():
    weights = shipped_weights()

    assert set(weights.weight) == set(weights.centre) == set(SIGNS)
    assert weights.weight["record"] > 0
    assert weights.weight["alike"] > 0


@pytest.mark.parametrize("broken", [{}, {"usual": 0.0}, {"usual": "much", "signs": {}}])
def test_broken_weights_are_refused(broken):
    with pytest.raises((KeyError, ValueError)):
        weights_in(broken)


def test_nothing_later_changes_a_chance():
    """The same past, once seen when it was all over and once when only half of it had happened."""
    at = FIRST_FRIDAY + timedelta(weeks=12, days=1)
    all_over = a_board(*the_tasks())
    then = snapshot_as_of(all_over, at, CALENDAR)
    begun = [task for task in the_tasks() if task.created_at <= at]
    half = snapshot_as_of(replace(a_board(*begun), pulled_at=SEEN), at, CALENDAR)
    opens = [task for task in then.tasks if task.open]

    chances = ChancesAt(CALENDAR)([then], opens, at)

    assert chances
    assert chances == ChancesAt(CALENDAR)([half], opens, at)


def test_what_was_kept_of_finished_work_changes_nothing():
    asking = ChancesAt(CALENDAR)
    board = a_board(*the_tasks())
    for week in range(2, 20):
        at = FIRST_FRIDAY + timedelta(weeks=week, days=1)
        then = snapshot_as_of(board, at, CALENDAR)
        opens = [task for task in then.tasks if task.open]
        assert asking([then], opens, at) == ChancesAt(CALENDAR)([then], opens, at)


def test_a_project_that_always_ends_alike_is_foretold():
    """Two weeks on, those that nobody finished in time are told from those that were done early."""
    found = backtest(the_past(), chances=ChancesAt(CALENDAR), rules=[DueSoonNotStarted()])

    assert all(point.brier is not None for point in found.points)
    assert sum(each.n for each in found.calibration) == 86

"""The figures of a backtest against figures reckoned by hand."""

from fractions import Fraction

import pytest
from tests.backtest.a_known_past import a_task, due_before_it_was_set, the_past, the_tasks

from trackerbridge.backtest import backtest
from trackerbridge.backtest.rows import replayed
from trackerbridge.flags.dates.due_soon_not_started import DueSoonNotStarted
from trackerbridge.flags.dates.overdue import Overdue
from trackerbridge.replay import Point

ONE_RULE = [DueSoonNotStarted()]


@pytest.fixture(scope="module")
def found():
    return backtest(the_past(), rules=ONE_RULE)


def test_tasks_and_late_ones_are_counted_once(found):
    assert (found.tasks, found.late, found.why_not) == (24, 10, "")


def test_each_moment_has_the_tasks_that_were_open_then(found):
    assert [(point.at, point.n, point.positives) for point in found.points] == [
        (Point.SET, 24, 10),
        (Point.HALF, 24, 10),
        (Point.MINUS7, 24, 10),
        (Point.MINUS1, 14, 10),  # the ten that went well are done
    ]


def test_one_day_before_all_that_nobody_began_is_flagged_and_four_of_fourteen_make_it(found):
    point = found.points[-1]

    assert point.precision == pytest.approx(Fraction(10, 14))
    assert point.recall == 1
    assert point.f1 == pytest.approx(Fraction(20, 24))
    assert point.lead_days_median == 1  # from Thursday to Friday


def test_when_the_date_is_set_nothing_is_flagged(found):
    point = found.points[0]

    assert (point.precision, point.recall, point.auc, point.lead_days_median) == (None, 0, 0.5, None)


def test_a_rule_is_judged_over_all_moments(found):
    (rule,) = found.rules

    assert (rule.code, rule.flagged, rule.recall, rule.lead_days_median) == ("D02", 14, 1, 1)
    assert rule.precision == pytest.approx(Fraction(10, 14))
    assert rule.lift == pytest.approx(Fraction(10, 14) / Fraction(40, 86))


def test_flagging_a_week_ahead_would_have_served_better(found):
    (suggestion,) = found.suggested

    assert (suggestion.code, suggestion.option, suggestion.now, suggestion.suggested) == ("D02", "working_days", 3, 6)
    assert suggestion.f1_suggested > suggestion.f1_now


def test_chances_rank_and_are_weighed():
    late = {moment.task.identity for moment in the_past().moments if moment.late}

    def perfect(snapshots, tasks, at):
        return {task.identity: 0.9 if task.identity in late else 0.2 for task in tasks}

    point = backtest(the_past(), chances=perfect, rules=ONE_RULE).points[0]

    assert point.auc == 1
    assert point.brier == pytest.approx((10 * 0.1**2 + 14 * 0.2**2) / 24)


def test_chances_see_the_board_as_it_was():
    seen = []

    def look(snapshots, tasks, at):
        seen.extend((at, task) for snapshot in snapshots for task in snapshot.tasks)
        return {}

    replayed(the_past(), chances=look, rules=ONE_RULE)

    assert seen
    assert all(change.at <= at for at, task in seen for change in task.history)
    assert all(task.done_at is None or task.done_at <= at for at, task in seen)


def test_what_was_overdue_when_it_was_set_is_found_and_stands_apart():
    found = backtest(the_past(*the_tasks(), due_before_it_was_set(3)), rules=[*ONE_RULE, Overdue()])

    assert (found.overdue, found.overdue_found) == (1, 1)
    assert found.points[0].n == 24
    assert [rule.code for rule in found.rules] == ["D02"]


def test_a_short_past_gets_a_sentence_and_no_figures():
    found = backtest(the_past(*(a_task(week, "late") for week in range(6))))

    assert found.points == ()
    assert found.why_not.endswith("known to have met or missed it: 6; it takes 20.")


def test_a_past_of_one_kind_gets_a_sentence_and_no_figures():
    found = backtest(the_past(*(a_task(week, "well") for week in range(25))))

    assert found.points == ()
    assert found.why_not == (
        "There is too little to tell apart: of 25 tasks with a date, only 0 ended late, and it takes 5."
    )


def test_only_the_newest_tasks_are_replayed():
    past = the_past(most_tasks=20)

    assert {moment.task.key for moment in past.moments} == {f"T-{week}" for week in range(4, 24)}

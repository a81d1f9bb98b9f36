"""When a date is asked for its chances, and what counts as late then."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.replay.team import BORN, CALENDAR, SEEN, Act, a_board, a_new_task, done_by

from trackerbridge.model import Change, ChangeField, Completeness, Evidence, Gap, Stage, Version
from trackerbridge.replay import Film, Point, World, moments_of, outcome_of

DUE = date(2026, 1, 19)  # a Monday; made on Monday the 5th at nine
LATER = date(2026, 1, 22)


def the_moments(task, seen=SEEN):
    world = World.of(a_board(task, seen=seen), CALENDAR)
    outcome = outcome_of(task, seen)
    return {moment.point: moment for moment in moments_of(task, outcome, world)} if outcome else {}


def utc(day, hour=0, minute=0):
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC)


def test_the_four_moments():
    task = done_by([Act(0, "date", DUE), Act(17 * 24, "move", "Done")])

    moments = the_moments(task)

    assert {point: moment.at for point, moment in moments.items()} == {
        Point.SET: BORN,
        Point.HALF: utc(12, 16, 30),  # between the 5th at nine and the end of the 19th
        Point.MINUS7: utc(12),
        Point.MINUS1: utc(18),
    }
    assert all(moment.late and moment.deadline == utc(20) for moment in moments.values())


def test_a_date_that_was_moved_counts_from_the_moment_it_was_moved():
    task = done_by([Act(0, "date", DUE), Act(10 * 24, "date", LATER), Act(16 * 24, "move", "Done")])

    moments = the_moments(task)

    assert moments[Point.HALF].late
    assert moments[Point.HALF].deadline == utc(20)
    assert not moments[Point.MINUS1].late
    assert moments[Point.MINUS1].deadline == utc(23)


def test_work_that_is_done_is_asked_no_more():
    task = done_by([Act(0, "date", DUE), Act(5 * 24, "move", "Done")])

    assert set(the_moments(task)) == {Point.SET}


def test_open_work_is_late_once_its_date_has_passed_and_undecided_before():
    task = done_by([Act(0, "date", DUE)])

    assert all(moment.late for moment in the_moments(task).values())
    assert the_moments(task, seen=utc(14)) == {}


def test_work_that_came_back_counts_by_its_last_end():
    task = done_by([Act(0, "date", DUE), Act(48, "move", "Done"), Act(96, "move", "Doing"), Act(480, "move", "Done")])

    assert the_moments(task)[Point.MINUS1].late


def test_a_release_gives_its_date_to_work_without_one():
    release = Version("1.0", DUE)
    task = done_by([Act(24, "release", release), Act(48, "move", "Done")])

    moment = the_moments(task)[Point.SET]

    assert (moment.at, moment.deadline, moment.late) == (BORN + timedelta(hours=24), utc(20), False)


def test_a_date_set_after_it_had_passed_is_overdue_at_once():
    task = done_by([Act(24, "date", date(2026, 1, 3)), Act(480, "move", "Done")])

    moments = the_moments(task)

    assert moments[Point.SET].overdue
    assert Point.MINUS1 not in moments  # a day before was before the date was set


def test_a_date_before_creation_does_no_harm():
    early = Change(BORN - timedelta(days=9), ChangeField.DUE, None, "2026-01-19")
    task = replace(done_by([Act(480, "move", "Done")]), history=(early, *a_new_task().history))

    assert the_moments(replace(task, stage=Stage.DONE, done_at=utc(25)))[Point.SET].at == BORN


def test_finished_work_that_nobody_saw_finish_is_left_out():
    assert outcome_of(replace(a_new_task(), stage=Stage.DONE, history=()), SEEN) is None


def test_work_that_was_put_away_unfinished_is_left_out():
    assert outcome_of(replace(a_new_task(), archived=True), SEEN) is None


def test_a_task_without_any_trace_of_its_beginning_has_no_moments():
    task = replace(done_by([Act(0, "date", DUE)]), created_at=None, history=())

    assert the_moments(task) == {}


def test_an_unreadable_old_date_is_none():
    task = done_by([Act(48, "date", DUE), Act(480, "move", "Done")])
    scribbled = Change(BORN + timedelta(hours=1), ChangeField.DUE, None, "soon")

    moments = the_moments(replace(task, history=(scribbled, *task.history)))

    assert moments[Point.SET].at == BORN + timedelta(hours=48)


@pytest.mark.parametrize("hours", [1, 100])
def test_before_a_cut_history_begins_nothing_is_said(hours):
    gap = Gap(Evidence.HISTORY, "Trello exports at most 1,000 actions.")
    task = replace(done_by([Act(200, "date", DUE)]), history=done_by([Act(200, "date", DUE)]).history[1:])
    board = replace(a_board(task), completeness=Completeness(frozenset(Evidence), (gap,)))
    film = Film(board, CALENDAR)

    then = film.at(BORN + timedelta(hours=hours))

    assert then.tasks == ()
    assert then.completeness.gaps[0].reason == (
        "History here begins on 13 January 2026, so nothing can be said about how it stood before."
    )
    assert film.at(BORN + timedelta(hours=201)).tasks


def test_a_source_without_history_has_no_past():
    board = replace(a_board(a_new_task()), completeness=Completeness(frozenset({Evidence.DUE_DATES})))

    assert Film(board, CALENDAR).at(BORN + timedelta(hours=1)).tasks == ()

"""Whatever happens after a moment, the task as of that moment is the same."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st
from tests.replay.team import (
    BORN,
    CALENDAR,
    SEEN,
    a_board,
    a_new_task,
    acts,
    done_by,
    the_world,
)

from trackerbridge.model import Comment, Stage, Task
from trackerbridge.replay import as_of, snapshot_as_of
from trackerbridge.replay.dates import due_at, inherited

HOURS = st.integers(0, 450)


def seen_then(task: Task) -> Task:
    """A task as it is, without what no history can tell."""
    checklists = tuple(
        replace(each, name="", items=tuple(replace(item, name="") for item in each.items)) for each in task.checklists
    )
    return replace(
        task, start=None, position=0.0, fields=MappingProxyType({}), checklists=checklists,
        due=task.due or inherited(task.versions),
    )  # fmt: skip


def comparable(task: Task | None) -> Task | None:
    """What the team's own log does not write the same way: when it was done, and which release is out by then."""
    if task is None:
        return None
    versions = tuple(replace(version, released=False) for version in task.versions)
    unordered = {"owners": tuple(sorted(task.owners, key=lambda one: one.id)), "labels": tuple(sorted(task.labels))}
    return replace(
        task, done_at=None, updated_at=None, versions=tuple(sorted(versions, key=lambda one: one.name)), **unordered
    )


@given(acts(), HOURS)
def test_the_task_is_what_it_was_when_only_the_acts_until_then_had_been_done(everything, hour):
    moment = BORN + timedelta(hours=hour)
    until_then = done_by([act for act in everything if act.at <= moment])

    assert comparable(as_of(done_by(everything), moment, the_world())) == comparable(seen_then(until_then))


@given(acts(), acts(least_hour=451, last_hour=499), HOURS)
def test_later_acts_change_nothing(before, later, hour):
    moment = BORN + timedelta(hours=hour)

    assert as_of(done_by(before + later), moment, the_world()) == as_of(done_by(before), moment, the_world())


@given(acts(), HOURS, HOURS)
def test_cutting_twice_is_cutting_once_at_the_earlier_moment(everything, one_hour, other_hour):
    board = a_board(done_by(everything), replace(a_new_task(2), created_at=BORN + timedelta(hours=200)))
    first, second = (BORN + timedelta(hours=hour) for hour in (one_hour, other_hour))

    twice = snapshot_as_of(snapshot_as_of(board, first, CALENDAR), second, CALENDAR)

    assert twice == snapshot_as_of(board, min(first, second), CALENDAR)


@given(acts())
def test_cutting_now_changes_nothing(everything):
    board = a_board(done_by(everything))

    assert snapshot_as_of(board, SEEN, CALENDAR) is board


@given(acts(), acts(least_hour=300, last_hour=499), HOURS.filter(lambda hour: hour < 300))
def test_a_whole_board_does_not_know_of_later_work(before, later, hour):
    moment = BORN + timedelta(hours=hour)
    early = [act for act in before if act.hour < 300]
    newcomer = replace(a_new_task(2), created_at=BORN + timedelta(hours=300), history=(), labels=("new",))
    busy = a_board(done_by(early + later), newcomer, last_activity=SEEN)

    assert snapshot_as_of(busy, moment, CALENDAR) == snapshot_as_of(a_board(done_by(early)), moment, CALENDAR)


@given(acts(), HOURS)
def test_the_date_alone_is_that_of_the_whole_task(everything, hour):
    task, moment = done_by(everything), BORN + timedelta(hours=hour)

    assert due_at(task, moment, the_world()) == as_of(task, moment, the_world()).due


@given(acts(), st.randoms())
def test_the_order_and_doubles_of_history_do_not_matter(everything, random):
    task = done_by(everything)
    history = [*task.history, *task.history[:3]]
    random.shuffle(history)
    moment = BORN + timedelta(hours=200)

    shuffled = replace(task, history=tuple(history))

    assert as_of(shuffled, moment, the_world()) == as_of(task, moment, the_world())


def test_a_comment_that_was_edited_later_has_no_text_yet():
    edited = Comment("m1", BORN + timedelta(hours=1), "What it says now", edited_at=BORN + timedelta(hours=9))
    task = replace(a_new_task(), comments=(edited,))

    (comment,) = as_of(task, BORN + timedelta(hours=5), the_world()).comments

    assert (comment.text, comment.edited_at) == ("", None)


def test_a_card_of_a_list_that_was_closed_nobody_knows_when_was_still_there():
    task = replace(a_new_task(), archived=True, stage=Stage.PLANNED)

    assert not as_of(task, BORN + timedelta(hours=5), the_world()).archived

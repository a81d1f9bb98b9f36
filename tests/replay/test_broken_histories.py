"""Whatever a broken export holds, the past is cut without a complaint, and nothing later is in it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.replay.team import BORN, CALENDAR, SEEN, STAGES, a_board

from trackerbridge.model import Change, ChangeField, Comment, Due, DueKind, Stage, Task
from trackerbridge.replay import World, moments_of, outcome_of, snapshot_as_of

MOMENTS = st.datetimes(datetime(2025, 12, 1), datetime(2026, 2, 1), timezones=st.just(UTC))
WORDS = st.none() | st.sampled_from(
    ["", "true", "false", "2026-01-20", "2026-01-20T10:00:00.000Z", "9999-99-99", "Done", "Ana Rusu", "A-1", "\x00"]
)
CHANGES = st.builds(
    Change, MOMENTS, st.sampled_from(list(ChangeField)), WORDS, WORDS,
    stage_before=st.none() | st.sampled_from(list(Stage)), stage_after=st.none() | st.sampled_from(list(Stage)),
    ref=st.sampled_from(["", "i1"]),
)  # fmt: skip
COMMENTS = st.builds(Comment, st.just("m"), MOMENTS, st.just("Words"), edited_at=st.none() | MOMENTS)
DUES = st.none() | st.sampled_from(
    [Due(DueKind.DAY, day=BORN.date()), Due(DueKind.UNREADABLE, raw="soon"), Due(DueKind.INHERITED, day=BORN.date())]
)
TASKS = st.builds(
    Task, id=st.just("1"), key=st.just("A-1"), title=st.just("Work"), status=st.sampled_from(list(STAGES)),
    stage=st.sampled_from(list(Stage)), status_stage=st.none() | st.sampled_from(list(Stage)),
    ticked=st.none() | st.booleans(), due=DUES, created_at=st.none() | MOMENTS, done_at=st.none() | MOMENTS,
    archived=st.booleans(), parent=st.none() | st.just("1"), labels=st.just(("a", "b")),
    history=st.lists(CHANGES, max_size=8).map(tuple), comments=st.lists(COMMENTS, max_size=3).map(tuple),
)  # fmt: skip


@given(TASKS, MOMENTS.filter(lambda moment: moment < SEEN))
def test_nothing_later_is_left_in_any_history(task, moment):
    for then in snapshot_as_of(a_board(task), moment, CALENDAR).tasks:
        traces = [then.updated_at, then.done_at, then.created_at, *(change.at for change in then.history)]
        traces += [at for comment in then.comments for at in (comment.at, comment.edited_at)]
        assert all(at <= moment for at in traces if at)


@given(TASKS)
def test_moments_lie_between_the_beginning_and_the_end(task):
    world = World.of(a_board(task), CALENDAR)
    outcome = outcome_of(task, SEEN)
    for moment in moments_of(task, outcome, world) if outcome else ():
        assert moment.at < min(SEEN, outcome.finished_at or SEEN)
        assert moment.late is (outcome.finished_at is None or outcome.finished_at > moment.deadline)


def test_a_board_of_the_last_century_is_not_there_yet():
    task = Task(id="1", key="A-1", title="Work", created_at=BORN)

    assert snapshot_as_of(a_board(task), BORN - timedelta(days=40_000), CALENDAR).tasks == ()

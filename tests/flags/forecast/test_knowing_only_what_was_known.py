"""Leakage: whatever happens after the moment of a forecast changes nothing in what is known then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from trackerbridge.clock import Calendar
from trackerbridge.flags.forecast.known import Knowledge, ended_tasks
from trackerbridge.model import Change, ChangeField, Comment, Person, Stage, Task
from trackerbridge.testing.rules import a_task

CALENDAR = Calendar()
AT = datetime(2026, 11, 12, 12, tzinfo=UTC)
OWNER, REPORTER = Person("owner"), Person("reporter")
ASKED = a_task(
    due="2026-11-20",
    owners=(OWNER,),
    reporter=REPORTER,
    comments=(Comment("c1", AT - timedelta(days=3), "One."), Comment("c2", AT - timedelta(days=1), "Two.")),
    history=(Change(AT - timedelta(days=2), ChangeField.PRIORITY, "Low", "High"),),
)


def another(number: int, due: str, done: datetime | None, **fields: object) -> Task:
    stage = Stage.DONE if done else Stage.IN_PROGRESS
    common = {"owners": (OWNER,), "reporter": REPORTER, "created_at": AT - timedelta(days=40)}
    return a_task(
        f"Other {number}",
        id=f"o{number}",
        key=f"O-{number}",
        due=due,
        stage=stage,
        done_at=done,
        **{**common, **fields},
    )


def known(*others: Task, asked: Task = ASKED, now: datetime = AT) -> dict[str, float]:
    return Knowledge([asked, *others], now, CALENDAR).about([(asked, AT)])[0]


def test_the_facts_of_a_hand_made_task() -> None:
    facts = known(
        another(1, "2026-11-01", AT - timedelta(days=5)),  # late
        another(2, "2026-11-10", AT - timedelta(days=5)),  # in time
        another(3, "2026-11-20", None),
        *(another(number, "2026-11-10", AT - timedelta(days=5)) for number in range(4, 7)),
    )
    assert facts["window_days"] == 18
    assert facts["elapsed_days"] == 10
    assert facts["left_days"] == 8
    assert facts["comments"] == 2
    assert facts["discussed_days"] == 2
    assert facts["priority_changes"] == 1
    assert facts["owner_late_percent"] == 20
    assert facts["owner_open_tasks"] == 2  # this one and the third
    assert facts["reporter_record"] == 5 / 8
    assert facts["same_date"] == 1
    assert facts["since_last_date"] == 2


def test_fewer_than_five_tasks_make_nobodys_record() -> None:
    facts = known(another(1, "2026-11-01", AT - timedelta(days=5)), another(2, "2026-11-01", None))
    assert "owner_late_percent" not in facts
    assert "reporter_record" not in facts


def test_comments_and_changes_after_the_moment_change_nothing() -> None:
    later = AT + timedelta(hours=1)
    added = replace(
        ASKED,
        comments=(*ASKED.comments, Comment("c3", later, "Three.")),
        history=(*ASKED.history, Change(later, ChangeField.DESCRIPTION), Change(later, ChangeField.PRIORITY)),
    )
    assert known(asked=added, now=AT + timedelta(days=5)) == known(now=AT + timedelta(days=5))


def test_what_becomes_of_other_tasks_after_the_moment_changes_nothing() -> None:
    now = AT + timedelta(days=30)
    done_early = another(1, "2026-11-16", AT + timedelta(days=1))
    done_late = another(1, "2026-11-16", AT + timedelta(days=20))
    assert known(done_early, now=now) == known(done_late, now=now)


def test_a_task_created_after_the_moment_is_no_neighbour() -> None:
    newcomer = another(1, "2026-11-20", None, created_at=AT + timedelta(days=1))
    now = AT + timedelta(days=3)
    assert known(newcomer, now=now) == known(now=now)


def test_a_date_set_after_the_moment_is_no_neighbours_date() -> None:
    dated_later = another(
        1, "2026-11-20", None, owners=(), reporter=None, history=(Change(AT + timedelta(days=1), ChangeField.DUE),)
    )
    now = AT + timedelta(days=3)
    assert known(dated_later, now=now) == known(now=now)


def test_cancelled_work_and_work_that_ended_nobody_knows_when_have_no_outcome() -> None:
    cancelled = replace(another(1, "2026-11-01", AT), stage=Stage.CANCELLED)
    undated_end = replace(another(2, "2026-11-01", AT), done_at=None)
    assert ended_tasks([cancelled, undated_end], AT, CALENDAR) == []


def test_open_work_is_known_to_be_late_from_the_moment_its_date_passed() -> None:
    (one,) = ended_tasks([another(1, "2026-11-01", None)], AT, CALENDAR)
    assert one.late
    assert one.known_at == one.deadline == datetime(2026, 11, 2, tzinfo=UTC)

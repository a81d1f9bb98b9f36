from datetime import UTC, date, datetime, timedelta

from trackerbridge.clock import Calendar
from trackerbridge.flags.forecast.promise_date import SpansOfFinished, promise_date
from trackerbridge.model import Change, ChangeField, Stage, Task
from trackerbridge.testing.rules import a_task

NOW = datetime(2026, 11, 12, 12, tzinfo=UTC)  # a Thursday
CALENDAR = Calendar()


def finished(days: int) -> Task:
    began = datetime(2026, 6, 1, 12, tzinfo=UTC)
    done = began + timedelta(days=days)
    return a_task(id=f"f{days}", key=f"F-{days}", stage=Stage.DONE, created_at=began, done_at=done)


TWENTY = [finished(days) for days in range(1, 21)]


def test_of_twenty_finished_tasks_seventeen_took_at_most_seventeen_days() -> None:
    found = promise_date(a_task(created_at=NOW), SpansOfFinished(TWENTY, NOW), NOW, CALENDAR, likely=0.85)
    assert found is not None
    assert found.day == date(2026, 11, 30)  # the seventeenth day is Sunday, 29 November
    assert found.of == 20


def test_a_task_that_is_ten_days_old_is_compared_with_those_that_took_longer() -> None:
    found = promise_date(
        a_task(created_at=NOW - timedelta(days=10)), SpansOfFinished(TWENTY, NOW), NOW, CALENDAR, likely=0.5
    )
    assert found is not None
    assert found.of == 10
    assert found.day == date(2026, 11, 17)  # the fifth of 11 to 20 days, from now


def test_fewer_than_ten_comparable_tasks_promise_nothing() -> None:
    assert (
        promise_date(a_task(created_at=NOW - timedelta(days=11)), SpansOfFinished(TWENTY, NOW), NOW, CALENDAR) is None
    )


def test_what_was_finished_after_now_is_not_looked_at() -> None:
    later = [
        a_task(id=f"l{n}", stage=Stage.DONE, created_at=NOW, done_at=NOW + timedelta(days=n)) for n in range(1, 30)
    ]
    assert promise_date(a_task(created_at=NOW), SpansOfFinished(later, NOW), NOW, CALENDAR) is None


def test_where_work_has_begun_its_age_counts_from_there() -> None:
    begun = (Change(NOW - timedelta(days=1), ChangeField.STATUS, "To do", "Doing", stage_after=Stage.IN_PROGRESS),)
    old = a_task(created_at=NOW - timedelta(days=300), history=begun)
    assert promise_date(old, SpansOfFinished(TWENTY, NOW), NOW, CALENDAR) is not None

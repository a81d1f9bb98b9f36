from datetime import UTC, datetime, timedelta

import pytest

from trackerbridge.clock import Calendar
from trackerbridge.flags.chances import Record, signs_of
from trackerbridge.flags.chances import chance_of as signs_alone
from trackerbridge.flags.forecast.at import ChancesAt
from trackerbridge.flags.forecast.facts import row
from trackerbridge.flags.forecast.known import Knowledge
from trackerbridge.flags.forecast.likelihood import SUREST, TRUST_IN_SHIPPED, WORTH_OF_SHIPPED, Forecast
from trackerbridge.flags.forecast.reasons import reasons_of
from trackerbridge.flags.forecast.trees import chance_of, log_odds_of, shipped
from trackerbridge.model import Completeness, Snapshot, Stage, Task
from trackerbridge.replay import World
from trackerbridge.testing.rules import a_task

NOW = datetime(2026, 11, 12, 12, tzinfo=UTC)
CALENDAR = Calendar()
ASKED = a_task(due="2026-11-16")


def past(late: int, in_time: int) -> list[Task]:
    return [_ended(number, 4 if number < late else -2) for number in range(late + in_time)]


def _ended(number: int, days_late: int) -> Task:
    began = datetime(2026, 5, 1, 9, tzinfo=UTC) + timedelta(days=2 * number)
    return a_task(
        id=f"e{number}",
        key=f"E-{number}",
        stage=Stage.DONE,
        created_at=began,
        due=(began.date() + timedelta(days=14)).isoformat(),
        done_at=began + timedelta(days=14 + days_late),
    )


def board(*tasks: Task) -> Snapshot:
    return Snapshot(source="s", title="S", tasks=tasks, completeness=Completeness(), pulled_at=NOW)


def forecast_of(*tasks: Task) -> Forecast:
    return Forecast(board(*tasks), NOW, CALENDAR)


def chance(*others: Task) -> float:
    found = forecast_of(ASKED, *others).chance(ASKED)
    assert found is not None
    return found


def test_a_past_of_late_work_raises_the_chance_and_a_past_in_time_lowers_it() -> None:
    assert chance(*past(late=30, in_time=6)) > chance(*past(late=18, in_time=18)) > chance(*past(late=6, in_time=30))


def test_no_answer_claims_to_be_surer_than_we_can_be() -> None:
    assert 1 - SUREST <= chance(*past(late=60, in_time=5)) <= SUREST


def test_without_any_ended_date_the_shipped_trees_answer_alone() -> None:
    answer = forecast_of(ASKED).of(ASKED)
    assert answer is not None
    assert answer.learned_from == 0
    numbers = row(Knowledge([ASKED], NOW, CALENDAR).about([(ASKED, NOW)])[0])
    assert answer.chance == pytest.approx(chance_of(TRUST_IN_SHIPPED * shipped().log_odds(numbers)))


def test_ten_ended_dates_count_as_much_as_the_shipped_trees() -> None:
    """Half of the log-odds are the trees', half those of the project's own signs."""
    tasks = (ASKED, *past(late=5, in_time=WORTH_OF_SHIPPED - 5))
    record = Record.of([board(*tasks)], NOW, CALENDAR)
    signs = signs_of(ASKED, record, World.of(board(*tasks), CALENDAR))
    assert signs is not None
    numbers = row(Knowledge(tasks, NOW, CALENDAR).about([(ASKED, NOW)])[0])

    mixed = (TRUST_IN_SHIPPED * shipped().log_odds(numbers) + log_odds_of(signs_alone(signs).late)) / 2

    assert chance(*tasks[1:]) == pytest.approx(chance_of(mixed))


def test_done_undated_and_overdue_tasks_have_no_forecast() -> None:
    overdue = a_task(id="t2", due="2026-11-10")
    undated = a_task(id="t3")
    done = a_task(id="t4", due="2026-11-20", stage=Stage.DONE)
    forecast = forecast_of(overdue, undated, done)
    assert [forecast.of(task) for task in (overdue, undated, done)] == [None, None, None]


def test_chances_are_told_by_identity_for_the_tasks_asked_for() -> None:
    assert ChancesAt(CALENDAR)([board(ASKED)], [ASKED], NOW) == {ASKED.identity: chance()}


def test_reasons_are_borne_out_by_the_tasks_own_facts_and_three_at_most() -> None:
    shares = {
        "owner_open_tasks": 2.0,
        "left_days": 1.0,
        "comments": 0.5,
        "same_date": 0.25,
        "links": 3.0,
        "window_days": -1,
    }
    assert reasons_of(shares, {"owner_open_tasks": 5, "same_date": 4}) == ("load", "time", "quiet")
    assert reasons_of(shares, {"owner_open_tasks": 1, "comments": 2, "same_date": 4}) == ("time", "talk", "shared_date")


def test_signs_give_reasons_too() -> None:
    signs = {"record": 0.5, "alike": 2.0, "moved_later": 1.0, "words": -1.0}
    assert reasons_of({"left_days": 1.0}, {}, signs) == ("alike", "time", "record")

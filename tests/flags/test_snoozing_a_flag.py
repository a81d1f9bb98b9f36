"""A flag that somebody keeps quiet: left out until its day, counted, said with its reason, and back afterwards."""

from datetime import UTC, datetime

import pytest

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.errors import UsageError
from trackerbridge.flags.base import Assessment
from trackerbridge.flags.engine import assess
from trackerbridge.flags.options import check_options
from trackerbridge.flags.registry import built_in_rules
from trackerbridge.model import Completeness, Snapshot
from trackerbridge.testing.rules import EVERYTHING, NOON, a_task

LATE = a_task(due="2026-10-01", created_at=datetime(2026, 9, 1, 9, tzinfo=UTC))
OTHER = a_task("Another page", id="t2", key="T-2", due="2026-10-01")
QUIET = {"code": "D01", "task": "T-1", "until": "2026-12-01", "reason": "Waits for the contract."}


def assessed(*snoozes: dict[str, str], now: datetime = NOON, language: str = "en") -> Assessment:
    snapshot = Snapshot(
        source="s", title="S", tasks=(LATE, OTHER), completeness=Completeness(EVERYTHING), pulled_at=now
    )
    flags = FlagsConfig.model_validate({"snooze": list(snoozes)})
    return assess(
        project="p", snapshots=[snapshot], flags=flags, calendar=Calendar(), now=now, language=language,
        select=["D01", "F01", "C02"],
    )  # fmt: skip


def said(assessment: Assessment) -> set[tuple[str, str]]:
    return {(flag.code, flag.task.key) for flag in assessment.flags if flag.task}


def test_the_flag_and_what_would_stand_inside_it_are_quiet_on_that_task_alone():
    assert said(assessed()) == {(code, key) for code in ("D01", "F01", "C02") for key in ("T-1", "T-2")} - {
        ("F01", "T-2")
    }
    assert said(assessed(QUIET)) == {("C02", "T-1"), ("D01", "T-2"), ("C02", "T-2")}


def test_what_is_quiet_is_counted_and_said_with_its_reason():
    (note,) = assessed(QUIET).completeness.notes

    assert note == "Kept quiet until 1 December 2026: D01 on T-1, 2 flags (Waits for the contract)."
    assert assessed(QUIET, language="ru").completeness.notes[0].endswith("2 замечания (Waits for the contract).")


def test_a_rule_may_be_quiet_on_the_whole_project():
    whole = {key: value for key, value in QUIET.items() if key != "task"}

    assert said(assessed(whole)) == {("F01", "T-1"), ("C02", "T-1"), ("C02", "T-2")}
    assert "D01, 2 flags" in assessed(whole).completeness.notes[0]


def test_on_its_day_it_comes_back():
    assert said(assessed(QUIET, now=datetime(2026, 12, 1, 9, tzinfo=UTC))) >= {("D01", "T-1")}
    assert assessed(QUIET, now=datetime(2026, 12, 1, 9, tzinfo=UTC)).completeness.notes == ()


def test_a_snooze_that_keeps_nothing_back_says_nothing():
    assert assessed({**QUIET, "task": "T-99"}).completeness.notes == ()


def test_an_unknown_code_is_a_mistake_that_is_named():
    flags = FlagsConfig.model_validate({"snooze": [{**QUIET, "code": "overdu"}]})

    with pytest.raises(UsageError, match=r"Did you mean D01 \(overdue\)\?"):
        check_options(flags, built_in_rules())


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"until": "soon"}, {"days": 3}])
def test_it_needs_a_day_and_a_reason(wrong):
    with pytest.raises(ValueError, match="snooze"):
        FlagsConfig.model_validate({"snooze": [QUIET | wrong]})

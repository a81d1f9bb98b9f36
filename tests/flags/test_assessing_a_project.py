"""The engine as a whole: what it judges, what it leaves out, and what it says when it cannot judge."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import FlagsConfig
from trackerbridge.errors import UsageError
from trackerbridge.flags.base import Abstention, Context, Finding, ProjectRule, Rule, Severity
from trackerbridge.flags.engine import assess
from trackerbridge.model import Completeness, Evidence, Gap, Snapshot, Stage, Task
from trackerbridge.testing.rules import EVERYTHING, NOON, a_promise, a_task

WORDS = {language: {"message": "Seen “{title}”.", "suggestion": "Look."} for language in ("en", "ru", "ro")}


class Everything(Rule):
    """Flags whatever it is shown."""

    code = "X01"
    name = "everything"
    words = WORDS

    def check(self, task: Task, context: Context) -> Iterator[Finding | Abstention]:
        yield Finding(Severity.LOW, None, {"title": task.title})


class Failing(Everything):
    """Fails on one task."""

    code = "X02"
    name = "failing"

    def check(self, task: Task, context: Context) -> Iterator[Finding | Abstention]:
        if task.key == "T-1":
            raise KeyError("oh")
        yield Finding(Severity.LOW, None, {})


class OfTheProject(ProjectRule):
    """Judges the project."""

    code = "X03"
    name = "of-the-project"
    words = WORDS

    def check_project(self, context: Context) -> Iterator[Finding | Abstention]:
        yield Finding(Severity.HIGH, None, {"tasks": len(context.tasks)})


class FailingAtOnce(Everything):
    """Fails before it looks at a task."""

    code = "X04"
    name = "failing-at-once"

    def partly(self, context: Context) -> Iterator[Abstention]:
        raise ValueError("oh")


class Unable(Everything):
    """Needs something that no declaration can say."""

    code = "X10"
    name = "unable"

    def unable(self, context: Context) -> str:
        if not context.snapshot.tasks:
            raise LookupError("oh")
        return "Nothing here has a moon."


def snapshot(*tasks: Task, source: str = "one", knows: frozenset[Evidence] = EVERYTHING, gaps: tuple[Gap, ...] = ()):
    return Snapshot(
        source=source,
        title=source.title(),
        tasks=tasks,
        completeness=Completeness(knows, gaps),
        pulled_at=NOON,
    )


def said(*snapshots: Snapshot, flags: FlagsConfig | None = None, **more: Any):
    more = {"project": "shop", "calendar": Calendar(), "now": NOON, **more}
    return assess(snapshots=snapshots, flags=flags or FlagsConfig(), **more)


def numbered(count: int, **fields: Any) -> list[Task]:
    return [a_task(id=f"t{n}", key=f"T-{n}", **fields) for n in range(count)]


def test_templates_and_archived_and_finished_tasks_are_not_judged_and_live_ones_are_counted():
    live, done = a_task(), a_task(id="d", key="D-1", stage=Stage.DONE)
    tasks = (live, done, replace(live, id="a", archived=True), replace(live, id="m", template=True))

    result = said(snapshot(*tasks), rules=[Everything()])

    assert [flag.task.id for flag in result.flags if flag.task] == ["t1"]
    assert result.tasks == 2


def test_a_board_without_dates_says_so_instead_of_all_on_time():
    result = said(snapshot(a_task()), calendar=Calendar.of("UTC", "RO"))

    silent = {one.code: one.reason for one in result.abstained}
    assert {"D01", "D02", "D04", "D09", "D10"} <= set(silent)
    assert all("no due dates" in silent[code] for code in ("D01", "D02", "D04", "D09", "D10"))
    assert all(one.task is None for one in result.abstained)


def test_nothing_open_is_no_lack_of_dates():
    result = said(snapshot(a_task(stage=Stage.DONE)), select=["D01"])

    assert result.abstained == ()


def test_a_promise_is_a_date_too():
    result = said(snapshot(a_task()), promises=a_promise("2026-11-10"), select=["D01"])

    assert [flag.code for flag in result.flags] == ["D01"]
    assert result.abstained == ()


def test_a_gap_gives_its_own_reason():
    cut = (Gap(Evidence.HISTORY, "Only the last 1,000 actions came."),)

    result = said(snapshot(a_task(), gaps=cut), select=["F01"])

    assert [one.reason for one in result.abstained] == ["Only the last 1,000 actions came."]
    assert not result.completeness.complete


def test_of_several_sources_the_one_that_cannot_tell_is_named_and_the_others_are_judged():
    table = snapshot(a_task(id="x", key="X"), source="table", knows=EVERYTHING - {Evidence.OWNERS})

    result = said(snapshot(a_task()), table, select=["F02"])

    assert [flag.task.key for flag in result.flags if flag.task] == ["T-1"]
    assert [one.reason for one in result.abstained] == ["Table: This source does not say: owners."]
    assert Evidence.OWNERS not in result.completeness.knows


def test_many_tasks_with_one_reason_are_one_abstention():
    unknown = numbered(3, stage=Stage.UNKNOWN, status="Blue", due="2026-11-13")

    result = said(snapshot(*unknown), select=["D02"])

    assert [one.reason for one in result.abstained] == ["“Blue” does not say whether work has begun. (3 tasks)"]


def test_a_rule_that_fails_is_named_for_that_task_and_the_others_go_on(caplog):
    with caplog.at_level(logging.ERROR):
        result = said(snapshot(*numbered(3)), rules=[Everything(), Failing(), FailingAtOnce()])

    assert [flag.code for flag in result.flags] == ["X01"] * 3 + ["X02"] * 2 + ["X04"] * 3
    assert [(one.code, one.task) for one in result.abstained] == [("X02", "T-1"), ("X04", None)]
    assert "a defect of the rule" in result.abstained[0].reason
    assert "rule X02 failed on T-1: KeyError" in caplog.text


def test_a_rule_may_say_once_why_it_cannot_judge_a_source():
    result = said(snapshot(*numbered(3)), rules=[Unable()])

    assert (result.flags, [one.reason for one in result.abstained]) == ((), ["Nothing here has a moon."])
    assert "defect of the rule" in said(snapshot(), rules=[Unable()]).abstained[0].reason


def test_a_rule_of_the_project_speaks_once_and_of_no_task():
    result = said(snapshot(a_task()), snapshot(a_task(id="x", key="X"), source="two"), rules=[OfTheProject()])

    assert [(flag.task, dict(flag.evidence)) for flag in result.flags] == [(None, {"tasks": 2})]
    assert result.flags[0].episode == ("X03", "", "")


def test_no_source_at_all_is_no_flag_and_no_failure():
    result = said(rules=[Everything(), OfTheProject()])

    assert (result.flags, result.tasks) == ((), 0)


def test_select_and_ignore_by_code_and_by_name():
    board = snapshot(a_task(due="2026-11-02"))

    assert {flag.code for flag in said(board, select=["overdue"]).flags} == {"D01"}
    assert "D01" not in {flag.code for flag in said(board, ignore=["overdue", "C12"]).flags}
    assert "F02" not in {flag.code for flag in said(board, flags=FlagsConfig(ignore=("F02",))).flags}


def test_select_of_an_unknown_code_names_the_nearest():
    with pytest.raises(UsageError, match=r"There is no rule 'overdu'. Did you mean D01 \(overdue\)\?"):
        said(snapshot(a_task()), select=["overdu"])


def test_a_selected_rule_runs_although_the_profile_leaves_it_out():
    board = snapshot(a_task("Fixes"))

    assert [flag.code for flag in said(board, flags=FlagsConfig(profile="gentle"), select=["C01"]).flags] == ["C01"]


def test_the_loudest_flags_come_first():
    tasks = [*numbered(1, due="2026-11-09"), a_task(id="z", key="Z", due="2026-09-01")]

    severities = [flag.severity.rank for flag in said(snapshot(*tasks)).flags]

    assert severities == sorted(severities, reverse=True)


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_the_same_flags_in_every_language(language):
    board = snapshot(*numbered(12, due="2026-11-02"))

    result = said(board, language=language)

    assert [(flag.code, flag.since) for flag in result.flags] == [(flag.code, flag.since) for flag in said(board).flags]
    assert all(flag.message and flag.suggestion for flag in result.flags)
    assert all(pattern.message for pattern in result.patterns)


def test_episodes_do_not_drift_from_day_to_day():
    late = numbered(2, due="2026-11-02", title="Fixes", description="TBD")
    board = snapshot(*late, a_task(id="s", key="S", created_at=datetime(2026, 9, 1, tzinfo=UTC)))

    today, tomorrow = said(board), said(board, now=NOON + timedelta(days=1))

    assert {flag.episode for flag in today.flags} <= {flag.episode for flag in tomorrow.flags}
    assert today.flags


def test_a_flag_that_ends_and_returns_is_a_new_one():
    first = said(snapshot(a_task(due="2026-11-02")), select=["D01"])
    moved = said(snapshot(a_task(due="2026-11-05")), select=["D01"])

    assert first.flags[0].episode != moved.flags[0].episode


def test_five_thousand_tasks_are_counted_once_each():
    result = said(snapshot(*numbered(5000, due="2026-11-02")), select=["D01", "D04"])

    assert len(result.flags) == 5000

"""Team labels for the source: from flags, by task id, and only where the configuration says so."""

from __future__ import annotations

from dataclasses import replace

from tests.client_view.bakery import NOW, assessment, settings, task, view

from trackerbridge.client_view.marks import EXPLAINED, MARKS, PREFIX, team_marks
from trackerbridge.flags.base import Flag, Severity
from trackerbridge.flags.registry import all_rules
from trackerbridge.model import Task

ONE, TWO = task("one"), task("two")


def flag(code: str, of: Task | None, cause: str | None = None) -> Flag:
    return Flag(
        code=code,
        rule=code,
        severity=Severity.LOW,
        task=of,
        since=NOW,
        message="",
        suggestion="",
        evidence={},
        cause=cause,
    )


def test_each_flag_has_its_label() -> None:
    flags = [flag("D01", ONE), flag("R01", ONE), flag("C01", TWO), flag("C02", TWO)]
    assert team_marks(assessment(flags)) == {"one": {"tb-overdue", "tb-client-waiting"}, "two": {"tb-unclear"}}


def test_what_a_report_puts_inside_another_line_still_marks_the_task() -> None:
    flags = [flag("R01", ONE), flag("D01", ONE, cause="R01"), flag("D04", TWO), flag("C05", TWO, cause="D04")]
    assert team_marks(assessment(flags)) == {"one": {"tb-client-waiting", "tb-overdue"}, "two": {"tb-unclear"}}


def test_what_another_flag_explains_or_what_stands_on_the_project_marks_nothing() -> None:
    late = [flag("D01", ONE), flag("F01", ONE, cause="D01"), flag("F02", ONE, cause="D01")]
    assert team_marks(assessment([*late, flag("D07", None), flag("D10", TWO)])) == {"one": {"tb-overdue"}}


def test_what_explains_what_is_as_the_rules_declare_it() -> None:
    declared = {rule.code: rule.explained_by & MARKS.keys() for rule in all_rules() if rule.code in MARKS}
    assert {code: found for code, found in declared.items() if found} == EXPLAINED


def test_all_our_labels_carry_the_prefix() -> None:
    assert all(label.startswith(PREFIX) for label in MARKS.values())


def test_a_title_that_names_one_is_held_before_and_after_it_stands_on_the_source() -> None:
    named = task("one", title="Why is tb-overdue on this")
    for labels in (named.labels, (*named.labels, "tb-overdue")):
        found = view([replace(named, labels=labels)])
        assert [held.reason for held in found.held] == ["it carries a label of the source"]


def test_marks_are_made_only_where_configured() -> None:
    flags = [flag("D01", ONE)]
    assert view([ONE], flags=flags).team_marks == {}
    marked = settings(publish={"mark_source": True})
    assert view([ONE], flags=flags, with_settings=marked).team_marks == {"one": {"tb-overdue"}}

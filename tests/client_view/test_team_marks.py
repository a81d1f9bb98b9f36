"""Team labels for the source: from flags, by task id, and only where the configuration says so."""

from __future__ import annotations

from tests.client_view.bakery import NOW, assessment, settings, task, view

from trackerbridge.client_view.marks import MARKS, PREFIX, team_marks
from trackerbridge.flags.base import Flag, Severity
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
    flags = [flag("D01", ONE), flag("F02", ONE), flag("C01", TWO), flag("C02", TWO)]
    assert team_marks(assessment(flags)) == {"one": {"tb-overdue", "tb-unowned"}, "two": {"tb-unclear"}}


def test_what_stands_inside_another_flag_or_on_the_project_marks_nothing() -> None:
    assert team_marks(assessment([flag("F01", ONE, cause="D01"), flag("D07", None), flag("D10", TWO)])) == {}


def test_all_our_labels_carry_the_prefix() -> None:
    assert all(label.startswith(PREFIX) for label in MARKS.values())


def test_marks_are_made_only_where_configured() -> None:
    flags = [flag("D01", ONE)]
    assert view([ONE], flags=flags).team_marks == {}
    marked = settings(publish={"mark_source": True})
    assert view([ONE], flags=flags, with_settings=marked).team_marks == {"one": {"tb-overdue"}}

"""Flags on the project itself: two of one rule are two lines, and a script can tell them apart."""

from dataclasses import replace

from tests.report.documents import AUDITED

from trackerbridge.flags.base import Flag, Severity
from trackerbridge.report.json import flag_json
from trackerbridge.report.lines import lines_of

LAUNCH = Flag(
    code="F09", rule="no-handover-plan", severity=Severity.LOW, task=None, since=None, message="m", suggestion="s",
    evidence={}, about="Launch",
)  # fmt: skip
BETA = replace(LAUNCH, about="Beta")


def test_two_milestones_are_two_lines():
    audited = replace(AUDITED, assessment=replace(AUDITED.assessment, flags=(LAUNCH, BETA)))

    assert [(line.title, line.flag.about) for line in lines_of(audited)] == [
        ("the project itself", "Launch"),
        ("the project itself", "Beta"),
    ]


def test_what_it_is_about_stands_in_the_json_where_there_is_something():
    assert flag_json(LAUNCH)["about"] == "Launch"
    assert "about" not in flag_json(replace(LAUNCH, about=""))
    assert LAUNCH.episode != BETA.episode

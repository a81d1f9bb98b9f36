"""Thresholds: defaults, profiles, the configuration, and what is said about mistakes in it."""

import pytest

from trackerbridge.config.schema import FlagsConfig
from trackerbridge.errors import UsageError
from trackerbridge.flags.base import Finding, Option, Rule, Severity
from trackerbridge.flags.options import check_options, profiles
from trackerbridge.flags.registry import built_in_rules


class Chooser(Rule):
    """A rule with options that are no numbers."""

    code = "X07"
    name = "chooser"
    options = (
        Option("mode", "soft", "", "How.", choices=("soft", "hard")),
        Option("loud", False, "", "Whether."),
        Option("least", 1, "count", "At least.", low=1),
        Option("most", 1, "count", "At most.", high=9),
    )

    def check(self, task, context):
        yield Finding(Severity.LOW, None, {})


def settings(rules=None, **flags):
    return check_options(FlagsConfig.model_validate(flags), rules or built_in_rules())


def test_defaults_then_profile_then_configuration():
    assert settings()["F01"].options["working_days"] == 10
    assert settings(profile="strict")["F01"].options["working_days"] == 5
    assert settings(profile="strict", F01={"working_days": 7})["F01"].options["working_days"] == 7
    assert settings(profile="strict", F01={"working_days": 7})["F01"].options["published_working_days"] == 3


def test_severity_is_an_option_of_every_rule():
    assert settings(D01={"severity": "high"})["D01"].severity is Severity.HIGH
    assert settings()["D01"].severity is None


def test_rules_are_switched_off_by_profile_and_by_configuration():
    assert not settings(profile="gentle")["C01"].on
    assert not settings(ignore=["d01"])["D01"].on
    assert settings()["D01"].on


def test_a_rule_that_is_not_there_yet_may_be_ignored():
    assert settings(ignore=["C12"])["C01"].on


@pytest.mark.parametrize("profile", profiles())
def test_every_profile_holds_for_every_rule(profile):
    assert set(settings(profile=profile)) == {rule.code for rule in built_in_rules()}
    assert profiles()[profile]["about"].endswith(".")


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ({"profile": "strickt"}, "there is no profile 'strickt'. Did you mean 'strict'?"),
        ({"profile": "x"}, "Use standard, gentle, strict, first-weeks."),
        ({"overdu": {}}, "There is no rule 'overdu'. Did you mean D01 (overdue)?"),
        ({"ignored": ["D01"]}, "unknown key; did you mean 'ignore'?"),
        ({"ignore": ["Z99"]}, "There is no rule 'Z99'."),
        ({"F01": 7}, "flags.F01 should be a table of options, not 7."),
        ({"F01": {"workingdays": 7}}, "F01 (stale) has no option 'workingdays'. Did you mean 'working_days'?"),
        ({"F01": {"zzz": 7}}, "It has working_days, published_working_days, louder_times, severity."),
        ({"F01": {"working_days": 0}}, "flags.F01.working_days should be between 1 and 250 working days, not 0."),
        ({"F01": {"working_days": "7"}}, "should be a number of working days, not '7'"),
        ({"F01": {"working_days": True}}, "should be a number of working days, not True"),
        ({"D01": {"severity": "loud"}}, "flags.D01.severity should be one of low, medium, high, not 'loud'."),
    ],
)
def test_a_mistake_is_named_with_what_would_be_right(flags, sentence):
    with pytest.raises(UsageError) as caught:
        settings(**flags)

    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"mode": "mild"}, "should be one of soft, hard, not 'mild'"),
        ({"loud": 1}, "should be true or false, not 1"),
        ({"least": 0}, "should be at least 1 count, not 0"),
        ({"most": 10}, "should be at most 9 count, not 10"),
    ],
)
def test_options_that_are_no_numbers(options, sentence):
    with pytest.raises(UsageError) as caught:
        settings([Chooser()], X07=options)

    assert sentence in str(caught.value)
    assert settings([Chooser()], X07={"mode": "hard", "loud": True})["X07"].options["mode"] == "hard"


def test_every_default_lies_within_its_own_range():
    for rule in built_in_rules():
        own = {option.name: option.default for option in rule.options}
        assert settings(**{rule.code: own})[rule.code].options == own


def test_a_code_of_the_catalogue_without_its_rule_is_said_to_be_not_there_yet():
    flags = FlagsConfig.model_validate({"C12": {"severity": "low"}})

    with pytest.raises(UsageError, match="this version has no rule C12 yet"):
        check_options(flags, [Chooser()])

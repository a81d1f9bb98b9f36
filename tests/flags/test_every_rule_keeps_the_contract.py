"""Walks all registered rules, plugins' included: page, translations, and cases of every kind."""

from pathlib import Path

import pytest

from trackerbridge.flags.registry import RESERVED, all_rules, built_in_rules
from trackerbridge.testing.rules import RuleContract, cases_in, problems_of_rule

ROOT = Path(__file__).parents[2]
OWN_CASES = ROOT / "tests" / "flags"
PACKAGES = {type(rule).__module__.partition(".")[0] for rule in all_rules()}
PLUGINS = [ROOT / "plugins" / path.parts[-3] for name in PACKAGES for path in ROOT.glob(f"plugins/*/src/{name}")]
CASES = cases_in(OWN_CASES, *(plugin / "tests" for plugin in sorted(PLUGINS)))


class TestBuiltInRules(RuleContract):
    cases = cases_in(OWN_CASES)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_registered_rule_has_its_page_its_words_and_its_cases(rule):
    assert problems_of_rule(type(rule), CASES) == []


def test_every_rule_of_the_catalogue_is_there_but_the_forecast():
    assert RESERVED - {rule.code for rule in built_in_rules()} <= {"D03"}

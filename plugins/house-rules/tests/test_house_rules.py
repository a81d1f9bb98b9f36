"""The pack as a whole: it keeps the contract of rules, and trackerbridge finds it."""

from pathlib import Path

import trackerbridge_house_rules

from trackerbridge import plugins
from trackerbridge.flags.registry import built_in_rules
from trackerbridge.testing.rules import RuleContract, cases_in


class TestHouseRules(RuleContract):
    """Page, options, three languages, and every case: all of it comes from the contract."""

    cases = cases_in(Path(__file__).parent)


def test_every_rule_of_the_pack_has_cases():
    assert sorted(TestHouseRules.cases) == ["H01", "H02"]
    assert {cases.rule.__name__ for cases in TestHouseRules.cases.values()} == set(trackerbridge_house_rules.__all__)


def test_trackerbridge_finds_the_pack_by_its_entry_point():
    registry = plugins.rules({})

    assert [rule.code for rule in registry.get("house-rules")] == ["H01", "H02"]
    assert not [broken for broken in registry.broken if broken.plugin.name == "house-rules"]


def test_its_codes_and_names_are_its_own():
    taken = {word for rule in built_in_rules() for word in (rule.code, rule.name)}

    assert taken.isdisjoint({"H01", "H02", "no-estimate", "no-area"})

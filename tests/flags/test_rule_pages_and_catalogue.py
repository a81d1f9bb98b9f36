"""Pages made from rules, and the catalogue of rules."""

from types import SimpleNamespace

import pytest

from trackerbridge import plugins
from trackerbridge.errors import UsageError
from trackerbridge.flags import registry
from trackerbridge.flags.base import Option, Rule
from trackerbridge.flags.pages import HEADINGS, examples, law, page, problems_of_page, sections
from trackerbridge.flags.registry import built_in_rules, codes_of, rule_for
from trackerbridge.testing.rules import RuleCases, cases_in, problems_of_rule

SENTENCES = {language: {"message": "m", "suggestion": "s"} for language in ("en", "ru", "ro")}


class Unwritten(Rule):
    code = "X08"
    name = "unwritten"
    options = (Option("days", 1, "days", ""),)

    def check(self, task, context):
        yield from ()


class Disordered(Unwritten):
    """A law.

    Flagged
        - One.

    Why it matters to a client
        It does.

    Not flagged
        - Two.

    What usually helps
        Help.

    When this rule is wrong
        Never.
    """

    options = ()
    words = SENTENCES


@pytest.mark.parametrize("rule", built_in_rules(), ids=lambda rule: rule.code)
def test_a_page_has_every_section_and_every_option(rule):
    text = page(rule)

    assert text.startswith(f"# {rule.code} · {rule.name}\n\n{law(rule)}\n")
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [*HEADINGS, "Options", "What it says"]
    assert all(f"| `{option.name}` | {option.default} |" in text for option in rule.options)
    assert tuple(sections(rule)) == HEADINGS


def test_examples_are_the_bullets_on_one_line_each():
    assert examples(rule_for("D09"), "Not flagged") == (
        "A task due on Friday 27 November.",
        "A task due on a Saturday that has passed.",
    )


def test_what_a_page_lacks_is_named():
    problems = problems_of_page(Unwritten)

    assert "X08: the page does not begin with a sentence of law" in problems
    assert all(f"X08: the section {heading!r} is missing" in problems for heading in HEADINGS)
    assert "X08: 'Flagged' holds no example" in problems
    assert "X08: the option days has no sentence" in problems
    assert "should stand in this order" in problems_of_page(Disordered)[0]


def test_a_subclass_does_not_inherit_its_page():
    assert law(type("Child", (Disordered,), {})) == ""


def test_what_a_rule_lacks_is_named_in_one_place():
    assert "X08: there is no *_cases.py module with its cases" in problems_of_rule(Disordered, {})
    bare = {"X08": RuleCases(Disordered, (), (), ())}
    problems = problems_of_rule(Disordered, bare)
    assert "X08: there is no case of the kind 'abstains'" in problems
    assert "X08: no case tests the page's example 'One.' (Flagged)" in problems


def test_cases_are_found_by_the_name_of_their_module(tmp_path):
    (tmp_path / "some_cases.py").write_text(
        "from trackerbridge.flags.dates.overdue import Overdue\n"
        "from trackerbridge.testing.rules import RuleCases\n"
        "CASES = RuleCases(Overdue, (), (), ())\n"
    )

    assert list(cases_in(tmp_path)) == ["D01"]


def test_rules_are_found_by_code_and_name():
    assert rule_for("d01").name == "overdue"
    assert rule_for("Stale").code == "F01"
    assert codes_of(["overdue", " F01 ", ""], built_in_rules()) == {"D01", "F01"}
    with pytest.raises(UsageError, match="`trackerbridge rules` lists them all"):
        rule_for("nothing like it at all")


def usable(code: str) -> type[Rule]:
    return type("Usable", (Disordered,), {"code": code, "name": code.lower(), "words": SENTENCES})


def test_rules_of_plugins_join_and_unusable_ones_are_left_out_by_name(monkeypatch):
    found = (usable("X11"), usable("D01"), usable("C12"), usable("nonsense"), Unwritten)
    monkeypatch.setattr(plugins, "rules", lambda environ: SimpleNamespace(loaded=lambda: {"pack": found}))
    registry._catalogue.cache_clear()
    try:
        catalogue = registry.catalogue()
    finally:
        registry._catalogue.cache_clear()

    assert [rule.code for rule in catalogue.rules if rule.code.startswith("X")] == ["X11"]
    assert len(catalogue.rejected) == 4
    assert 'The rule D01 of the plugin "pack" was left out: its code is taken.' in catalogue.rejected
    assert any("its code is not one to four capital letters" in sentence for sentence in catalogue.rejected)
    assert any("the sentence 'message' is missing" in sentence for sentence in catalogue.rejected)

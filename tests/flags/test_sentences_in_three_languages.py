"""Wording: complete, with the right plural forms and dates, and broken files are errors at load."""

import re
from datetime import date
from typing import ClassVar

import pytest

from trackerbridge.flags.base import Finding, Rule, Severity
from trackerbridge.flags.registry import built_in_rules
from trackerbridge.flags.wording import LANGUAGES, WordingError, Words, day_in_words, problems_of, shown_title, words_of
from trackerbridge.testing.rules import a_task

TODAY = date(2026, 11, 12)


class Counting(Rule):
    """Counts."""

    code = "X05"
    name = "counting"
    placeholders = frozenset({"n", "day"})
    words: ClassVar = {
        key: {"message": "“{title}” {n:working_days} {day:date}", "suggestion": "{{braces}}"} for key in LANGUAGES
    }

    def check(self, task, context):
        yield from ()


def sentence(language: str, n: int) -> str:
    finding = Finding(Severity.LOW, None, {}, values={"n": n, "day": date(2026, 11, 20)})
    return words_of(language).message(Counting(), finding, a_task("T"), TODAY)


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 1, "“T” 1 working day 20 November"),
        ("en", 2, "“T” 2 working days 20 November"),
        ("ru", 1, "“T” 1 рабочий день 20 ноября"),
        ("ru", 21, "“T” 21 рабочий день 20 ноября"),
        ("ru", 22, "“T” 22 рабочих дня 20 ноября"),
        ("ru", 11, "“T” 11 рабочих дней 20 ноября"),
        ("ru", 111, "“T” 111 рабочих дней 20 ноября"),
        ("ro", 1, "“T” o zi lucrătoare 20 noiembrie"),
        ("ro", 0, "“T” 0 zile lucrătoare 20 noiembrie"),
        ("ro", 19, "“T” 19 zile lucrătoare 20 noiembrie"),
        ("ro", 20, "“T” 20 de zile lucrătoare 20 noiembrie"),
        ("ro", 101, "“T” 101 zile lucrătoare 20 noiembrie"),
    ],
)
def test_numbers_and_days_in_words(language, n, said):
    assert sentence(language, n) == said


def test_the_year_stands_where_it_is_not_this_one():
    assert day_in_words(date(2025, 11, 2), "ru", False) == "2 ноября 2025"
    assert day_in_words(date(2026, 11, 2), "ro", True) == "2 noiembrie"


def test_braces_may_be_written_twice():
    finding = Finding(Severity.LOW, None, {})

    assert words_of("en").suggestion(Counting(), finding, None, TODAY) == "{braces}"


@pytest.mark.parametrize("rule", built_in_rules(), ids=lambda rule: rule.code)
def test_every_rule_is_worded(rule):
    assert problems_of(rule) == []


def test_an_unknown_language_falls_back_to_english():
    assert words_of("xx").language == "en"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"message": "m"}, "X06 in en: the sentence 'suggestion' is missing"),
        ({"message": "{who}", "suggestion": "s"}, "X06 in en, message: nothing fills the placeholder {who}"),
        ({"message": "{title:pears}", "suggestion": "s"}, "{title:pears} is neither a date nor a known count"),
        ({"message": "m", "suggestion": "s", "more": "x"}, "nothing ever says the sentence 'more'"),
        ({"message": "m", "suggestion": "s", "pattern": "{title}"}, "pattern: nothing fills the placeholder {title}"),
    ],
)
def test_a_wrong_wording_is_named(words, problem):
    rule = type("Wrong", (Counting,), {"code": "X06", "words": dict.fromkeys(LANGUAGES, words)})

    assert any(problem in found for found in problems_of(rule))


def test_a_missing_value_is_an_error_and_not_a_hole():
    with pytest.raises(WordingError, match=r"Nothing fills the placeholder \{n\}"):
        words_of("en").message(Counting(), Finding(Severity.LOW, None, {}), a_task(), TODAY)


def test_a_language_file_without_plural_forms_or_evidence_is_named():
    broken = Words("ru", {"counts": {"days": {"one": "день"}}, "evidence": {}})

    problems = list(broken.own_problems())

    assert "counts.days in ru needs the forms few, many, one" in problems
    assert "evidence.stages is missing in ru" in problems


def test_titles_are_one_short_line_without_what_nobody_sees():
    assert shown_title(a_task("  Two\nlines ")) == "Two lines"
    assert shown_title(a_task("\u202eabc\u202c")) == "abc"
    assert shown_title(a_task("\u200e")) == "T-1"
    assert len(shown_title(a_task("x" * 16_384))) == 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_blames_or_uses_the_wrong_letters(language):
    own = [text for rule in built_in_rules() for text in words_of(language).of_rule(rule).values()]

    assert all(text.rstrip().endswith((".", "?")) for text in own)
    blame = re.compile(r"\bfault|fail|forgot|виноват|забыл|vina|uitat", re.IGNORECASE)
    assert not [text for text in own if blame.search(text)]
    assert not [text for text in own if set("şţŞŢ") & set(text)]
    quotes = {"en": "“”", "ru": "«»", "ro": "„”"}[language]
    assert all(f"{quotes[0]}{{title}}{quotes[1]}" in text for text in own if "{title}" in text)

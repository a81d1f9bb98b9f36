"""Texts in comparable form: respelled is the same, rewritten is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackerbridge.client_view.normal_text import comparable_text, comparable_title

SAME = {
    "bullets": ("- one\n- two", "* one\n*   two"),
    "a drawn bullet": ("- one", "• one"),
    "a plus bullet": ("- one", "+ one"),
    "numbers": ("1. one\n2. two", "1) one\n2)  two"),
    "blank lines": ("one\ntwo", "one\n\n\ntwo\n\n"),
    "trailing spaces": ("one\ntwo", "one  \ntwo\t"),
    "leading spaces": ("- one\n- two", "- one\n    - two"),
    "hard line breaks": ("one\ntwo", "one\\\ntwo"),
    "carriage returns": ("one\ntwo", "one\r\ntwo"),
    "old carriage returns": ("one\ntwo", "one\rtwo"),
    "non-breaking spaces": ("19 November", "19\u00a0November"),
    "narrow spaces": ("5 000", "5\u202f000"),
    "entities": ("A & B < C", "A &amp; B &lt; C"),
    "an entity space": ("19 November", "19&nbsp;November"),
    "escapes": ("1. Costs (net) - #1_a*b", "1\\. Costs \\(net\\) \\- \\#1\\_a\\*b"),
    "emphasis": ("**bold** and *light*", "__bold__ and _light_"),
    "rules": ("---", "* * *"),
    "long rules": ("---", "_____"),
    "closed headings": ("## Dates", "##   Dates ##"),
    "angled links": ("https://example.com/a", "<https://example.com/a>"),
    "self-titled links": ("https://example.com/a", "[https://example.com/a](https://example.com/a)"),
    "cards of links": ("https://example.com/a", '[https://example.com/a](https://example.com/a "\u200c")'),
    "links without scheme": ("https://example.com", "[example.com](https://example.com/)".replace("/)", ")")),
    "escaped links": ("https://example.com/a_b", "[https://example.com/a\\_b](https://example.com/a_b)"),
    "addresses": ("a@example.com", "[a@example.com](mailto:a@example.com)"),
    "angled addresses": ("a@example.com", "<mailto:a@example.com>"),
    "invisible characters": ("one", "o\u200bn\u2060e\ufeff"),
    "composed letters": ("în", "i\u0302n"),
}


@pytest.mark.parametrize(("plain", "respelled"), SAME.values(), ids=SAME)
def test_what_an_editor_respells_is_the_same(plain: str, respelled: str) -> None:
    assert comparable_text(respelled) == comparable_text(plain)


DIFFERENT = {
    "words": ("one", "two"),
    "case": ("One", "one"),
    "a new line": ("one", "one\ntwo"),
    "one line out of two": ("one two", "one\ntwo"),
    "another link": ("[a](https://example.com/a)", "[a](https://example.com/b)"),
    "another text of a link": ("[a](https://example.com)", "[b](https://example.com)"),
    "a titled link": ("https://example.com/a", "[here](https://example.com/a)"),
    "order": ("- one\n- two", "- two\n- one"),
    "a number": ("1. one", "2. one"),
    "a heading": ("# one", "## one"),
    "bold": ("one", "**one**"),
    "no heading": ("Dates", "# Dates"),
    "no bullet": ("one", "- one"),
    "a space between words": ("a b", "ab"),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_a_person_rewrites_differs(one: str, other: str) -> None:
    assert comparable_text(one) != comparable_text(other)


EXACTLY = {
    "a text": (
        "# Dates #\n\n*  First:\u00a020&nbsp;November  \n1) `code`\n",
        "# Dates\n- First: 20 November\n1. `code`",
    ),
    "a link of others' words": ('[see  this](https://example.com "t")', "[see this](https://example.com)"),
    "a slash at the end": ("[https://example.com](https://example.com/)", "https://example.com/"),
    "plain http": ("[example.com](http://example.com)", "http://example.com"),
    "an angled word": ("a <b> c", "a b c"),
    "not a rule": ("--", "--"),
    "a lone bullet": ("-", "-"),
}


@pytest.mark.parametrize(("text", "comparable"), EXACTLY.values(), ids=EXACTLY)
def test_the_comparable_form(text: str, comparable: str) -> None:
    assert comparable_text(text) == comparable


def test_a_title_is_one_line() -> None:
    assert comparable_title("  A \n title\u00a0of &amp;  o\u200bne ") == "A title of & one"


def test_a_title_keeps_its_marks() -> None:
    assert comparable_title("- *A* \\_title\\_") == "- *A* \\_title\\_"


@settings(deadline=None)  # the first call loads what it needs, on a busy machine slowly
@given(st.text())
def test_nothing_breaks_it_and_spaces_around_do_not_count(text: str) -> None:
    assert comparable_text(f"\n\n{text}\n \n") == comparable_text(text)
    assert comparable_title(f" {text}\n") == comparable_title(text)

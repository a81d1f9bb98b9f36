"""People's text on a board: readable, one line, and nothing that Markdown or Trello would take for more than words."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trackerbridge.client_view import neutralise
from trackerbridge.client_view.neutralise import isolated, plain, shortened
from trackerbridge.client_view.normal_text import comparable_text, comparable_title


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Home page", "Home page"),
        ("**Bold** _and_ `code`", "Bold and code"),
        ("~~old~~ new", "old new"),
        ("[Menu](https://example.com/menu)", "Menu"),
        ("![Photo](x.png) of bread", "Photo of bread"),
        ("[BUG] Menu", "(BUG) Menu"),
        ("- [ ] Menu", "Menu"),
        ("- [x] Menu", "Menu"),
        ("- Menu", "Menu"),
        ("# Menu", "Menu"),
        ("> Menu", "› Menu"),
        ("1. Menu", "1.\u00a0Menu"),
        ("12) Menu", "12)\u00a0Menu"),
        ("#12 Menu", "#12 Menu"),
        ("(8) Menu [3]", "Menu"),
        ("Menu (3 pages)", "Menu (3 pages)"),
        ("<b>Menu</b>", "Menu"),
        ("a<br>b", "a b"),
        ("<script>alert(1)</script> Menu", "alert(1) Menu"),
        ("5 < 7 > 3", "5 ‹ 7 › 3"),
        ("Tea &amp; cake", "Tea & cake"),
        ("&lt;b&gt;Menu", "Menu"),
        ("&amp;lt;b", "＆lt;b"),
        ("Form -> e-mail", "Form → e-mail"),
        ("A <-> B => C", "A ↔ B → C"),
        ("5 * 3 and 5*3", "5 × 3 and 5 × 3"),
        ("user_login_page", "user login page"),
        ("@anna look", "anna look"),
        ("anna@example.com", "anna (at) example․com"),
        ("https://example.com/x", "example․com/x"),
        ("See www.example.com.", "See www․example․com."),
        ("node.js and README.md", "node․js and README․md"),
        ("Version 1.2.3", "Version 1.2.3"),
        ("и т.д.", "и т.д."),
        (":tada: Launch", "tada Launch"),
        ("From 10:30:45", "From 10∶30:45"),
        ("C:\\temp", "C:/temp"),
        ("Line one\nline two\ttab", "Line one line two tab"),
        ("safe\u202edlo\u202c\u2066x\u2069", "safedlox"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("nul\x00l", "nul l"),
        ("👩\u200d🍳 Kitchen", "👩\u200d🍳 Kitchen"),
        ("a\u200db", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e\u0301", "é"),
        ("Z" + "\u0335" * 40, "Z" + "\u0335" * 3),
        ("\u0301x", "x"),
        ("תפריט", "תפריט"),
        ("🎂", "🎂"),
    ],
)
def test_what_people_read(text: str, read: str) -> None:
    assert plain(text) == read


@pytest.mark.parametrize("text", ["", "   ", "---", "***", "\u200b", "_ _", "#", "[]()", "\u3164", "…", "\ue000"])
def test_nothing_to_read_is_empty(text: str) -> None:
    assert plain(text) == ""


def test_a_long_title_is_cut_between_words() -> None:
    text = plain("A cake with cherries " * 30)
    assert len(text) <= 120
    assert text.endswith("…")
    assert text.removesuffix("…").split()[-1] in ("A", "cake", "with", "cherries")


def test_sixteen_thousand_characters_without_a_space_are_cut_too() -> None:
    assert plain("x" * 16_384) == "x" * 119 + "…"


def test_a_family_is_not_cut_in_two() -> None:
    family = "👩\u200d👩\u200d👧"
    assert shortened(f"{'x' * 8}{family}y", 11) == "xxxxxxxx…"
    assert shortened("Cafe\u0301s and teas", 5) == "Caf…"


def test_a_cut_leaves_no_comma_before_the_ellipsis() -> None:
    assert shortened("Bread, cakes, and much more", 15) == "Bread, cakes…"


def test_right_to_left_text_keeps_its_direction_to_itself() -> None:
    assert isolated("Menu") == "Menu"
    assert isolated("תפריט") == "\u2068תפריט\u2069"


SIGNS = [
    *"ab.1 @:/#*_~`[]()<>!&;-+=|\\\n\t'\"wж\u200d\u202e\u200b❤\ufe0f🙂é",
    "http://",
    "www.",
    "1. ",
    "&lt;",
    ":a:",
    "](x",
]
MARKUP = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)
ANYTHING = st.one_of(st.text(max_size=200), MARKUP)


@settings(deadline=None)
@given(ANYTHING)
@example("&:A:;")
def test_it_is_stable(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@settings(deadline=None)
@given(ANYTHING)
@example(":A:.AA")  # what a shortcode leaves may be a domain
@example("&:A:;")  # or an entity
@example("&javascript:lt;")  # as may what a scheme leaves
def test_it_creates_nothing(text: str) -> None:
    found = plain(text)
    assert len(found) <= 120
    assert not re.search(r"[*_`\[\]<>\\\n\t~|]", found)
    assert not re.search(r"\S@\S|(?<!\w)@\w|://|&#?\w{1,32};", found)
    assert not re.search(r"[\w]\.[^\W\d_]{2}", found)  # no bare domain for a linkifier
    assert not re.search(r"(?<![\w:]):[\w+\-]+:(?![\w:])", found)  # no emoji shortcode
    assert not re.match(r"(?:#{1,6}|[-+>=]+|\d{1,9}[.)])[ \t]|\s", found)  # no heading, list, quote or code block


@settings(deadline=None)
@given(ANYTHING)
def test_it_hides_nothing(text: str) -> None:
    for char in plain(text):
        category = unicodedata.category(char)
        assert category not in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
        assert category != "Cf" or char in "\u200c\u200d"


@settings(deadline=None)
@given(ANYTHING)
@example("Tea &copy coffee &#0")  # no entities: they lack their semicolons
def test_an_editor_that_rewrites_markdown_finds_nothing_to_rewrite(text: str) -> None:
    found = plain(text)
    seen = found.replace("\u00a0", " ")
    assert comparable_title(found) == seen.replace("\u200d", "").replace("\u200c", "")
    quoted = f"“{found}”"
    assert comparable_text(quoted) == comparable_text(re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", quoted))


@settings(deadline=None)
@given(st.text(max_size=80), st.integers(2, 40))
def test_shortened_is_never_longer(text: str, limit: int) -> None:
    found = shortened(text, limit)
    assert len(found) <= limit
    assert found == text or found.endswith("…")


def test_letters_that_are_taken_as_they_are_would_come_out_as_they_are() -> None:
    """Most texts are not looked at letter by letter: each letter for which that holds is looked at here."""
    simple = [char for char in map(chr, range(0x11_0000)) if neutralise._LETTERS.fullmatch(char)]
    assert {"a", "ș", "ț", "ё", "Ж", "é", "–", "“", "…", "№"} - set(simple) == {"№"}
    for text in (*simple, "".join(simple), "".join(reversed(simple))):
        assert neutralise._looked_through(text) == text

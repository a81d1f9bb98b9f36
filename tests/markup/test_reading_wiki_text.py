"""Jira's wiki mark-up as plain text: what each sign becomes, and what is no sign."""

import pytest

from trackerbridge.flags.text import own_words, words_in
from trackerbridge.markup.dialects import plain


@pytest.mark.parametrize(
    ("wiki", "text"),
    [
        ("h2. Acceptance criteria\nAll of it", "## Acceptance criteria\n\nAll of it"),
        (
            "A *bold* and _leaning_ word, -gone- +new+ x^2^ H{~}2{~}O",
            "A bold and leaning word, ~~gone~~ new x2 H2O".replace("x2", "x^2^"),
        ),
        ("half{*}bold{*}word", "halfboldword"),
        ("{color:red}Stop{color} here", "Stop here"),
        ("Type {{make demo}} twice", "Type `make demo` twice"),
        ("Set {{{root}}} first", "Set `{root}` first"),
        ("{code:java}\nint a;\n\n  int b;\n{code}", "```java\nint a;\n\n  int b;\n```"),
        ("Try {code}a{code} now", "Try\n\n```\na\n```\n\nnow"),
        ("{code:title=App.java|borderStyle=solid}\nx\n{code}", "App.java\n\n```\nx\n```"),
        ("{noformat}\n{code} is a macro\n{noformat}", "```\n{code} is a macro\n```"),
        ("{quote}\nOne\n\n* two\n{quote}\nthree", "> One\n>\n> - two\n\nthree"),
        ("bq. As you said", "> As you said"),
        ("See [the brief|https://acme.example/brief_(v2)]", "See [the brief](https://acme.example/brief_%28v2%29)"),
        (
            "See [https://acme.example/a_b]. Or https://acme.example/c_d.",
            "See https://acme.example/a_b. Or https://acme.example/c_d.",
        ),
        ("[mail us|mailto:hello@acme.example] [top|#top|tip]", "[mail us](mailto:hello@acme.example) [top](#top)"),
        ("Ask [~ivan] and [~accountid:5b10:ac]", "Ask @ivan and @5b10:ac"),
        (
            "!shot one.png|thumbnail! and [^offer.pdf]".replace("shot one", "shot"),
            "(image: shot.png) and (file: offer.pdf)",
        ),
        ("!https://acme.example/logo.png!", "https://acme.example/logo.png"),
        (
            "* one\n** deeper\nstill deeper\n* two\n# first\n# second",
            "- one\n  - deeper\n    still deeper\n- two\n\n1. first\n2. second",
        ),
        (" - dash\n - dash", "- dash\n- dash"),
        ("* [ ] ask\n* [x] done", "- [ ] ask\n- [x] done"),
        ("||Field||Value||\n|[a|https://a.example]|{{x|y}}|", "| Field | Value |\n| [a](https://a.example) | `x|y` |"),
        ("{panel:title=Note}\nBring it\n{panel}", "Note\n\nBring it"),
        ("above\n----\nbelow", "above\n\n---\n\nbelow"),
        ("one \\\\ two", "one\ntwo"),
        ("tiles\\\\are late.\\\\So", "tiles\nare late.\nSo"),
        ("not \\*bold\\*, &#42; and \\[no link\\]", "not *bold*, * and [no link]"),
        ("(!) mind the step (/)", "(!) mind the step (/)"),
        ("> quoted as in mail\nreply", "> quoted as in mail\nreply"),
    ],
)
def test_each_sign_of_wiki_text_has_its_plain_form(wiki, text):
    assert plain(wiki, "wiki") == text


@pytest.mark.parametrize(
    "text",
    [
        "[ERROR] Failed after 2012-05-05 -- see [1]",
        "a snake_case_name, 3*4*5, well-known, ~5 to 10~20",
        "wow! great.ok! really!",
        "--\nIvan",
        r"C:\temp\new and \\server\share",
        r"C:\\temp\\new as code writes it",
        "Is that right??? {not a macro} a | b",
        "the {code} macro is explained on the page",
        "{quote} that nobody closed",
    ],
)
def test_what_only_looks_like_mark_up_stays_as_it_was_typed(text):
    assert plain(text, "wiki") == text.replace("{quote} ", "")


def test_code_that_begins_its_line_and_is_never_closed_runs_to_the_end():
    assert plain("See:\n{code}\nfoo()\nbar()", "wiki") == "See:\n\n```\nfoo()\nbar()\n```"


def test_people_carry_the_names_that_are_known():
    assert plain("[~ivan] asks [~accountid:77]", "wiki", {"ivan": "Ivan Petrov"}) == "@Ivan Petrov asks @77"


def test_the_rules_find_only_the_writers_own_words():
    wiki = "Please {{run}} it\n{quote}\nold words\n{quote}\n{code}\nTBD\n{code}\n!screen.png! [brief|https://acme.example/x]"
    assert words_in(own_words(plain(wiki, "wiki"))) == ["please", "it", "brief"]

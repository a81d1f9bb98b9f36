"""Wiki text becomes ADF and comes back, and reads the same at every step; every document written is valid."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.markup.corpus import assert_valid, wiki_texts

from trackerbridge.markup.dialects import adf_from_text, adf_from_wiki, plain, wiki_from_adf

_SIGNS = [
    "*",
    "_",
    "-",
    "+",
    "^",
    "~",
    "{*}",
    "{_}",
    "{{",
    "}}",
    "{",
    "}",
    "[",
    "]",
    "|",
    "||",
    "!",
    "\\",
    "\\\\",
    "`",
    "```",
]
_MACROS = [
    "{code}",
    "{code:java}",
    "{code:title=A.java}",
    "{noformat}",
    "{quote}",
    "{panel}",
    "{panel:title=x y}",
    "{color}",
]
_LINES = [
    "\n",
    "\n\n",
    "\n* ",
    "\n** ",
    "\n# ",
    "\n#* ",
    "\n- ",
    "\nh1. ",
    "\nh3. ",
    "\nbq. ",
    "\n----\n",
    "\n|",
    "\n||",
]
_LINKS = ["[a|http://b.example/c_d]", "[http://x.example]", "http://y.example/a_b-c*", "[~joe]", "[~accountid:5b:1]"]
_FILES = ["[^a.txt]", "!p.png|thumb!", "!http://q.example/z.png!"]
_OTHER = [
    "&#42;",
    "&#",
    "&",
    "(!)",
    "> ",
    "~~~",
    "{color:red}",
    "{anchor:a}",
    " ",
    "  ",
    "\t",
    "a",
    "foo",
    "Bar",
    "1",
    "word.",
]
_PIECES = st.sampled_from([*_SIGNS, *_MACROS, *_LINES, *_LINKS, *_FILES, *_OTHER, ":", "h1.", "€", "é", "Привет"])
_WIKI = st.lists(_PIECES, max_size=25).map("".join)


@settings(max_examples=300, deadline=None)
@given(_WIKI)
def test_generated_mark_up_reads_the_same_at_every_step(wiki):
    document = adf_from_wiki(wiki)
    text = plain(wiki, "wiki")
    assert plain(document, "adf") == text
    assert plain(wiki_from_adf(document), "wiki") == text


@settings(max_examples=60, deadline=None)
@given(_WIKI)
def test_every_document_written_validates(wiki):
    assert_valid(adf_from_wiki(wiki))
    assert_valid(adf_from_text(wiki))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_characters_whatever_survive(text):
    document = adf_from_wiki(text)
    assert plain(wiki_from_adf(document), "wiki") == plain(document, "adf") == plain(text, "wiki")


def test_real_texts_read_the_same_at_every_step():
    different = []
    for wiki in wiki_texts():
        document = adf_from_wiki(wiki)
        text = plain(wiki, "wiki")
        if not plain(document, "adf") == text == plain(wiki_from_adf(document), "wiki"):
            different.append(wiki[:80])
    assert not different, f"{len(different)} of {len(wiki_texts())}"


def test_real_texts_lose_no_word():
    for wiki in wiki_texts():
        text = plain(wiki, "wiki")
        missing = [word for word in _bare_words(wiki) if word not in text]
        assert not missing, (missing[:5], wiki[:200])


def test_documents_made_of_real_texts_validate():
    """One of each shape: texts are alike to the schema, and 2,700 whole documents would take a minute."""
    shapes = {json.dumps(_shape(block)): block for wiki in wiki_texts() for block in adf_from_wiki(wiki)["content"]}
    assert len(shapes) > 20
    for shape in shapes:
        assert_valid({"version": 1, "type": "doc", "content": [json.loads(shape)]})


@pytest.mark.parametrize(
    "wiki",
    [
        "{quote}\nh1. Title [~joe]\n||a||b||\n----\n{panel:title=P}\n* x\n{panel}\n{quote}",
        "{panel}\n||a||\n{quote}q{quote}\n{panel}",
        "{panel}\nh2. t\n* a\n----\n{code}x{code}\n{panel}",
        "||h|| ||\n| | c \\\\ d |",
        "",
    ],
)
def test_what_may_not_stand_within_a_box_stands_there_as_words(wiki):
    document = adf_from_wiki(wiki)
    assert_valid(document)
    assert plain(document, "adf") == plain(wiki, "wiki")


def test_wiki_text_written_is_as_one_would_type_it():
    wiki = "h2. Steps\n\nAsk *Anna*, see [the brief|https://acme.example/b] - or https://acme.example.\n\n"
    wiki += "* one\n** two, well-known\n\n"
    wiki += "{code:sql}\nselect 1\n{code}\n\n{quote}\nagreed\n{quote}"
    assert wiki_from_adf(adf_from_wiki(wiki)) == wiki.replace("https://acme.example.", "[https://acme.example].")


def test_plain_text_is_not_interpreted():
    text = "h1. is *how*\n  one writes\n\na title: https://acme.example/x_y"
    document = adf_from_text(text)
    assert_valid(document)
    assert plain(document, "adf") == "h1. is *how*\none writes\n\na title: https://acme.example/x_y"
    assert plain(wiki_from_adf(document), "wiki") == plain(document, "adf")
    assert document["content"][1]["content"][1]["marks"] == [
        {"type": "link", "attrs": {"href": "https://acme.example/x_y"}}
    ]


def _shape(value):
    """The document with every text, address and name the same, and each kind of part once."""
    if isinstance(value, dict):
        return {key: inner if key in ("type", "panelType") else _shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [json.loads(shape) for shape in dict.fromkeys(json.dumps(_shape(inner)) for inner in value)]
    return "x" if isinstance(value, str) else value


def _bare_words(wiki: str) -> Iterator[str]:
    """Words between blanks that hold letters and digits only: no mark-up can be part of them."""
    return (word for word in wiki.split() if word.isalnum())

"""No text of 20,000 characters takes long to read, however it was made: time grows with the length, not its square."""

import time

import pytest

from trackerbridge.markup.dialects import adf_from_wiki, plain, wiki_from_adf

_LENGTH = 20_000
_WIKI = [
    "*a ",
    "_a_",
    "[a",
    "[[",
    "[a|",
    "{{",
    "{{a",
    "{",
    "{code}",
    "{code:title=",
    "{quote}",
    "{panel}x",
    "!a",
    "!",
    "\\",
    "&#",
]
_WIKI += [
    "http://",
    "http://a)",
    "|",
    "||a",
    "* a\n",
    "********a\n",
    "h1. a\n",
    "{*}",
    "-",
    "\n",
    "{color:red}",
    "[~a",
    "a",
]
_HTML = [
    "<",
    "<a ",
    "<a href=x>",
    "<!--",
    "<b>",
    "<blockquote>",
    "<ul><li>",
    "<td>",
    "</b>",
    "&",
    "<![CDATA[",
    "<!",
    "<?",
    "<pre>",
]
_MARKDOWN = ["[", "![", "[](", "**a", "`a", "> > ", "- ", "1. a\n  ", "<a ", "_*", "\\", "a|b\n-|-\n", "[a]: x\n"]


@pytest.mark.parametrize(
    ("dialect", "piece"),
    [("wiki", p) for p in _WIKI] + [("html", p) for p in _HTML] + [("markdown", p) for p in _MARKDOWN],
)
def test_hostile_texts_are_read_in_good_time(dialect, piece):
    text = (piece * _LENGTH)[:_LENGTH]
    started = time.process_time()
    plain(text, dialect)
    assert time.process_time() - started < 2, "a square of the length would take many seconds, a slow machine does not"


@pytest.mark.parametrize("piece", _WIKI)
def test_hostile_texts_are_written_in_good_time_and_survive(piece):
    text = (piece * _LENGTH)[: _LENGTH // 2]
    started = time.process_time()
    document = adf_from_wiki(text)
    back = wiki_from_adf(document)
    assert time.process_time() - started < 3
    assert plain(back, "wiki") == plain(document, "adf")

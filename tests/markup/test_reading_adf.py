"""The Atlassian Document Format as plain text: every node of the schema, and nodes that nobody has seen yet."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.markup.corpus import documents

from trackerbridge.markup.dialects import plain, wiki_from_adf


def doc(*content):
    return {"version": 1, "type": "doc", "content": list(content)}


def p(*content):
    return {"type": "paragraph", "content": [{"type": "text", "text": c} if isinstance(c, str) else c for c in content]}


def node(kind, *content, **attrs):
    return {"type": kind, "attrs": attrs, "content": list(content)}


def words(text):
    return {"type": "text", "text": text}


def item(*content):
    return node("listItem", *content)


def media(**attrs):
    return node("media", id="9", collection="", **attrs)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (p("Ask ", node("mention", id="77", text="@Anna Rusu"), " today"), "Ask @Anna Rusu today"),
        (p("Ask ", node("mention", id="78")), "Ask @78"),
        (p("By ", node("date", timestamp="1772582400000")), "By 2026-03-04"),
        (p("By ", node("date", timestamp="soon")), "By soon"),
        (p("Fine ", node("emoji", shortName=":smile:", text="😄"), node("emoji", shortName=":tada:")), "Fine 😄:tada:"),
        (p(node("status", text="IN REVIEW", color="blue")), "IN REVIEW"),
        (p("one", {"type": "hardBreak"}, "two\nthree"), "one\ntwo\nthree"),
        (p(node("inlineCard", url="https://acme.example/1")), "https://acme.example/1"),
        (p({**words("brief"), "marks": [node("link", href="https://acme.example/2")]}), "[brief](https://acme.example/2)"),
        (p({"type": "text", "text": "make `x`", "marks": [{"type": "code"}]}), "`make 'x'`"),
        (node("heading", {"type": "text", "text": "Scope"}, level=3), "### Scope"),
        (node("blockquote", p("You said"), p("so")), "> You said\n>\n> so"),
        (node("codeBlock", {"type": "text", "text": "a\n  b\n"}, language="sql"), "```sql\na\n  b\n```"),
        (node("bulletList", item(p("a"), node("orderedList", item(p("b")), order=3))), "- a\n  3. b"),
        (node("taskList", node("taskItem", words("a"), state="DONE"), node("taskItem", words("b"))), "- [x] a\n- [ ] b"),  # noqa: E501
        (node("decisionList", node("decisionItem", words("Blue"), state="DECIDED")), "- Blue"),
        (node("table", node("tableRow", node("tableHeader", p("A")), node("tableCell", p("1"), p("2")))), "| A | 1 2 |"),  # noqa: E501
        (node("panel", p("Careful"), panelType="warning"), "Careful"),
        (node("expand", p("inside"), title="More"), "More\n\ninside"),
        ({"type": "rule"}, "---"),
        (node("mediaSingle", media(type="file", alt="shot.png")), "(image: shot.png)"),
        (node("mediaSingle", media(type="file"), node("caption", words("Home"))), "(image)\n\nHome"),
        (node("mediaGroup", media(type="file", alt="offer.pdf")), "(file: offer.pdf)"),
        (node("mediaSingle", node("media", type="external", url="https://acme.example/a.png")), "https://acme.example/a.png"),
        (node("blockCard", url="https://acme.example/3"), "https://acme.example/3"),
        (node("layoutSection", node("layoutColumn", p("left")), node("layoutColumn", p("right"))), "left\n\nright"),
    ],
)  # fmt: skip
def test_each_node_has_its_plain_form(content, text):
    assert plain(doc(content), "adf") == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (node("hologram", p("kept")), "kept"),
        (node("hologram", text="kept too"), "kept too"),
        (p("a ", node("sparkle", {"type": "text", "text": "b"}), node("sparkle", title=" c")), "a b c"),
        ({"type": "text", "text": "loose"}, "loose"),
        ({"text": "no type"}, "no type"),
        ("a bare string", "a bare string"),
        (p({"type": "text", "text": "x", "marks": [None, {"type": "glow"}, "strong"]}), "x"),
        (node("heading", {"type": "text", "text": "big"}, level="huge"), "# big"),
        (node("bulletList", p("no item")), "- no item"),
        ({"type": "paragraph", "content": None}, ""),
        ({"type": "paragraph", "attrs": [], "content": [7, None, {"type": "text"}]}, ""),
        (node("table", p("no row"), node("tableRow", p("no cell"))), "| no row |\n| no cell |"),
    ],
)
def test_a_kind_unknown_to_us_keeps_its_text(content, text):
    assert plain(doc(content), "adf") == text


def test_what_is_no_document_is_read_as_far_as_it_goes():
    assert plain(None, "adf") == ""
    assert plain("text from an old automation", "adf") == "text from an old automation"
    assert plain([p("a list of nodes")], "adf") == "a list of nodes"
    assert plain(17, "adf") == ""


def test_depth_beyond_reason_is_read_as_bare_text():
    deep = p("at the bottom")
    for kind in ["blockquote", "bulletList", "hologram", "panel"] * 2_000:
        deep = {"type": kind, "content": [deep]}
    assert "at the bottom" in plain(doc(deep), "adf")
    inline = {"type": "text", "text": "still there"}
    for _ in range(5_000):
        inline = {"type": "sparkle", "content": [inline]}
    assert "still there" in plain(doc(p(inline)), "adf")


_BLOCKS = [
    "doc",
    "paragraph",
    "heading",
    "bulletList",
    "listItem",
    "taskItem",
    "table",
    "tableRow",
    "tableCell",
    "panel",
]
_MORE = [
    "expand",
    "blockquote",
    "media",
    "mediaSingle",
    "codeBlock",
    "text",
    "mention",
    "date",
    "emoji",
    "inlineCard",
    "?",
]
_KINDS = st.sampled_from([*_BLOCKS, *_MORE])
_KEYS = st.sampled_from(["type", "content", "attrs", "marks", "text", "level", "order", "url", "id"])
_ANY = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner | _KINDS, max_size=5),
    max_leaves=25,
)


@settings(deadline=None)
@given(_ANY)
def test_no_value_makes_reading_raise(value):
    assert isinstance(plain({"type": "doc", "content": [value]}, "adf"), str)
    assert isinstance(wiki_from_adf({"type": "doc", "content": [value]}), str)


def test_recorded_documents_keep_their_words_and_come_back_from_wiki_text_with_them():
    for name, document in documents().items():
        text = plain(document, "adf")
        missing = [word for word in " ".join(_texts(document)).split() if word.strip("`") not in text]
        assert not missing, f"{name}: {missing}"
        names = _names(document)
        assert plain(wiki_from_adf(document), "wiki", names) == plain(document, "adf", names), name


def _texts(value):
    if isinstance(value, dict):
        return ([value["text"]] if isinstance(value.get("text"), str) else []) + [
            t for v in value.values() for t in _texts(v)
        ]
    return [t for v in value for t in _texts(v)] if isinstance(value, list) else []


def _names(value):
    if isinstance(value, dict) and value.get("type") == "mention":
        return {value["attrs"]["id"]: value["attrs"]["text"].removeprefix("@")}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {account: name for one in inner for account, name in _names(one).items()}

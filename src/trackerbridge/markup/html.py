"""HTML, read with the standard library's parser: text as trackers render it. Tags unknown to us keep their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from html.parser import HTMLParser

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.markup.tree import (
    DEEPEST,
    EM,
    STRIKE,
    STRONG,
    SUB,
    SUP,
    UNDERLINE,
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    File,
    Heading,
    Inline,
    Item,
    Link,
    Listing,
    Mention,
    Panel,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    joined,
)

_MARKS = {
    "b": STRONG, "strong": STRONG, "i": EM, "em": EM, "cite": EM, "u": UNDERLINE, "ins": UNDERLINE,
    "s": STRIKE, "del": STRIKE, "strike": STRIKE, "sub": SUB, "sup": SUP,
}  # fmt: skip
_CODE = frozenset({"code", "tt", "samp", "kbd"})
_BOXES = frozenset({"blockquote", "ul", "ol", "li", "table", "tr", "td", "th", "details"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINES = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "dl", "dt", "dd", "figure", "form"}
    | {"figcaption", "summary", "address", "fieldset", "caption", "body", "html", "option", *_HEADINGS}
)
_UNREAD = frozenset({"script", "style", "template", "title"})
_SPACES = re.compile(r"\s+")
_STRAY = re.compile(r"<(?=[^<>]*(?:<|\Z))")
"""A ``<`` that begins no tag. The standard parser would look for its end through the whole text, time and again."""
Attributes = Mapping[str, str]


@dataclass
class _Box:
    """An open element that holds blocks, rows, cells or items."""

    tag: str
    start: int = 1
    blocks: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    checked: bool | None = None


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a page or of a piece of one."""
    reader = _Reader()
    reader.feed(_STRAY.sub("&lt;", _without_comments(text)))
    reader.close()
    return reader.finished()


def _without_comments(text: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        parts.append(text[at:start])
        at = end + 3 if end >= 0 else len(text)
    return "".join(parts) + text[at:]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._boxes = [_Box("")]
        self._line: list[Inline] = []
        self._marks: list[str] = []
        self._words: list[str] | None = None  # of a link or of inline code that is open
        self._anchor: Attributes = {}
        self._literal: list[str] | None = None  # of a code block that is open
        self._language = ""
        self._unread = ""

    def finished(self) -> tuple[Block, ...]:
        self._end_words("")
        self._end_literal()
        self._end_line()
        while len(self._boxes) > 1:
            self._close_box()
        return tuple(self._boxes[0].blocks)

    # --- what the parser meets

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._unread:
            return
        if tag in _UNREAD:
            self._unread = tag
        elif self._literal is not None:
            self._language = self._language or _language(given)
        elif tag in _BOXES:
            self._open_box(tag, given)
        elif tag in _LINES:
            self._end_line()
        elif tag in _MARKS:
            self._marks.append(tag)
        else:
            self._start_other(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            self._unread = "" if tag == self._unread else self._unread
        elif tag == "pre":
            self._end_literal()
        elif tag in _BOXES:
            if any(box.tag == tag for box in self._boxes):
                self._end_line()
                while self._close_box() != tag:
                    pass
        elif tag in _LINES:
            self._end_line(tag)
        elif tag in _MARKS and tag in self._marks[-DEEPEST:]:
            self._marks.remove(tag)
        elif tag == "a" or tag in _CODE:
            self._end_words(tag)

    def handle_data(self, data: str) -> None:
        if self._unread:
            return
        if self._literal is not None:
            self._literal.append(data)
        elif self._words is not None:
            self._words.append(_SPACES.sub(" ", data))
        else:
            self._line.append(Text(_SPACES.sub(" ", data), frozenset(_MARKS[tag] for tag in self._marks[-DEEPEST:])))

    # --- inlines

    def _start_other(self, tag: str, given: Attributes) -> None:
        if tag == "br":
            self._line.append(Break())
        elif tag == "hr":
            self._end_line()
            self._boxes[-1].blocks.append(Rule())
        elif tag == "img":
            self._picture(given)
        elif tag == "input" and given.get("type") == "checkbox":
            self._boxes[-1].checked = "checked" in given
        elif tag == "pre":
            self._end_line()
            self._literal, self._language = [], _language(given)
        elif tag == "a" or tag in _CODE:
            self._end_words("")
            self._words, self._anchor = [], given if tag == "a" else {"code": tag}

    def _picture(self, given: Attributes) -> None:
        name = given.get("alt") or given.get("src", "").partition("?")[0].rpartition("/")[2]
        file = File("" if given.get("src", "").startswith("data:") and not given.get("alt") else name)
        if "emoticon" in given.get("class", "") or "emoji" in given.get("class", ""):
            self._line.append(Text(given.get("alt", "")))
        else:
            self._line.append(file)

    def _end_words(self, tag: str) -> None:
        """Code within a link stays part of the link's words; other ends are taken as they come."""
        if self._words is None or (tag and ("code" in self._anchor) != (tag in _CODE)):
            return
        text, self._words = "".join(self._words).strip(), None
        account = self._anchor.get("data-account-id") or self._anchor.get("accountid")
        if "user-hover" in self._anchor.get("class", ""):
            account = account or self._anchor.get("rel") or text
        if "code" in self._anchor:
            self._line.append(Code(text))
        elif account:
            self._line.append(Mention(account, text.removeprefix("@")))
        else:
            href = self._anchor.get("href", "").strip()
            self._line.append(Link(href, text or href) if href and _is_shown(href) else Text(text))

    # --- blocks

    def _end_line(self, tag: str = "") -> None:
        self._end_words("")
        line, self._line = joined(self._line), []
        if not any(
            not isinstance(inline, Text | Break) or (isinstance(inline, Text) and inline.text.strip())
            for inline in line
        ):
            return
        self._boxes[-1].blocks.append(Heading(int(tag[1]), line) if tag in _HEADINGS else Paragraph(line))

    def _end_literal(self) -> None:
        text = "".join(self._literal or []).strip("\n")
        self._literal = None
        if text.strip():
            self._boxes[-1].blocks.append(CodeBlock(text, self._language))

    def _open_box(self, tag: str, given: Attributes) -> None:
        self._end_line()
        if tag in ("li", "td", "th", "tr"):
            self._close_open_sibling(tag)
        if len(self._boxes) <= DEEPEST:
            start = given.get("start", "")
            self._boxes.append(_Box(tag, int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1))

    def _close_open_sibling(self, tag: str) -> None:
        """``<li>`` and ``<td>`` need no end tag."""
        rivals = ("td", "th") if tag in ("td", "th") else (tag, "td", "th") if tag == "tr" else (tag,)
        while self._boxes[-1].tag in rivals:
            self._close_box()

    def _close_box(self) -> str:
        box = self._boxes.pop()
        _settle(box, self._boxes[-1])
        return box.tag


def _settle(box: _Box, parent: _Box) -> None:
    """Hands a finished element to the one around it; parts that stand outside their list or table become blocks."""
    inner = tuple(box.blocks)
    if box.tag == "li" and (inner or box.checked is not None):
        parent.items.append(Item(inner, box.checked))
    elif box.tag in ("td", "th"):
        parent.cells.append(Cell(inner, header=box.tag == "th"))
    elif box.tag == "tr" and box.cells:
        parent.rows.append(tuple(box.cells))
    elif box.tag == "blockquote" and inner:
        parent.blocks.append(Quote(inner))
    elif box.tag == "details" and inner:
        parent.blocks.append(Panel(inner))
    else:
        parent.blocks.extend(inner)
    if box.items and box.tag != "li":
        parent.blocks.append(Listing(tuple(box.items), ordered=box.tag == "ol", start=box.start))
    if box.rows:
        parent.blocks.append(Table(tuple(box.rows)))


def _language(given: Attributes) -> str:
    found = re.search(r"(?:language|code)-([A-Za-z0-9+#]{1,30})", given.get("class", ""))
    return found.group(1) if found else ""


def _is_shown(href: str) -> bool:
    return not href.lower().startswith(("javascript:", "data:", "vbscript:"))

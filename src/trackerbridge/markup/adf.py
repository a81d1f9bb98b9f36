"""The Atlassian Document Format, read. Tolerant: nodes of a kind unknown to us keep their text, and nothing raises.

Source: API-FACTS 1.4 and 9.11; the official schema (draft-04). What is read may hold more than the schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from trackerbridge.markup.addresses import linked
from trackerbridge.markup.adf_nodes import Node, all_text, attr, attrs_of, kind_of, nodes_of, word
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
    titled,
)

_MARKS = {"strong": STRONG, "em": EM, "underline": UNDERLINE, "strike": STRIKE}
_TELLING = ("text", "title", "alt", "shortName", "url")


def blocks(document: object) -> tuple[Block, ...]:
    """The blocks of a document, or of any node or list of nodes."""
    return tuple(_blocks([document] if isinstance(document, dict) else document, 0))


def _blocks(content: object, depth: int) -> Iterator[Block]:
    """Blocks in their order; inlines that stand among blocks make a paragraph of their own."""
    loose: list[Inline] = []
    for node in nodes_of(content):
        if _is_inline(node):
            loose.extend(_inline(node, depth))
            continue
        if loose:
            yield from _paragraph(loose)
            loose = []
        yield from _block(node, depth + 1)
    if loose:
        yield from _paragraph(loose)


def _is_inline(node: Node) -> bool:
    kind = kind_of(node)
    if kind in _INLINES:
        return True
    return kind not in _BLOCKS and not node.get("content")


def _block(node: Node, depth: int) -> Iterator[Block]:
    if depth > DEEPEST:
        yield from _paragraph(linked(all_text(node)))
        return
    reader = _BLOCKS.get(kind_of(node))
    if reader:
        yield from reader(node, depth)
    else:
        yield from _blocks(node.get("content"), depth)


def _paragraph(inlines: Iterator[Inline] | list[Inline]) -> Iterator[Block]:
    content = joined(inlines)
    if content:
        yield Paragraph(content)


def _inlines(node: Node, depth: int) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for child in nodes_of(node.get("content")):
        found.extend(_inline(child, depth + 1))
    return joined(found)


def _inline(node: Node, depth: int) -> Iterator[Inline]:
    reader = _INLINES.get(kind_of(node))
    if reader:
        yield from reader(node)
    elif depth > DEEPEST:
        yield from linked(all_text(node))
    elif node.get("content"):
        yield from _inlines(node, depth + 1)
    else:
        yield from linked(word(node.get("text")) or attr(node, *_TELLING))


# --- inlines


def _text(node: Node) -> Iterator[Inline]:
    text = word(node.get("text")).replace("\r\n", "\n").replace("\r", "\n")
    marks = [mark for mark in node.get("marks") or [] if isinstance(mark, dict)] if text else []
    if not marks:
        yield from linked(text)
        return
    kinds = {kind_of(mark) for mark in marks}
    href = next((attr(mark, "href") for mark in marks if kind_of(mark) == "link"), "")
    if href:
        yield Link(href, text)
    elif "code" in kinds:
        yield Code(text)
    else:
        yield from linked(text, frozenset(_mark(mark) for mark in marks) - {""})


def _mark(mark: Node) -> str:
    if kind_of(mark) == "subsup":
        return SUP if attr(mark, "type") == "sup" else SUB
    return _MARKS.get(kind_of(mark), "")


def _break(_: Node) -> Iterator[Inline]:
    yield Break()


def _mention(node: Node) -> Iterator[Inline]:
    name = attr(node, "text").removeprefix("@").strip()
    account = attr(node, "id") or name
    if account:
        yield Mention(account, name)


def _emoji(node: Node) -> Iterator[Inline]:
    yield Text(attr(node, "text", "shortName"))


def _date(node: Node) -> Iterator[Inline]:
    """Milliseconds since 1970, as the day in UTC (that is how the editor stores a day)."""
    stamp = attr(node, "timestamp")
    try:
        yield Text(datetime.fromtimestamp(int(stamp) / 1000, UTC).date().isoformat())
    except (ValueError, OverflowError, OSError):
        yield Text(stamp)


def _card(node: Node) -> Iterator[Inline]:
    data = attrs_of(node).get("data")
    url = attr(node, "url") or (word(data.get("url")) if isinstance(data, dict) else "")
    if url.strip():
        yield Link(url, url)


def _file(node: Node) -> Iterator[Inline]:
    name, url = attr(node, "alt", "__fileName"), attr(node, "url")
    if url and not name:
        yield Link(url, url)
    else:
        yield File(name, is_image=attr(node, "type") != "file" or "width" in attrs_of(node))


_INLINES: Mapping[str, Callable[[Node], Iterator[Inline]]] = {
    "text": _text,
    "hardBreak": _break,
    "mention": _mention,
    "emoji": _emoji,
    "date": _date,
    "inlineCard": _card,
    "mediaInline": _file,
}


# --- blocks


def _flowing(node: Node, depth: int) -> Iterator[Block]:
    content = _inlines(node, depth)
    if content:
        yield Paragraph(content)


def _heading(node: Node, depth: int) -> Iterator[Block]:
    level = attrs_of(node).get("level")
    content = _inlines(node, depth)
    if content:
        yield Heading(min(6, max(1, level)) if isinstance(level, int) else 1, content)


def _quote(node: Node, depth: int) -> Iterator[Block]:
    inner = tuple(_blocks(node.get("content"), depth))
    if inner:
        yield Quote(inner)


def _code(node: Node, _: int) -> Iterator[Block]:
    text = "".join(
        "\n" if kind_of(child) == "hardBreak" else word(child.get("text")) for child in nodes_of(node.get("content"))
    )
    raw = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if raw.strip():
        yield CodeBlock(raw, "".join(attr(node, "language").split()))


def _listing(node: Node, depth: int) -> Iterator[Block]:
    order = attrs_of(node).get("order")
    items = tuple(
        _item(child, depth)
        if kind_of(child) in ("listItem", "taskItem", "decisionItem", "blockTaskItem")
        else Item(tuple(_blocks([child], depth)))
        for child in nodes_of(node.get("content"))
    )
    if items:
        start = order if isinstance(order, int) and 0 <= order < 10**9 else 1
        yield Listing(items, ordered=kind_of(node) == "orderedList", start=start)


def _item(node: Node, depth: int) -> Item:
    checked = attr(node, "state") == "DONE" if "askItem" in kind_of(node) else None
    return Item(tuple(_blocks(node.get("content"), depth + 1)), checked)


def _table(node: Node, depth: int) -> Iterator[Block]:
    rows = [row for row in nodes_of(node.get("content")) if "content" in row]
    cells = [tuple(_cell(cell, depth) for cell in nodes_of(row.get("content"))) for row in rows]
    if any(cells):
        yield Table(tuple(row for row in cells if row))


def _cell(node: Node, depth: int) -> Cell:
    content = node.get("content") if "content" in node else [node]
    return Cell(tuple(_blocks(content, depth + 2)), header=kind_of(node) == "tableHeader")


def _panel(node: Node, depth: int) -> Iterator[Block]:
    inner = titled(attr(node, "title"), _blocks(node.get("content"), depth))
    if inner:
        yield Panel(inner)


def _rule(_: Node, __: int) -> Iterator[Block]:
    yield Rule()


def _media(node: Node, depth: int) -> Iterator[Block]:
    """Pictures and files, each a paragraph; a caption follows as one."""
    shown = node if kind_of(node) == "media" else None
    alone = kind_of(node) == "mediaSingle"
    for child in [shown] if shown else list(nodes_of(node.get("content"))):
        if kind_of(child) != "media":
            yield from _block(child, depth + 1)
            continue
        files = [File(one.name, True) if alone and isinstance(one, File) else one for one in _file(child)]
        yield from _paragraph(files)


def _block_card(node: Node, _: int) -> Iterator[Block]:
    yield from _paragraph(list(_card(node)))


_BLOCKS: Mapping[str, Callable[[Node, int], Iterator[Block]]] = {
    "paragraph": _flowing,
    "caption": _flowing,
    "heading": _heading,
    "blockquote": _quote,
    "codeBlock": _code,
    "bulletList": _listing,
    "orderedList": _listing,
    "taskList": _listing,
    "decisionList": _listing,
    "table": _table,
    "panel": _panel,
    "expand": _panel,
    "nestedExpand": _panel,
    "rule": _rule,
    "media": _media,
    "mediaSingle": _media,
    "mediaGroup": _media,
    "blockCard": _block_card,
    "embedCard": _block_card,
}

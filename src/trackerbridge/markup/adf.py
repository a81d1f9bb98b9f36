"""The Atlassian Document Format, read. Tolerant: nodes of a kind unknown to us keep their text, and nothing raises.

Source: API-FACTS 1.4 and 9.11; the official schema (draft-04). What is read may hold more than the schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from trackerbridge.markup.addresses import linked
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

Node = Mapping[str, Any]
_MARKS = {"strong": STRONG, "em": EM, "underline": UNDERLINE, "strike": STRIKE}
_TELLING = ("text", "title", "alt", "shortName", "url")


def blocks(document: object) -> tuple[Block, ...]:
    """The blocks of a document, or of any node or list of nodes."""
    return tuple(_blocks([document] if isinstance(document, Mapping) else document, 0))


def _blocks(content: object, depth: int) -> Iterator[Block]:
    """Blocks in their order; inlines that stand among blocks make a paragraph of their own."""
    loose: list[Inline] = []
    for node in _nodes(content):
        if _is_inline(node):
            loose.extend(_inline(node, depth))
            continue
        yield from _paragraph(loose)
        loose = []
        yield from _block(node, depth + 1)
    yield from _paragraph(loose)


def _nodes(content: object) -> Iterator[Node]:
    for node in content if isinstance(content, list | tuple) else []:
        if isinstance(node, Mapping):
            yield node
        elif isinstance(node, str):
            yield {"type": "text", "text": node}


def _is_inline(node: Node) -> bool:
    kind = _kind(node)
    if kind in _INLINES:
        return True
    return kind not in _BLOCKS and not node.get("content")


def _kind(node: Node) -> str:
    kind = node.get("type")
    return kind if isinstance(kind, str) else ""


def _attrs(node: Node) -> Node:
    attrs = node.get("attrs")
    return attrs if isinstance(attrs, Mapping) else {}


def _word(value: object) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _attr(node: Node, *names: str) -> str:
    """The first of these attributes that says something."""
    attrs = _attrs(node)
    return next((word for word in (_word(attrs.get(name)) for name in names) if word.strip()), "")


def _block(node: Node, depth: int) -> Iterator[Block]:
    if depth > DEEPEST:
        yield from _paragraph(linked(_all_text(node)))
        return
    reader = _BLOCKS.get(_kind(node))
    if reader:
        yield from reader(node, depth)
    else:
        yield from _blocks(node.get("content"), depth)


def _all_text(node: Node) -> str:
    """Every text below a node, without recursion."""
    found: list[str] = []
    waiting: list[object] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, Mapping):
            content = one.get("content")
            waiting.extend(reversed(content) if isinstance(content, list | tuple) else [])
            waiting.append(_word(one.get("text")) or ("\n" if _kind(one) in ("paragraph", "hardBreak") else ""))
    return "".join(found).strip()


def _paragraph(inlines: Iterator[Inline] | list[Inline]) -> Iterator[Block]:
    content = joined(inlines)
    if content:
        yield Paragraph(content)


def _inlines(node: Node, depth: int) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for child in _nodes(node.get("content")):
        found.extend(_inline(child, depth + 1))
    return joined(found)


def _inline(node: Node, depth: int) -> Iterator[Inline]:
    reader = _INLINES.get(_kind(node))
    if reader:
        yield from reader(node)
    elif depth > DEEPEST:
        yield from linked(_all_text(node))
    elif node.get("content"):
        yield from _inlines(node, depth + 1)
    else:
        yield from linked(_word(node.get("text")) or _attr(node, *_TELLING))


# --- inlines


def _text(node: Node) -> Iterator[Inline]:
    text = _word(node.get("text")).replace("\r\n", "\n").replace("\r", "\n")
    marks = [mark for mark in node.get("marks") or [] if isinstance(mark, Mapping)] if text else []
    kinds = {_kind(mark) for mark in marks}
    href = next((_attr(mark, "href") for mark in marks if _kind(mark) == "link"), "")
    if href:
        yield Link(href, text)
    elif "code" in kinds:
        yield Code(text)
    else:
        yield from linked(text, frozenset(_mark(mark) for mark in marks) - {""})


def _mark(mark: Node) -> str:
    if _kind(mark) == "subsup":
        return SUP if _attr(mark, "type") == "sup" else SUB
    return _MARKS.get(_kind(mark), "")


def _break(_: Node) -> Iterator[Inline]:
    yield Break()


def _mention(node: Node) -> Iterator[Inline]:
    name = _attr(node, "text").removeprefix("@").strip()
    account = _attr(node, "id") or name
    if account:
        yield Mention(account, name)


def _emoji(node: Node) -> Iterator[Inline]:
    yield Text(_attr(node, "text", "shortName"))


def _date(node: Node) -> Iterator[Inline]:
    """Milliseconds since 1970, as the day in UTC (that is how the editor stores a day)."""
    stamp = _attr(node, "timestamp")
    try:
        yield Text(datetime.fromtimestamp(int(stamp) / 1000, UTC).date().isoformat())
    except (ValueError, OverflowError, OSError):
        yield Text(stamp)


def _card(node: Node) -> Iterator[Inline]:
    data = _attrs(node).get("data")
    url = _attr(node, "url") or (_word(data.get("url")) if isinstance(data, Mapping) else "")
    if url.strip():
        yield Link(url, url)


def _file(node: Node) -> Iterator[Inline]:
    name, url = _attr(node, "alt", "__fileName"), _attr(node, "url")
    if url and not name:
        yield Link(url, url)
    else:
        yield File(name, is_image=_attr(node, "type") != "file" or "width" in _attrs(node))


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
    yield from _paragraph(list(_inlines(node, depth)))


def _heading(node: Node, depth: int) -> Iterator[Block]:
    level = _attrs(node).get("level")
    content = _inlines(node, depth)
    if content:
        yield Heading(min(6, max(1, level)) if isinstance(level, int) else 1, content)


def _quote(node: Node, depth: int) -> Iterator[Block]:
    inner = tuple(_blocks(node.get("content"), depth))
    if inner:
        yield Quote(inner)


def _code(node: Node, _: int) -> Iterator[Block]:
    text = "".join(
        "\n" if _kind(child) == "hardBreak" else _word(child.get("text")) for child in _nodes(node.get("content"))
    )
    raw = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if raw.strip():
        yield CodeBlock(raw, "".join(_attr(node, "language").split()))


def _listing(node: Node, depth: int) -> Iterator[Block]:
    order = _attrs(node).get("order")
    items = tuple(
        _item(child, depth)
        if _kind(child) in ("listItem", "taskItem", "decisionItem", "blockTaskItem")
        else Item(tuple(_blocks([child], depth)))
        for child in _nodes(node.get("content"))
    )
    if items:
        start = order if isinstance(order, int) and 0 <= order < 10**9 else 1
        yield Listing(items, ordered=_kind(node) == "orderedList", start=start)


def _item(node: Node, depth: int) -> Item:
    checked = _attr(node, "state") == "DONE" if "askItem" in _kind(node) else None
    return Item(tuple(_blocks(node.get("content"), depth + 1)), checked)


def _table(node: Node, depth: int) -> Iterator[Block]:
    rows = [row for row in _nodes(node.get("content")) if "content" in row]
    cells = [tuple(_cell(cell, depth) for cell in _nodes(row.get("content"))) for row in rows]
    if any(cells):
        yield Table(tuple(row for row in cells if row))


def _cell(node: Node, depth: int) -> Cell:
    content = node.get("content") if "content" in node else [node]
    return Cell(tuple(_blocks(content, depth + 2)), header=_kind(node) == "tableHeader")


def _panel(node: Node, depth: int) -> Iterator[Block]:
    inner = titled(_attr(node, "title"), _blocks(node.get("content"), depth))
    if inner:
        yield Panel(inner)


def _rule(_: Node, __: int) -> Iterator[Block]:
    yield Rule()


def _media(node: Node, depth: int) -> Iterator[Block]:
    """Pictures and files, each a paragraph; a caption follows as one."""
    shown = node if _kind(node) == "media" else None
    alone = _kind(node) == "mediaSingle"
    for child in [shown] if shown else list(_nodes(node.get("content"))):
        if _kind(child) != "media":
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

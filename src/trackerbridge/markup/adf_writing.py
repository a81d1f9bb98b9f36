"""The Atlassian Document Format, written. Strict: every document validates against the official schema (draft-04).

The schema says what may stand within what. A box that may not stand where it is gives way to its content, and any other
block to its plain text; the words are the same in every case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from trackerbridge.markup.addresses import linked, unbroken
from trackerbridge.markup.plain_text import block_text, file_text
from trackerbridge.markup.tree import (
    SUB,
    SUP,
    Block,
    Break,
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
)

Json = dict[str, Any]
_DOCUMENT = (Paragraph, Heading, Quote, CodeBlock, Listing, Table, Rule, Panel)
_IN_QUOTE = _IN_ITEM = (Paragraph, Listing, CodeBlock)
_IN_PANEL = (Paragraph, Heading, Listing, CodeBlock, Rule)
_IN_CELL = (Paragraph, Heading, Listing, CodeBlock, Quote, Rule)


def document(blocks: Iterable[Block]) -> Json:
    """The blocks as a whole document."""
    return {"version": 1, "type": "doc", "content": _nodes(blocks, _DOCUMENT)}


def _nodes(blocks: Iterable[Block], allowed: tuple[type, ...]) -> list[Json]:
    return [_node(block) for block in _fitted(blocks, allowed)]


def _fitted(blocks: Iterable[Block], allowed: tuple[type, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Panel) and (Panel not in allowed or not _holds(block.blocks, _IN_PANEL)):
            yield from _fitted(block.blocks, allowed)
        elif isinstance(block, allowed):
            yield block
        else:
            yield _as_text(block)


def _holds(blocks: Iterable[Block], allowed: tuple[type, ...]) -> bool:
    return all(isinstance(block, allowed) for block in blocks)


def _as_text(block: Block) -> Paragraph:
    """Headings keep their people and links; other blocks are words alone."""
    if isinstance(block, Heading):
        return Paragraph((Text("#" * block.level + " "), *(Text(" ") if i == Break() else i for i in block.inlines)))
    return Paragraph(tuple(linked(block_text(block))))


def _node(block: Block) -> Json:
    match block:
        case Paragraph(inlines):
            return {"type": "paragraph", "content": _inlines(inlines)}
        case Heading(level, inlines):
            return {"type": "heading", "attrs": {"level": level}, "content": _inlines(inlines)}
        case Quote(blocks):
            return {"type": "blockquote", "content": _nodes(blocks, _IN_QUOTE) or [_EMPTY]}
        case Panel(blocks):
            return {"type": "panel", "attrs": {"panelType": "info"}, "content": _nodes(blocks, _IN_PANEL) or [_EMPTY]}
        case CodeBlock(text, language):
            attrs = {"attrs": {"language": language}} if language else {}
            return {"type": "codeBlock", **attrs, "content": [{"type": "text", "text": text}] if text else []}
        case Listing():
            return _listing(block)
        case Table():
            return _table(block)
        case Rule():
            return {"type": "rule"}


_EMPTY: Json = {"type": "paragraph", "content": []}


def _listing(listing: Listing) -> Json:
    items = [_item(item) for item in listing.items]
    if listing.ordered:
        return {"type": "orderedList", "attrs": {"order": listing.start}, "content": items}
    return {"type": "bulletList", "content": items}


def _item(item: Item) -> Json:
    """A check box is written as text: the schema's own kind may hold no more than one line, and wants an id."""
    content = _nodes(item.blocks, _IN_ITEM)
    if item.checked is not None:
        box = {"type": "text", "text": "[x] " if item.checked else "[ ] "}
        first = content[0] if content and content[0]["type"] == "paragraph" else None
        content = [
            {"type": "paragraph", "content": [box, *(first["content"] if first else [])]},
            *content[bool(first) :],
        ]
    return {"type": "listItem", "content": content or [_EMPTY]}


def _table(table: Table) -> Json:
    rows = [
        {
            "type": "tableRow",
            "content": [
                {
                    "type": "tableHeader" if cell.header else "tableCell",
                    "attrs": {},
                    "content": _nodes(cell.blocks, _IN_CELL) or [_EMPTY],
                }
                for cell in row
            ],
        }
        for row in table.rows
    ]
    return {"type": "table", "content": rows or [{"type": "tableRow", "content": []}]}


def _inlines(inlines: Iterable[Inline]) -> list[Json]:
    return [node for inline in inlines for node in _inline(inline)]


def _inline(inline: Inline) -> Iterator[Json]:
    match inline:
        case Break():
            yield {"type": "hardBreak"}
        case Mention(account, name):
            yield {"type": "mention", "attrs": {"id": account, **({"text": f"@{name}"} if name else {})}}
        case File(name, is_image):
            yield from _file(name, is_image)
        case Text(text, marks):
            yield from _text(text, [_mark(mark) for mark in sorted(marks) if not (mark == SUB and SUP in marks)])
        case Code(text):
            yield from _text(text, [{"type": "code"}])
        case Link(url, text):
            yield from _text(text or url, [{"type": "link", "attrs": {"href": url if text == url else unbroken(url)}}])


def _mark(mark: str) -> Json:
    return {"type": "subsup", "attrs": {"type": mark}} if mark in (SUB, SUP) else {"type": mark}


def _file(name: str, is_image: bool) -> Iterator[Json]:
    """By its name, the only handle that the text has."""
    if not name:
        yield from _text(file_text(File(name, is_image)), [])
        return
    attrs = {"type": "image" if is_image else "file", "id": name, "collection": "", "alt": name}
    yield {"type": "mediaInline", "attrs": attrs}


def _text(text: str, marks: list[Json]) -> Iterator[Json]:
    """Line ends within a text stand as breaks: Jira's own check refuses them in a text node (specs/SOURCES)."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield {"type": "hardBreak"}
        if line:
            yield {"type": "text", "text": line, **({"marks": marks} if marks else {})}

"""A formatted text as plain text, in the signs that the rules know (``flags/text.py``) and that people read easily.

Quoted lines begin with ``> ``, code stands in backticks or between fences, a link is ``[words](address)`` or the bare
address, a person ``@Name``, a list ``- `` or ``1. ``, a check box ``- [ ]``, a heading ``# ``, a row ``| a | b |``, a
picture ``(image: name)``, what was struck out ``~~so~~``. Nothing is escaped: this text is read, not parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from trackerbridge.markup.addresses import unbroken
from trackerbridge.markup.tree import (
    STRIKE,
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
)

EMBEDDED = re.compile(r"\((?:image|file)(?:: (?:[^()\n]|\([^()\n]{0,80}\)){1,300})?\)")
"""How a picture or file that is shown in a text stands in plain text."""

_EMPTY_LINES = re.compile(r"\n{3,}")
Names = Mapping[str, str]
NO_NAMES: Names = {}


def text_of(blocks: Iterable[Block], names: Names = NO_NAMES) -> str:
    """The blocks, an empty line between them; blocks without words leave no trace. ``names``: account id to name."""
    return "\n\n".join(filter(None, (block_text(block, names) for block in blocks)))


def block_text(block: Block, names: Names = NO_NAMES) -> str:
    """One block as it stands in plain text."""
    match block:
        case Paragraph(inlines):
            return inline_text(inlines, names)
        case Heading(level, inlines):
            title = " ".join(inline_text(inlines, names).split())
            return f"{'#' * level} {title}" if title else ""
        case Quote(blocks):
            return _quoted(text_of(blocks, names))
        case CodeBlock(text, language):
            return _fenced(text, language)
        case Listing():
            return _listed(block, names)
        case Table(rows):
            return "\n".join(_row(row, names) for row in rows if row)
        case Panel(blocks):
            return text_of(blocks, names)
        case Rule():
            return "---"


def inline_text(inlines: Iterable[Inline], names: Names = NO_NAMES) -> str:
    """Running text; every line without the blanks at its ends, and never more than one line empty."""
    text = "".join(_inline(inline, names) for inline in inlines)
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def _inline(inline: Inline, names: Names) -> str:
    match inline:
        case Break():
            return "\n"
        case Code(text):
            return _code(text)
        case Link(url, text):
            return _link(url, text)
        case Mention(account, name):
            return f"@{names.get(account) or name or account}"
        case File():
            return file_text(inline)
        case Text(text, marks) if STRIKE in marks and (words := text.strip()):
            return text.replace(words, f"~~{words}~~", 1)
    return inline.text


def file_text(file: File) -> str:
    """``(image: name)`` or ``(file: name)``."""
    kind, name = "image" if file.is_image else "file", " ".join(file.name.split())
    return f"({kind}: {name})" if name else f"({kind})"


def _code(text: str) -> str:
    """Backticks end inline code, so those within it become apostrophes."""
    bare = " ".join(text.replace("`", "'").split("\n")).strip()
    return f"`{bare}`" if bare else ""


def _link(url: str, text: str) -> str:
    words = " ".join(text.split())
    if not words or text.strip() == url.strip():
        return unbroken(url)
    address = unbroken(url).replace("(", "%28").replace(")", "%29")
    return f"[{words.replace('[', '(').replace(']', ')')}]({address})"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if text else ""


def _fenced(text: str, language: str) -> str:
    if not text.strip():
        return ""
    fence = "~~~" if "```" in text else "```"
    return f"{fence}{language}\n{text.replace('~~~', '~ ~ ~')}\n{fence}"


def _listed(listing: Listing, names: Names) -> str:
    lines = []
    for number, item in enumerate(listing.items, start=listing.start):
        marker = f"{number}. " if listing.ordered else "- "
        if item.checked is not None:
            marker += "[x] " if item.checked else "[ ] "
        lines.append(_item(marker, item, names))
    return "\n".join(lines)


def _item(marker: str, item: Item, names: Names) -> str:
    body = "\n".join(filter(None, (block_text(block, names) for block in item.blocks)))
    return (marker + body.replace("\n", "\n" + " " * (marker.index(" ") + 1))).rstrip()


def _row(row: tuple[Cell, ...], names: Names) -> str:
    return "| " + " | ".join(_cell(cell, names) for cell in row) + " |"


def _cell(cell: Cell, names: Names) -> str:
    parts = (_code(block.text) if isinstance(block, CodeBlock) else block_text(block, names) for block in cell.blocks)
    return " ".join(" ".join(parts).split())

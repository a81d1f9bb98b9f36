"""The tree as Markdown again, in the few signs that cards of ours use: paragraphs, bold, lists, check boxes, links.

Only what :func:`trackerbridge.markup.markdown.blocks` reads back the same is written with signs; everything else is
plain words. So a description that went into ADF or wiki markup comes back as it was composed.
"""

from __future__ import annotations

from collections.abc import Iterable

from trackerbridge.markup.tree import (
    EM,
    STRONG,
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
    joined,
)


def text_of(blocks: Iterable[Block]) -> str:
    """The Markdown of these blocks, an empty line between them."""
    return "\n\n".join(text for block in blocks if (text := _block(block)))


def _block(block: Block) -> str:
    match block:
        case Paragraph(inlines):
            return _line(inlines)
        case Heading(level, inlines):
            return f"{'#' * level} {_line(inlines)}"
        case Listing(items, ordered, start):
            signs = (f"{number}." if ordered else "-" for number in range(start, start + len(items)))
            return "\n".join(f"{sign} {_item(item)}" for sign, item in zip(signs, items, strict=True))
        case Quote(blocks):
            return "\n".join(f"> {line}" for line in text_of(blocks).split("\n"))
        case Panel(blocks):
            return text_of(blocks)
        case CodeBlock(text):
            return f"```\n{text}\n```"
        case Rule():
            return "---"
        case Table(rows):
            return "\n".join(" | ".join(text_of(cell.blocks) for cell in row) for row in rows)
    return ""


def _item(item: Item) -> str:
    box = {True: "[x] ", False: "[ ] ", None: ""}[item.checked]
    return box + text_of(item.blocks).replace("\n\n", "\n").replace("\n", "\n  ")


def _line(inlines: Iterable[Inline]) -> str:
    return "".join(_inline(each) for each in joined(inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Break():
            return "\n"
        case Code(text):
            return f"`{text}`"
        case Link(url, text):
            return url if text in ("", url) else f"[{text}]({url})"
        case Mention(account, name):
            return f"@{name or account}"
        case File(name):
            return name
    bare = inline.text
    sign = "**" if STRONG in inline.marks else "*" if EM in inline.marks else ""
    if not sign or not bare.strip():
        return bare
    before, after = bare[: len(bare) - len(bare.lstrip())], bare[len(bare.rstrip()) :]
    return f"{before}{sign}{bare.strip()}{sign}{after}"

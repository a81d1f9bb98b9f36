"""Markdown (CommonMark, tables, strikethrough), read by markdown-it through its HTML. Line ends count, as on Trello."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt

from trackerbridge.markup import html
from trackerbridge.markup.tree import Block


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text."""
    return html.blocks(_parser().render(text))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])

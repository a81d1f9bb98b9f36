"""Markdown (CommonMark, tables, strikethrough), read by markdown-it through its HTML. Line ends count, as on Trello."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from trackerbridge.markup import html
from trackerbridge.markup.tree import Block

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text."""
    return html.blocks(_parser().render(text))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # sixty modules, which no Jira and no board of plain titles needs

    return MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])

"""Cards' Markdown as Jira's bodies (ADF on Cloud, wiki markup on Data Center) and back, without a loss. Pure.

The reference that a card carries goes into the issue's property and never into the text (DESIGN decision 13).
"""

from __future__ import annotations

from typing import Any

from trackerbridge.markup import adf, adf_writing, markdown, markdown_writing, wiki, wiki_writing


def body_of(text: str, *, cloud: bool) -> Any:
    """An ADF document, or wiki text."""
    blocks = markdown.blocks(text)
    return adf_writing.document(blocks) if cloud else wiki_writing.text_of(blocks)


def text_in(body: Any) -> str:
    """The Markdown of a body as it stands there, whoever wrote it."""
    if isinstance(body, str):
        return markdown_writing.text_of(wiki.blocks(body))
    return markdown_writing.text_of(adf.blocks(body)) if body else ""

"""Cards' Markdown as Jira's bodies (ADF on Cloud, wiki markup on Data Center) and back, without a loss. Pure.

The reference that a card carries goes into the issue's property and never into the text (DESIGN decision 13).
"""

from __future__ import annotations

import re
from typing import Any

from trackerbridge.markup import adf, adf_writing, markdown, markdown_writing, wiki, wiki_writing

_REFERENCE = re.compile(r"\s*\bRef\. (tb(?:[a-z2-7]{48}|[a-z2-7]{40}))\s*$")


def body_of(text: str, *, cloud: bool) -> Any:
    """An ADF document, or wiki text."""
    blocks = markdown.blocks(text)
    return adf_writing.document(blocks) if cloud else wiki_writing.text_of(blocks)


def text_in(body: Any) -> str:
    """The Markdown of a body as it stands there, whoever wrote it."""
    if isinstance(body, str):
        return markdown_writing.text_of(wiki.blocks(body))
    return markdown_writing.text_of(adf.blocks(body)) if body else ""


def apart(description: str) -> tuple[str, str]:
    """A description without its reference, and the reference (empty where it carries none)."""
    found = _REFERENCE.search(description)
    return (description[: found.start()], found[1]) if found else (description, "")


def together(text: str, reference: str) -> str:
    """As cards carry it elsewhere, so that a plan need not know where a reference is kept."""
    return f"{text}\n\nRef. {reference}".lstrip() if reference else text

r"""People's formatted text, read and written: ADF, Jira's wiki mark-up, Markdown, HTML. Pure; no input makes it raise.

Every dialect is read into one tree (``tree``), and every tree is written by one hand per dialect::

    plain(description, "adf", names={"5b10…": "Anna Rusu"})   # for the rules and for people
    adf_from_wiki("h2. Steps\n* one")                         # for Jira Cloud v3: validates against the schema
    wiki_from_adf(document)                                   # for Jira v2

Wiki text, the ADF that was made from it, and the wiki text that was made from that ADF read as the same plain text.
What plain text looks like: see ``plain_text``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from trackerbridge.markup import adf, adf_writing, html, markdown, plain_text, wiki, wiki_writing
from trackerbridge.markup.addresses import linked
from trackerbridge.markup.tree import Block, Paragraph

__all__ = ["Dialect", "adf_from_text", "adf_from_wiki", "plain", "wiki_from_adf"]

Dialect = Literal["adf", "wiki", "markdown", "html", "plain"]
_READERS: Mapping[str, Callable[[str], tuple[Block, ...]]] = {
    "wiki": wiki.blocks,
    "markdown": markdown.blocks,
    "html": html.blocks,
}


def plain(value: object, dialect: Dialect, names: Mapping[str, str] | None = None) -> str:
    """The text of a field as plain text; nothing (None) is empty.

    ``value``: an ADF document (a mapping) or text in the given dialect; a mapping is always read as ADF, and text where
    ADF was expected stands as it is (Data Center and old automations send it). ``names``: account ids, or user names
    on Data Center, to the names that mentions should carry; without one, the name the text itself tells, else the id.
    """
    if isinstance(value, (dict, list)):
        return plain_text.text_of(adf.blocks(value), names or {})
    if not isinstance(value, str):
        return ""
    reader = _READERS.get(dialect)
    if reader is None:
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    return plain_text.text_of(reader(value), names or {})


def adf_from_wiki(text: str) -> dict[str, Any]:
    """The ADF document that says what a wiki text says."""
    return adf_writing.document(wiki.blocks(text))


def adf_from_text(text: str) -> dict[str, Any]:
    """The ADF document of plain text: paragraphs at empty lines, addresses as links, nothing else interpreted."""
    pieces = text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n")
    return adf_writing.document(Paragraph(tuple(linked(piece.strip("\n")))) for piece in pieces if piece.strip())


def wiki_from_adf(document: object) -> str:
    """The wiki text that says what an ADF document says; signs in its words are escaped."""
    return wiki_writing.text_of(adf.blocks(document))

"""Jira's two ways of writing text, as plain text: documents (ADF, API v3) and wiki mark-up (v2, Data Center)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any


def plain(value: Any) -> str:
    """A description's or comment's words. Which of the two it is, its shape says."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return re.sub(r"\n{3,}", "\n\n", "".join(_words(value))).strip() if isinstance(value, Mapping) else ""


def _words(node: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(node.get("text"), str):
        yield node["text"]
    for child in node.get("content") or ():
        if isinstance(child, Mapping):
            yield from _words(child)
    if node.get("type") in ("paragraph", "heading", "codeBlock"):
        yield "\n\n"

"""Texts between the faces: v2 and Data Center carry wiki mark-up as a string, v3 the Atlassian Document Format.

The state keeps a text as it was loaded or written; it is converted when another face asks for it.
"""

from __future__ import annotations

from typing import Any

LIMIT = 32_767
"""The most characters of a text (API-FACTS 1.4)."""


def is_document(value: Any) -> bool:
    """Whether a JSON value is a document of the Atlassian Document Format."""
    return isinstance(value, dict) and value.get("type") == "doc"


def as_document(text: Any) -> Any:
    """The text for v3: documents as they are, ``None`` stays ``None``."""
    if text is None or is_document(text):
        return text
    blocks = [line.strip("\r") for line in str(text).split("\n")]
    return {
        "type": "doc",
        "version": 1,
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": line}] if line else []} for line in blocks
        ],
    }


def as_wiki(text: Any) -> Any:
    """The text for v2: strings as they are, ``None`` stays ``None``."""
    return "\n".join(_block(node) for node in text.get("content", [])) if is_document(text) else text


def _block(node: dict[str, Any]) -> str:
    if node.get("type") == "text":
        return str(node["text"])
    if node.get("type") == "hardBreak":
        return "\n"
    return "".join(_block(child) for child in node.get("content", []))


def as_plain(text: Any) -> str:
    """The bare text, for searching and for the history."""
    return str(as_wiki(text) or "")

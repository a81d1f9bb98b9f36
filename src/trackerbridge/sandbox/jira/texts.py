"""Texts between the faces: v2 and Data Center carry wiki mark-up as a string, v3 the Atlassian Document Format.

The state keeps a text as it was loaded or written; it is converted when another face asks for it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from trackerbridge.markup import dialects

LIMIT = 32_767
"""The most characters of a text (API-FACTS 1.4)."""


def is_document(value: Any) -> bool:
    """Whether a JSON value is a document of the Atlassian Document Format."""
    return isinstance(value, dict) and value.get("type") == "doc"


def as_document(text: Any) -> Any:
    """The text for v3: documents as they are, ``None`` stays ``None``."""
    return text if text is None or is_document(text) else _converted(str(text))


@lru_cache(maxsize=4096)
def _converted(text: str) -> dict[str, Any]:
    """The document of a wiki text. Shared between answers: whoever gets it only writes it out."""
    return dialects.adf_from_wiki(text)


def as_wiki(text: Any) -> Any:
    """The text for v2: strings as they are, ``None`` stays ``None``."""
    return dialects.wiki_from_adf(text) if is_document(text) else text


def as_plain(text: Any) -> str:
    """The bare text, for searching and for the page to look at."""
    return dialects.plain(text, "wiki")

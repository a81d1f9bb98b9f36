"""A sentence that begins with a task's key, with the title beside it: nobody knows a Trello card by its short link."""

from __future__ import annotations

from collections.abc import Mapping

from trackerbridge.flags.text import visible
from trackerbridge.flags.wording import words_of

_LONGEST = 60  # characters of a title


def titled(sentence: str, titles: Mapping[str, str], language: str) -> str:
    """``titles`` by key. A sentence that names the title already, or no task, stays as it is."""
    key, colon, rest = sentence.partition(": ")
    if not colon or key not in titles or visible(titles[key]) in rest:
        return sentence
    return f"{with_title(key, titles, language)}: {rest}"


def with_title(key: str, titles: Mapping[str, str], language: str) -> str:
    """The key, and in quotes what its task is called."""
    title = visible(titles.get(key, ""))
    if title in ("", key):
        return key
    shown = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
    return f"{key} ({words_of(language).quoted([shown])})"

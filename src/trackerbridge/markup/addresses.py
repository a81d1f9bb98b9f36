"""Web addresses as they stand in running text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from trackerbridge.markup.tree import Break, Inline, Link, Text

BARE = re.compile(r'(?<!\w)(?:https?|ftp)://[^\s<>"|\[\]{}^\\]{1,1900}', re.IGNORECASE)
_TARGET = re.compile(r"[a-z][a-z0-9+.\-]{1,20}://\S|mailto:\S|www\.\S|[/#]\S", re.IGNORECASE)
_PUNCTUATION = ".,;:!?'*"
_ENDS_A_LINK = re.compile(r"[\s|\[\]{}\\<>\"^]")


def end_of(match: re.Match[str]) -> int:
    """Where the address really ends: the full stop and the bracket of the sentence around it are not part of it."""
    end = match.end()
    text = match.string
    surplus = match.group().count(")") - match.group().count("(")
    while end > match.start():
        unopened = text[end - 1] == ")" and surplus > 0
        if not unopened and text[end - 1] not in _PUNCTUATION:
            break
        surplus -= unopened
        end -= 1
    return end


def is_target(url: str) -> bool:
    """Whether this can be followed: an address, a mail address, a path or an anchor; no script."""
    return bool(_TARGET.match(url))


def is_bare(url: str) -> bool:
    """Whether the address would be recognised in running text, whole."""
    match = BARE.match(url)
    return bool(match) and end_of(match) == len(url)  # type: ignore[arg-type]


def unbroken(url: str) -> str:
    """The address without the characters that would end it early in a text."""
    return _ENDS_A_LINK.sub(lambda found: quote(found.group(), safe=""), url.strip())


def linked(text: str, marks: frozenset[str] = frozenset()) -> Iterator[Inline]:
    """The words of a text with its addresses as links and its line ends as breaks."""
    if "\n" not in text and "://" not in text:
        yield Text(text, marks)
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Break()
        at = 0
        for match in BARE.finditer(line):
            end = end_of(match)
            url = line[match.start() : end]
            yield from (Text(line[at : match.start()], marks), Link(url, url))
            at = end
        yield Text(line[at:], marks)

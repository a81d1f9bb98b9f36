"""Several lines of a note as one text for a sentence of ours: “We need your answer: the logo; the opening hours.” Pure.

A card gives each part one sentence, so lines cannot stand below each other there; what they mean is kept all the same:
lines of a list are counted up, paragraphs become sentences, and a line that an editor broke goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from trackerbridge.lazy_dataclass import dataclass

ITEM = "– "  # before each line of a list in a reply; no markup anywhere, so it comes back as it was written
BULLET = re.compile(r"^\s*(?:[-*+•–—]|\d{1,2}[.)])\s+")
_ROW = re.compile(r"^\s*\|(.*)\|\s*$")
_RULED = re.compile(r"[\s|:\-]*")
_ENDED = (".", "!", "?", "…", ":", ";", ",", "—", "–")
_BROKEN = 50  # characters: a line that long was most likely broken by an editor, a shorter one by its writer


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a part. ``item``: it stood behind a bullet or a number; ``apart``: an empty line stood before it."""

    text: str
    item: bool = False
    apart: bool = False


def row_said(line: str) -> str:
    """A table's row as an entry of a list, its cells counted up; any other line as it is, a rule below a head empty."""
    row = _ROW.match(line)
    if row is None:
        return line
    if _RULED.fullmatch(row[1]):
        return ""
    text = ""
    for cell in filter(None, (each.strip() for each in row[1].split("|"))):
        text += f"{' ' if text.endswith(':') else ', '}{cell}" if text else cell
    return f"- {text}"


def said_in(text: str) -> list[Said]:
    """A text's lines that say something."""
    found: list[Said] = []
    apart = False
    for line in text.split("\n"):
        bare = " ".join(BULLET.sub("", line).split())
        if bare:
            found.append(Said(bare, item=BULLET.match(line) is not None, apart=apart and bool(found)))
        apart = not bare
    return found


def run_on(lines: Sequence[Said]) -> str:
    """All lines in one, with the signs between them that a writer would have put."""
    text = ""
    for before, line in zip((None, *lines), lines, strict=False):
        text += f"{_between(before, line)}{line.text}" if before is not None else line.text
    return text


def below_each_other(lines: Iterable[Said]) -> str:
    """For a comment, where each line may be a paragraph of its own."""
    return "\n\n".join(f"{ITEM}{line.text}" if line.item else line.text for line in lines)


def _between(before: Said, line: Said) -> str:
    if before.text.endswith(_ENDED):
        return " "
    if line.item:
        return "; " if before.item else ": "
    if before.item or line.apart:
        return ". "
    deliberate = len(before.text) < _BROKEN and line.text[:1].isupper()
    return "; " if deliberate else " "

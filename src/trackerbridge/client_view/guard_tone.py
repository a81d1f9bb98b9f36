"""Blame and an aggrieved tone (CLIENT section 3): not by words alone, but by who is said to have done what.

"The menu broke the layout" passes and "the developer broke the layout" does not. The patterns are data
(``guard_tone.toml``), in three languages; what their signs mean stands at its head. Where a sentence asks or supposes
("if you did not get the mail"), not having done something is no blame.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from trackerbridge.client_view.guard_text import folded

_TOKEN = re.compile(r"[^\W\d_]+|[.!?…:;()\n–—]|,")
_GAP = {"..": r"(?: [^\W\d_]+){0,5}?", "...": r"(?: [^\W\d_]+){0,9}?"}
_SUPPOSED = re.compile(
    r" (?:if|in case|unless|whether|если|вдруг|в случае|можете|можно|daca|in caz|sa|puteti) (?:[^\W\d_]+ ){0,4}$"
)
_PASSWORD = re.compile(r"(?: [^\W\d_]+){0,2} (?:password|парол|parol)")  # "customer forgot the password" is a page
_LOST = re.compile(r"(?:forgot|forgotten|lost|забыл\w*|забыва\w*|потерял\w*|uitat|pierdut)$")
_KINDS = {"blame": "it reads as blame", "aggrieved": "it sounds aggrieved"}


def tone_of(text: str) -> list[str]:
    """Why the tone of this text forbids to show it to a client; nothing where it is calm."""
    said = _tokens(text)
    return [reason for kind, reason in _KINDS.items() if _says(kind, said)]


def _tokens(text: str) -> str:
    """The folded words with one space between, and every sign that ends a clause as a word of its own."""
    return _asides().sub("", f" {' '.join(_TOKEN.findall(folded(text)))} ")


@cache
def _asides() -> re.Pattern[str]:
    """Words of courtesy and the like, with the commas around them: they hide nothing."""
    words = "|".join(folded(" ".join(phrase.split())) for phrase in str(_data()["asides"]["words"]).split(","))
    return re.compile(rf"(?: ,)? (?:{words})(?: ,)?(?= )")


def _says(kind: str, said: str) -> bool:
    return any(
        not _SUPPOSED.search(said[: found.start() + 1])
        and not (_LOST.search(found[0]) and _PASSWORD.match(said[found.end() :]))
        for found in _found(kind, said)
    )


def _found(kind: str, said: str) -> Iterator[re.Match[str]]:
    """What begins at each word; most words of a text begin no row, and are passed over at once."""
    for place, char in enumerate(said):
        begin = said[place + 1 : place + 3] if char == " " else ""
        if begin in _rows(kind) and (found := _pattern(kind, begin).match(said, place)):
            yield found


@cache
def _rows(kind: str) -> dict[str, list[str]]:
    """All rows of a kind, by the first two letters with which they may begin."""
    rows: dict[str, list[str]] = {}
    for line in (line for text in _data()[kind].values() for line in text.splitlines() if line.strip()):
        for begin in _beginnings(line.split()[0]):
            rows.setdefault(begin, []).append(line)
    return rows


@cache
def _pattern(kind: str, begin: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(_row, _rows(kind)[begin]))})(?= )")


def _beginnings(word: str) -> set[str]:
    phrases = _data()["groups"][word[1:]].split(",") if word.startswith("@") else [word]
    return {f"{folded(phrase.strip())} "[:2].rstrip("*") for phrase in phrases}


@cache
def _row(line: str) -> str:
    return "".join(_GAP[word] if word in _GAP else f" {_one(word)}" for word in line.split())


@cache
def _one(word: str) -> str:
    if not word.startswith("@"):
        return _word(word)
    phrases = (" ".join(map(_word, phrase.split())) for phrase in _data()["groups"][word[1:]].split(","))
    return f"(?:{'|'.join(sorted(phrases, key=len, reverse=True))})"


def _word(word: str) -> str:
    return re.escape(folded(word.rstrip("*"))) + (r"[^\W\d_]*" if word.endswith("*") else "")


@cache
def _data() -> dict[str, Any]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_tone.toml").read_text("utf-8")
    return tomllib.loads(text)

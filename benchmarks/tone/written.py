"""The sentences beside this file, as examples to learn from."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from trackerbridge.client_view.guard_marks import Marks
from trackerbridge.client_view.guard_text import folded, is_cyrillic

LANGUAGES = ("en", "ru", "ro")
FOLDER = Path(__file__).parent / "data"
_PART = re.compile(r"[^\W\d_]+\*?|\d+")
_OPEN = re.compile(r"\[([^\]]*)\]|\{(\w+)\}")
MEASURED = FOLDER.parents[1] / "guard" / "data"
HELD = ("tone", "tone2", "tone3", "tone4", "tone5")
CALM = ("sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", *HELD)
"""Sets of the guard's benchmark that are learned from as well, each after it was measured once."""
_ROMANIAN = re.compile(r"[ăâîșțşţ]|\b(?:nu|de|la|pe|este|sunt|din|cu|un|o|si|ati|ne|va)\b")
_AS_ONE = 5  # an example with choices is read in so many ways


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence. ``kind``: why it must be held, empty where it may pass. ``situation``: what it is about.

    ``line``: the same for all that were made of one line, so that none of them is learned from while another one asks.
    """

    text: str
    language: str
    situation: str
    line: int
    kind: str = ""


def examples() -> list[Example]:
    """All, in the order in which they are written; then our own sentences, and what the guard was measured with."""
    own = [one for language in LANGUAGES for held in (True, False) for one in _file(language, held)]
    return [*own, *_ours(), *_measured(CALM, "innocent", ""), *_measured(HELD, "held", "aggrieved")]


def _ours() -> Iterator[Example]:
    """Sentences of the wording files as they were once, so that a new word there asks for no new weights."""
    for number, line in enumerate((FOLDER / "ours.txt").read_text("utf-8").splitlines()):
        language, _, text = line.partition(" ")
        if language in LANGUAGES:
            for value in ("12", "n"):  # what is put in is a number or a word
                yield Example(re.sub(r"\b12\b", value, text), language, f"ours {number % 60}", number)


def _measured(companies: Sequence[str], name: str, kind: str) -> Iterator[Example]:
    for company in companies:
        for number, line in enumerate((MEASURED / company / f"{name}.txt").read_text("utf-8-sig").splitlines()):
            text = line.rpartition("\t")[2]
            if text.strip() and not line.startswith("#"):
                yield Example(text, _language(text), f"{company} {number % 12}", number, kind)


def _language(text: str) -> str:
    """Near enough: by its letters, and the small words of Romanian."""
    if is_cyrillic(text):
        return "ru"
    return "ro" if _ROMANIAN.search(text.lower()) else "en"


def _file(language: str, held: bool) -> Iterator[Example]:
    kind = situation = ""
    path = FOLDER / f"{language}_{'held' if held else 'calm'}.txt"
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        if line.startswith("## "):
            *kinds, situation = line[3:].split()
            kind = "".join(kinds)
        elif line and not line.startswith("#"):
            ways = range(_AS_ONE if _OPEN.search(line) else 1)
            for text in dict.fromkeys(_read(line, language, way) for way in ways):
                yield Example(
                    text, language, f"plain {number % 6}" if situation == "plain" else situation, number, kind
                )


def _read(line: str, language: str, way: int) -> str:
    """The line with one of its choices at each place, drawn by its own letters and so for ever the same."""
    drawn = hashlib.sha256(f"{language} {way} {line}".encode()).digest()

    def chosen(found: re.Match[str]) -> str:
        choices = found[1].split("|") if found[1] is not None else _words()[language][found[2]].split(", ")
        at = found.start() % len(drawn)
        return choices[drawn[at] % len(choices)]

    text = re.sub(r"\s+(?=[,.;:?!]|$)|(?<= )\s+", "", _OPEN.sub(chosen, line))
    return text[:1].upper() + text[1:]


@cache
def marks() -> Marks:
    """The marks of ``marks*.toml``, folded."""
    data: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.glob("marks*.toml")):
        data |= tomllib.loads(path.read_text("utf-8"))
    return Marks.of({mark: _folded(",".join(languages.values())) for mark, languages in data.items()})


def _folded(phrases: str) -> str:
    return ",".join(dict.fromkeys(" ".join(_PART.findall(phrase)) for phrase in folded(phrases).split(",")))


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / "words.toml").read_text("utf-8"))

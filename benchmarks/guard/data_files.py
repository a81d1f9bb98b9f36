"""The data folder as values, and the fixed quarter of it that is held out."""

from __future__ import annotations

import hashlib
import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "ru", "ro")
FOLDER = Path(__file__).parent / "data"
COMPANIES = ("first", "second", "third", "fourth", "fifth")  # made from people and templates
# Sentence by sentence: held.txt, innocent.txt and perhaps team.txt.
WRITTEN = (
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "tone",
    "tone2",
    "tone3",
    "tone4",
    "tone5",
    "tone6",
)
_chosen = [FOLDER]


def choose(company: str) -> None:
    """Read another company's data; before anything else is read. The first one lies in the folder itself."""
    _chosen[0] = FOLDER / company if company != "first" else FOLDER


@cache
def table(name: str) -> dict[str, Any]:
    """One TOML file of the company's folder."""
    return tomllib.loads((_chosen[0] / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def held_out(text: str) -> bool:
    """Whether a name, template or text belongs to the quarter that is held out: by its hash, so for ever the same."""
    return hashlib.sha256(text.encode()).digest()[0] % 4 == 0


def lot(*parts: object) -> random.Random:
    """A lot that is drawn alike in every run."""
    return random.Random(" | ".join(map(str, parts)))

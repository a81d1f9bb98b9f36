"""The data folder as values, and the fixed quarter of it that is held out."""

from __future__ import annotations

import hashlib
import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "ru", "ro")
_FOLDER = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """One TOML file of the data folder."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def held_out(text: str) -> bool:
    """Whether a name, template or text belongs to the quarter that is held out: by its hash, so for ever the same."""
    return hashlib.sha256(text.encode()).digest()[0] % 4 == 0


def lot(*parts: object) -> random.Random:
    """A lot that is drawn alike in every run."""
    return random.Random(" | ".join(map(str, parts)))

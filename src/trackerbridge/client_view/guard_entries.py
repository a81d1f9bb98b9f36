"""The words by which a sentence says that a name is a person, or a thing: the data of ``guard_people.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from trackerbridge.client_view.guard_text import folded


@cache
def entry(section: str, key: str, *, rows: bool = False) -> frozenset[str]:
    """The words under one key of the data, folded; of a key in rows, the single words, or the ``rows``."""
    text = str(_data()[section].get(key, ""))
    found = text.split(",") if rows else re.split(r"[\s,]+", text)
    return frozenset(" ".join(folded(one).split()) for one in found if one.strip())


@cache
def all_rows(section: str) -> frozenset[str]:
    """The rows of words under all keys of a section, folded."""
    return frozenset(row for key in _data()[section] for row in entry(section, key, rows=True))


@cache
def _data() -> dict[str, dict[str, str]]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_people.toml").read_text("utf-8")
    return tomllib.loads(text)

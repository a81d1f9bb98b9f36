"""What the guard knows of those who bear a colleague's name (``guard_bearers.toml``), and how near two words stand."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from trackerbridge.client_view.guard_clause import Clause
from trackerbridge.client_view.guard_forms import forms_of
from trackerbridge.client_view.guard_text import folded

_SHORT = 3


def touch(text: Clause, one: int, other: int) -> bool:
    """No sign but a quote, a dot after a short word or a hyphen stands between two words."""
    first, last = sorted((one, other))
    between = text.text[text.tokens[first].end : text.tokens[last].start]
    return not set(between) & set(",;:!?()—–|\n/") and ("." not in between or len(text.words[first]) < _SHORT)


@cache
def words(key: str) -> frozenset[str]:
    """The words under one key of the data, folded."""
    return frozenset(folded(word) for word in _data()[key].split())


@cache
def rows(key: str) -> frozenset[str]:
    """The rows of words under one key, which commas part; folded."""
    return frozenset(" ".join(folded(row).split()) for row in _data()[key].split(","))


@cache
def forms(key: str) -> frozenset[str]:
    """Every form of the names under one key, folded."""
    return frozenset(form for word in _data()[key].split() for form in forms_of(word))


@cache
def _data() -> dict[str, str]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_bearers.toml").read_text("utf-8")
    return tomllib.loads(text)

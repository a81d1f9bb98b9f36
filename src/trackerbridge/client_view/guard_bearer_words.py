"""What the guard knows of those who bear a colleague's name (``guard_bearers.toml``), and how near two words stand."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from trackerbridge.client_view.guard_clause import Clause
from trackerbridge.client_view.guard_forms import forms_of
from trackerbridge.client_view.guard_text import fold

_SHORT = 3
_LETTERS = 2  # of a name, by which it is looked up


def touch(text: Clause, one: int, other: int) -> bool:
    """No sign but a quote, a dot after a short word or a hyphen stands between two words."""
    first, last = sorted((one, other))
    between = text.text[text.tokens[first].end : text.tokens[last].start]
    return not set(between) & set(",;:!?()—–|\n/") and ("." not in between or len(text.words[first]) < _SHORT)


@cache
def words(key: str) -> frozenset[str]:
    """The words under one key of the data, folded."""
    return frozenset(fold(_data()[key]).split())


@cache
def rows(key: str) -> frozenset[str]:
    """The rows of words under one key, which commas part; folded."""
    return frozenset(" ".join(row.split()) for row in fold(_data()[key]).split(","))


def is_a_form(word: str, key: str) -> bool:
    """Whether a folded word is a form of a name under one key; forms are made when a word is asked for."""
    begun = (*_by_letters(key).get(word[:_LETTERS], ()), *_by_letters(key).get(word[:1], ()))
    return any(word in forms_of(name) for name in begun)


@cache
def _by_letters(key: str) -> dict[str, list[str]]:
    """By the first letters of a name, of a short one by the first alone: «лев» becomes «льва»."""
    found: dict[str, list[str]] = {}
    for name in _data()[key].split():
        found.setdefault(fold(name)[: 1 if len(name) <= _SHORT else _LETTERS], []).append(name)
    return found


@cache
def _data() -> dict[str, str]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_bearers.toml").read_text("utf-8")
    return tomllib.loads(text)

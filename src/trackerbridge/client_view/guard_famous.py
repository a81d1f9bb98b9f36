"""Whole names that everybody knows: "Hugh Grant", «Яков Брюс», „Octavian August”, in any case.

A colleague may be called Grant, or Яков; of the whole name nobody would think of them. Asked only where the two halves
are not both of one colleague's name. The names are data (``guard_famous.toml``).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from trackerbridge.client_view.guard_forms import forms_of
from trackerbridge.client_view.guard_text import fold

_LETTERS = 3  # by the first ones of a surname it is looked up who bears it


def is_a_famous_name(first: str, last: str) -> bool:
    """Whether two (folded) words, as they stand beside one another, are the whole name of somebody famous."""
    return any(
        last in forms_of(surname) and any(first in forms_of(name) for name in names)
        for surname, names in _by_letters().get(last[:_LETTERS], ())
    )


@cache
def _by_letters() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    text = resources.files("trackerbridge.client_view").joinpath("guard_famous.toml").read_text("utf-8")
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for line in str(tomllib.loads(text)["people"]).splitlines():
        surname, _, names = line.partition(":")
        if names:
            found.setdefault(fold(surname)[:_LETTERS], []).append((surname.strip(), tuple(names.split())))
    return found

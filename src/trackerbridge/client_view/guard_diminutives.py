"""What people of a name are called every day, in Russian, Romanian and English (as far as it is safe to know)."""

from __future__ import annotations

from functools import cache

from trackerbridge.client_view.guard_text import data, folded


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    found = {}
    for line in data()["diminutives"].splitlines():
        names, _, short = line.partition(":")
        for name in names.split():
            found[folded(name)] = tuple(short.split())
    return found


def is_known_by_diminutives(name: str) -> bool:
    """Whether it is a first name that the packaged table knows."""
    return folded(name) in _by_name()


def diminutives_of(name: str) -> tuple[str, ...]:
    """The usual short forms of a first name, as they are written; none for a name that we do not know."""
    return _by_name().get(folded(name), ())

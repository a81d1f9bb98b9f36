"""What the manager is told, in the team's language: data in ``wording/LANGUAGE.toml``, with the flags' plural forms."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from trackerbridge.flags.wording import LANGUAGES, Words, words_of


@lru_cache(maxsize=len(LANGUAGES))
def manager_words(language: str) -> Words:
    """The sentences of a language; English where we do not speak it."""
    chosen = language if language in LANGUAGES else "en"
    own = tomllib.loads(files("trackerbridge.manager").joinpath("wording", f"{chosen}.toml").read_text("utf-8"))
    return words_of(chosen).with_tables(own)

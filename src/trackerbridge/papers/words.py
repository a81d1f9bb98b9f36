"""What the pages say, in the team's language: data in ``wording/LANGUAGE.toml``, with the flags' plural forms."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from trackerbridge.flags.wording import LANGUAGES, Words, words_of


@lru_cache(maxsize=len(LANGUAGES))
def page_words(language: str) -> Words:
    """The sentences of a language; English where we do not speak it."""
    chosen = language if language in LANGUAGES else "en"
    own = tomllib.loads(files("trackerbridge.papers").joinpath("wording", f"{chosen}.toml").read_text("utf-8"))
    return words_of(chosen).with_tables(own)

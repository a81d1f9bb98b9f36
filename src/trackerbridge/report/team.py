"""The frames of reports in the team's language: data in ``wording/LANGUAGE.toml``, with the flags' plural forms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from importlib.resources import files

from trackerbridge.cldr import written
from trackerbridge.clock import Calendar
from trackerbridge.flags.wording import LANGUAGES, Words, words_of
from trackerbridge.report.words import listed


@lru_cache(maxsize=len(LANGUAGES))
def report_words(language: str) -> Words:
    """The sentences of a language; English where we do not speak it."""
    chosen = language if language in LANGUAGES else "en"
    own = tomllib.loads(files("trackerbridge.report").joinpath("wording", f"{chosen}.toml").read_text("utf-8"))
    return words_of(chosen).with_tables(own)


def listing_language(format_name: str, language: str) -> str:
    """Of a list's columns and words: the team's for people; what programs read (CSV, JSON) stays English."""
    return "en" if format_name in ("csv", "json") else language


def words_with_commas(words: Words, said: Iterable[str]) -> str:
    """Several short things in one line, as this language counts them up: English with an "and"."""
    return listed(said) if words.language == "en" else ", ".join(said)


def moment_in(words: Words, instant: datetime, calendar: Calendar) -> str:
    """``Thu 19 Nov 2026, 12:00`` in the project's zone and these words' language."""
    here = instant.astimezone(calendar.zone)
    return written(here, "EEE d MMM y, HH:mm", words.language)

"""Sentences that any storey makes for the team, in the team's language: data by English template.

``LANGUAGE.toml`` holds what reports say, ``LANGUAGE_errors.toml`` what a command says that could not do its work.

English needs no file: :class:`~trackerbridge.model.sentence.Sentence` is English already, but for its days, which are
written as people do when it is said. As plain text, for logs and JSON, it keeps days that can be sorted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files

from trackerbridge.flags.wording import LANGUAGES, day_in_words
from trackerbridge.model.sentence import Sentence


@lru_cache(maxsize=len(LANGUAGES))
def sentences(language: str) -> Mapping[str, str]:
    """English template -> the same in this language; empty for English, and where we do not speak it."""
    if language not in LANGUAGES or language == "en":
        return {}
    here = files("trackerbridge.team_words")
    found = [tomllib.loads(here.joinpath(f"{language}{part}.toml").read_text("utf-8")) for part in ("", "_errors")]
    return {key: text for tables in found for table in tables.values() for key, text in table.items()}


def said_in(language: str, text: object, today: date | None = None) -> str:
    """A sentence in the team's language, its days as people write them; people's own words as they are."""
    if isinstance(text, date):
        return day_in_words(text, language, today is not None and today.year == text.year)
    if not isinstance(text, Sentence):
        return str(text)
    template = sentences(language).get(text.template)
    spoken = language if template else "en"  # days of the one language in a sentence of the other read badly
    values = {name: said_in(spoken, value, today) for name, value in text.values.items()}
    return (template or text.template).format(**values)


def part_in(language: str, part: str) -> str:
    """What a part of a card, or an answer that was announced, is called."""
    return sentences(language).get(part, part)


def reasons_in(language: str, reasons: str) -> str:
    """The guard's reasons, as they stand joined in one text."""
    known = sentences(language)
    return "; ".join(known.get(reason, reason) for reason in reasons.rstrip(".").split("; "))

"""What a page itself says, besides the client's board: data in ``wording/LANGUAGE.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from babel.dates import format_date

from trackerbridge.page.story import Story

_LOCALES = {"en": "en_GB", "ru": "ru", "ro": "ro"}
_NBSP = "\u00a0"


@lru_cache(maxsize=len(_LOCALES))
def sentences(language: str) -> dict[str, str]:
    """The sentences of a language; English where we do not speak it."""
    chosen = language if language in _LOCALES else "en"
    text = files("trackerbridge.page").joinpath("wording", f"{chosen}.toml").read_text("utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words a page in its language. ``years``: whether dates name their year, because the page spans several."""

    language: str
    years: bool = False

    def say(self, key: str, **values: str) -> str:
        """One sentence, filled."""
        return sentences(self.language)[key].format(**values)

    def day(self, day: date) -> str:
        """``19 November``, with non-breaking spaces."""
        text = format_date(day, "d MMMM", self._locale)
        return (self.say("with_year", date=text, year=str(day.year)) if self.years else text).replace(" ", _NBSP)

    def tick(self, day: date, *, month: bool) -> str:
        """A day of the axis, short; or its ``month``."""
        if not month:
            return str(format_date(day, "d MMM", self._locale)).replace(" ", _NBSP)
        return str(format_date(day, "LLL y" if self.years else "LLLL", self._locale)).replace(" ", _NBSP)

    def story(self, story: Story) -> str:
        """The story of a date in sentences: what a timeline draws, for whoever does not see it."""
        return " ".join(self._story(story))

    def _story(self, story: Story) -> Iterator[str]:
        first, *moves = story.days
        yield self.say("first" if moves else "date", date=self.day(first))
        for day in moves:
            yield self.say("moved", date=self.day(day))
        if story.taken_out:
            yield self.say("taken_out")
        elif story.ready:
            yield self.say("ready_on", date=self.day(story.delivered)) if story.delivered else self.say("ready")

    @property
    def _locale(self) -> str:
        return _LOCALES.get(self.language, "en_GB")

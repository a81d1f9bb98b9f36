"""What a page itself says, besides the client's board: data in ``wording/LANGUAGE.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import lru_cache
from importlib.resources import files

from trackerbridge.cldr import written
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.page.story import Story

_LOCALES = {"en": "en_GB", "ru": "ru", "ro": "ro"}
_AMERICAN = {"day": "{month} {day}", "with_year": "{date}, {year}"}
_DATES = ("day", "with_year")  # an office that words its dates means those of the page as well
_NBSP = "\u00a0"


@lru_cache(maxsize=len(_LOCALES))
def sentences(language: str) -> dict[str, str]:
    """The sentences of a language; English where we do not speak it."""
    chosen = language if language in _LOCALES else "en"
    text = files("trackerbridge.page").joinpath("wording", f"{chosen}.toml").read_text("utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}


def own_words(wording: str, *, american: bool) -> dict[str, str]:
    """What a page says otherwise than ours: by the setting of its dates, and by the office's wording file.

    ``wording`` is the text of that file: its table ``[page]`` holds sentences of the page, and its ``[dates]`` those of
    the cards. What is wrong in it is told where all of it is read (``client_view.wording``).
    """
    try:
        raw = tomllib.loads(wording)
    except tomllib.TOMLDecodeError:
        return {}
    dates = {key: text for key, text in _texts(raw.get("dates")).items() if key in _DATES}
    return {**(_AMERICAN if american else {}), **dates, **_texts(raw.get("page"))}


def _texts(table: object) -> dict[str, str]:
    return {str(key): text for key, text in table.items() if isinstance(text, str)} if isinstance(table, dict) else {}


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words a page in its language. ``years``: whether dates name their year, because the page spans several.

    ``own``: sentences that stand in place of ours.
    """

    language: str
    years: bool = False
    own: Mapping[str, str] = field(default_factory=dict)

    def say(self, key: str, **values: str) -> str:
        """One sentence, filled."""
        return (self.own.get(key) or sentences(self.language)[key]).format(**values)

    def day(self, day: date) -> str:
        """``19 November``, with non-breaking spaces."""
        text = self._in_words(day, "MMMM")
        return (self.say("with_year", date=text, year=str(day.year)) if self.years else text).replace(" ", _NBSP)

    def tick(self, day: date, *, month: bool) -> str:
        """A day of the axis, short; or its ``month``."""
        if not month:
            return self._in_words(day, "MMM").replace(" ", _NBSP)
        return written(day, "LLL y" if self.years else "LLLL", self._locale).replace(" ", _NBSP)

    def _in_words(self, day: date, month: str) -> str:
        return self.say("day", day=str(day.day), month=written(day, month, self._locale))

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

"""Months, weekdays, countries, enumerations and plural forms in our three languages, as CLDR (through Babel) has them.

Babel itself holds six megabytes of every language's names as soon as it is asked for one month, which is more than a
small project takes to read and judge. So ``names.json`` holds what we say; ``python -m docs.generate`` writes it with
Babel, and tests hold it and the forms below equal to Babel's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["LOCALES", "calendar_words", "countries", "language_name", "listed", "plural_form", "written"]

LOCALES = ("en", "en_GB", "ro", "ru")
_FIELD = re.compile(r"EEEE|EEE|MMMM|MMM|LLLL|LLL|HH|mm|dd|d|y")


def written(moment: date, pattern: str, locale: str) -> str:
    """A date in words by CLDR's pattern, such as ``d MMMM y``; hours and minutes want a ``datetime``, in its zone."""
    names = _names(locale)
    return _FIELD.sub(lambda field: _field(moment, field[0], names), pattern)


def plural_form(locale: str, number: int) -> str:
    """``one``, ``few``, ``many`` or ``other``: which form of a noun stands behind a whole number."""
    count = abs(number)
    return _PLURALS[locale[:2]](count)


def listed(items: Iterable[str], locale: str) -> str:
    """``A, B, and C`` as this language counts things up."""
    said = list(items)
    if len(said) < 2:
        return "".join(said)
    patterns = _names(locale)["list"]
    if len(said) == 2:
        return str(patterns["2"]).format(*said)
    text = str(patterns["start"]).format(*said[:2])
    for item in said[2:-1]:
        text = str(patterns["middle"]).format(text, item)
    return str(patterns["end"]).format(text, said[-1])


def language_name(language: str, locale: str) -> str:
    """What a language of ours is called in another one; of a strange one its code."""
    return str(_names(locale)["languages"].get(language, language))


def calendar_words(locale: str) -> list[str]:
    """The names of months and weekdays, in every form that they have."""
    names = _names(locale)
    return [name for field in ("MMMM", "LLLL", "EEEE", "alone") for name in names[field]]


def countries(locale: str) -> list[str]:
    """The countries, and parts of the world, whose name is one word of letters."""
    return str(_names(locale)["countries"]).split()


def _field(moment: date, field: str, names: Mapping[str, Any]) -> str:
    if field in ("EEEE", "EEE"):
        return str(names[field][moment.weekday()])
    if field[0] in "ML":
        return str(names[field][moment.month - 1])
    if field in ("HH", "mm"):
        if not isinstance(moment, datetime):
            raise TypeError("a day has no hours")
        return f"{moment.hour if field == 'HH' else moment.minute:02}"
    return f"{moment.day:02}" if field == "dd" else str(moment.day if field == "d" else moment.year)


def _english(count: int) -> str:
    return "one" if count == 1 else "other"


def _romanian(count: int) -> str:
    if count == 1:
        return "one"
    return "few" if count == 0 or 1 <= count % 100 <= 19 else "other"


def _russian(count: int) -> str:
    last, teens = count % 10, 11 <= count % 100 <= 14
    if last == 1 and not teens:
        return "one"
    return "few" if 2 <= last <= 4 and not teens else "many"


_PLURALS = {"en": _english, "ro": _romanian, "ru": _russian}


@lru_cache(maxsize=1)
def _all() -> Mapping[str, Mapping[str, Any]]:
    text = files("trackerbridge.cldr").joinpath("names.json").read_text(encoding="utf-8")
    found: dict[str, Mapping[str, Any]] = json.loads(text)
    return found


def _names(locale: str) -> Mapping[str, Any]:
    return _all()[locale]

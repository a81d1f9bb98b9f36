"""Days in people's notes: only what can be read in one way. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from trackerbridge.model import YEARS

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})\.?\s+([^\W\d_]{3,})(?:\s+(\d{4})(?!\d))?")
_BY = (
    r"by|no later than|до|к|не позднее|не позже|"
    r"p[âa]n[ăa] (?:cel t[âa]rziu )?(?:pe|la|[îi]n)|cel t[âa]rziu (?:p[âa]n[ăa] )?(?:pe|la)"
)
_WEEKDAYS = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|понедельник\w*|вторник\w*|сред\w+|четверг\w*|пятниц\w+|суббот\w+|"
    r"воскресень\w+|luni|mar[țt]i|miercuri|joi|vineri|s[âa]mb[ăa]t[ăa]|duminic[ăa]"
)
_DAYS = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\.?\s+[^\W\d_]{3,}(?:\s+\d{4})?"
_LAST = re.compile(
    rf"[\s,;:(–—-]+(?:{_BY})\s+(?:the\s+)?(?:(?:{_WEEKDAYS}),?\s+)?({_DAYS})\)?([?]?)[.!]*\s*$", re.IGNORECASE
)
_JUST_PASSED = timedelta(days=92)
_MONTHS = (
    ("jan", "янв", "ian"), ("feb", "фев"), ("mar", "мар"), ("apr", "апр"), ("may", "мая", "май", "mai"),
    ("jun", "июн", "iun"), ("jul", "июл", "iul"), ("aug", "авг"), ("sep", "сен"), ("oct", "окт"),
    ("nov", "ноя", "noi"), ("dec", "дек"),
)  # fmt: skip


def day_in(text: str, written_on: date) -> date | None:
    """The first day named in ``text``: 2026-12-01, 01.12.2026, ``1 December``, «1 декабря», „1 decembrie”.

    Without a year it is the next such day from ``written_on``, or one of the last three months: a day that has just
    passed is not meant for next year. None where no day can be read.
    """
    for pattern, order in ((_ISO, (1, 2, 3)), (_DOTTED, (3, 2, 1))):
        if found := pattern.search(text):
            return _day(*(int(found[group]) for group in order))
    for found in _NAMED.finditer(text):
        month = _month(found[2])
        if month is None:
            continue
        if found[3]:
            return _day(int(found[3]), month, int(found[1]))
        this_year = _day(written_on.year, month, int(found[1]))
        if this_year is not None and this_year >= written_on - _JUST_PASSED:
            return this_year
        return _day(written_on.year + 1, month, int(found[1]))
    return None


def without_its_day(text: str, day: date, written_on: date) -> str:
    """The text without a last “by 24 November”, where that is ``day``: the sentence around it says it already."""
    found = _LAST.search(text)
    if found is None or day_in(found[1], written_on) != day or not text[: found.start()].strip():
        return text
    return text[: found.start()].rstrip() + found[2]


def _month(word: str) -> int | None:
    low = word.casefold()
    for number, beginnings in enumerate(_MONTHS, start=1):
        if low.startswith(beginnings):
            return number
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None

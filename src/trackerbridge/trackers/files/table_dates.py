"""Dates in a table's column: read only where the whole column allows one reading (DESIGN decision 5).

``13.11.2026`` somewhere in a column says that days stand first; a column of nothing but ``03.04.2026`` says nothing and
stays unread until somebody says which (``--date-order``). ISO dates and months in words need no saying. A bare number
counts days from a workbook's day 0; in a text it is a date only beside dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DateOrder
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.stages import normalise

_HALF = r"(?P<half>[ap]\.?\s?m\.?|[дп]п)?"
_TIME = r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*" + _HALF + ")?"
_ZONE = r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_TAIL = _TIME + _ZONE + r"\s*"
_ISO = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})" + _TAIL, re.IGNORECASE)
_TRIPLE = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-./ ])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2})(?:\s*г\.?)?" + _TAIL, re.I)
_DAY_MONTH = re.compile(
    r"(?P<day>\d{1,2})\.?[\s/-]+(?P<name>[^\W\d_]{3,})\.?,?[\s/-]+(?P<year>\d{4}|\d{2})(?:\s*г\.?)?" + _TAIL, re.I
)
_MONTH_DAY = re.compile(
    r"(?P<name>[^\W\d_]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + _TAIL, re.I
)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
DAY_0_OF_1900 = datetime(1899, 12, 30)  # Excel believes in 29 February 1900, so from March 1900 on this is its day 0
DAY_0_OF_1904 = datetime(1904, 1, 1)
_SERIAL_YEARS = range(1954, 2120)
_YEARS = range(1970, 2101)
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "null", "none"})
_WEEKDAY = re.compile(r"([^\W\d_]{2,})\.?,?\s+(?=\d)")
_WEEKDAYS = (
    "mon tue wed thu fri sat sun",
    "пн вт ср чт пт сб вс пон вто сре чет пят суб вос",
    "lu ma mi jo vi sâ du lun mar mie joi vin sâm dum",
)
_WEEKDAY_STEMS = {normalise(stem) for stems in _WEEKDAYS for stem in stems.split()}
_MONTHS = (
    "jan янв ian",
    "feb фев feb",
    "mar мар mar",
    "apr апр apr",
    "may май мая mai",
    "jun июн iun",
    "jul июл iul",
    "aug авг aug",
    "sep сен sep",
    "oct окт oct",
    "nov ноя noi",
    "dec дек dec",
)
_MONTH_STEMS = {normalise(stem): number for number, stems in enumerate(_MONTHS, 1) for stem in stems.split()}


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says: a day, or an instant (UTC) where it names a time."""

    day: date
    instant: datetime | None = None


@dataclass(frozen=True)
class DateColumn:
    """One column's cells, and what they can mean. ``said`` is the order that somebody named, or None: infer it.

    ``serials_from`` is a workbook's day 0; None in a text.
    """

    name: str
    cells: tuple[str, ...]
    calendar: Calendar
    said: DateOrder | None = None
    serials_from: datetime | None = None

    @cached_property
    def orders(self) -> tuple[DateOrder, ...]:
        """The orders in which every cell that is a date at all is one; none: the column contradicts itself."""
        if self.said:
            return (self.said,)
        triples = [readings for cell in self.cells if (readings := _readings(_without_weekday(cell)))]
        possible = [order for order in _GUESSED if all(order in readings for readings in triples)]
        alike = {tuple(readings[order] for readings in triples) for order in possible}
        return tuple(possible[:1] if len(alike) == 1 else possible)

    @property
    def one_reading(self) -> bool:
        """Whether cells such as ``03.04.2026`` can be read."""
        return len(self.orders) == 1

    @property
    def example(self) -> str:
        """A cell that shows why the column cannot be read; empty where it can."""
        if self.one_reading:
            return ""
        texts = [_without_weekday(cell) for cell in self.cells]
        unclear = (text for text in texts if len(set(_readings(text).values())) > 1)
        return next(unclear, next(filter(_readings, texts), ""))

    @cached_property
    def has_dates(self) -> bool:
        """Whether anything here is written as a date: only then a bare number in a text may be a spreadsheet's."""
        return any(map(self.is_date, self.cells))

    @property
    def has_serials(self) -> bool:
        """Whether a bare number may be a date here."""
        return self.serials_from is not None or self.has_dates

    def moment(self, cell: str) -> Moment | None:
        """What this cell says; None where it is empty or cannot be read."""
        text = _without_weekday(cell)
        found = _plain_date(text) or (self._serial(text) if self.has_serials else None)
        if found is None and self.one_reading:
            found = _readings(text).get(self.orders[0])
        return self._moment(found) if found else None

    def is_date(self, cell: str) -> bool:
        """Whether this is a date in some order, readable here or not."""
        text = _without_weekday(cell)
        return bool(_readings(text) or _plain_date(text))

    def is_empty(self, cell: str) -> bool:
        """Whether nothing is written there."""
        return cell.strip().casefold() in _NOTHING

    def _serial(self, text: str) -> _Written | None:
        if not _SERIAL.fullmatch(text):
            return None
        number = float(text.replace(",", "."))
        to_the_second = timedelta(seconds=round(number * 86_400))
        local = (self.serials_from or DAY_0_OF_1900) + to_the_second
        if local.year not in _SERIAL_YEARS:
            return None
        return _Written(local.date(), None if number.is_integer() else local.time())

    def _moment(self, found: _Written) -> Moment:
        if found.clock is None:
            return Moment(found.day)
        if found.offset is None:
            return Moment(found.day, self.calendar.at(found.day, found.clock))
        instant = datetime.combine(found.day, found.clock, UTC) - found.offset
        return Moment(self.calendar.day_of(instant), instant)


@dataclass(frozen=True, slots=True)
class _Written:
    """A date as written: day, time of day if any, and its distance from UTC if said."""

    day: date
    clock: time | None = None
    offset: timedelta | None = None


_GUESSED: Sequence[DateOrder] = ("dmy", "mdy")  # nobody writes 26.11.13 without saying so


def _without_weekday(cell: str) -> str:
    """The date in "Fri 13.11.26", as planning programs write it; what begins with a month ("Mar 13, 2026") stays."""
    text = cell.strip()
    found = _WEEKDAY.match(text)
    is_weekday = found and {normalise(found[1]), normalise(found[1])[:3]} & _WEEKDAY_STEMS
    return text[found.end() :] if found and is_weekday and not _plain_date(text) else text


def _plain_date(text: str) -> _Written | None:
    """A date that needs no guessing: ISO, or a month in words."""
    iso = _ISO.fullmatch(text)
    if iso:
        return _written(int(iso["year"]), int(iso["month"]), int(iso["day"]), iso)
    worded = _DAY_MONTH.fullmatch(text) or _MONTH_DAY.fullmatch(text)
    month = _MONTH_STEMS.get(normalise(worded["name"])[:3]) if worded else None
    return _written(_full_year(worded["year"]), month, int(worded["day"]), worded) if worded and month else None


def _full_year(digits: str) -> int:
    """Two digits are this century."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _readings(text: str) -> dict[DateOrder, _Written]:
    """What three numbers can mean, by order. Empty where they are no date in any."""
    found = _TRIPLE.fullmatch(text)
    if not found:
        return {}
    a, b, year = int(found["a"]), int(found["b"]), _full_year(found["c"])
    meant: dict[DateOrder, tuple[int, int, int]] = {"dmy": (year, b, a), "mdy": (year, a, b)}
    if len(found["c"]) == 2:
        meant["ymd"] = (2000 + a, b, year - 2000)
    readings = {order: _written(*parts, found) for order, parts in meant.items()}
    return {order: written for order, written in readings.items() if written}


def _written(year: int, month: int, day: int, found: re.Match[str]) -> _Written | None:
    if year not in _YEARS:
        return None
    try:
        return _Written(date(year, month, day), _clock(found), _offset(found["zone"]))
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time | None:
    if found["hour"] is None:
        return None
    hour = int(found["hour"])
    half = (found["half"] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half in "pп" else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0))


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    if zone in "Zz":
        return timedelta()
    size = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return -size if zone[0] == "-" else size

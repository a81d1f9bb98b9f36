"""Time as people count it: the project's zone, working days, holidays and business hours. Pure: now is an argument.

Working days are Monday to Friday without the country's public holidays (the ``holidays`` library); business hours are
09:00 to 18:00 there. A calendar without a country knows weekends only, and says so (``knows_holidays``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from trackerbridge.lazy_dataclass import dataclass

if TYPE_CHECKING:
    from holidays import HolidayBase

DAY_STARTS = time(9, 0)
DAY_ENDS = time(18, 0)
_HOURS_A_DAY = 9.0
_LONGEST_WALK_DAYS = 20_000


@lru_cache(maxsize=32)
def _holidays_of(country: str, language: str = "") -> HolidayBase:
    """The country's holidays, named in this language where it can be had, else in the country's own.

    The language is always said: left open, the library takes the machine's, and texts would differ between machines.
    """
    import holidays  # 5 MB of calendars: only where a country is configured

    known = holidays.country_holidays(country)
    spoken = next((name for name in known.supported_languages if language and name.startswith(language)), None)
    return holidays.country_holidays(country, language=spoken or known.default_language)


def known_country(code: str) -> bool:
    """Whether the ``holidays`` library has a calendar for this ISO 3166 code."""
    from holidays.utils import list_supported_countries

    return code.upper() in list_supported_countries()


@lru_cache(maxsize=8192)
def _instant(day: date, clock: time, zone: tzinfo) -> datetime:
    """The instant (UTC) of a local time: thousands of tasks are due on the same few hundred days."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


@lru_cache(maxsize=1024)
def _working_days_of_year(country: str, days_off: frozenset[date], year: int) -> tuple[int, ...]:
    """Working days of a year up to and including its nth day (index 0: none yet): differences count any span fast."""
    calendar = Calendar(UTC, country, days_off)
    first = date(year, 1, 1)
    counts = [0]
    for offset in range((date(year, 12, 31) - first).days + 1):
        counts.append(counts[-1] + calendar.is_working_day(first + timedelta(days=offset)))
    return tuple(counts)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A project's calendar. ``country`` is an ISO 3166 code or empty; ``days_off`` are extra days nobody works."""

    zone: tzinfo = UTC
    country: str = ""
    days_off: frozenset[date] = field(default_factory=frozenset)

    @classmethod
    def of(cls, timezone: str = "UTC", country: str = "", days_off: Iterable[date] = ()) -> Calendar:
        """A calendar from configuration. Raises ``zoneinfo.ZoneInfoNotFoundError`` for an unknown zone."""
        return cls(ZoneInfo(timezone), country.upper(), frozenset(days_off))

    @property
    def knows_holidays(self) -> bool:
        """Without a country there are only weekends, and D09 abstains for holidays."""
        return bool(self.country)

    def day_of(self, instant: datetime) -> date:
        """The calendar day of an instant, here."""
        return instant.astimezone(self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        """An instant (UTC) from a day and a local time."""
        return _instant(day, clock, self.zone)

    def start_of_day(self, day: date) -> datetime:
        """The first instant (UTC) of this day."""
        return self.at(day, time(0, 0))

    def end_of_day(self, day: date) -> datetime:
        """The first instant (UTC) after this day: a task due on a day is overdue from here on."""
        return self.at(day + timedelta(days=1), time(0, 0))

    def last_day_before(self, deadline: datetime) -> date:
        """The last day of which something lies before this instant: midnight belongs to the day that it ends."""
        return self.day_of(deadline - timedelta(microseconds=1))

    def end_of_business(self, day: date) -> datetime:
        """18:00 on that day (UTC): what a day becomes where a tracker wants an instant (decision 8)."""
        return self.at(day, DAY_ENDS)

    def holiday_name(self, day: date, language: str = "") -> str:
        """The public holiday's name, or empty; in the country's own language where ``language`` cannot be had."""
        if not self.country:
            return ""
        return str(_holidays_of(self.country, language).get(day) or "")

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and nobody's day off."""
        return day.weekday() < 5 and day not in self.days_off and not self.holiday_name(day)

    def add_working_days(self, day: date, count: int) -> date:
        """``count`` working days after ``day`` (before, if negative). Zero: the day itself, or the next working day."""
        step = timedelta(days=1 if count >= 0 else -1)
        left = abs(count)
        while not (left == 0 and self.is_working_day(day)):
            day += step
            if self.is_working_day(day) and left:
                left -= 1
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative where ``end`` is before ``start``.

        Friday to the Monday after is 1; a day to itself is 0.
        """
        if end < start:
            return -self.working_days_between(end, start)
        if (end - start).days > _LONGEST_WALK_DAYS:
            return (end - start).days * 5 // 7
        before = self._working_days_until(start)
        years = range(start.year, end.year)
        whole = sum(_working_days_of_year(self.country, self.days_off, year)[-1] for year in years)
        return whole + self._working_days_until(end) - before

    def _working_days_until(self, day: date) -> int:
        """Working days from the first of January up to and including a day."""
        return _working_days_of_year(self.country, self.days_off, day.year)[day.timetuple().tm_yday]

    def business_hours_between(self, start: datetime, end: datetime) -> float:
        """Business hours from ``start`` to ``end``; 0 where ``end`` is not later."""
        if end <= start:
            return 0.0
        first, last = self.day_of(start), self.day_of(end)
        if (last - first).days > _LONGEST_WALK_DAYS:
            return self.working_days_between(first, last) * _HOURS_A_DAY
        between = self.working_days_between(first, last - timedelta(days=1)) if last > first else 0
        return between * _HOURS_A_DAY + sum(self._hours_on(day, start, end) for day in {first, last})

    def has_fewer_business_hours(self, start: datetime, end: datetime, hours: float) -> bool:
        """Whether fewer business hours lie between two instants; said at once where the whole days are enough."""
        first, last = self.day_of(start), self.day_of(end)
        whole = self.working_days_between(first, last - timedelta(days=1)) if last > first else 0
        return whole * _HOURS_A_DAY < hours and self.business_hours_between(start, end) < hours

    def _hours_on(self, day: date, start: datetime, end: datetime) -> float:
        """Business hours of one day that lie between two instants."""
        if not self.is_working_day(day):
            return 0.0
        opens, closes = self.at(day, DAY_STARTS), self.at(day, DAY_ENDS)
        return max(0.0, (min(end, closes) - max(start, opens)).total_seconds()) / 3600

    def add_business_hours(self, start: datetime, hours: float) -> datetime:
        """The instant (UTC) at which ``hours`` business hours have passed since ``start``."""
        left = hours * 3600
        day = self.day_of(start)
        for _ in range(_LONGEST_WALK_DAYS):
            if self.is_working_day(day):
                begins = max(start, self.at(day, DAY_STARTS))
                room = (self.at(day, DAY_ENDS) - begins).total_seconds()
                if room > 0 and left <= room:
                    return begins + timedelta(seconds=left)
                left -= max(0.0, room)
            day += timedelta(days=1)
        raise OverflowError("no end of business hours within fifty years")

"""Dates as each country writes them, and the days that the calendar alone decides (the weekly update, answer dates)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from trackerbridge.cldr import written
from trackerbridge.client_view.wording import Wording
from trackerbridge.client_view.wording_keys import WEEKDAYS
from trackerbridge.clock import Calendar
from trackerbridge.lazy_dataclass import dataclass

ANSWER_WORKING_DAYS = 2  # a moved or passed date is answered within two working days (CLIENT section 8: 12 -> 14)
_NBSP = "\u00a0"
SECOND = 2  # before it alone a Russian preposition changes
_WEEKS_AROUND = 8


@dataclass(frozen=True, slots=True)
class DateWords:
    """Writes dates for one board on one day. The year is left out where it is the current one (``today``'s)."""

    wording: Wording
    today: date

    def day(self, day: date) -> str:
        """``19 November``, with non-breaking spaces."""
        month = written(day, "MMMM", self.wording.locale)
        text = self.wording.say("dates.day", day=str(day.day), month=month)
        if day.year != self.today.year:
            text = self._with_year(text, day)
        return text.replace(" ", _NBSP)

    def dated(self, day: date) -> str:
        """With the year always, for what is a record rather than a plan."""
        text = self.day(day)
        return text if day.year != self.today.year else self._with_year(text, day).replace(" ", _NBSP)

    def weekday(self, day: date) -> str:
        """``Wednesday, 19 November``."""
        name = written(day, "EEEE", self.wording.locale)
        return self.wording.say("dates.with_weekday", weekday=name, date=self.day(day))

    def move(self, first: date, current: date) -> str:
        """``from 12 to 19 November``; both months are named where they differ."""
        same_month = (first.year, first.month) == (current.year, current.month)
        before = self._in_month(first) if same_month else self.day(first)
        key = "dates.move_second" if first.day == SECOND else "dates.move"
        return self.wording.say(key, first=before, current=self.day(current))

    def _in_month(self, day: date) -> str:
        """A day whose month is named a word later, unless the country's habit is to name it with each day."""
        month = written(day, "MMMM", self.wording.locale)
        return self.wording.say("dates.same_month", day=str(day.day), month=month).replace(" ", _NBSP)

    def _with_year(self, text: str, day: date) -> str:
        return self.wording.say("dates.with_year", date=text, year=str(day.year))


@dataclass(frozen=True, slots=True)
class Updates:
    """The weekly update as the calendar gives it: the one before the last, and the next. Never a run's own time.

    A reader who comes on the day of an update, or in the week after it, finds what was done since the one before.
    """

    since: date
    next: date

    @classmethod
    def around(cls, today: date, weekday: str, calendar: Calendar) -> Updates:
        """``weekday`` is English and lower case; an update on a day off moves to the next working day."""
        nominal = today - timedelta(days=today.weekday() - WEEKDAYS.index(weekday))
        days = sorted(
            {
                calendar.add_working_days(nominal + timedelta(weeks=i), 0)
                for i in range(-_WEEKS_AROUND, _WEEKS_AROUND + 1)
            }
        )
        past = [nominal - timedelta(weeks=2), nominal - timedelta(weeks=1), *(day for day in days if day <= today)]
        return cls(past[-2], next(day for day in days if day > today))


def answer_day(after: date, calendar: Calendar) -> date:
    """By when the next step is named, counted from the day a date passed or a move was told. Never rolled forward."""
    return calendar.add_working_days(after, ANSWER_WORKING_DAYS)


def grace_ends(told: date, grace_hours: float, calendar: Calendar) -> datetime:
    """When a passed date has been passed for ``grace_hours`` of working time (UTC)."""
    return calendar.add_business_hours(calendar.end_of_business(told), grace_hours)

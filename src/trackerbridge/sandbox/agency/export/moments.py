"""A story's days become instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from trackerbridge.sandbox.agency.story import Saturday, Story, When

_HOLIDAY_SEARCH_DAYS = 400


class Moments:
    """Turns a story's days into instants, in the project's own calendar."""

    def __init__(self, story: Story, now: datetime) -> None:
        self._calendar = story.calendar
        self._now = now.astimezone(UTC).replace(microsecond=0)
        self._today = self._calendar.day_of(self._now)

    def day(self, when: When) -> date:
        """The calendar day that a story means."""
        if isinstance(when, timedelta):
            return self._calendar.day_of(self._now + when)
        if isinstance(when, int):
            return self._calendar.add_working_days(self._today, when)
        ahead = self._today + timedelta(days=when.ahead)
        if isinstance(when, Saturday):
            return ahead + timedelta(days=(5 - ahead.weekday()) % 7)
        return self._next_holiday(ahead)

    def due(self, when: When | None) -> datetime | None:
        """The end of that business day (decision 8), as Trello keeps due dates."""
        return self._calendar.end_of_business(self.day(when)) if when is not None else None

    def at(self, when: When, minute: int) -> datetime:
        """When something happened: on that day, so many minutes after nine, or a time before now."""
        if isinstance(when, timedelta):
            return self._now + when
        nine = self._calendar.at(self.day(when), time(9, 0))
        return nine + timedelta(minutes=minute)

    def _next_holiday(self, start: date) -> date:
        days = (start + timedelta(days=i) for i in range(_HOLIDAY_SEARCH_DAYS))
        return next(day for day in days if day.weekday() < 5 and self._calendar.holiday_name(day))

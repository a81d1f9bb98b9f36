"""Where days lie on a line that is as wide as the reader's screen: in hundredths of its width. Pure.

No line says “today”: a page is not written anew merely because a day has passed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.page.story import Story
from trackerbridge.page.values import Page, PageCard

_EDGE = 4.0  # of the width, left free at both ends, so that signs are not cut
_FEWEST = timedelta(days=14)
_MOST_TICKS = 5
_WEEKS_UP_TO = timedelta(days=75)
_WEEK = timedelta(days=7)
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign on a line. ``kind``: first, moved or ready; ``x`` in hundredths of the width."""

    kind: str
    x: float


@dataclass(frozen=True, slots=True)
class Row:
    """One promised date as it is drawn: its card, the line of what was told, one from there to the end, and signs."""

    card: PageCard
    story: Story
    line: tuple[float, float]
    beyond: tuple[float, float] | None
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All rows over one axis. ``ticks``: days and where they lie; Mondays, or, where ``months``, firsts of months."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[date, float], ...]
    months: bool


def timeline(page: Page) -> Timeline | None:
    """The promised dates of a page, the earliest first; None where none was told."""
    told = [(card, card.story) for card in page.cards if card.story]
    if not told:
        return None
    axis = _Axis.over([day for _, story in told for day in story.all_days])
    told.sort(key=lambda pair: (pair[1].days[-1], pair[1].days[0], pair[0].title))
    return Timeline(tuple(_row(card, story, axis) for card, story in told), tuple(axis.ticks()), axis.months)


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    @classmethod
    def over(cls, days: Collection[date]) -> _Axis:
        """Whole weeks around all days, and not less than two of them."""
        first, last = min(days), max(days)
        missing = max(_FEWEST - (last - first), timedelta(0)) / 2
        return cls(first - missing, last + missing)

    def x(self, day: date) -> float:
        """In hundredths of the width."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(_EDGE + share * (100 - 2 * _EDGE), 2)

    @property
    def months(self) -> bool:
        """Whether weeks would be too many to tell apart."""
        return self.last - self.first > _WEEKS_UP_TO

    def ticks(self) -> Iterator[tuple[date, float]]:
        """Where they are many, every second, third … one."""
        days = list(self._firsts() if self.months else self._mondays())
        step = -(-len(days) // _MOST_TICKS)
        for day in days[::step]:
            yield day, self.x(day)

    def _mondays(self) -> Iterator[date]:
        day = self.first + timedelta(days=-self.first.weekday() % 7)
        while day <= self.last:
            yield day
            day += _WEEK

    def _firsts(self) -> Iterator[date]:
        day = self.first.replace(day=1)
        while day <= self.last:
            if day >= self.first:
                yield day
            day = day.replace(year=day.year + day.month // _DECEMBER, month=day.month % _DECEMBER + 1)


def _row(card: PageCard, story: Story, axis: _Axis) -> Row:
    told = [axis.x(day) for day in story.days]
    ready = axis.x(story.delivered) if story.delivered else None
    signs = [Sign("first", told[0]), *(Sign("moved", x) for x in told[1:])]
    signs += [Sign("ready", ready)] if ready is not None else []
    line = (min(told), max(told))
    return Row(card, story, line, _beyond(line, ready), tuple(signs))


def _beyond(line: tuple[float, float], ready: float | None) -> tuple[float, float] | None:
    """From what was told to an end that came later, or earlier."""
    if ready is None or line[0] <= ready <= line[1]:
        return None
    return (line[1], ready) if ready > line[1] else (ready, line[0])

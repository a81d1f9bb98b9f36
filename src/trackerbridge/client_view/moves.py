"""Every move of a date with its reason, as far back as a card tells it: from the days told and the notes alone. Pure.

Nothing here comes from the ledger that a card's own reference does not hold (``marker``): reasons are found among the
client notes, by the source's history and the day on which a move was told, so that a lost ledger changes no word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from trackerbridge.client_view.client_dates import Words, came_at, is_about
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import DatesConfig
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import ClientNote, NotePart, Promise, Task, Told

SHOWN = 2  # moves before the last one that a card tells; with that one they are three


@dataclass(frozen=True, slots=True)
class Move:
    """A move before the last one: the day it led to, and why, as the team wrote it (empty: nobody said)."""

    day: date
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """The moves of one promise that is told of ``task``. ``told_on``: the day on which the last one was told."""

    promise: Promise
    told_on: date
    task: Task
    words: Words
    dates: DatesConfig
    calendar: Calendar

    @property
    def earlier(self) -> tuple[Move, ...]:
        """Those before the last one that a card tells, the latest first."""
        why = self._reasons()
        places = range(len(self.promise.told) - 2, 0, -1)[:SHOWN]
        return tuple(Move(self.promise.told[place].day, why.get(place, "")) for place in places)

    @property
    def explained(self) -> Promise:
        """The promise with the reasons found; what was remembered stays where a note has gone since."""
        why = self._reasons()
        told = [replace(one, why=why.get(place, one.why)) for place, one in enumerate(self.promise.told)]
        return replace(self.promise, told=tuple(told))

    def _reasons(self) -> Mapping[int, str]:
        """By the telling's place. A note explains the latest move that it can be about, and no other."""
        standing = self._given(note for note in self.words.notes if note.part is NotePart.WHY)
        given = self._given(self.words.reasons) or standing
        notes = standing if standing or self.task.open else given
        found: dict[int, str] = {}
        for place in range(len(self.promise.told) - 1, 0, -1)[: SHOWN + 1]:
            came = self._came(place)
            about = [note for note in notes if is_about(note, came, self.calendar)]
            if about:
                found[place] = about[-1].text
            notes = given = [note for note in given if note.at < came and note not in about[-1:]]
        return found

    def _given(self, notes: Iterable[ClientNote]) -> list[ClientNote]:
        """Without what was written once the work was done: that explains its end."""
        done = None if self.task.open else self.task.done_at
        return [note for note in notes if done is None or note.at < done]

    def _came(self, place: int) -> datetime:
        one = self.promise.told[place]
        last = place == len(self.promise.told) - 1
        on = self.told_on if last else self.calendar.day_of(one.at)
        return moved_at(self.task, self.words, one.day, on, self.dates, self.calendar)


def moved_at(task: Task, words: Words, day: date, told_on: date, dates: DatesConfig, calendar: Calendar) -> datetime:
    """When a date came that the client was told on ``told_on``: what explains it was written around then."""
    told = calendar.start_of_day(told_on)
    return min(came_at(task, words, day, dates, calendar) or told, told)


def between(promise: Promise) -> Sequence[Told]:
    """The days told between the first one and the last, as many as a card's reference holds, oldest first."""
    return promise.told[1:-1][-SHOWN:]

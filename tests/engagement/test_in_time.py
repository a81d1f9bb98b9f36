"""Weeks of many moves, for a client in another zone with holidays of their own: each is told in time, and in order.

Where the random weeks of ``tests/manager`` look at two cards, here many dates move at once, at any hour of any day, and
some pass: 100 of 100 reach the client by the first allowed run after ``grace``, none inside their quiet hours, and the
manager has heard of each before it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.manager.engagement import KICK_OFF, Engagement, engaged

from trackerbridge.client_view.waiting_dates import MOST_MOVES
from trackerbridge.clock import Calendar
from trackerbridge.manager.quiet import Hours

TASKS, DAYS, GRACE = 12, 25, 8.0
OURS = Calendar.of("Europe/Chisinau", country="MD")
CLIENTS = Calendar.of("America/New_York", country="US")  # a card's due date is a day of theirs
THEIRS = Hours(CLIENTS)
RUNS = (7, 16, 21)  # hours, UTC: in our morning, in theirs, at night for both; of a weekend the second alone
_MORE = re.compile(r"^- and \d+ more$", re.MULTILINE)  # a digest names five, and counts the rest
CHECKED = {"We are checking", "We are solving something", "Date moved"}


@dataclass
class Month:
    """What happens, what was told, and how many times it was as it should be."""

    made: Engagement
    wanted: dict[str, date] = field(default_factory=dict)
    moved_at: dict[str, datetime] = field(default_factory=dict)
    told: int = 0
    passed: set[str] = field(default_factory=set)

    def begin(self) -> None:
        for number in range(TASKS):
            title, due = f"Page no. {number:02}", KICK_OFF.date() + timedelta(days=7 + number)
            self.made.card(title, f"{due}")
            self.wanted[title] = due
        self.made.sync(KICK_OFF + timedelta(hours=24), force=True)

    def move(self, at: datetime, title: str, days: int) -> None:
        self.wanted[title] += timedelta(days=days)
        self.moved_at[title] = at
        self.made.change(title, at, due=f"{self.wanted[title]}")

    def run(self, now: datetime) -> None:
        """One run of cron's, and what must be true of it."""
        made, before, known = self.made, self._shown(), len(self.made.recorder.told)
        writes = made.writes()
        done = made.sync(now)
        assert done.status in ("ok", "unchanged"), (now, done)
        if THEIRS.next_opening(now):
            assert made.writes() == writes, f"{now}: written inside the client's quiet hours"
        for title, card in self._shown().items():
            if card.due != before[title].due:
                said = [one for one in made.recorder.told[known:] if "The client reads from now on" in one.message.text]
                heard = [one for one in said if title in one.message.text or _MORE.search(one.message.text)]
                assert heard, f"{now}: nobody told the manager of {title}"
                assert {one.writes for one in heard} == {writes}, f"{now}: {title} was written before the manager heard"
                self.told += 1
            if THEIRS.first_allowed(now) == now:
                self._in_time(title, CLIENTS.day_of(card.due), now)
                self._not_hidden(title, card, now)

    def _shown(self) -> dict[str, Any]:
        return {title: self.made.shown(title) for title in self.wanted}

    def _in_time(self, title: str, told: date, now: datetime) -> None:
        if title in self.moved_at and now >= OURS.add_business_hours(self.moved_at[title], GRACE):
            assert told == self.wanted[title], f"{now}: {title} moved on {self.moved_at[title]} and is not told"

    def _not_hidden(self, title: str, card: Any, now: datetime) -> None:
        """A date that passed is never shown as on track, from the first allowed run on."""
        if CLIENTS.day_of(card.due) < OURS.day_of(now):
            worn = {self.made.client.labels[one].name for one in card.label_ids}
            assert worn & CHECKED, f"{now}: {title} passed, and wears {worn}"
            self.passed.add(title)


def simulated(folder: Path, seed: int) -> Month:
    """Three and a half weeks, as this seed has them."""
    random, client = Random(seed), {"client_timezone": "America/New_York", "client_country": "US"}
    limits = {"change": {"max": 100, "percent": 100}}  # so many at once wait for a person otherwise
    with engaged(folder, top={"timezone": "Europe/Chisinau", "country": "MD"}, limits=limits, **client) as made:
        month = Month(made)
        month.begin()
        left = dict.fromkeys(month.wanted, MOST_MOVES)
        now, end = KICK_OFF + timedelta(days=2), KICK_OFF + timedelta(days=DAYS)
        while now < end:
            if now.hour in RUNS[1:2] or (now.weekday() < 5 and now.hour in RUNS):
                month.run(now)
            moving = [title for title, times in left.items() if times and month.wanted[title] > now.date()]
            if moving and random.random() < 0.1:
                title = random.choice(moving)
                left[title] -= 1
                month.move(now + timedelta(minutes=random.randrange(1, 59)), title, random.randrange(2, 9))
            now += timedelta(hours=1)
    return month


def test_every_move_and_every_passed_date_is_told_in_time_and_in_order(tmp_path: Path) -> None:
    month = simulated(tmp_path, 56)
    assert month.told >= TASKS
    assert len(month.passed) >= 3

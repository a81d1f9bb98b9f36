"""Looking back at a milestone or at the end: promises, causes of moves, extras, forecast against truth, what to learn.

Pure, and for the team alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from statistics import median

from trackerbridge.backtest import Backtest
from trackerbridge.backtest.result import at_risk, warned
from trackerbridge.client_view.extras.words import unended
from trackerbridge.clock import Calendar
from trackerbridge.flags.text import visible
from trackerbridge.flags.wording import Words
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import ClientSide, Extra, ExtraState, NotePart, Promise, PromiseState, Task
from trackerbridge.papers.paper import Paper, section, sections
from trackerbridge.papers.words import page_words
from trackerbridge.team_words import said_in

_ENDED = (PromiseState.KEPT, PromiseState.EARLY, PromiseState.LATE)
_OUT = (PromiseState.VOID, PromiseState.TAKEN_OUT)
_GOOD_SHARE = 0.85
_SHORT = 60  # characters of a title


@dataclass(frozen=True)
class Review:
    """What a review is made from. ``promises`` as they stand on ``today``; ``past`` is the project's backtest."""

    project: str
    title: str
    language: str
    today: date
    calendar: Calendar
    promises: Sequence[Promise]
    tasks: Sequence[Task]
    side: ClientSide
    past: Backtest

    def paper(self) -> Paper:
        """The page."""
        return Paper(
            project=self.project,
            title=self._say("title", project=self.title),
            language=self.words.language,
            warning=self.words.said("page", "for_team_alone"),
            truth=self._truth(),
            sections=sections(
                section("record", self._say("record"), self._record()),
                section("causes", self._say("causes"), self._causes()),
                section("extras", self._say("extras"), self._extras()),
                section("forecast", self._say("forecast"), self._forecast()),
                section("learn", self._say("learn"), self._learn()),
            ),
        )

    @cached_property
    def words(self) -> Words:
        """The page's language."""
        return page_words(self.language)

    def _say(self, key: str, **values: object) -> str:
        return self.words.said("review", key, today=self.today, **values)

    @cached_property
    def _ended(self) -> list[Promise]:
        """Those that ended, and those whose date has passed: open and passed counts as late."""
        return [promise for promise in self.promises if promise.state in _ENDED]

    @cached_property
    def _kept(self) -> list[Promise]:
        return [promise for promise in self._ended if promise.state is not PromiseState.LATE]

    @cached_property
    def _moved(self) -> list[Promise]:
        return [promise for promise in self.promises if promise.moves and promise.state not in _OUT]

    def _truth(self) -> str:
        if not self._ended:
            return self._say("truth_none")
        first = sum(_on_first(promise) for promise in self._kept)
        return self._say("truth", kept=len(self._kept), ended=len(self._ended), first=first)

    def _record(self) -> Iterator[str]:
        counted = {
            "record_first": sum(_on_first(promise) for promise in self._kept),
            "record_moved": sum(not _on_first(promise) for promise in self._kept),
            "record_early": sum(promise.state is PromiseState.EARLY for promise in self._ended),
            "record_late": len(self._ended) - len(self._kept),
            "record_open": sum(promise.state is PromiseState.OPEN for promise in self.promises),
            "record_out": sum(promise.state in _OUT for promise in self.promises),
        }
        for key, number in counted.items():
            if number:
                yield self._say(key, n=number)

    def _causes(self) -> Iterator[str]:
        for promise in self._moved:
            days = self.calendar.working_days_between(promise.first, promise.current)
            known = self._why(promise)
            why = self._say("reason", why=unended(known)) if known else self._say("untold")
            yield self._say("cause", title=self.words.quoted([_shortened(promise.title)]), days=abs(days), why=why)
        if self._moved:
            yield self._say("causes_share", given=self._reasons, all=len(self._moved))

    @cached_property
    def _reasons(self) -> int:
        return sum(1 for promise in self._moved if self._why(promise))

    def _why(self, promise: Promise) -> str:
        notes = (self.side.notes or {}).get(promise.task or "", ())
        return next((visible(note.text) for note in notes if note.part is NotePart.WHY), "")

    @cached_property
    def _register(self) -> tuple[Extra, ...]:
        return self.side.extras.items if self.side.extras else ()

    def _extras(self) -> Iterator[str]:
        given = self._of(ExtraState.BONUS)
        if given:
            minutes = round(sum(extra.minutes or 0 for extra in given))
            key = "extras_given" if any(extra.minutes for extra in given) else "extras_given_untimed"
            yield self._say(key, n=len(given), minutes=minutes)
        for key, states in (
            ("extras_accepted", (ExtraState.ACCEPTED,)),
            ("extras_declined", (ExtraState.DECLINED, ExtraState.REFUSED)),
            ("extras_expired", (ExtraState.EXPIRED,)),
        ):
            if found := self._of(*states):
                yield self._say(key, n=len(found))

    def _of(self, *states: ExtraState) -> list[Extra]:
        return [extra for extra in self._register if extra.state in states]

    def _forecast(self) -> Iterator[str]:
        if self.past.why_not:
            yield self._say("forecast_none", why=said_in(self.words.language, self.past.why_not))
        for point in self.past.points:
            rows = [row for row in at_risk(self.past.rows) if row.point is point.at]
            flagged = [row for row in rows if warned(row)]
            yield self._say(
                "forecast_line", moment=self._say(f"at_{point.at.value}"), flagged=len(flagged),
                right=sum(row.late for row in flagged), late=sum(row.late for row in rows),
                found=sum(row.late for row in flagged),
            )  # fmt: skip

    def _learn(self) -> Iterator[str]:
        if self._moved:
            yield self._say("learn_slip", days=self._median_move())
            if self._reasons * 2 <= len(self._moved):
                yield self._say("learn_reason")
        late = len(self._ended) - len(self._kept)
        if late > sum(not _on_first(promise) for promise in self._kept) and late > 1:
            yield self._say("learn_late")
        extras = self.side.extras
        if extras and len(self._of(ExtraState.BONUS)) > extras.allowance_count:
            yield self._say("learn_extras")
        if waited := self._waited():
            yield self._say("learn_waiting", days=waited)
        if len(self._ended) >= 5 and len(self._kept) >= _GOOD_SHARE * len(self._ended):
            yield self._say("learn_good")

    def _median_move(self) -> int:
        steps = [
            abs(self.calendar.working_days_between(before.day, told.day))
            for promise in self._moved
            for before, told in pairwise(promise.told)
        ]
        return round(median(steps))

    def _waited(self) -> int:
        """Working days that answered asks took, in all."""
        spans = (
            self.calendar.working_days_between(
                self.calendar.day_of(ask.asked_at), self.calendar.day_of(ask.answered_at)
            )
            for ask in self.side.asks or ()
            if ask.answered_at is not None
        )
        return sum(spans)


def _on_first(promise: Promise) -> bool:
    return promise.delivered_on is not None and promise.delivered_on <= promise.first


def _shortened(text: str) -> str:
    text = visible(text)
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"

"""What the client will read of a problem if nobody writes a word, and from when on. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from trackerbridge.client_view.dates import DateWords, grace_ends
from trackerbridge.client_view.view import ClientView, StatusCard
from trackerbridge.client_view.waiting_dates import WaitKind
from trackerbridge.client_view.wording import wording_of
from trackerbridge.clock import Calendar
from trackerbridge.config.schema import Settings
from trackerbridge.incoming.lateness import late_by, late_text
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.manager.quiet import Hours
from trackerbridge.model.problem import Problem, ProblemKind
from trackerbridge.plan import Change
from trackerbridge.plan.comments import COMMENT, LATE
from trackerbridge.plan.waiting import Wait

ViewAt = Callable[[datetime], ClientView]
"""The client view as it would be at another moment (UTC), were nothing else to change."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """``at`` (UTC): from then on the card says ``text``; None: it says so already, or with this run.

    ``told`` is the date that it names then.
    """

    at: datetime | None
    text: str
    told: date | None = None


@dataclass(frozen=True, slots=True)
class Foresight:
    """Looks ahead from one moment. ``live``: what is planned is written; else no card will say anything new."""

    settings: Settings
    now: datetime
    hours: Hours | None
    waits: tuple[Wait, ...]
    view: ClientView
    view_at: ViewAt
    live: bool = True

    def of(self, problem: Problem) -> Foreseen:
        """The next change of the problem's card that comes by itself; without a text where there will be none."""
        if not self.live:
            return Foreseen(None, "")
        if problem.kind is ProblemKind.ANSWER:
            return self._late_answer(problem)
        today = _card(self.view, problem.ref)
        waiting = next((wait for wait in self.waits if problem.ref in wait.refs), None)
        if waiting is not None:
            return Foreseen(waiting.until, _text(today), _told(today))
        if problem.kind is ProblemKind.MOVED and today is not None and today.told == problem.after:
            return Foreseen(
                None, _text(today), today.told
            )  # the new date is told: that the old one passes changes nothing
        for moment in sorted(each for each in self._moments(problem) if each > self.now):
            at = self.hours.first_allowed(moment) if self.hours else moment
            then = _card(self.view_at(at), problem.ref)
            if then is not None and _said(then) != _said(today):
                return Foreseen(at, _text(then), then.told)
        return Foreseen(None, _text(today), _told(today))

    def _late_answer(self, problem: Problem) -> Foreseen:
        """What a comment on the card says once, where it was not said yet."""
        if problem.told:
            return Foreseen(None, "")
        calendar = self.settings.calendar
        ends = max(grace_ends(problem.before, self.settings.project.dates.grace, calendar), self.now)
        waits = (wait for wait in self.waits if any(_says_late(change, problem.ref) for change in wait.changes))
        waiting = next(waits, None)
        at = waiting.until if waiting else self.hours.first_allowed(ends) if self.hours else ends
        moment = at or ends
        wording = wording_of(self.settings)
        dates = DateWords(wording, calendar.day_of(moment))
        text = late_text(wording, dates, problem.before, late_by(moment, calendar))
        return Foreseen(at if at is None or at > self.now else None, text)

    def command(self, problem: Problem) -> str:
        """What tells the client the date of a problem that waits for a person; empty where it needs none."""
        held = (each for each in self.view.waits if each.ref == problem.ref and each.kind is WaitKind.HELD)
        return next((each.command for each in held if each.wanted == problem.after), "")

    def _moments(self, problem: Problem) -> Iterator[datetime]:
        calendar, dates = self.settings.calendar, self.settings.project.dates
        yield grace_ends(problem.before, dates.grace, calendar)
        yield _after(problem.since, dates.settle, calendar)
        yield _after(problem.since, dates.grace, calendar)


def _after(since: datetime, hours: float, calendar: Calendar) -> datetime:
    return calendar.add_business_hours(since, hours)


def _says_late(change: Change, card: str) -> bool:
    return change.on == card and change.kind == COMMENT and change.ref.startswith(LATE)


def _card(view: ClientView, ref: str) -> StatusCard | None:
    return next((card for card in view.cards if card.ref == ref), None)


def _said(card: StatusCard | None) -> object:
    return (card.description, card.labels, card.told) if card else None


def _told(card: StatusCard | None) -> date | None:
    return card.told if card else None


def _text(card: StatusCard | None) -> str:
    return " ".join(card.description.split()) if card else ""

"""The story of a promise in sentences, for the team: first told, every move with its reason, answers, how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from itertools import pairwise
from typing import Any

from trackerbridge.client_view.promise_record import PromiseRecord, by_the_first
from trackerbridge.client_view.promises import open_state
from trackerbridge.client_view.waiting_time import Waited
from trackerbridge.clock import Calendar
from trackerbridge.flags.wording import Words, day_in_words
from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.model import AnswerPromise, Promise, PromiseState, TakenBack, Told
from trackerbridge.report.team import report_words
from trackerbridge.team_words import part_in

_NOON = time(12)


def story(
    promise: Promise, answers: Iterable[AnswerPromise], waited: Iterable[Waited], calendar: Calendar, today: date,
    language: str = "en",
) -> list[str]:  # fmt: skip
    """Sentences in the order of time, the ending last. ``answers`` and ``waited`` are those of this promise."""
    teller = _Teller(report_words(language), calendar, today)
    first = promise.told[0]
    told = [(first.at, teller.say("first", at=calendar.day_of(first.at), day=first.day))]
    told += [(after.at, teller.moved(after)) for _, after in pairwise(promise.told)]
    told += [(gone.at, teller.taken_back(gone)) for gone in promise.taken_back]
    told += [(answer.told_at, teller.answer(answer)) for answer in answers]
    told += [(calendar.at(one.since, _NOON), teller.say("waited", span=span(one, language))) for one in waited]
    return [sentence for _, sentence in sorted(told, key=lambda pair: pair[0])] + [teller.ending(promise)]


def totals(record: PromiseRecord, language: str = "en") -> str:
    """The record in one line."""

    def say(key: str, n: int) -> str:
        return report_words(language).said("totals", key, n=n, early=record.early)

    parts = [
        say("first_early" if record.early else "first", record.first),
        say("moved", record.moved),
        say("late", record.late),
    ]
    gone = [say(key, n) for key, n in (("void", record.void), ("taken_out", record.taken_out)) if n]
    rest = ", ".join([say("open", record.open), *gone])
    return report_words(language).said("totals", "ended", n=record.ended, parts=", ".join(parts), rest=rest)


@dataclass(frozen=True, slots=True)
class _Teller:
    words: Words
    calendar: Calendar
    today: date

    def say(self, key: str, **values: Any) -> str:
        """Every day with its year: a story is read long after."""
        return self.words.said("story", key, **values)

    def moved(self, after: Told) -> str:
        days = {"at": self.calendar.day_of(after.at), "day": after.day}
        return self.say("moved", **days, why=after.why.rstrip(".")) if after.why else self.say("moved_unsaid", **days)

    def taken_back(self, gone: TakenBack) -> str:
        return self.say("taken_back", at=self.calendar.day_of(gone.at), day=gone.day)

    def answer(self, answer: AnswerPromise) -> str:
        said = {"what": part_in(self.words.language, answer.what), "by": answer.by}
        if answer.answered_at is None:
            return self.say("awaited" if self.today <= answer.by else "not_come", **said)
        on = self.calendar.day_of(answer.answered_at)
        return self.say("came_late" if on > answer.by else "came", **said, on=on)

    def ending(self, promise: Promise) -> str:
        delivered = promise.delivered_on
        on = self.say("on", day=delivered) if delivered else ""
        match open_state(promise, self.today) if promise.state is PromiseState.OPEN else promise.state:
            case PromiseState.EARLY:
                return self.say("early", on=on)
            case PromiseState.KEPT:
                return self.say("by_first" if by_the_first(promise) else "with_notice", on=on)
            case PromiseState.LATE if delivered:
                late = self.calendar.working_days_between(promise.current, delivered)
                return self.say("late" if late > 0 else "told_late", on=on, n=late)
            case PromiseState.LATE:
                return self.say("passed", day=promise.current)
            case PromiseState.VOID:
                return self.say("void", reason=promise.void_reason)
            case PromiseState.TAKEN_OUT:
                return self.say("taken_out")
            case _:
                return self.say("open")


def span(one: Waited, language: str = "en") -> str:
    """``3–9 November 2026``."""
    if one.until is None:
        return report_words(language).said("story", "since", day=one.since)
    since, until = (day_in_words(day, language, same_year=False) for day in (one.since, one.until))
    if one.since == one.until:
        return since
    same = (one.since.year, one.since.month) == (one.until.year, one.until.month)
    return f"{one.since.day if same else since}–{until}"

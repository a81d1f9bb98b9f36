"""The story of a promise in sentences, for the team: first told, every move with its reason, answers, how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import pairwise

from trackerbridge.client_view.promise_record import PromiseRecord, by_the_first
from trackerbridge.client_view.promises import open_state
from trackerbridge.client_view.waiting_time import Waited
from trackerbridge.clock import Calendar
from trackerbridge.model import AnswerPromise, Promise, PromiseState
from trackerbridge.report.words import count

_NOON = time(12)


def story(
    promise: Promise, answers: Iterable[AnswerPromise], waited: Iterable[Waited], calendar: Calendar, today: date
) -> list[str]:
    """Sentences in the order of time, the ending last. ``answers`` and ``waited`` are those of this promise."""
    first = promise.told[0]
    told = [(first.at, f"First told on {_day(calendar.day_of(first.at))}: {_day(first.day)}.")]
    told += [
        (after.at, f"Moved to {_day(after.day)} on {_day(calendar.day_of(after.at))}{_why(after.why)}")
        for _, after in pairwise(promise.told)
    ]
    told += [(answer.told_at, _answer(answer, calendar, today)) for answer in answers]
    told += [(calendar.at(one.since, _NOON), _waited(one)) for one in waited]
    return [sentence for _, sentence in sorted(told, key=lambda pair: pair[0])] + list(
        _ending(promise, calendar, today)
    )


def totals(record: PromiseRecord) -> str:
    """The record in one line."""
    parts = [f"{record.first} on the date first told", f"{record.moved} moved with notice", f"{record.late} late"]
    gone = [f"{number} {what}" for number, what in ((record.void, "void"), (record.taken_out, "taken out")) if number]
    early = f" ({record.early} of them early)" if record.early else ""
    parts[0] += early
    return f"{count(record.ended, 'promise')} ended: {', '.join(parts)}. {', '.join([f'{record.open} open', *gone])}."


def _ending(promise: Promise, calendar: Calendar, today: date) -> Iterator[str]:
    on = f" on {_day(promise.delivered_on)}" if promise.delivered_on else ""
    match open_state(promise, today) if promise.state is PromiseState.OPEN else promise.state:
        case PromiseState.EARLY:
            yield f"Delivered early{on}."
        case PromiseState.KEPT:
            yield f"Delivered{on}, {'by the date first told' if by_the_first(promise) else 'moved with notice'}."
        case PromiseState.LATE if promise.delivered_on:
            late = calendar.working_days_between(promise.current, promise.delivered_on)
            yield f"Delivered{on}, {count(late, 'working day')} late." if late > 0 else f"Delivered{on}; told too late."
        case PromiseState.LATE:
            yield f"Passed on {_day(promise.current)} and not delivered."
        case PromiseState.VOID:
            yield f"Void: {promise.void_reason}."
        case PromiseState.TAKEN_OUT:
            yield "Taken out by agreement."
        case _:
            yield "Open."


def _why(reason: str) -> str:
    return f": {reason.rstrip('.')}." if reason else "; no reason was given."


def _answer(answer: AnswerPromise, calendar: Calendar, today: date) -> str:
    said = f"The client was told to expect {answer.what} by {_day(answer.by)}"
    if answer.answered_at is None:
        return f"{said}; it is awaited." if today <= answer.by else f"{said}, and it has not come."
    on = calendar.day_of(answer.answered_at)
    return f"{said}; it came on {_day(on)}{', late' if on > answer.by else ''}."


def _waited(one: Waited) -> str:
    return f"Waiting for the client: {span(one)}."


def span(one: Waited) -> str:
    """``3–9 November 2026``."""
    if one.until is None:
        return f"since {_day(one.since)}"
    if one.since == one.until:
        return _day(one.since)
    same = (one.since.year, one.since.month) == (one.until.year, one.until.month)
    return f"{one.since.day if same else _day(one.since)}–{_day(one.until)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

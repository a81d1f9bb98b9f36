"""The story of a promise in sentences, and the record of all of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from trackerbridge.client_view.promise_record import PromiseRecord, record_of
from trackerbridge.client_view.waiting_time import Waited
from trackerbridge.clock import Calendar
from trackerbridge.model import AnswerPromise, Promise, PromiseState, Told
from trackerbridge.report.promise_story import span, story, totals

TODAY = date(2026, 11, 30)


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 10, tzinfo=UTC)


def promise(*told: Told, state: PromiseState = PromiseState.OPEN, on: date | None = None, reason: str = "") -> Promise:
    told = told or (Told(date(2026, 11, 12), at(10, 5)),)
    return Promise(ref="task:s/1", title="Menu", told=told, state=state, delivered_on=on, void_reason=reason)


MOVED = (Told(date(2026, 11, 12), at(10, 5)), Told(date(2026, 11, 19), at(11, 10), "the oven was late"))


def told(one: Promise, *answers: AnswerPromise, waited: tuple[Waited, ...] = ()) -> list[str]:
    return story(one, answers, waited, Calendar(), TODAY)


def test_a_move_has_its_reason_and_the_delivery_its_judgement() -> None:
    assert told(promise(*MOVED, state=PromiseState.KEPT, on=date(2026, 11, 18))) == [
        "First told on 5 October 2026: 12 November 2026.",
        "Moved to 19 November 2026 on 10 November 2026: the oven was late.",
        "Delivered on 18 November 2026, moved with notice.",
    ]


def test_a_move_without_a_reason_says_so() -> None:
    assert told(promise(MOVED[0], Told(date(2026, 11, 19), at(11, 10))))[1].endswith("; no reason was given.")


@pytest.mark.parametrize(
    ("state", "on", "last"),
    [
        (PromiseState.KEPT, date(2026, 11, 12), "Delivered on 12 November 2026, by the date first told."),
        (PromiseState.EARLY, date(2026, 11, 2), "Delivered early on 2 November 2026."),
        (PromiseState.LATE, date(2026, 11, 16), "Delivered on 16 November 2026, 2 working days late."),
        (PromiseState.LATE, None, "Passed on 12 November 2026 and not delivered."),
        (PromiseState.OPEN, None, "Passed on 12 November 2026 and not delivered."),
        (PromiseState.TAKEN_OUT, None, "Taken out by agreement."),
    ],
)
def test_how_it_ended(state: PromiseState, on: date | None, last: str) -> None:
    assert told(promise(state=state, on=on))[-1] == last


def test_void_has_its_reason() -> None:
    assert told(promise(state=PromiseState.VOID, reason="a typing error"))[-1] == "Void: a typing error."


def test_an_answer_that_came_one_that_came_late_and_one_that_did_not() -> None:
    def answer(came: datetime | None) -> AnswerPromise:
        by = date(2026, 11, 12)
        return AnswerPromise(ref="reason:x", what="the reason", by=by, told_at=at(11, 10), answered_at=came)

    said = "The client was told to expect the reason by 12 November 2026"
    assert told(promise(), answer(at(11, 11)))[1] == f"{said}; it came on 11 November 2026."
    assert told(promise(), answer(at(11, 13)))[1] == f"{said}; it came on 13 November 2026, late."
    assert told(promise(), answer(None))[1] == f"{said}, and it has not come."


def test_the_clients_own_waiting_time_is_told_as_days() -> None:
    waited = (Waited(date(2026, 11, 3), date(2026, 11, 9)),)
    assert told(promise(), waited=waited)[1] == "Waiting for the client: 3–9 November 2026."
    assert span(Waited(date(2026, 10, 30), date(2026, 11, 2))) == "30 October 2026–2 November 2026"
    assert span(Waited(date(2026, 11, 3), date(2026, 11, 3))) == "3 November 2026"
    assert span(Waited(date(2026, 11, 3))) == "since 3 November 2026"


def test_promises_are_counted_apart() -> None:
    ended = [
        promise(state=PromiseState.KEPT, on=date(2026, 11, 12)),
        promise(state=PromiseState.EARLY, on=date(2026, 11, 2)),
        promise(*MOVED, state=PromiseState.KEPT, on=date(2026, 11, 19)),
        promise(*MOVED, state=PromiseState.KEPT, on=date(2026, 11, 11)),  # done by the first date all the same
        promise(state=PromiseState.LATE, on=date(2026, 11, 13)),
        promise(),  # open and passed
        promise(Told(date(2026, 12, 4), at(11, 2))),
        promise(state=PromiseState.VOID, reason="x"),
        promise(state=PromiseState.TAKEN_OUT),
    ]
    record = record_of(ended, TODAY)
    assert record == PromiseRecord(first=3, moved=1, late=2, early=1, open=1, void=1, taken_out=1)
    assert (record.ended, record.kept) == (6, 4)
    assert totals(record) == (
        "6 promises ended: 3 on the date first told (1 of them early), 1 moved with notice, 2 late. "
        "1 open, 1 void, 1 taken out."
    )

"""Looking back: each line from values, no network, no clock."""

from datetime import UTC, date, datetime

import pytest

from trackerbridge.backtest import Backtest, backtest
from trackerbridge.backtest.rows import Past
from trackerbridge.clock import Calendar
from trackerbridge.config.terms import FlagsConfig
from trackerbridge.model import ClientNote, ClientSide, Extra, Extras, ExtraState, NotePart, Promise, PromiseState, Told
from trackerbridge.papers.review import Review

MONDAY = date(2026, 3, 2)


def promise(number: int, *days: int, state=PromiseState.KEPT, done: int | None = None) -> Promise:
    told = tuple(Told(date(2026, 3, day), datetime(2026, 3, 2, 9, tzinfo=UTC)) for day in days)
    delivered = date(2026, 3, done) if done else None
    return Promise(ref=f"task:b/{number}", title=f"Piece {number}", told=told, task=f"W-{number}", state=state,
                   delivered_on=delivered)  # fmt: skip


def page(*promises: Promise, side: ClientSide | None = None) -> dict[str, tuple[str, ...]]:
    paper = Review(
        project="web", title="Web", language="en", today=date(2026, 3, 30), calendar=Calendar(), promises=promises,
        tasks=(), side=side or ClientSide(), past=Backtest(tasks=0, late=0, why_not="too few"),
    ).paper()  # fmt: skip
    return {"truth": (paper.truth,), **{part.key: part.lines for part in paper.sections}}


def test_kept_on_the_first_date_and_after_a_move_are_counted_apart():
    said = page(promise(1, 6, done=6), promise(2, 6, 10, done=10), promise(3, 6, state=PromiseState.LATE, done=9))
    assert said["truth"] == ("2 of 3 promises kept, 1 of them on the date first told.",)
    assert said["record"] == (
        "On the date first told: 1.", "Moved, with notice beforehand: 1.", "Late: 1.",
    )  # fmt: skip


def test_a_move_is_told_in_working_days_with_the_reason_that_was_given():
    why = {"W-2": (ClientNote(NotePart.WHY, "the printer was late", datetime(2026, 3, 5, tzinfo=UTC)),)}
    said = page(promise(2, 6, 10, done=10), side=ClientSide(notes=why))
    assert said["causes"] == (
        "“Piece 2”: 2 working days later. The reason: the printer was late.",
        "1 of 1 moves had a reason that the client could read.",
    )


def test_moves_without_a_reason_are_something_to_learn():
    said = page(promise(2, 6, 10, done=10), promise(3, 6, 12, done=12))
    assert any(line.startswith("A move was by 3 working days on the median") for line in said["learn"])
    assert any("had no reason" in line for line in said["learn"])


def test_gifts_beyond_the_allowance_are_named():
    gifts = tuple(
        Extra(ref=str(n), title="x", asked_at=datetime(2026, 3, 2, tzinfo=UTC), state=ExtraState.BONUS, minutes=30)
        for n in range(4)
    )
    said = page(promise(1, 6, done=6), side=ClientSide(extras=Extras(gifts)))
    assert said["extras"] == ("4 extras given freely (120 minutes in all, where that is known).",)
    assert any(line.startswith("More was given than the allowance") for line in said["learn"])


def test_gifts_whose_time_nobody_knows_are_not_said_to_have_taken_none():
    gift = Extra(ref="1", title="x", asked_at=datetime(2026, 3, 2, tzinfo=UTC), state=ExtraState.BONUS)
    said = page(promise(1, 6, done=6), side=ClientSide(extras=Extras((gift,))))
    assert said["extras"] == ("1 extra given freely.",)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ru", "Прогноз пока не с чем сравнить. Для суждения слишком мало прошлого."),
     ("ro", "Prognoza nu se poate compara încă. Trecutul este prea scurt")],
)  # fmt: skip
def test_too_short_a_past_is_said_in_the_teams_language(language, expected):
    past = Past.of((), calendar=Calendar(), flags=FlagsConfig(), most_tasks=1)
    paper = Review(
        project="web", title="Web", language=language, today=date(2026, 3, 30), calendar=Calendar(), promises=(),
        tasks=(), side=ClientSide(), past=backtest(past),
    ).paper()  # fmt: skip
    [forecast] = [part.lines for part in paper.sections if part.key == "forecast"]
    assert forecast[0].startswith(expected)
    assert "Say:" not in paper.warning


def test_without_promises_there_is_little_to_say():
    assert page()["truth"] == ("No promise has ended yet, so there is little to learn from.",)

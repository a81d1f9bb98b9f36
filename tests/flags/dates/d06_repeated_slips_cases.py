from datetime import UTC, date, datetime

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.repeated_slips import RepeatedSlips
from trackerbridge.model import Change, ChangeField, ClientSide, Promise, PromiseState, Told
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_promise, a_task
from trackerbridge.testing.work import some_done


def moved(*steps: tuple[str, str, str]) -> tuple[Change, ...]:
    return tuple(Change(datetime.fromisoformat(when), ChangeField.DUE, before, after) for when, before, after in steps)


FIRST = ("2026-11-01T10:00+00:00", "2026-11-02", "2026-11-06")
SECOND = ("2026-11-06T10:00+00:00", "2026-11-06", "2026-11-16")
BACK = ("2026-11-09T10:00+00:00", "2026-11-16", "2026-11-02")


def record(*states: PromiseState) -> ClientSide:
    told = (Told(date(2026, 10, 20), datetime(2026, 10, 1, 9, tzinfo=UTC)),)
    return ClientSide(
        promises=tuple(
            Promise(f"p{n}", "Title", told, state=state, delivered_on=date(2026, 10, 20))
            for n, state in enumerate(states)
        )
    )


HALF = record(*[PromiseState.KEPT] * 3, *[PromiseState.LATE] * 3)
ALL = record(*[PromiseState.KEPT] * 6)

CASES = RuleCases(
    rule=RepeatedSlips,
    flagged=(
        Case(
            "A task's date moved from 2 to 6 November and again to the 16th.",
            a_task(due="2026-11-16", history=moved(FIRST, SECOND)),
            expected=Expected(
                severity=Severity.LOW,
                since=datetime(2026, 11, 6, 10, tzinfo=UTC),
                says="from 2 November to 16 November; moves so far: 2",
            ),
        ),
        Case(
            "The client was told three dates for one task.",
            a_task(due="2026-11-30"),
            promises=a_promise("2026-11-10", "2026-11-20", "2026-11-30"),
            expected=Expected(severity=Severity.HIGH, evidence={"moves": 2}),
        ),
        Case(
            "The date told moved once, and only half of the last promises were kept.",
            a_task(due="2026-11-30"),
            promises=a_promise("2026-11-20", "2026-11-30"),
            side=HALF,
            expected=Expected(severity=Severity.MEDIUM, says="only 50 %", evidence={"percent_kept": 50}),
        ),
        Case(
            "Finished work here says which date would hold.",
            a_task(due="2026-11-30"),
            others=some_done(12, days=20, end="2026-11-06"),
            promises=a_promise("2026-11-10", "2026-11-20", "2026-11-30"),
            expected=Expected(severity=Severity.HIGH, evidence={"offer": "2026-12-14"}),
        ),
    ),
    clean=(
        Case(
            "A date that moved once, in a project that keeps its promises.",
            a_task(due="2026-11-30"),
            promises=a_promise("2026-11-20", "2026-11-30"),
            side=ALL,
        ),
        Case(
            "A date that moved twice, and back again.",
            a_task(due="2026-11-02", history=moved(FIRST, SECOND, BACK)),
        ),
        Case("Once.", a_task(due="2026-11-06", history=moved(FIRST))),
    ),
    abstains=(Case("A board without any date.", a_task(), reason="no due dates"),),
)

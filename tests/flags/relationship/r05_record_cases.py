from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.relationship.promises_breaking import PromisesBreaking
from trackerbridge.model import ClientSide, Promise, PromiseState, Told
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at


def record(*states: PromiseState):
    return ClientSide(
        promises=tuple(
            Promise(
                f"p{n}",
                "Title",
                (Told(date(2026, 10, n + 1), at("2026-09-01")),),
                state=state,
                delivered_on=None if state is PromiseState.OPEN else date(2026, 10, n + 1),
            )
            for n, state in enumerate(states)
        )
    )


KEPT, LATE, VOID, OPEN = PromiseState.KEPT, PromiseState.LATE, PromiseState.VOID, PromiseState.OPEN

CASES = RuleCases(
    rule=PromisesBreaking,
    flagged=(
        Case(
            "Of the last ten promises seven were kept.",
            a_task(),
            side=record(*[LATE] * 4, *[KEPT] * 3, *[LATE] * 3, *[KEPT] * 4),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-10-11", 0),
                says="of the last 10 that ended, 7 were kept",
                evidence={"percent": 70},
            ),
        ),
        Case(
            "Open and passed counts as late.",
            a_task(),
            side=record(OPEN, OPEN, OPEN, KEPT, KEPT),
            expected=Expected(severity=Severity.HIGH, evidence={"kept": 2}),
        ),
    ),
    clean=(
        Case("Of the last ten promises nine were kept.", a_task(), side=record(*[LATE] * 5, *[KEPT] * 9, LATE)),
        Case("Only four promises have ended so far.", a_task(), side=record(LATE, LATE, LATE, LATE)),
        Case("Void ones do not count.", a_task(), side=record(*[VOID] * 8, *[KEPT] * 5)),
    ),
    abstains=(Case("No ledger.", a_task(), reason="all promises made"),),
)

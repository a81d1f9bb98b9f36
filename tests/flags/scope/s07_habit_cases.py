from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.scope.gift_habit import GiftHabit
from trackerbridge.model import ClientSide, Extras, ExtraState, Promise, PromiseState, Told
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import an_extra, at

EARLY, KEPT = PromiseState.EARLY, PromiseState.KEPT


def delivered(*states: PromiseState, bonus: str | None = None):
    promises = tuple(
        Promise(
            f"p{n}", "T", (Told(date(2026, 11, 30), at("2026-09-01")),), state=state, delivered_on=date(2026, 10, n + 1)
        )
        for n, state in enumerate(states)
    )
    gift = an_extra(state=ExtraState.BONUS, delivered_at=at(bonus)) if bonus else None
    return ClientSide(promises=promises, extras=Extras((gift,)) if gift else None)


CASES = RuleCases(
    rule=GiftHabit,
    flagged=(
        Case(
            "Two early deliveries and a bonus in a row.",
            a_task(),
            side=delivered(KEPT, EARLY, EARLY, bonus="2026-10-12"),
            expected=Expected(
                severity=Severity.LOW, since=at("2026-10-13", 0), says="The last 3 deliveries", evidence={"gifts": 3}
            ),
        ),
        Case(
            "A fourth one is the same episode.",
            a_task(),
            side=delivered(EARLY, EARLY, EARLY, EARLY),
            expected=Expected(since=at("2026-10-04", 0), evidence={"gifts": 4}),
        ),
    ),
    clean=(
        Case(
            "Two early deliveries, one on its date, and a bonus.",
            a_task(),
            side=delivered(EARLY, EARLY, KEPT, bonus="2026-10-12"),
        ),
        Case("Two early deliveries.", a_task(), side=delivered(KEPT, EARLY, EARLY)),
    ),
    abstains=(Case("No ledger.", a_task(), reason="all promises made"),),
)

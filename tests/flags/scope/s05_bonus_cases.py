from trackerbridge.flags.base import Severity
from trackerbridge.flags.scope.bonus_not_told import BonusNotTold
from trackerbridge.model import ExtraState
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import an_extra, at, register


def given(**fields: object):
    return register(an_extra(state=ExtraState.BONUS, **fields))


CASES = RuleCases(
    rule=BonusNotTold,
    flagged=(
        Case(
            "A bonus was delivered two working days ago, and the client was not told.",
            a_task(),
            side=given(delivered_at=at("2026-11-10")),
            expected=Expected(severity=Severity.LOW, since=at("2026-11-10"), says="was done on 10 November"),
        ),
    ),
    clean=(
        Case(
            "A bonus was delivered, and the client was told.",
            a_task(),
            side=given(delivered_at=at("2026-11-10"), told_as_bonus_at=at("2026-11-11")),
        ),
        Case("A bonus that is not done yet.", a_task(), side=given()),
        Case("Delivered today.", a_task(), side=given(delivered_at=at("2026-11-12"))),
    ),
    abstains=(Case("Nobody keeps a register.", a_task(), reason="extras and change requests"),),
)

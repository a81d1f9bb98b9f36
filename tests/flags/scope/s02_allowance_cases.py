from trackerbridge.flags.base import Severity
from trackerbridge.flags.scope.over_allowance import ExtrasOverAllowance
from trackerbridge.model import ExtraState
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import an_extra, at, register

BONUS = {"state": ExtraState.BONUS, "decided_at": at("2026-11-03")}
OTHERS = tuple(an_extra(f"o{n}", minutes=20, task=None, **BONUS) for n in range(3))

CASES = RuleCases(
    rule=ExtrasOverAllowance,
    flagged=(
        Case(
            "A bonus of 120 minutes, where 60 are the allowance.",
            a_task(),
            side=register(an_extra(minutes=120, **BONUS)),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-03"),
                says="“A second language” takes 120 minutes; up to 60",
                evidence={"extra": "x1"},
            ),
        ),
        Case(
            "The fourth bonus, where three are the allowance.",
            a_task(),
            side=register(*OTHERS, an_extra(minutes=30, **BONUS)),
            expected=Expected(says="free extra number 4; this project has 3"),
        ),
        Case("Nobody has decided yet, and it is big.", a_task(), side=register(an_extra(minutes=120))),
    ),
    clean=(
        Case("A bonus of 45 minutes.", a_task(), side=register(an_extra(minutes=45, **BONUS))),
        Case(
            "A change of 120 minutes that was offered as a choice.",
            a_task(),
            side=register(an_extra(minutes=120, state=ExtraState.OFFERED)),
        ),
        Case("The third bonus.", a_task(), side=register(*OTHERS)),
    ),
    abstains=(Case("Nobody keeps a register.", a_task(), reason="extras and change requests"),),
)

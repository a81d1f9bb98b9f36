from trackerbridge.flags.base import Severity
from trackerbridge.flags.scope.inconsistent_extra import InconsistentExtra
from trackerbridge.model import ExtraState
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import an_extra, at, register


def free(minutes: float, day: str = "2026-11-03"):
    return an_extra("free", minutes=minutes, state=ExtraState.BONUS, decided_at=at(day), task=None)


def charged(minutes: float, day: str = "2026-11-09"):
    fields = {"state": ExtraState.ACCEPTED, "charged": True, "decided_at": at(day)}
    return an_extra("charged", minutes=minutes, **fields)


CASES = RuleCases(
    rule=InconsistentExtra,
    flagged=(
        Case(
            "An extra of 50 minutes is charged, and one of 45 minutes was free.",
            a_task(),
            side=register(free(45), charged(50)),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-09"),
                says="(50 minutes) is charged, and one of 45 minutes was free",
            ),
        ),
        Case(
            "An extra of 90 minutes is free, and one of 95 minutes was charged.",
            a_task(),
            side=register(charged(95, "2026-11-02"), free(90)),
            expected=Expected(says="(90 minutes) is free, and one of 95 minutes was charged"),
        ),
    ),
    clean=(
        Case(
            "An extra of 300 minutes is charged, and one of 45 minutes was free.",
            a_task(),
            side=register(free(45), charged(300)),
        ),
        Case(
            "Two extras of 45 minutes were free.",
            a_task(),
            side=register(free(45), an_extra(minutes=45, decided_at=at("2026-11-04"), state=ExtraState.BONUS)),
        ),
        Case(
            "An extra of 70 minutes is charged, one of 55 was free, and the allowance is 60.",
            a_task(),
            side=register(free(55), charged(70)),
        ),
        Case("Long ago.", a_task(), side=register(free(45, "2026-08-03"), charged(50, "2026-08-10"))),
    ),
    abstains=(Case("Nobody keeps a register.", a_task(), reason="extras and change requests"),),
)

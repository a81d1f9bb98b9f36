from trackerbridge.flags.base import Severity
from trackerbridge.flags.scope.refused_without_alternative import RefusedWithoutAlternative
from trackerbridge.model import ExtraState
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import an_extra, at, register


def refused(day: str = "2026-11-11", **fields: object):
    return register(an_extra(**{"state": ExtraState.REFUSED, "decided_at": at(day), **fields}))


CASES = RuleCases(
    rule=RefusedWithoutAlternative,
    flagged=(
        Case(
            "A request was refused yesterday, and no other way was named.",
            a_task(),
            side=refused(),
            expected=Expected(severity=Severity.MEDIUM, since=at("2026-11-11"), says="was turned down"),
        ),
    ),
    clean=(
        Case(
            "A request was refused, and another way to its goal was offered.",
            a_task(),
            side=refused(alternative="In the spring."),
        ),
        Case("A request was refused three months ago.", a_task(), side=refused("2026-08-11")),
        Case("The client declined it.", a_task(), side=refused(state=ExtraState.DECLINED)),
    ),
    abstains=(Case("Nobody keeps a register.", a_task(), reason="extras and change requests"),),
)

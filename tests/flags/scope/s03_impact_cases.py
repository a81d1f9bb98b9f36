from trackerbridge.flags.base import Severity
from trackerbridge.flags.scope.extra_without_impact import ExtraWithoutImpact
from trackerbridge.model import ExtraState
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import an_extra, at, register


def accepted(**fields: object):
    return register(an_extra(state=ExtraState.ACCEPTED, decided_at=at("2026-11-09"), **fields))


CASES = RuleCases(
    rule=ExtraWithoutImpact,
    flagged=(
        Case(
            "An accepted extra of which neither the effect on the date nor on the cost is written.",
            a_task(),
            side=accepted(),
            expected=Expected(severity=Severity.MEDIUM, since=at("2026-11-09"), says="its effect on date and cost"),
        ),
        Case(
            "An accepted extra with its cost, and without its effect on the date.",
            a_task(),
            side=accepted(effect_on_cost="200 euros"),
            expected=Expected(says="its effect on the date", evidence={"cost_written": True}),
        ),
        Case(
            "Free, with a date.",
            a_task(),
            side=accepted(effect_on_date="same date", effect_on_cost=" "),
            expected=Expected(says="its effect on the cost"),
        ),
    ),
    clean=(
        Case(
            "An accepted extra: “same date”, “no extra cost”.",
            a_task(),
            side=accepted(effect_on_date="same date", effect_on_cost="no extra cost"),
        ),
        Case(
            "An extra that waits for the client's choice.",
            a_task(),
            side=register(an_extra(state=ExtraState.OFFERED)),
        ),
        Case("Delivered.", a_task(), side=accepted(delivered_at=at("2026-11-10"))),
    ),
    abstains=(Case("Nobody keeps a register.", a_task(), reason="extras and change requests"),),
)

from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.scope.decision_pending import DecisionPending
from trackerbridge.model import ExtraState
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import an_extra, at, register


def offered(day: str, **fields: object):
    return register(an_extra(**{"state": ExtraState.OFFERED, "offered_at": at(day), **fields}))


CASES = RuleCases(
    rule=DecisionPending,
    flagged=(
        Case(
            "A change was offered four working days ago, and nothing was chosen.",
            a_task(),
            side=offered("2026-11-06"),
            expected=Expected(
                severity=Severity.LOW,
                since=at("2026-11-06"),
                says="awaited since 6 November (4 working days)",
                evidence={"working_days": 4},
            ),
        ),
        Case(
            "A change was offered six working days ago, and nothing was chosen.",
            a_task(),
            side=offered("2026-11-04"),
            expected=Expected(severity=Severity.MEDIUM),
        ),
    ),
    clean=(
        Case("A change was offered yesterday.", a_task(), side=offered("2026-11-11")),
        Case("A change that the client accepted.", a_task(), side=offered("2026-11-04", state=ExtraState.ACCEPTED)),
        Case("A change whose card the client put away: not now.", a_task(), side=offered("2026-11-04", put_away=True)),
        Case("It ran out: that is S08.", a_task(), side=offered("2026-11-04", valid_until=date(2026, 11, 10))),
    ),
    abstains=(Case("Nobody keeps a register.", a_task(), reason="extras and change requests"),),
)

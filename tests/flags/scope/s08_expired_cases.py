from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.scope.offer_expired import OfferExpired
from trackerbridge.model import ExtraState
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import an_extra, at, register


def valid(until: date, state: ExtraState = ExtraState.OFFERED):
    return register(an_extra(state=state, offered_at=at("2026-11-02"), valid_until=until))


CASES = RuleCases(
    rule=OfferExpired,
    flagged=(
        Case(
            "An offer was valid until 10 November, and nothing was chosen.",
            a_task(),
            side=valid(date(2026, 11, 10)),
            expected=Expected(severity=Severity.MEDIUM, since=at("2026-11-11", 0), says="valid until 10 November"),
        ),
        Case("It is recorded as expired.", a_task(), side=valid(date(2026, 11, 10), ExtraState.EXPIRED)),
    ),
    clean=(
        Case("An offer that is valid until tomorrow.", a_task(), side=valid(date(2026, 11, 13))),
        Case("An offer that ran out three months ago.", a_task(), side=valid(date(2026, 8, 10))),
        Case("An offer that was accepted in time.", a_task(), side=valid(date(2026, 11, 10), ExtraState.ACCEPTED)),
        Case("On its last day.", a_task(), side=valid(date(2026, 11, 12))),
    ),
    abstains=(Case("Nobody keeps a register.", a_task(), reason="extras and change requests"),),
)

from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.relationship.asked_too_late import AskedTooLate
from trackerbridge.model import Ask, ClientSide, Evidence
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at, walked


def waiting(day: str, due: str | None):
    return walked(("2026-10-01", "Doing"), (day, "Waiting"), due=due)


def asked(**fields: object):
    return ClientSide(asks=(Ask(ref="a", what="The logo", **{"asked_at": at("2026-11-11"), **fields}),))


CASES = RuleCases(
    rule=AskedTooLate,
    flagged=(
        Case(
            "A task came to “Waiting” on 10 November, and its date is the 13th.",
            waiting("2026-11-10", "2026-11-13"),
            expected=Expected(
                severity=Severity.HIGH,
                since=at("2026-11-10"),
                says="on 10 November, and the answer is needed by 13 November already",
                evidence={"working_days_given": 3},
            ),
        ),
        Case(
            "A question still waits until others are answered, and work stops in three working days.",
            a_task(),
            side=asked(needed_by=date(2026, 11, 17), asked_at=at("2026-11-02"), later=True),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-02"),
                says="“The logo” waits for its turn, and the answer is needed by 17 November already",
                evidence={"working_days_given": 3},
            ),
        ),
        Case(
            "The register of asks says so.",
            a_task(),
            side=asked(needed_by=date(2026, 11, 17)),
            expected=Expected(severity=Severity.MEDIUM, says="about “The logo”"),
        ),
    ),
    clean=(
        Case("A task came to “Waiting” on 2 November, and its date is the 13th.", waiting("2026-11-02", "2026-11-13")),
        Case("A task waits for the client and has no date.", waiting("2026-11-10", None)),
        Case(
            "It waits its turn, and there is time yet.",
            a_task(),
            side=asked(needed_by=date(2026, 11, 20), later=True),
        ),
        Case("It was answered.", a_task(), side=asked(needed_by=date(2026, 11, 13), answered_at=at("2026-11-12"))),
        Case("The day has passed.", waiting("2026-11-09", "2026-11-11")),
    ),
    abstains=(
        Case(
            "No list says what waits.",
            waiting("2026-11-10", "2026-11-13"),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="which list or state means what",
        ),
    ),
)

from trackerbridge.flags.base import Severity
from trackerbridge.flags.flow.testing_pile_up import TestingPileUp
from trackerbridge.model import Evidence
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at, walked


def waiting(count: int, since: str = "2026-11-05"):
    return tuple(walked(("2026-10-20", "Doing"), (since, "Testing"), id=f"w{n}", key=f"W-{n}") for n in range(count))


def left(count: int, came: str = "2026-11-04"):
    return tuple(
        walked(("2026-10-20", "Doing"), (came, "Testing"), ("2026-11-10", "Done"), id=f"g{n}", key=f"G-{n}")
        for n in range(count)
    )


CASES = RuleCases(
    rule=TestingPileUp,
    flagged=(
        Case(
            "In ten working days seven tasks came to testing and two left, and six wait there now.",
            a_task(),
            others=waiting(6) + left(1) + left(1, came="2026-10-22"),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-09", 0),
                says="in 10 working days 7 came and 2 left; waiting now: 6",
                evidence={"came": 7, "left": 2},
            ),
        ),
        Case("Ten wait.", a_task(), others=waiting(10), expected=Expected(severity=Severity.HIGH)),
    ),
    clean=(
        Case("Seven tasks came to testing and six left.", a_task(), others=waiting(1) + left(6)),
        Case("Two tasks came to testing and none left yet.", a_task(), others=waiting(2)),
        Case("An old pile that does not grow.", a_task(), others=waiting(6, since="2026-10-21")),
    ),
    abstains=(
        Case("No list means checking.", a_task(), reason="No state or list here means checking"),
        Case(
            "A file without history.",
            a_task(),
            others=waiting(6),
            knows=EVERYTHING - {Evidence.HISTORY},
            reason="history",
        ),
    ),
)

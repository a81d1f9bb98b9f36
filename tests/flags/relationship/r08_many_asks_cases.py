from dataclasses import replace

from trackerbridge.flags.base import Severity
from trackerbridge.flags.relationship.too_many_asks import TooManyAsks
from trackerbridge.model import Ask, ClientSide, Evidence
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at, walked


def waiting(count: int):
    tasks = [
        walked(("2026-10-01", "Doing"), (f"2026-11-{place + 2:02}", "Waiting"), id=f"w{place}", key=f"W-{place}")
        for place in range(count)
    ]
    return tasks[0], tuple(tasks[1:])


SIX, OTHERS_OF_SIX = waiting(6)
FIVE, OTHERS_OF_FIVE = waiting(5)
ASKED = tuple(Ask(ref=f"a{n}", asked_at=at("2026-11-09")) for n in range(7))
ANSWERED = tuple(replace(ask, answered_at=at("2026-11-10")) for ask in ASKED[:2])

CASES = RuleCases(
    rule=TooManyAsks,
    flagged=(
        Case(
            "Six tasks wait for the client.",
            SIX,
            others=OTHERS_OF_SIX,
            expected=Expected(
                severity=Severity.MEDIUM, since=at("2026-11-07"), says="6 open asks", evidence={"asks": 6}
            ),
        ),
        Case("The register of asks says so.", a_task(), side=ClientSide(asks=ASKED)),
    ),
    clean=(
        Case("Five tasks wait for the client.", FIVE, others=OTHERS_OF_FIVE),
        Case(
            "Two of seven questions wait until others are answered.",
            a_task(),
            side=ClientSide(asks=tuple(replace(ask, later=place > 4) for place, ask in enumerate(ASKED))),
        ),
        Case("Two of seven are answered.", a_task(), side=ClientSide(asks=ANSWERED + ASKED[2:])),
    ),
    abstains=(
        Case(
            "No list says what waits.",
            SIX,
            others=OTHERS_OF_SIX,
            knows=EVERYTHING - {Evidence.STAGES},
            reason="which list or state means what",
        ),
    ),
)

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.delivered_early import DeliveredEarly
from trackerbridge.model import ClientNote, ClientSide, NotePart, Stage
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_promise, a_task
from trackerbridge.testing.work import at

KEPT = ClientSide(promises=())
SAID = ClientSide(promises=(), notes={"T-1": (ClientNote(NotePart.WHY, "A library did it.", at("2026-11-10")),)})


def done(day: str):
    return a_task(stage=Stage.DONE, done_at=at(day, 15))


CASES = RuleCases(
    rule=DeliveredEarly,
    flagged=(
        Case(
            "A task that was promised for 20 November was done on the 10th.",
            done("2026-11-10"),
            promises=a_promise("2026-11-20"),
            side=KEPT,
            expected=Expected(
                severity=Severity.LOW,
                since=at("2026-11-10", 15),
                says="was done on 10 November, 8 working days before the promised 20 November",
                evidence={"working_days_ahead": 8},
            ),
        ),
    ),
    clean=(
        Case(
            "A task that was promised for 13 November was done on the 12th.",
            done("2026-11-12"),
            promises=a_promise("2026-11-13"),
            side=KEPT,
        ),
        Case("An early delivery of last month.", done("2026-10-12"), promises=a_promise("2026-11-20"), side=KEPT),
        Case(
            "An early delivery for which the card already says what made it possible.",
            done("2026-11-10"),
            promises=a_promise("2026-11-20"),
            side=SAID,
        ),
        Case("Two days early of a long span.", done("2026-11-11"), promises=a_promise("2026-11-13"), side=KEPT),
        Case("Not promised.", done("2026-11-10"), side=KEPT),
        Case("Not done.", a_task(), promises=a_promise("2026-11-20"), side=KEPT),
    ),
    abstains=(Case("No ledger.", done("2026-11-10"), reason="all promises made"),),
)

from trackerbridge.flags.base import Severity
from trackerbridge.flags.flow.aging import Aging
from trackerbridge.model import Evidence
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at, some_done, walked

QUICK = some_done(30, days=4, end="2026-10-30")
OLD = walked(("2026-10-01", "To do"), ("2026-10-15", "Doing"))

CASES = RuleCases(
    rule=Aging,
    flagged=(
        Case(
            "A task has been in progress for twenty working days, and 30 finished ones took between one and five.",
            OLD,
            others=QUICK,
            expected=Expected(
                severity=Severity.LOW,
                since=at("2026-10-15"),
                says="has stood in “Doing” for 20 working days; 100 % of finished work left that state sooner",
                evidence={"working_days": 20, "percent_sooner": 100, "of": 30},
            ),
        ),
        Case(
            "The client sees it.",
            OLD,
            others=QUICK,
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM),
        ),
        Case(
            "History comes out of order, and twice.",
            walked(("2026-10-01", "To do"), ("2026-10-15", "Doing"), history=(*OLD.history[::-1], OLD.history[0])),
            others=QUICK,
            expected=Expected(since=at("2026-10-15")),
        ),
    ),
    clean=(
        Case(
            "A task has been in progress for three days, and finished ones took between one and five.",
            walked(("2026-11-01", "To do"), ("2026-11-09", "Doing")),
            others=QUICK,
        ),
        Case(
            "A task that waits for the client.",
            walked(("2026-10-01", "To do"), ("2026-10-15", "Waiting")),
            others=QUICK,
        ),
        Case("A state that few tasks passed.", walked(("2026-10-01", "To do"), ("2026-10-02", "Review")), others=QUICK),
    ),
    abstains=(
        Case("Only 29 are finished.", OLD, others=QUICK[:29], reason="29 of 30"),
        Case(
            "A file without history.",
            a_task(),
            others=QUICK,
            knows=EVERYTHING - {Evidence.HISTORY},
            reason="history",
        ),
    ),
)

from datetime import UTC, datetime

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.team_date_after import TeamDateAfterClientDate
from trackerbridge.model import Change, ChangeField, ClientSide
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_promise, a_task
from trackerbridge.testing.work import at

KEPT = ClientSide(promises=())
TOLD = a_promise("2026-11-20")

CASES = RuleCases(
    rule=TeamDateAfterClientDate,
    flagged=(
        Case(
            "The client was told 20 November, and the team's own date is the 24th.",
            a_task(due="2026-11-24"),
            promises=TOLD,
            side=KEPT,
            expected=Expected(
                severity=Severity.MEDIUM,
                since=datetime(2026, 10, 5, 9, tzinfo=UTC),
                says="the team's own date is 24 November, 2 working days later",
            ),
        ),
        Case(
            "The date told is near, and the team's was moved yesterday.",
            a_task(due="2026-11-24", history=(Change(at("2026-11-11"), ChangeField.DUE, "2026-11-16", "2026-11-24"),)),
            promises=a_promise("2026-11-16"),
            side=KEPT,
            expected=Expected(severity=Severity.HIGH, since=at("2026-11-11")),
        ),
    ),
    clean=(
        Case(
            "The client was told 20 November, and the team's own date is the 18th.",
            a_task(due="2026-11-18"),
            promises=TOLD,
            side=KEPT,
        ),
        Case("The team's date lies later, and nothing was promised.", a_task(due="2026-11-24"), side=KEPT),
        Case(
            "The promised date has passed: that is D01.",
            a_task(due="2026-11-24"),
            promises=a_promise("2026-11-10"),
            side=KEPT,
        ),
    ),
    abstains=(Case("No ledger.", a_task(due="2026-11-24"), reason="all promises made"),),
)

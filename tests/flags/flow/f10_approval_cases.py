from datetime import UTC, datetime

from trackerbridge.flags.base import Severity
from trackerbridge.flags.flow.no_time_for_approval import NoTimeForApproval
from trackerbridge.model import Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_promise, a_task
from trackerbridge.testing.work import some_done

REVIEWED = some_done(3, "Doing", "Review")
TOLD = a_promise("2026-11-20")

CASES = RuleCases(
    rule=NoTimeForApproval,
    flagged=(
        Case(
            "The client was told 20 November, the team plans the 19th, and the client looks at work first.",
            a_task(due="2026-11-19"),
            others=REVIEWED,
            promises=TOLD,
            expected=Expected(
                severity=Severity.LOW,
                since=datetime(2026, 10, 5, 9, tzinfo=UTC),
                says="by 20 November, and the team plans to finish on 19 November",
                evidence={"working_days_to_look": 1},
            ),
        ),
        Case(
            "Two days are left.",
            a_task(due="2026-11-13"),
            others=REVIEWED,
            promises=a_promise("2026-11-13"),
            expected=Expected(severity=Severity.MEDIUM),
        ),
    ),
    clean=(
        Case(
            "The client was told 20 November, and the team plans to finish on the 13th.",
            a_task(due="2026-11-13"),
            others=REVIEWED,
            promises=TOLD,
        ),
        Case(
            "Work that stands before the client already.",
            a_task(due="2026-11-19", stage=Stage.REVIEW),
            others=REVIEWED,
            promises=TOLD,
        ),
        Case("Nothing was promised.", a_task(due="2026-11-19"), others=REVIEWED),
        Case("A date far away.", a_task(due="2027-03-01"), others=REVIEWED, promises=a_promise("2027-03-01")),
    ),
    abstains=(
        Case(
            "A project in which the client never looks at work before it is done.",
            a_task(due="2026-11-19"),
            promises=TOLD,
            reason="review",
        ),
        Case(
            "A file without history.",
            a_task(due="2026-11-19"),
            promises=TOLD,
            knows=EVERYTHING - {Evidence.HISTORY},
            reason="history",
        ),
    ),
)

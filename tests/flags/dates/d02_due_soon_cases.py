from datetime import UTC, datetime

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.due_soon_not_started import DueSoonNotStarted
from trackerbridge.model import Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

PLANNED = {"stage": Stage.PLANNED, "status": "To do"}

CASES = RuleCases(
    rule=DueSoonNotStarted,
    flagged=(
        Case(
            "A planned task is due in two working days.",
            a_task(due="2026-11-16", **PLANNED),
            expected=Expected(
                severity=Severity.LOW,
                since=datetime(2026, 11, 11, tzinfo=UTC),
                says="due on 16 November and has not been started; working days left: 2",
            ),
        ),
        Case(
            "A published task in “To do” is due tomorrow.",
            a_task(due="2026-11-13", **PLANNED),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.HIGH),
        ),
        Case("Exactly three working days.", a_task(due="2026-11-17", **PLANNED)),
        Case(
            "Due on a Sunday: three working days from the Wednesday before.",
            a_task(due="2026-11-15", **PLANNED),
            datetime(2026, 11, 10, 12, tzinfo=UTC),
            expected=Expected(since=datetime(2026, 11, 10, tzinfo=UTC)),
        ),
    ),
    clean=(
        Case("A planned task due in two weeks.", a_task(due="2026-11-26", **PLANNED)),
        Case("A task in progress that is due tomorrow.", a_task(due="2026-11-13")),
        Case("A planned task whose date has passed: that is D01.", a_task(due="2026-11-10", **PLANNED)),
        Case("Four working days.", a_task(due="2026-11-18", **PLANNED)),
    ),
    abstains=(
        Case("A board without any date.", a_task(**PLANNED), reason="no due dates"),
        Case(
            "No list is recognised.",
            a_task(due="2026-11-13", stage=Stage.UNKNOWN),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="which list or state means what",
        ),
        Case(
            "One list is not recognised.",
            a_task(due="2026-11-13", stage=Stage.UNKNOWN, status="Blue"),
            reason="“Blue” does not say whether work has begun.",
        ),
    ),
)

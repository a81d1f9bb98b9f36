from datetime import UTC, datetime

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.no_due_date import NoDueDate
from trackerbridge.model import Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_promise, a_task

CASES = RuleCases(
    rule=NoDueDate,
    flagged=(
        Case(
            "A task in progress without a date.",
            a_task(),
            expected=Expected(
                severity=Severity.LOW,
                since=datetime(2026, 11, 2, 9, tzinfo=UTC),
                says="in progress, and it has no due date",
            ),
        ),
        Case(
            "A published task without a date.",
            a_task(stage=Stage.PLANNED),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM, says="The client sees"),
        ),
        Case(
            "A task in progress whose date cannot be read, such as “soon”.",
            a_task(due="soon"),
            expected=Expected(says="cannot be read: “soon”"),
        ),
    ),
    clean=(
        Case(
            "A planned one on a board of ten tasks that does without dates, another of which the client sees.",
            a_task(stage=Stage.PLANNED),
            others=tuple(a_task(id=f"o{place}", key=f"O-{place}") for place in range(9)),
            published=frozenset({"O-0"}),
        ),
        Case("A planned task without a date that the client does not see.", a_task(stage=Stage.PLANNED)),
        Case("A task in progress with a date.", a_task(due="2026-11-20")),
        Case("The client was told a date.", a_task(), promises=a_promise("2026-11-20")),
        Case("In a list that says nothing, on a board whose lists do.", a_task(stage=Stage.UNKNOWN)),
    ),
    abstains=(
        Case(
            "A board of ten tasks that does without dates.",
            a_task(),
            others=tuple(a_task(id=f"o{place}", key=f"O-{place}") for place in range(9)),
            reason="Hardly any task here has a due date (0 of 10)",
        ),
        Case("A file that has no such column.", a_task(), knows=EVERYTHING - {Evidence.DUE_DATES}, reason="due dates"),
        Case(
            "Nobody can tell what is in progress.",
            a_task(stage=Stage.UNKNOWN),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="Nothing here says what is in progress",
        ),
    ),
)

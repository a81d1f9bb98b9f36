from datetime import UTC, datetime

from trackerbridge.flags.base import Severity
from trackerbridge.flags.flow.unowned import Unowned
from trackerbridge.model import Evidence, Person, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

OWNER = (Person("p1", "Olga"),)

CASES = RuleCases(
    rule=Unowned,
    flagged=(
        Case(
            "A task in progress that has no owner.",
            a_task(),
            expected=Expected(
                severity=Severity.LOW,
                since=datetime(2026, 11, 2, 9, tzinfo=UTC),
                says="in progress, and nobody owns it",
            ),
        ),
        Case(
            "A planned task due in two working days that has no owner.",
            a_task(due="2026-11-16", stage=Stage.PLANNED),
            expected=Expected(severity=Severity.MEDIUM, says="due on 16 November, and nobody owns it"),
        ),
        Case(
            "Published and in progress.",
            a_task(),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM),
        ),
        Case(
            "Overdue, in a list that says nothing.",
            a_task(due="2026-11-02", stage=Stage.UNKNOWN),
            expected=Expected(says="was due on 2 November"),
        ),
    ),
    clean=(
        Case(
            "A planned task without an owner that is due in three weeks.", a_task(due="2026-12-03", stage=Stage.PLANNED)
        ),
        Case("A task in progress with one owner.", a_task(owners=OWNER)),
        Case("Published, planned, and not due soon.", a_task(stage=Stage.PLANNED), published=frozenset({"T-1"})),
    ),
    abstains=(
        Case(
            "A board of ten tasks on which nobody is ever named.",
            a_task(),
            others=tuple(a_task(id=f"o{place}", key=f"O-{place}") for place in range(9)),
            reason="Hardly any task here has an owner (0 of 10)",
        ),
        Case("A file that has no such column.", a_task(), knows=EVERYTHING - {Evidence.OWNERS}, reason="owners"),
        Case(
            "Nobody can tell what is in progress.",
            a_task(stage=Stage.UNKNOWN),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="nothing to look at",
        ),
    ),
)

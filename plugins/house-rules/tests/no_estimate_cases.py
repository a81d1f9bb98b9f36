"""H01, example by example. The names are those of the rule's page."""

from trackerbridge_house_rules import NoEstimate

from trackerbridge.flags.base import Severity
from trackerbridge.model import Stage
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task

ESTIMATED = a_task("The basket keeps its content", id="t2", key="T-2", fields={"Estimate": "3–5 h"})
PLANNED = {"stage": Stage.PLANNED, "status": "To do"}

CASES = RuleCases(
    rule=NoEstimate,
    flagged=(
        Case(
            "A task in progress whose estimate is empty, on a board that keeps estimates.",
            a_task(),
            others=(ESTIMATED,),
            expected=Expected(severity=Severity.LOW, says="“Estimate” is empty", evidence={"stage": "in_progress"}),
        ),
        Case(
            "A planned task due in two working days whose estimate is empty.",
            a_task(due="2026-11-16", **PLANNED),
            others=(ESTIMATED,),
            expected=Expected(severity=Severity.MEDIUM),
        ),
        Case(
            "The field has the name that the option gives it.",
            a_task(fields={"Estimate": "4 h"}),
            others=(a_task(id="t2", key="T-2", fields={"часы": "4"}),),
            options={"field": "Часы"},
            expected=Expected(says="“Часы” is empty"),
        ),
    ),
    clean=(
        Case("A task in progress that is estimated.", a_task(fields={"estimate": "2 h"}), others=(ESTIMATED,)),
        Case(
            "A planned task due in four weeks whose estimate is empty.",
            a_task(due="2026-12-10", **PLANNED),
            others=(ESTIMATED,),
        ),
        Case("A planned task without a date.", a_task(**PLANNED), others=(ESTIMATED,)),
    ),
    abstains=(Case("A board that keeps no estimates.", a_task(), reason="Nothing here has a field “Estimate”"),),
)

from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.flow.no_handover_plan import NoHandoverPlan
from trackerbridge.model import CheckItem, Checklist, ClientSide, Milestone, Stage
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at

PAGES = a_task("All pages are translated")


def due_on(day: date, *members: object):
    return ClientSide(milestones=(Milestone("Launch", day, (PAGES, *members), date(2026, 10, 1)),))


DEPLOY = a_task("Deploy to production", id="t2", key="T-2", stage=Stage.PLANNED)
STEPS = a_task(id="t2", key="T-2", checklists=(Checklist("c", "Steps", (CheckItem("i", "Передача клиенту", False),)),))

CASES = RuleCases(
    rule=NoHandoverPlan,
    flagged=(
        Case(
            "A milestone in eight working days, and none of its tasks speaks of deployment, documentation or handover.",
            PAGES,
            side=due_on(date(2026, 11, 24)),
            expected=Expected(
                severity=Severity.LOW,
                since=at("2026-10-01", 0),
                says="“Launch” is on 24 November",
                evidence={"milestone": "Launch", "tasks": 1},
            ),
        ),
        Case(
            "A label that names the release plans nothing.",
            a_task("All pages are translated", labels=("Release 2.0",)),
            side=due_on(date(2026, 11, 24)),
        ),
        Case(
            "A milestone in four working days.",
            PAGES,
            side=due_on(date(2026, 11, 18)),
            expected=Expected(severity=Severity.MEDIUM),
        ),
    ),
    clean=(
        Case(
            "A milestone in eight working days with the task “Deploy to production”.",
            PAGES,
            others=(DEPLOY,),
            side=due_on(date(2026, 11, 24), DEPLOY),
        ),
        Case("A milestone in two months.", PAGES, side=due_on(date(2027, 1, 12))),
        Case("A step in Russian.", PAGES, others=(STEPS,), side=due_on(date(2026, 11, 24), STEPS)),
        Case("A task outside every milestone.", PAGES, others=(DEPLOY,), side=due_on(date(2026, 11, 24))),
        Case(
            "A task that releases it.",
            PAGES,
            side=due_on(date(2026, 11, 24), a_task("Release 2.0", id="t2", key="T-2")),
        ),
        Case("A milestone that has passed.", PAGES, side=due_on(date(2026, 11, 2))),
        Case("No milestone ahead.", PAGES, side=ClientSide(milestones=())),
    ),
    abstains=(Case("Nobody said what a milestone is.", PAGES, reason="milestones"),),
)

from trackerbridge.flags.base import Severity
from trackerbridge.flags.clarity.looks_duplicate import LooksDuplicate
from trackerbridge.model import Evidence, Link, LinkKind, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at

MAP = "Add a map to the contact page"


def older(title: str, **fields):
    return (a_task(title, **{"id": "t0", "key": "T-0", "created_at": at("2026-10-01"), **fields}),)


CASES = RuleCases(
    rule=LooksDuplicate,
    flagged=(
        Case(
            "A task in progress called “Add a map to the contact page”, and an older “Map on the contact page: add”.",
            a_task(MAP),
            others=older("Map on the contact page: add"),
            expected=Expected(
                severity=Severity.LOW, says="“Map on the contact page: add” (T-0)", evidence={"other": "T-0"}
            ),
        ),
        Case(
            "A task in progress called “Обновить цены в каталоге”, and an older one “Обновите цены в каталоге”.",
            a_task("Обновить цены в каталоге"),
            others=older("Обновите цены в каталоге"),
        ),
        Case(
            "A younger one that nobody looks at yet.",
            a_task(MAP),
            others=older(MAP, created_at=at("2026-11-05"), stage=Stage.PLANNED),
        ),
        Case(
            "The client sees both.",
            a_task(MAP),
            others=older(MAP),
            published=frozenset({"T-0", "T-1"}),
            expected=Expected(severity=Severity.MEDIUM),
        ),
    ),
    clean=(
        Case(
            "“Translate page 1” and “Translate page 2”.", a_task("Translate page 1"), others=older("Translate page 2")
        ),
        Case(
            "Two tasks of one name with different dates, such as a weekly report.",
            a_task("Weekly sales report", due="2026-11-20"),
            others=older("Weekly sales report", due="2026-11-13"),
        ),
        Case(
            "Two tasks of one name that describe different things.",
            a_task(MAP, description="The green one with our eleven shops and their opening hours."),
            others=older(MAP, description="A route for lorries from the motorway, drawn by hand in blue ink."),
        ),
        Case(
            "Two tasks of one name beneath different parents.",
            a_task(MAP, parent="P-1"),
            others=older(MAP, parent="P-2"),
        ),
        Case(
            "Two tasks that are linked already.", a_task(MAP, links=(Link(LinkKind.OTHER, "T-0"),)), others=older(MAP)
        ),
        Case("The other one is done.", a_task(MAP), others=older(MAP, stage=Stage.DONE)),
        Case("One word is no title to compare.", a_task("Logo"), others=older("Logo")),
        Case(
            "The same words the other way round.",
            a_task("Customers pick a course and are shown a job that fits the budget"),
            others=older("Customers pick a job and are shown a course that fits the budget"),
        ),
    ),
    abstains=(
        Case(
            "Nobody can tell what is in progress.",
            a_task(MAP, stage=Stage.UNKNOWN),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="nothing to look at",
        ),
    ),
)

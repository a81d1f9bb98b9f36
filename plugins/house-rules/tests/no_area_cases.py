"""H02, example by example. The names are those of the rule's page."""

from trackerbridge_house_rules import NoArea

from trackerbridge.model import Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

SHOP = a_task("The basket keeps its content", id="t2", key="T-2", labels=("Area: shop",))

CASES = RuleCases(
    rule=NoArea,
    flagged=(
        Case(
            "A task in progress without an area, on a board where others have one.",
            a_task(labels=("urgent",)),
            others=(SHOP,),
            expected=Expected(evidence={"labels": ["urgent"]}),
        ),
        Case(
            "The labels begin as the option says.",
            a_task(labels=("area: shop",)),
            others=(a_task(id="t2", key="T-2", labels=("#shop",)),),
            options={"prefix": "#"},
        ),
    ),
    clean=(
        Case("A task in progress that is labelled with an area.", a_task(labels=("area: blog",)), others=(SHOP,)),
        Case(
            "A planned task due in four weeks without an area.",
            a_task(due="2026-12-10", stage=Stage.PLANNED, status="To do"),
            others=(SHOP,),
        ),
    ),
    abstains=(
        Case("A board that labels no areas.", a_task(labels=("urgent",)), reason="No label here begins with “area:”"),
        Case("A source without labels.", a_task(), knows=EVERYTHING - {Evidence.LABELS}, reason="labels"),
    ),
)

from trackerbridge.flags.base import Severity
from trackerbridge.flags.clarity.ambiguous_wording import AmbiguousWording
from trackerbridge.model import Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

MANY = "Add several pictures, if possible. The rest should follow the same style: colours, fonts, etc."

CASES = RuleCases(
    rule=AmbiguousWording,
    flagged=(
        Case(
            "A task in progress called “Make the order form nicer”.",
            a_task("Make the order form nicer"),
            expected=Expected(severity=Severity.LOW, says="“nicer”"),
        ),
        Case(
            "A task in progress called “Сделать главную страницу более современной”.",
            a_task("Сделать главную страницу более современной"),
            expected=Expected(evidence={"phrases": [{"kind": "comparison", "quote": "более современной"}]}),
        ),
        Case("A task in progress called “Formular mai prietenos”.", a_task("Formular mai prietenos")),
        Case(
            "A description says “if possible”, “several” and “etc.”.",
            a_task(description=MANY),
            expected=Expected(
                says="The description of",
                evidence={
                    "phrases": [
                        {"kind": "quantity", "quote": "several"},
                        {"kind": "loophole", "quote": "if possible"},
                        {"kind": "open_list", "quote": "etc"},
                    ]
                },
            ),
        ),
        Case(
            "A Russian description, inflected.",
            a_task(description="Нужно несколько удобных фильтров. По возможности добавить сортировку и т. д."),
        ),
        Case(
            "A Romanian description without diacritics.",
            a_task(description="Trebuie cateva filtre intuitive. Daca se poate, si sortare etc."),
        ),
        Case("An open list in a title.", a_task("Список магазинов, кафе и т.п.")),
        Case(
            "Published.",
            a_task("A more convenient basket", stage=Stage.PLANNED),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM),
        ),
    ),
    clean=(
        Case(
            "A task in progress called “The order page opens in under 2 seconds”.",
            a_task("The order page opens in under 2 seconds"),
        ),
        Case("A description says “several” once.", a_task(description="Several pictures are missing.")),
        Case(
            "A task in progress called “The map does not centre correctly”.",
            a_task("The map does not centre correctly"),
        ),
        Case(
            "A description compares to something: “faster than the old one”.",
            a_task(
                description="It should be faster than the old one, better than the shop's, and simpler than by phone."
            ),
        ),
        Case(
            "Ambiguous words stand only in a quotation or in code.",
            a_task(description="> if possible, several, etc.\n`if needed, nice, soon`"),
        ),
        Case("Words whose stems are those of common ones.", a_task("Time options for each period")),
        Case("Quantities alone.", a_task(description="Some say many, several say a few.")),
        Case("Planned, and the client does not see it.", a_task("Make it nicer", stage=Stage.PLANNED)),
    ),
    abstains=(
        Case(
            "Nobody can tell what is in progress.",
            a_task("Make it nicer", stage=Stage.UNKNOWN),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="nothing to look at",
        ),
    ),
)

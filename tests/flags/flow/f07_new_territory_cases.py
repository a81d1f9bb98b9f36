from trackerbridge.flags.base import Severity
from trackerbridge.flags.flow.new_territory import NewTerritory
from trackerbridge.model import Stage
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at, some_done

KNOWN = some_done(20, components=("Shop",))

CASES = RuleCases(
    rule=NewTerritory,
    flagged=(
        Case(
            "A task for the component “Payments”, of which nothing was ever finished in this project.",
            a_task(components=("Shop", "Payments")),
            others=KNOWN,
            expected=Expected(
                severity=Severity.LOW, since=at("2026-11-02"), says="about “Payments”", evidence={"finished": 20}
            ),
        ),
        Case(
            "A task of the kind “Migration”, when none was ever finished here.",
            a_task(kind="Migration"),
            others=KNOWN,
            expected=Expected(says="of the kind “Migration”", evidence={"component": None}),
        ),
    ),
    clean=(
        Case("A task for a component of which much was finished.", a_task(components=("Shop",)), others=KNOWN),
        Case(
            "A planned task without a near date for a new component.",
            a_task(components=("Payments",), stage=Stage.PLANNED),
            others=KNOWN,
        ),
        Case(
            "A task whose component is called “No component”.",
            a_task(components=("No Component", "Прочее")),
            others=KNOWN,
        ),
        Case(
            "A bug in a component of which nothing was finished: somebody built what it is in.",
            a_task(kind="Bug", components=("Payments",)),
            others=KNOWN,
        ),
        Case("The first new feature.", a_task(kind="New Feature"), others=KNOWN),
        Case("The first sub-task.", a_task(kind="Sub-task"), others=KNOWN),
    ),
    abstains=(
        Case("A board on which all cards are alike.", a_task(), others=some_done(20), reason="what kind of work"),
        Case("Too little is finished.", a_task(components=("Payments",)), others=KNOWN[:19], reason="19 of 20"),
    ),
)

from trackerbridge.flags.base import Severity
from trackerbridge.flags.flow.untested import Untested
from trackerbridge.model import Evidence
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at, some_done, walked

CHECKED = some_done(12, "Doing", "Testing", end="2026-10-30")
UNCHECKED = some_done(12, "Doing", end="2026-10-30")
TO_DONE = (("2026-11-02", "To do"), ("2026-11-04", "Doing"), ("2026-11-11", "Done"))

CASES = RuleCases(
    rule=Untested,
    flagged=(
        Case(
            "A task went from “Doing” to “Done” yesterday on a board where nearly everything passes “Testing”.",
            walked(*TO_DONE),
            others=CHECKED,
            expected=Expected(severity=Severity.LOW, since=at("2026-11-11"), says="was done on 11 November without"),
        ),
        Case(
            "A task was put before the client for review without having been checked.",
            walked(("2026-11-02", "To do"), ("2026-11-04", "Doing"), ("2026-11-10", "Review")),
            others=CHECKED,
            expected=Expected(severity=Severity.MEDIUM, since=at("2026-11-10"), evidence={"stage": "review"}),
        ),
        Case(
            "The client sees it.",
            walked(*TO_DONE),
            others=CHECKED,
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM),
        ),
    ),
    clean=(
        Case(
            "A task that passed “Testing” and is done.",
            walked(("2026-11-04", "Doing"), ("2026-11-09", "Testing"), ("2026-11-11", "Done")),
            others=CHECKED,
        ),
        Case(
            "A task that was done a month ago.",
            walked(("2026-10-01", "To do"), ("2026-10-05", "Doing"), ("2026-10-12", "Done")),
            others=CHECKED,
        ),
        Case("A task still in progress.", a_task(), others=CHECKED),
        Case("Entered as done.", walked(("2026-11-11", "Done")), others=CHECKED),
    ),
    abstains=(
        Case("Nobody checks here.", walked(*TO_DONE), others=UNCHECKED, reason="never passed a checking state"),
        Case("Too little is finished.", walked(*TO_DONE), others=CHECKED[:4], reason="5 of 10"),
        Case(
            "A file without history.",
            walked(*TO_DONE),
            others=CHECKED,
            knows=EVERYTHING - {Evidence.HISTORY},
            reason="history",
        ),
    ),
)

from trackerbridge.flags.base import Severity
from trackerbridge.flags.relationship.no_next_step import NoNextStep
from trackerbridge.model import ClientNote, ClientSide, NotePart, Promise, Told
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_promise, a_task
from trackerbridge.testing.work import at

EMPTY = ClientSide(notes={})


def noted(day: str, part: NotePart = NotePart.NEXT):
    return ClientSide(notes={"T-1": (ClientNote(part, "A new date on Friday.", at(day)),)})


def moved_on(day: str):
    first, second = (at("2026-12-01").date(), at("2026-12-08").date())
    return {"T-1": Promise("p", "T", (Told(first, at("2026-10-01")), Told(second, at(day))), "T-1")}


PASSED = a_promise("2026-11-10")

CASES = RuleCases(
    rule=NoNextStep,
    flagged=(
        Case(
            "The date told passed yesterday morning, and no note says what happens next.",
            a_task(due="2026-11-10"),
            promises=PASSED,
            side=EMPTY,
            expected=Expected(
                severity=Severity.HIGH,
                since=at("2026-11-10", 18),
                says="past its date, 10 November, and nothing says",
                evidence={"business_hours": 12.0},
            ),
        ),
        Case(
            "The client was told of a move yesterday, and no note says what happens next.",
            a_task(due="2026-12-08"),
            promises=moved_on("2026-11-11"),
            side=EMPTY,
            expected=Expected(since=at("2026-11-11"), says="was told on 11 November"),
        ),
        Case(
            "Half of the grace has gone.",
            a_task(due="2026-11-11"),
            at("2026-11-12", 14),
            promises=a_promise("2026-11-11"),
            side=EMPTY,
            expected=Expected(severity=Severity.MEDIUM),
        ),
        Case(
            "A note says why, and not what is next.", a_task(), promises=PASSED, side=noted("2026-11-11", NotePart.WHY)
        ),
        Case("The note is about the move before.", a_task(), promises=PASSED, side=noted("2026-11-02")),
    ),
    clean=(
        Case(
            "The date told passed, and a note says what happens next.",
            a_task(),
            promises=PASSED,
            side=noted("2026-11-11"),
        ),
        Case(
            "The date told passed an hour ago.",
            a_task(),
            at("2026-11-12", 10),
            promises=a_promise("2026-11-11"),
            side=EMPTY,
        ),
        Case("The team's own date passed on work that the client does not see.", a_task(due="2026-11-02"), side=EMPTY),
        Case("The move is old.", a_task(due="2026-12-08"), promises=moved_on("2026-10-12"), side=EMPTY),
        Case("The note came the day before.", a_task(), promises=PASSED, side=noted("2026-11-09")),
    ),
    abstains=(Case("Nobody keeps notes.", a_task(), promises=PASSED, reason="notes for the client"),),
)

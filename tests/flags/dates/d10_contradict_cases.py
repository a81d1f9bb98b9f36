from datetime import UTC, datetime
from typing import Any

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.dates_contradict import DatesContradict
from trackerbridge.model import CheckItem, Checklist, Evidence, Stage, Task
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_due, a_task

SEEN = {"knows": EVERYTHING}


def steps(due: str, done: bool = False) -> tuple[Checklist, ...]:
    return (Checklist("c", "Steps", (CheckItem("i", "Send the proofs", done, a_due(due)),)),)


def card(number: int, **fields: Any) -> Task:
    return a_task(id=f"o{number}", key=f"O-{number}", **fields)


DONE = {"stage": Stage.DONE, "status": "Done", "status_stage": Stage.DONE, "due": "2026-11-02"}
TICKING = tuple(card(number, ticked=True, **DONE) for number in range(3))
NOT_TICKING = tuple(card(number, ticked=False, **DONE) for number in range(3))
SOME_DATE = card(9, due="2026-12-01")

CASES = RuleCases(
    rule=DatesContradict,
    flagged=(
        Case(
            "A task starts on 20 November and is due on the 17th.",
            a_task(due="2026-11-17", start=a_due("2026-11-20")),
            expected=Expected(
                severity=Severity.MEDIUM,
                says="17 November, is before its start, 20 November",
                evidence={"contradictions": ["start"]},
            ),
        ),
        Case(
            "A checklist step is due after the card itself.",
            a_task(due="2026-11-17", checklists=steps("2026-11-19")),
            expected=Expected(severity=Severity.LOW, says="its step “Send the proofs”, 19 November"),
        ),
        Case(
            "A task is due after the larger task that it belongs to.",
            a_task(due="2026-11-19", parent="P-1"),
            others=(a_task("The new shop", id="p", key="P-1", due="2026-11-17"),),
            expected=Expected(severity=Severity.MEDIUM, says="after that of “The new shop” (17 November)"),
        ),
        Case(
            "A card is ticked as done and still stands in “Doing”, on a board whose done cards move to “Done”.",
            a_task(due="2026-11-17", ticked=True, stage=Stage.DONE, status_stage=Stage.IN_PROGRESS),
            others=(*TICKING, SOME_DATE),
            expected=Expected(says="ticked as done and still stands in “Doing”"),
        ),
        Case(
            "A card stands in “Done” without its tick, on a board that ticks what is done.",
            a_task(ticked=False, **DONE),
            others=(*TICKING, SOME_DATE),
            expected=Expected(says="stands in “Done” and is not ticked"),
        ),
        Case(
            "A card was created after its own date.",
            a_task(due="2026-10-30"),
            expected=Expected(says="was created on 2 November and was due on 30 October"),
        ),
        Case(
            "Two contradictions are one flag, the louder one first.",
            a_task(due="2026-10-30", start=a_due("2026-11-20")),
            expected=Expected(severity=Severity.MEDIUM, evidence={"contradictions": ["start", "created"]}),
        ),
        Case(
            "On one day, an instant before the other.",
            a_task(due="2026-11-17T09:00+00:00", start=a_due("2026-11-17T15:00+00:00")),
        ),
    ),
    clean=(
        Case("A task that starts and ends on the same day.", a_task(due="2026-11-17", start=a_due("2026-11-17"))),
        Case(
            "A card in “Done” without a tick, on a board that does not use ticks.",
            a_task(ticked=False, **DONE),
            others=(*NOT_TICKING, SOME_DATE),
        ),
        Case("A late step that is done.", a_task(due="2026-11-17", checklists=steps("2026-11-19", done=True))),
        Case("Its own parent.", a_task(due="2026-11-17", parent="T-1")),
        Case(
            "A parent that is done.",
            a_task(due="2026-11-19", parent="P-1"),
            others=(a_task(id="p", key="P-1", due="2026-11-17", stage=Stage.DONE),),
        ),
        Case("A start that cannot be read.", a_task(due="2026-11-17", start=a_due("soon"))),
        Case(
            "Created late in the evening of the day before, in another zone.",
            a_task(due="2026-11-03", created_at=datetime(2026, 11, 2, 23, 30, tzinfo=UTC)),
        ),
    ),
    abstains=(
        Case("A board without any date.", a_task(), reason="no due dates"),
        Case("A file that has no such column.", a_task(), knows=EVERYTHING - {Evidence.DUE_DATES}, reason="due dates"),
    ),
)

from datetime import timedelta

from trackerbridge.flags.base import Severity
from trackerbridge.flags.clarity.back_and_forth import BackAndForth
from trackerbridge.model import Change, ChangeField, Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at, walked

THRICE = (
    ("2026-10-20", "Doing"),
    *((f"2026-11-{day:02}", status) for day, status in enumerate(["Testing", "Doing"] * 3, 2)),
)


def handed(*names: str):
    given = tuple(
        Change(at("2026-11-02") + timedelta(days=place), ChangeField.OWNER, None, name)
        for place, name in enumerate(names)
    )
    return a_task(history=given)


def a_slip():
    moves = [
        Change(at("2026-11-05") + timedelta(minutes=place), ChangeField.STATUS, before, after, None, one, two)
        for place, (before, after, one, two) in enumerate(
            [
                ("Doing", "Testing", Stage.IN_PROGRESS, Stage.TESTING),
                ("Testing", "Doing", Stage.TESTING, Stage.IN_PROGRESS),
            ]
            * 4
        )
    ]
    return a_task(history=tuple(moves))


CASES = RuleCases(
    rule=BackAndForth,
    flagged=(
        Case(
            "A task was done twice and reopened twice.",
            walked(
                ("2026-10-20", "Doing"),
                ("2026-11-02", "Done"),
                ("2026-11-03", "Doing"),
                ("2026-11-05", "Done"),
                ("2026-11-06", "Doing"),
            ),
            expected=Expected(severity=Severity.MEDIUM, since=at("2026-11-06"), says="has been reopened 2 times"),
        ),
        Case(
            "A task went back from “Testing” to “Doing” three times.",
            walked(*THRICE),
            expected=Expected(
                severity=Severity.LOW, since=at("2026-11-07"), says="gone back to an earlier state 3 times"
            ),
        ),
        Case(
            "A task was given back to an earlier owner three times.",
            handed("Olga", "Ion", "Olga", "Ion", "Olga"),
            expected=Expected(since=at("2026-11-06"), says="given back to an earlier owner 3 times"),
        ),
    ),
    clean=(
        Case(
            "A task that was reopened once.",
            walked(("2026-10-20", "Doing"), ("2026-11-02", "Done"), ("2026-11-03", "Doing")),
        ),
        Case("A task that was moved to the wrong list and back within minutes.", a_slip()),
        Case(
            "A task that went back three times a year ago.",
            walked(*((day.replace("2026", "2025"), status) for day, status in THRICE)),
        ),
        Case("Given to one after the other.", handed("Olga", "Ion", "Irina", "Pavel")),
    ),
    abstains=(
        Case("A file without history.", walked(*THRICE), knows=EVERYTHING - {Evidence.HISTORY}, reason="history"),
    ),
)

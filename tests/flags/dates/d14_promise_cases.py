from dataclasses import replace
from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.promise_without_task import PromiseWithoutTask
from trackerbridge.model import ClientSide, Gap, Promise, PromiseState, Stage, Told
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at

MINUTES = Promise("promise:minutes", "Send the minutes", (Told(date(2026, 11, 17), at("2026-11-04")),))


def promised(**fields: object):
    return ClientSide(promises=(replace(MINUTES, **fields),))


CASES = RuleCases(
    rule=PromiseWithoutTask,
    flagged=(
        Case(
            "“Send the minutes” was promised for 17 November, and no task carries it.",
            a_task(),
            side=promised(),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-04"),
                says="“Send the minutes” was promised by 17 November, and no task carries it",
                evidence={"promise": "promise:minutes"},
            ),
        ),
        Case(
            "A date was told for a task that is no longer there.",
            a_task(),
            side=promised(task="T-99"),
            expected=Expected(says="its task is no longer there"),
        ),
        Case(
            "Its task was put away unfinished.",
            a_task(),
            others=(a_task(id="t9", key="T-99", archived=True),),
            side=promised(task="T-99"),
        ),
        Case(
            "It has passed.",
            a_task(),
            side=promised(told=(Told(date(2026, 11, 9), at("2026-11-04")),)),
            expected=Expected(severity=Severity.HIGH),
        ),
        Case(
            "It has passed, and counts as late.",
            a_task(),
            side=promised(told=(Told(date(2026, 11, 9), at("2026-11-04")),), state=PromiseState.LATE),
            expected=Expected(severity=Severity.HIGH),
        ),
    ),
    clean=(
        Case("A promise whose task is in progress.", a_task(), side=promised(task="T-1")),
        Case("A promise without a task that was kept.", a_task(), side=promised(state=PromiseState.KEPT)),
        Case(
            "One that was done late.",
            a_task(),
            side=promised(state=PromiseState.LATE, delivered_on=date(2026, 11, 18)),
        ),
        Case("A promise that was voided.", a_task(), side=promised(state=PromiseState.VOID)),
        Case(
            "Its task was done and put away.",
            a_task(),
            others=(a_task(id="t9", key="T-99", archived=True, stage=Stage.DONE),),
            side=promised(task="T-99"),
        ),
    ),
    abstains=(
        Case("No ledger.", a_task(), reason="all promises made"),
        Case(
            "Tasks are missing from the pull.",
            a_task(),
            side=promised(task="T-99"),
            gaps=(Gap(None, "40 cards are missing."),),
            reason="Some tasks are missing",
        ),
    ),
)

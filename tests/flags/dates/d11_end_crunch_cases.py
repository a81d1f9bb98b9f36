from dataclasses import replace
from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.end_crunch import EndCrunch
from trackerbridge.model import ClientSide, Due, DueKind, Evidence, Milestone, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at

FIRST = a_task(due="2026-10-20")


def members(*days: str, stage: Stage = Stage.IN_PROGRESS):
    return tuple(a_task(id=f"m{n}", key=f"M-{n}", due=day, stage=stage) for n, day in enumerate(days))


def towards(day: date, *tasks: object):
    return ClientSide(milestones=(Milestone("Launch", day, (FIRST, *tasks), date(2026, 10, 1)),))


LATE = members("2026-11-20", "2026-11-25", "2026-11-30")
EVEN = members("2026-10-25", "2026-11-05", "2026-11-10", "2026-11-25")
NOV_30 = date(2026, 11, 30)
TAKEN_OVER = tuple(replace(task, due=Due(DueKind.INHERITED, NOV_30)) for task in LATE)

CASES = RuleCases(
    rule=EndCrunch,
    flagged=(
        Case(
            "A milestone runs from 1 October to 30 November, and three of its five tasks are due after the 18th.",
            FIRST,
            side=towards(NOV_30, *members("2026-10-25"), *LATE),
            expected=Expected(
                severity=Severity.HIGH,
                since=at("2026-10-01", 0),
                says="3 of 5 tasks of “Launch” (30 November) are due only from 18 November on",
                evidence={"percent": 60},
            ),
        ),
        Case(
            "It is in its last fifth, and three of its five tasks are not tested yet.",
            FIRST,
            side=towards(
                date(2026, 11, 18),
                *members("2026-11-10", "2026-11-11"),
                *members("2026-11-02", "2026-11-02", stage=Stage.DONE),
            ),
            expected=Expected(says="3 of its 5 tasks are not tested yet"),
        ),
    ),
    clean=(
        Case("A milestone whose tasks are due evenly over its time.", FIRST, side=towards(NOV_30, *EVEN)),
        Case("A milestone of three tasks.", FIRST, side=towards(NOV_30, *LATE[:2])),
        Case("Dates that were taken over from the milestone.", FIRST, side=towards(NOV_30, *EVEN[:2], *TAKEN_OVER)),
        Case("A milestone that has passed.", FIRST, side=towards(date(2026, 11, 2), *LATE, *LATE)),
    ),
    abstains=(
        Case("Nobody said what a milestone is.", FIRST, reason="milestones"),
        Case(
            "No list says where work stands.",
            FIRST,
            side=towards(NOV_30, *LATE),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="which list or state means what",
        ),
    ),
)

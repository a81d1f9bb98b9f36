from datetime import UTC, datetime

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.date_slipped import DateSlipped
from trackerbridge.model import Change, ChangeField, Evidence
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_promise, a_task


def moved(*steps: tuple[str, str | None, str | None]) -> tuple[Change, ...]:
    return tuple(Change(datetime.fromisoformat(at), ChangeField.DUE, before, after) for at, before, after in steps)


ONCE = moved(("2026-11-09T10:00+00:00", "2026-11-10", "2026-11-17"))

CASES = RuleCases(
    rule=DateSlipped,
    flagged=(
        Case(
            "A task's date moved from 10 to 17 November.",
            a_task(due="2026-11-17", history=ONCE),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=datetime(2026, 11, 9, 10, tzinfo=UTC),
                says="moved from 10 November to 17 November, 5 working days later; moves so far: 1",
                evidence={"moves": 1, "working_days": 5, "promised": False},
            ),
        ),
        Case(
            "A date that the client was told moved by one working day.",
            a_task(due="2026-11-17"),
            promises=a_promise("2026-11-16", "2026-11-17"),
            expected=Expected(severity=Severity.MEDIUM, since=datetime(2026, 10, 12, 9, tzinfo=UTC)),
        ),
        Case(
            "Two small moves add up.",
            a_task(
                due="2026-11-12",
                history=moved(
                    ("2026-11-03T10:00+00:00", "2026-11-10", "2026-11-11"),
                    ("2026-11-05T10:00+00:00", "2026-11-11", "2026-11-12"),
                ),
            ),
            expected=Expected(severity=Severity.MEDIUM, evidence={"moves": 2, "working_days": 2}),
        ),
        Case(
            "Dates are read in the project's zone, and history may come out of order.",
            a_task(
                due="2026-11-20T15:00+00:00",
                history=moved(
                    ("2026-11-10T10:00+00:00", "2026-11-16T15:00:00.000Z", "2026-11-20T15:00:00.000Z"),
                    ("2026-11-02T10:00+00:00", None, "2026-11-16T15:00:00.000Z"),
                ),
            ),
            expected=Expected(severity=Severity.LOW, evidence={"first": "2026-11-16", "current": "2026-11-20"}),
        ),
        Case(
            "A promise that moved is told even where there is no history.",
            a_task(due="2026-11-30"),
            promises=a_promise("2026-11-16", "2026-11-20", "2026-11-30"),
            knows=EVERYTHING - {Evidence.HISTORY},
            expected=Expected(severity=Severity.HIGH, evidence={"moves": 2}),
        ),
    ),
    clean=(
        Case(
            "A date of the team's own that moved by one working day.",
            a_task(due="2026-11-11", history=moved(("2026-11-03T10:00+00:00", "2026-11-10", "2026-11-11"))),
        ),
        Case(
            "A date that was corrected within the hour it was set.",
            a_task(
                due="2026-11-20",
                history=moved(
                    ("2026-11-03T10:00+00:00", None, "2026-11-10"),
                    ("2026-11-03T10:40+00:00", "2026-11-10", "2026-11-20"),
                ),
            ),
        ),
        Case(
            "A date that moved earlier.",
            a_task(due="2026-11-10", history=moved(("2026-11-03T10:00+00:00", "2026-11-17", "2026-11-10"))),
        ),
        Case(
            "Moved later and back again.",
            a_task(
                due="2026-11-10",
                history=moved(
                    ("2026-11-03T10:00+00:00", "2026-11-10", "2026-11-20"),
                    ("2026-11-05T10:00+00:00", "2026-11-20", "2026-11-10"),
                ),
            ),
        ),
        Case(
            "History names no date.",
            a_task(due="2026-11-10", history=moved(("2026-11-03T10:00+00:00", "soon", "later"))),
        ),
    ),
    abstains=(
        Case("A board without any date.", a_task(), reason="no due dates"),
        Case(
            "A file without history.",
            a_task(due="2026-11-17", history=ONCE),
            knows=EVERYTHING - {Evidence.HISTORY},
            reason="history",
        ),
    ),
)

from dataclasses import replace
from datetime import UTC, datetime

from trackerbridge.clock import Calendar
from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.overdue import Overdue
from trackerbridge.model import Evidence, Gap, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_promise, a_task

CHISINAU = Calendar.of("Europe/Chisinau", "MD")
MORNING = datetime(2026, 11, 12, 7, tzinfo=UTC)

CASES = RuleCases(
    rule=Overdue,
    flagged=(
        Case(
            "A task due on 9 November is still in progress on the 12th.",
            a_task(due="2026-11-09"),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=datetime(2026, 11, 10, tzinfo=UTC),
                says="was due on 9 November and is not done; that was 3 working days ago",
                evidence={"due": "2026-11-09", "working_days_late": 3, "promised": False},
            ),
        ),
        Case(
            "A task whose date the client was told as 11 November is not done on the morning of the 12th.",
            a_task(due="2026-11-11"),
            MORNING,
            promises=a_promise("2026-11-11"),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM, since=datetime(2026, 11, 12, tzinfo=UTC)),
        ),
        Case(
            "A card due on 9 November stands unticked in a list whose name does not say what it means (low).",
            a_task(due="2026-10-09", stage=Stage.UNKNOWN, status="Wednesday release"),
            expected=Expected(severity=Severity.LOW, says="not marked as done; its state, “Wednesday release”"),
        ),
        Case(
            "A row without a status.",
            a_task(due="2026-10-09", stage=Stage.UNKNOWN, status=""),
            expected=Expected(severity=Severity.LOW, says="nothing here says where it stands"),
        ),
        Case(
            "The team moved its own date after the promise, and the promise has passed.",
            a_task(due="2026-12-01"),
            promises=a_promise("2026-11-10"),
            expected=Expected(severity=Severity.HIGH, since=datetime(2026, 11, 11, tzinfo=UTC)),
        ),
        Case(
            "Published, not told yet, an instant that passed an hour ago.",
            a_task(due="2026-11-12T11:00+00:00"),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM, since=datetime(2026, 11, 12, 11, tzinfo=UTC)),
        ),
        Case(
            "A day ends at midnight of the project's zone.",
            a_task(due="2026-11-11"),
            datetime(2026, 11, 11, 22, tzinfo=UTC),
            calendar=CHISINAU,
            published=frozenset({"T-1"}),
            expected=Expected(since=datetime(2026, 11, 11, 22, tzinfo=UTC)),
        ),
        Case(
            "Five working days late, and nobody was told.",
            a_task(due="2026-11-05"),
            expected=Expected(severity=Severity.HIGH, evidence={"working_days_late": 5}),
        ),
        Case(
            "A strict project tolerates no day.",
            a_task(due="2026-11-11"),
            options={"internal_working_days": 0},
            expected=Expected(severity=Severity.LOW),
        ),
        Case(
            "The configuration's severity wins.",
            a_task(due="2026-11-09"),
            options={"severity": "high"},
            expected=Expected(severity=Severity.HIGH),
        ),
    ),
    clean=(
        Case("A task due today, until the day ends.", a_task(due="2026-11-12"), published=frozenset({"T-1"})),
        Case("A task of the team's own that is one working day late.", a_task(due="2026-11-11")),
        Case(
            "A task that is done, however late.",
            a_task(due="2026-10-01", stage=Stage.DONE),
            others=(a_task(id="t2", key="T-2", due="2026-12-01"),),
        ),
        Case(
            "A Friday's date on the Sunday after it.", a_task(due="2026-11-06"), datetime(2026, 11, 8, 12, tzinfo=UTC)
        ),
        Case(
            "The last minute of a day in the project's zone.",
            a_task(due="2026-11-11"),
            datetime(2026, 11, 11, 21, 59, tzinfo=UTC),
            calendar=CHISINAU,
            published=frozenset({"T-1"}),
        ),
        Case("An instant a minute away.", a_task(due="2026-11-12T12:01+00:00"), published=frozenset({"T-1"})),
        Case(
            "Archived.",
            replace(a_task(due="2026-10-01"), archived=True),
            others=(a_task(id="t2", key="T-2", due="2026-12-01"),),
        ),
    ),
    abstains=(
        Case("A board without any date.", a_task(), reason="no due dates"),
        Case(
            "Only a date that cannot be reckoned with is no board full of dates.",
            a_task(stage=Stage.PLANNED),
            reason="no due dates",
        ),
        Case("A file that has no such column.", a_task(), knows=EVERYTHING - {Evidence.DUE_DATES}, reason="due dates"),
        Case(
            "The dates were cut.",
            a_task(due="2026-10-01"),
            gaps=(Gap(Evidence.DUE_DATES, "Page 3 never came."),),
            reason="Page 3 never came.",
        ),
    ),
)

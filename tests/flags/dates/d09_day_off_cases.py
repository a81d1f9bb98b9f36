from datetime import date

from trackerbridge.clock import Calendar
from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.date_on_day_off import DateOnDayOff
from trackerbridge.model import Evidence
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

ROMANIA = Calendar.of("Europe/Bucharest", "RO")

CASES = RuleCases(
    rule=DateOnDayOff,
    flagged=(
        Case(
            "A task due on Saturday 28 November.",
            a_task(due="2026-11-28"),
            calendar=ROMANIA,
            expected=Expected(severity=Severity.LOW, says="due on 28 November, which falls on a weekend"),
        ),
        Case(
            "A task due on a public holiday of the country in the configuration.",
            a_task(due="2026-12-01"),
            calendar=ROMANIA,
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM, says="1 December, a public holiday (National Day)"),
        ),
        Case(
            "A day off of the project's own.",
            a_task(due="2026-11-20"),
            calendar=Calendar(days_off=frozenset({date(2026, 11, 20)})),
            expected=Expected(says="a day off"),
        ),
        Case(
            "The client's holiday.",
            a_task(due="2026-12-01"),
            calendar=Calendar.of("UTC", "GB"),
            client_calendar=ROMANIA,
            expected=Expected(says="when the client does not work"),
        ),
        Case("Saturday begins in the project's zone.", a_task(due="2026-11-27T22:30+00:00"), calendar=ROMANIA),
        Case("Weekends are known without a country.", a_task(due="2026-11-28")),
    ),
    clean=(
        Case("A task due on Friday 27 November.", a_task(due="2026-11-27"), calendar=ROMANIA),
        Case("A task due on a Saturday that has passed.", a_task(due="2026-11-07"), calendar=ROMANIA),
        Case("A holiday of another country.", a_task(due="2026-12-01"), calendar=Calendar.of("UTC", "GB")),
    ),
    abstains=(
        Case("A board without any date.", a_task(), calendar=ROMANIA, reason="no due dates"),
        Case("No country is set.", a_task(due="2026-12-01"), reason="No country is set"),
        Case(
            "A file that has no such column.",
            a_task(),
            calendar=ROMANIA,
            knows=EVERYTHING - {Evidence.DUE_DATES},
            reason="due dates",
        ),
    ),
)

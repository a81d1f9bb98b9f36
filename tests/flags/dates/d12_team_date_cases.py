from datetime import UTC, date, datetime

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.team_date_after import TeamDateAfterClientDate
from trackerbridge.model import Change, ChangeField, ClientSide, Extra, Extras, ExtraState
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_promise, a_task
from trackerbridge.testing.work import at

KEPT = ClientSide(promises=())
TOLD = a_promise("2026-11-20")
CHOSEN = Extra(
    ref="change:case/t1", title="A wish", asked_at=at("2026-11-02"), task="T-1", state=ExtraState.ACCEPTED,
    decided_at=at("2026-11-06"), agreed_day=date(2026, 11, 20),
)  # fmt: skip
AGREED = ClientSide(promises=(), extras=Extras((CHOSEN,)))

CASES = RuleCases(
    rule=TeamDateAfterClientDate,
    flagged=(
        Case(
            "The client was told 20 November, and the team's own date is the 24th.",
            a_task(due="2026-11-24"),
            promises=TOLD,
            side=KEPT,
            expected=Expected(
                severity=Severity.MEDIUM,
                since=datetime(2026, 10, 5, 9, tzinfo=UTC),
                says="the team's own date is 24 November, 2 working days later",
            ),
        ),
        Case(
            "The date told is near, and the team's was moved yesterday.",
            a_task(due="2026-11-24", history=(Change(at("2026-11-11"), ChangeField.DUE, "2026-11-16", "2026-11-24"),)),
            promises=a_promise("2026-11-16"),
            side=KEPT,
            expected=Expected(severity=Severity.HIGH, since=at("2026-11-11")),
        ),
        Case(
            "The client chose a change with the date of 20 November, and the task still says the 12th.",
            a_task(due="2026-11-12"),
            promises=TOLD,
            side=AGREED,
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-06"),
                says="The client chose 20 November",
            ),
        ),
        Case(
            "The client chose 20 November, and the team plans the 24th.",
            a_task(due="2026-11-24"),
            promises=TOLD,
            side=AGREED,
            expected=Expected(says="the task still says 24 November"),
        ),
        Case(
            "The client chose a change with the date of 20 November, and the task has no date at all.",
            a_task(),
            promises=TOLD,
            side=AGREED,
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-06"),
                says="and the task itself has no date.",
            ),
        ),
    ),
    clean=(
        Case(
            "The client was told 20 November, and the team's own date is the 18th.",
            a_task(due="2026-11-18"),
            promises=TOLD,
            side=KEPT,
        ),
        Case(
            "The client chose 20 November, and so does the team.", a_task(due="2026-11-20"), promises=TOLD, side=AGREED
        ),
        Case(
            "What the client chose was told anew since.",
            a_task(due="2026-11-12"),
            promises=a_promise("2026-11-20", "2026-11-23"),
            side=AGREED,
        ),
        Case("The client was told a date of ours, and the task has none.", a_task(), promises=TOLD, side=KEPT),
        Case("The team's date lies later, and nothing was promised.", a_task(due="2026-11-24"), side=KEPT),
        Case(
            "The promised date has passed: that is D01.",
            a_task(due="2026-11-24"),
            promises=a_promise("2026-11-10"),
            side=KEPT,
        ),
    ),
    abstains=(Case("No ledger.", a_task(due="2026-11-24"), reason="all promises made"),),
)

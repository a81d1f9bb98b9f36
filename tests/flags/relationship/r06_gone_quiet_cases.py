from datetime import UTC, date, datetime

from trackerbridge.flags.base import Severity
from trackerbridge.flags.relationship.client_gone_quiet import ClientGoneQuiet
from trackerbridge.model import Ask, ClientSide, Comment, Evidence, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import CLIENT, TEAM, at, walked


def waiting(day: str, **fields: object):
    return walked(("2026-10-01", "Doing"), (day, "Waiting"), **fields)


def wrote(*days: str):
    comments = tuple(Comment(day, at(day), "Hello", CLIENT) for day in days)
    return (a_task(id="o", key="O-1", comments=comments),)


EVERY_OTHER_DAY = ("2026-10-19", "2026-10-21", "2026-10-23", "2026-10-27", "2026-10-29", "2026-11-02", "2026-11-03")

CASES = RuleCases(
    rule=ClientGoneQuiet,
    flagged=(
        Case(
            "An answer has been awaited for twelve working days, and the client has written nothing since.",
            waiting("2026-10-27"),
            others=wrote("2026-10-20"),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-10-27"),
                says="silent since 27 October (12 working days); open asks: 1",
                evidence={"limit": 10.0},
            ),
        ),
        Case(
            "The client writes every other day, an answer is awaited, and nothing has come for seven working days.",
            waiting("2026-11-02"),
            others=wrote(*EVERY_OTHER_DAY),
            expected=Expected(since=at("2026-11-03"), evidence={"limit": 6.0, "working_days": 7}),
        ),
        Case(
            "A date depends on it.",
            waiting("2026-10-27", due="2026-11-13"),
            others=wrote("2026-10-20"),
            expected=Expected(severity=Severity.HIGH),
        ),
        Case(
            "The register of asks says so.",
            a_task(),
            others=wrote("2026-10-20"),
            side=ClientSide(asks=(Ask(ref="a", asked_at=at("2026-10-22"), needed_by=date(2026, 12, 1)),)),
            knows=EVERYTHING - {Evidence.STAGES},
            expected=Expected(since=at("2026-10-22")),
        ),
        Case(
            "An answer was needed by yesterday, and nothing has come since it was asked for five working days ago.",
            waiting("2026-11-05", due="2026-11-11"),
            others=wrote("2026-11-04"),
            expected=Expected(
                severity=Severity.HIGH,
                since=at("2026-11-05"),
                says="needed by 11 November and has not come; the client has been silent since 5 November",
                evidence={"limit": 10.0, "working_days": 5, "needed_by": "2026-11-11"},
            ),
        ),
        Case(
            "It was needed by a day of the register, two weeks ago.",
            a_task(),
            others=wrote("2026-10-20"),
            side=ClientSide(
                asks=(Ask(ref="a", what="The logo", asked_at=at("2026-10-22"), needed_by=date(2026, 10, 29)),)
            ),
            expected=Expected(severity=Severity.HIGH, since=at("2026-10-22"), says="about “The logo” was needed by"),
        ),
        Case(
            "Of two asks the one whose day has passed is named, also where the other is older.",
            waiting("2026-11-09", due="2026-11-11"),
            others=(*wrote("2026-11-06"), walked(("2026-11-05", "Waiting"), id="p", key="P-1", due="2026-12-01")),
            expected=Expected(since=at("2026-11-09"), evidence={"asks": 2, "needed_by": "2026-11-11"}),
        ),
    ),
    clean=(
        Case(
            "An answer is needed by today, and nothing has come since it was asked for five working days ago.",
            waiting("2026-11-05", due="2026-11-12"),
            others=wrote("2026-11-04"),
        ),
        Case(
            "The day has passed, and the client wrote about something else since it was asked.",
            waiting("2026-11-05", due="2026-11-11"),
            others=wrote("2026-11-09"),
        ),
        Case(
            "The day had passed already when we asked.",
            waiting("2026-11-09", due="2026-11-06"),
            others=wrote("2026-11-04"),
        ),
        Case(
            "The day was a Friday, and it is Sunday.",
            waiting("2026-11-05", due="2026-11-06"),
            datetime(2026, 11, 8, 12, tzinfo=UTC),
            others=wrote("2026-11-04"),
        ),
        Case("Nothing waits for the client, who has been silent for a month.", a_task(), others=wrote("2026-10-12")),
        Case("An answer has been awaited for two working days.", waiting("2026-11-10"), others=wrote("2026-10-20")),
        Case(
            "An answer is awaited for long, and the client wrote about something else yesterday.",
            waiting("2026-10-20"),
            others=wrote("2026-11-11"),
        ),
        Case(
            "The client wrote on their own board yesterday, on a card that shows no task.",
            waiting("2026-10-20"),
            side=ClientSide(said={"": (Comment("b", at("2026-11-11"), "Hello", CLIENT),)}),
        ),
        Case(
            "The team wrote.",
            a_task(stage=Stage.PLANNED, comments=(Comment("c", at("2026-10-01"), "Hello", TEAM),)),
            others=wrote("2026-11-11"),
        ),
    ),
    abstains=(
        Case("Nobody is known as the client.", a_task(), reason="known as the client"),
        Case(
            "No list says what waits.",
            waiting("2026-10-27"),
            others=wrote("2026-10-20"),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="which list or state means what",
        ),
    ),
)

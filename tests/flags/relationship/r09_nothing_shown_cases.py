from datetime import date

from trackerbridge.flags.base import Severity
from trackerbridge.flags.relationship.nothing_shown import NothingShown
from trackerbridge.model import ClientNote, ClientSide, Milestone, NotePart, Stage
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at

PAGES = a_task("All pages are translated")
DONE = a_task(id="t2", key="T-2", stage=Stage.DONE)
LINK = {"T-1": (ClientNote(NotePart.SEE, "https://preview.example", at("2026-11-02")),)}


def towards(day: date, *members: object, **fields: object):
    milestone = Milestone("Launch", day, (PAGES, *members), date(2026, 10, 1))
    return ClientSide(milestones=(milestone,), **{"shown": {}, **fields})


CASES = RuleCases(
    rule=NothingShown,
    flagged=(
        Case(
            "A milestone from 1 October to 30 November, on 12 November, of which nothing was done or shown.",
            PAGES,
            side=towards(date(2026, 11, 30)),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-10-31", 0),
                says="70 % of the time to “Launch” (30 November) has gone",
                evidence={"percent_of_time": 70},
            ),
        ),
        Case(
            "Done, and the client does not see it.",
            PAGES,
            side=towards(date(2026, 11, 18), DONE),
            expected=Expected(severity=Severity.HIGH),
        ),
    ),
    clean=(
        Case(
            "One of its published tasks is done.",
            PAGES,
            side=towards(date(2026, 11, 30), DONE),
            published=frozenset({"T-2"}),
        ),
        Case("Less than half of its time has gone.", PAGES, side=towards(date(2027, 3, 1))),
        Case(
            "One of its tasks has a link where the client can look.",
            PAGES,
            side=towards(date(2026, 11, 30), notes=LINK),
        ),
        Case("It has passed.", PAGES, side=towards(date(2026, 11, 2))),
    ),
    abstains=(
        Case("Nobody said what a milestone is.", PAGES, side=ClientSide(shown={}), reason="milestones"),
        Case("Nobody keeps what the client sees.", PAGES, side=towards(date(2026, 11, 30), shown=None), reason="sees"),
    ),
)

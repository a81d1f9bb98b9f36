from trackerbridge.flags.base import Severity
from trackerbridge.flags.relationship.silence import Silence
from trackerbridge.model import ClientSide, News
from trackerbridge.testing.rules import Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import at


def told(day: str | None):
    return ClientSide(news=News(at(day) if day else None))


CASES = RuleCases(
    rule=Silence,
    flagged=(
        Case(
            "News every five working days was agreed, and the last was seven working days ago.",
            a_task(),
            side=told("2026-11-03"),
            expected=Expected(
                severity=Severity.MEDIUM,
                since=at("2026-11-03"),
                says="no news since 3 November (7 working days); the agreed rhythm is 5 working days",
            ),
        ),
        Case("Three weeks.", a_task(), side=told("2026-10-22"), expected=Expected(severity=Severity.HIGH)),
    ),
    clean=(
        Case(
            "News every five working days was agreed, and the last was five working days ago.",
            a_task(),
            side=told("2026-11-05"),
        ),
        Case("Nothing was published yet.", a_task(), side=told(None)),
        Case("Six working days are tolerated.", a_task(), side=told("2026-11-04")),
    ),
    abstains=(Case("Nobody keeps when there was news.", a_task(), reason="when the client last had news"),),
)

from datetime import UTC, datetime

from trackerbridge.flags.base import Severity
from trackerbridge.flags.flow.stale import Stale
from trackerbridge.model import Change, ChangeField, Comment, Evidence, Gap, Person, Side, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

TEAM = Person("p1", "Olga", side=Side.TEAM)
BOT = Person("p2", "Robot", side=Side.BOT)
OURS = Person("p3", "Bridge", side=Side.OURS)
MADE = datetime(2026, 10, 1, 9, tzinfo=UTC)
MOVED = Change(datetime(2026, 10, 27, 9, tzinfo=UTC), ChangeField.STATUS, "To do", "Doing", TEAM)
RECENT = datetime(2026, 11, 11, 9, tzinfo=UTC)


def old(**fields: object):
    return a_task(created_at=MADE, history=(MOVED,), **fields)


def touched(field: ChangeField, author: Person | None = TEAM):
    return a_task(created_at=MADE, history=(MOVED, Change(RECENT, field, None, "x", author)))


CASES = RuleCases(
    rule=Stale,
    flagged=(
        Case(
            "A task in progress on which nothing has happened for twelve working days.",
            old(),
            expected=Expected(
                severity=Severity.LOW,
                since=MOVED.at,
                says="since 27 October (12 working days)",
                evidence={"working_days": 12},
            ),
        ),
        Case(
            "A published task in progress on which nothing has happened for six working days.",
            a_task(created_at=datetime(2026, 11, 4, 9, tzinfo=UTC)),
            published=frozenset({"T-1"}),
            expected=Expected(severity=Severity.MEDIUM, since=datetime(2026, 11, 4, 9, tzinfo=UTC)),
        ),
        Case(
            "A task in progress that only a bot or a change of labels has touched for twelve working days.",
            touched(ChangeField.DESCRIPTION, BOT),
            expected=Expected(since=MOVED.at),
        ),
        Case("Only labels changed.", touched(ChangeField.LABELS), expected=Expected(since=MOVED.at)),
        Case("Only reordered.", touched(ChangeField.POSITION), expected=Expected(since=MOVED.at)),
        Case("Only our own act.", touched(ChangeField.DESCRIPTION, OURS), expected=Expected(since=MOVED.at)),
        Case(
            "A bot's comment.", old(comments=(Comment("c", RECENT, "Build 7", BOT),)), expected=Expected(since=MOVED.at)
        ),
        Case("Four weeks.", a_task(created_at=MADE), expected=Expected(severity=Severity.MEDIUM)),
        Case("Exactly ten working days.", a_task(created_at=datetime(2026, 10, 29, 9, tzinfo=UTC))),
    ),
    clean=(
        Case(
            "A task in progress with a comment from yesterday.",
            old(comments=(Comment("c", RECENT, "Half done", TEAM),)),
        ),
        Case("A task that has waited for the client for a month.", old(stage=Stage.WAITING)),
        Case("A planned task that nobody has touched for a year.", old(stage=Stage.PLANNED)),
        Case("A comment of somebody unknown.", old(comments=(Comment("c", RECENT, "Half done", None),))),
        Case("An attachment was added.", touched(ChangeField.OTHER)),
        Case("Nine working days.", a_task(created_at=datetime(2026, 10, 30, 9, tzinfo=UTC))),
        Case("Nobody knows when anything happened.", a_task(created_at=None)),
    ),
    abstains=(
        Case("A file without history.", old(), knows=EVERYTHING - {Evidence.HISTORY}, reason="history"),
        Case(
            "History was cut.",
            old(),
            gaps=(Gap(Evidence.HISTORY, "Only the last 1,000 actions came."),),
            reason="Only the last 1,000 actions came.",
        ),
        Case(
            "No list is recognised.",
            old(stage=Stage.UNKNOWN),
            knows=EVERYTHING - {Evidence.STAGES},
            reason="which list or state means what",
        ),
    ),
)

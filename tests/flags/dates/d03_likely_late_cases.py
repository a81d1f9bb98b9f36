from datetime import UTC, datetime, timedelta

from trackerbridge.flags.base import Severity
from trackerbridge.flags.dates.likely_late import LikelyLate
from trackerbridge.model import Change, ChangeField, Comment, Evidence, Person, Stage, Task
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task

OWNER = Person("p1")
BEGIN = datetime(2026, 6, 1, 9, tzinfo=UTC)


def a_past(of: int, every_so_many_late: int, days_late: int = 8) -> tuple[Task, ...]:
    """Ended tasks, one begun every third day with eight days of time; one in so many ended late, the others early."""
    return tuple(_ended(number, days_late if number % every_so_many_late == 0 else -2) for number in range(of))


def _ended(number: int, days_late: int) -> Task:
    began = BEGIN + timedelta(days=3 * number)
    due = began.date() + timedelta(days=8)
    return a_task(
        f"Part {number}",
        id=f"e{number}",
        key=f"E-{number}",
        due=due.isoformat(),
        created_at=began,
        done_at=began + timedelta(days=8 + days_late),
        stage=Stage.DONE,
        status="Done",
        owners=(OWNER,),
        comments=() if days_late > 0 else (Comment(f"c{number}", began + timedelta(days=1), "Begun."),),
    )


UNTOUCHED = {"created_at": datetime(2026, 11, 5, 9, tzinfo=UTC), "owners": (OWNER,)}
ALWAYS_LATE = a_past(40, every_so_many_late=1) + a_past(6, every_so_many_late=9)[1:]
MOVED = (Change(datetime(2026, 11, 9, 10, tzinfo=UTC), ChangeField.DUE, "2026-11-10", "2026-11-13"),)
CROWD = tuple(
    a_task(f"Other {n}", id=f"o{n}", key=f"O-{n}", due="2026-11-13", owners=(OWNER,), created_at=BEGIN)
    for n in range(8)
)

CASES = RuleCases(
    rule=LikelyLate,
    flagged=(
        Case(
            "Most dated tasks here ended late, and this one is close to its date and untouched.",
            a_task(due="2026-11-13", **UNTOUCHED),
            others=ALWAYS_LATE,
            expected=Expected(
                severity=Severity.HIGH,
                since=UNTOUCHED["created_at"],
                says="is due on 13 November, and the chance that it will be late is",
            ),
        ),
        Case(
            "A task with a date tomorrow that many others share, in hands whose earlier tasks were late.",
            a_task(due="2026-11-13", **UNTOUCHED),
            others=ALWAYS_LATE + CROWD,
        ),
        Case(
            "The date was moved three days ago: that is when this forecast begins.",
            a_task(due="2026-11-13", history=MOVED, **UNTOUCHED),
            others=ALWAYS_LATE,
            expected=Expected(since=MOVED[0].at),
        ),
        Case(
            "Without ended dates the flag is never loud.",
            a_task(due="2026-11-13"),
            options={"medium_percent": 1, "high_percent": 1},
            expected=Expected(severity=Severity.MEDIUM, evidence={"learned_from": 0}),
        ),
        Case(
            "From 1 % on, because the options say so.",
            a_task(due="2026-12-11"),
            others=a_past(40, every_so_many_late=6),
            options={"medium_percent": 1, "high_percent": 100},
            expected=Expected(severity=Severity.MEDIUM),
        ),
    ),
    clean=(
        Case(
            "Dated tasks here were done in time, and this one has weeks left.",
            a_task(due="2026-12-11"),
            others=a_past(40, every_so_many_late=6),
        ),
        Case(
            "A task whose date has passed: that is D01.",
            a_task(due="2026-11-10", **UNTOUCHED),
            others=ALWAYS_LATE,
        ),
        Case("A task without a date: that is D07.", a_task(), others=(a_task(id="t2", key="T-2", due="2026-12-30"),)),
    ),
    abstains=(
        Case("A board without any date.", a_task(), reason="no due dates"),
        Case(
            "A file without history.",
            a_task(due="2026-11-13"),
            knows=EVERYTHING - {Evidence.HISTORY},
            reason="history",
        ),
        Case(
            "Nobody knows when the task was created.",
            a_task(due="2026-11-13", created_at=None),
            reason="when the task was created",
        ),
    ),
)

from trackerbridge.flags.base import Severity
from trackerbridge.flags.flow.overloaded import Overloaded
from trackerbridge.model import Evidence, Person, Stage
from trackerbridge.testing.rules import EVERYTHING, Case, Expected, RuleCases, a_task
from trackerbridge.testing.work import TEAM, at, some_done

OTHER = Person("p2", "Ion")


def load(count: int, stage: Stage = Stage.IN_PROGRESS, **fields: object):
    tasks = [a_task(id=f"l{n}", key=f"L-{n}", stage=stage, owners=(TEAM,), **fields) for n in range(count)]
    return tasks[0], tuple(tasks[1:])


def history(*, within_a_fortnight: int):
    """Ten finished tasks, so many of them in one fortnight and the rest a month apart."""
    busy = some_done(within_a_fortnight, end="2026-11-06", owners=(TEAM,))
    rest = [
        a_task(id=f"r{n}", key=f"R-{n}", stage=Stage.DONE, owners=(TEAM,), done_at=at(f"2026-{n + 1:02}-01"))
        for n in range(10 - within_a_fortnight)
    ]
    return busy + tuple(rest)


NINE, OTHERS_OF_NINE = load(9)
FOUR, OTHERS_OF_FOUR = load(4)
LATER, OTHERS_LATER = load(7, Stage.PLANNED, due="2027-03-01")
TWO_BEGUN = tuple(a_task(id=f"b{n}", key=f"B-{n}", owners=(TEAM,)) for n in range(2))
WAITING, OTHERS_WAITING = load(9, Stage.WAITING)
EIGHT, OTHERS_OF_EIGHT = load(8, Stage.PLANNED, due="2026-11-20")

CASES = RuleCases(
    rule=Overloaded,
    flagged=(
        Case(
            "One owner has nine tasks in progress or due within ten working days, and never finished more than four in "
            "such a time.",
            NINE,
            others=OTHERS_OF_NINE + history(within_a_fortnight=4),
            expected=Expected(
                severity=Severity.HIGH,
                since=at("2026-11-09", 0),
                says="(L-0, L-1, L-2, L-3 …); the most ever finished in such a time is 4",
                evidence={"load": 9, "most_finished": 4, "owner": "Olga"},
            ),
        ),
        Case(
            "Planned work that is due soon.",
            EIGHT,
            others=OTHERS_OF_EIGHT + history(within_a_fortnight=5),
            expected=Expected(severity=Severity.MEDIUM),
        ),
        Case(
            "An owner who has finished nothing yet is measured by the others.",
            a_task(owners=(OTHER,)),
            others=tuple(a_task(id=f"o{n}", key=f"O-{n}", owners=(OTHER,)) for n in range(6))
            + history(within_a_fortnight=4),
            expected=Expected(evidence={"owner": "Ion", "load": 7, "most_finished": 4}),
        ),
    ),
    clean=(
        Case(
            "One owner has four tasks in progress and once finished five in ten working days.",
            FOUR,
            others=OTHERS_OF_FOUR + history(within_a_fortnight=5),
        ),
        Case(
            "Nine tasks are open with one owner, and only two of them are begun or due soon.",
            LATER,
            others=OTHERS_LATER + TWO_BEGUN + history(within_a_fortnight=4),
        ),
        Case("What waits for the client.", WAITING, others=OTHERS_WAITING + history(within_a_fortnight=4)),
    ),
    abstains=(
        Case("Nothing was finished here yet.", NINE, others=OTHERS_OF_NINE, reason="0 of 10"),
        Case(
            "A file without owners.",
            NINE,
            others=OTHERS_OF_NINE,
            knows=EVERYTHING - {Evidence.OWNERS},
            reason="owners",
        ),
    ),
)

"""The plot that all sample projects share: every kind of past that a card can have, in days and deeds.

The projects bring the words, choose the scenes and their order, and shift a day here and there; where something goes
otherwise in a project, that project says so.
"""

from __future__ import annotations

from typing import Final

from trackerbridge.sandbox.agency.scenes import (
    Label,
    Place,
    Scene,
    Who,
    archives,
    begins,
    checks,
    days,
    finishes,
    moves,
    redates,
    reopens,
    says,
)
from trackerbridge.sandbox.agency.story import Holiday, Saturday, hours_ago

# --- behind us --------------------------------------------------------------------------------------------------------

ON_TIME: Final = Scene(
    shows="done, and on the day that was promised",
    healthy=True,
    days=days(made=-32, due=-14, begun=-20, told=-16),
    past=(begins(), says("told"), *finishes("due")),
)
EARLY: Final = Scene(
    shows="done early",
    healthy=True,
    days=days(made=-35, due=-10, begun=-30, told=-18, done=-17),
    past=(begins(), says("told"), *finishes("done")),
)
LATE: Final = Scene(
    shows="done late",
    healthy=True,
    days=days(made=-30, due=-12, begun=-18, ready=-9, done=-8),
    past=(begins(), moves("ready", Place.TESTING), *finishes("done", Who.TESTER)),
)
BONUS: Final = Scene(
    shows="a bonus, given freely",
    healthy=True,
    labels=(Label.CLIENT, Label.BONUS),
    days=days(made=-14, due=-3, begun=-6, done=-4),
    past=(begins(), *finishes("done")),
)
CANCELLED: Final = Scene(
    shows="cancelled by agreement",
    healthy=True,
    days=days(made=-34, due=+12, agreed=-12, gone=-11),
    past=(says("agreed", Who.CLIENT), says("agreed", Who.LEAD), moves("gone", Place.CANCELLED)),
)
ARCHIVED: Final = Scene(
    shows="archived",
    healthy=True,
    labels=(),
    days=days(made=-36, gone=-25),
    past=(archives("gone", Who.LEAD),),
)
IN_A_CLOSED_LIST: Final = Scene(
    shows="in a closed list: no longer on the board, although the card itself is not archived",
    healthy=True,
    place=Place.OLD_IDEAS,
    days=days(made=-38, due=-20),
)

# --- under way --------------------------------------------------------------------------------------------------------

HEALTHY: Final = Scene(
    shows="healthy work",
    healthy=True,
    days=days(made=-28, due=+6, begun=-8, first=-4, second=-2),
    past=(begins(), checks("first", 1), checks("second", 2)),
)
MOVED_ONCE: Final = Scene(
    shows="the date moved once, with a reason for the client",
    raises=("D04",),
    days=days(made=-27, due=-3, begun=-12, moved=-6, new_due=+5, told=-2),
    past=(begins(), redates("moved", "new_due"), says("moved", Who.LEAD), says("told")),
)
MOVED_TWICE: Final = Scene(
    shows="the date moved twice",
    raises=("D04",),
    days=days(made=-33, due=-12, begun=-20, moved=-14, new_due=-4, again=-5, last_due=+8, told=-3),
    past=(begins(), redates("moved", "new_due"), redates("again", "last_due"), says("told")),
)
OVERDUE: Final = Scene(
    shows="overdue",
    raises=("D01",),
    days=days(made=-24, due=-4, begun=-9, told=-2),
    past=(begins(), says("told")),
)
STALE: Final = Scene(
    shows="stale: begun, and nothing since",
    raises=("F01",),
    days=days(made=-30, due=+14, begun=-16, told=-13),
    past=(begins(), says("told")),
)
ANSWERED: Final = Scene(
    shows="a client's comment, answered within the hour",
    healthy=True,
    days=days(made=-26, due=+7, begun=-14, shown=-3),
    past=(begins(), moves("shown", Place.REVIEW), says("shown", Who.CLIENT), says("shown", Who.LEAD)),
)
UNANSWERED: Final = Scene(
    shows="a client's question without an answer",
    raises=("R01",),
    days=days(made=-25, due=+10, begun=-5, asked=-2),
    past=(begins(), says("asked", Who.CLIENT)),
)
REOPENED: Final = Scene(
    shows="reopened after it was done",
    raises=("D04",),
    days=days(made=-22, due=-7, begun=-13, done=-8, back=-4, new_due=+4, told=-1),
    past=(
        begins(),
        *finishes("done"),
        says("back", Who.COLLEAGUE),
        says("back", Who.LEAD),
        *reopens("back", Who.LEAD),
        redates("back", "new_due"),
        says("told"),
    ),
)
NO_DATE: Final = Scene(
    shows="in progress, and nobody said when",
    raises=("D07",),
    days=days(made=-18, begun=-4, told=-2),
    past=(begins(), says("told")),
)
CONTRADICTORY: Final = Scene(
    shows="contradictory dates: it begins after it is due",
    raises=("D10",),
    days=days(made=-19, due=+7, start=+11, begun=-4, told=-2),
    past=(begins(), says("told")),
)
WAITING: Final = Scene(
    shows="waits for the client",
    healthy=True,
    days=days(made=-20, due=+6, begun=-7, first=-5, second=-5, asked=-5),
    past=(begins(), checks("first", 1), checks("second", 2), moves("asked", Place.WAITING)),
)
NOBODYS: Final = Scene(
    shows="about to be due, and nobody's",
    raises=("F02",),
    owned=False,
    days=days(made=-12, due=+2, begun=-4, told=-3),
    past=(begins(), says("told")),
)
VAGUE: Final = Scene(
    shows="a title that says nothing",
    raises=("C01",),
    days=days(made=-9, due=+8, begun=-4, told=-1),
    past=(begins(), says("told")),
)
KEPT_BACK: Final = Scene(
    shows="a name, a price, and an e-mail or phone number in a title: the guard keeps them back",
    days=days(made=-9, due=+11, begun=-3, told=-1),
    past=(begins(), says("told")),
)

# What only Jira tells.
RELEASED: Final = Scene(
    shows="no date of its own: the release says when",
    healthy=True,
    days=days(made=-20, begun=-5, told=-2),
    past=(begins(), says("told")),
)
BLOCKED: Final = Scene(
    shows="blocked by other work",
    healthy=True,
    days=days(made=-17, due=+12, begun=-3, told=-1),
    past=(begins(), says("told")),
)
IN_TESTING: Final = Scene(
    shows="being tested",
    healthy=True,
    days=days(made=-23, due=+5, begun=-8, ready=-2),
    past=(begins(), moves("ready", Place.TESTING)),
)

# --- ahead ------------------------------------------------------------------------------------------------------------

NOT_BEGUN: Final = Scene(
    shows="due soon and not begun",
    raises=("D02",),
    days=days(made=-21, due=+2),
)
EXTRA: Final = Scene(
    shows="an extra that the client asked for on the way",
    healthy=True,
    labels=(Label.CLIENT, Label.EXTRA),
    days=days(made=-7, due=+16),
    past=(says("made", Who.CLIENT), says("made", Who.LEAD)),
)
NEVER_WRITTEN: Final = Scene(
    shows="a description that was never written",
    raises=("C05",),
    days=days(made=-19, due=+9),
)
UNEXPLAINED: Final = Scene(
    shows="nothing explains it",
    raises=("C02",),
    days=days(made=-16, due=+9),
)
ON_A_WEEKEND: Final = Scene(
    shows="a date on a weekend",
    raises=("D09",),
    days=days(made=-29, due=Saturday(11)),
)
ON_A_HOLIDAY: Final = Scene(
    shows="a date on a public holiday",
    raises=("D09",),
    days=days(made=-27, due=Holiday(18)),
)
INTERNAL: Final = Scene(
    shows="internal: not labelled for the client",
    healthy=True,
    labels=(),
    days=days(made=-11, due=+5, begun=-3, told=hours_ago(3)),
    past=(begins(), says("told")),
)
TEMPLATE: Final = Scene(
    shows="a template",
    healthy=True,
    place=Place.IDEAS,
    labels=(),
    template=True,
    days=days(made=-38),
)

"""Aldergrove Library: readers reserve books from home. English, Ireland; the team works in Jira."""

from __future__ import annotations

from typing import Final

from trackerbridge.sandbox.agency import plot
from trackerbridge.sandbox.agency.project import Part, Project, tell
from trackerbridge.sandbox.agency.scenes import Label, Place, begins, days, moves, says
from trackerbridge.sandbox.agency.story import Member, Role

_RESERVING: Final = "Readers reserve from home"
_BRANCHES: Final = "Three branches, one catalogue"
_OPENING: Final = "Opening day"

BEHIND = (
    Part(
        plot.ON_TIME,
        "The old catalogue's 48,000 titles are in the new one",
        "Every title keeps its shelf mark. Doubles are joined, and nothing is lost.",
        owner="grigore",
        epic=_BRANCHES,
        points=8,
        lines=("Counted twice: 48,112 before, 48,112 after.",),
    ),
    Part(
        plot.EARLY,
        "Opening hours of all branches on one page",
        "A reader sees at a glance which branch is open now. Public holidays are known.",
        owner="nadia",
        points=2,
        lines=("The branches sent their hours in one table, which saved two days.",),
    ),
    Part(
        plot.LATE,
        "Library card numbers are checked while typing",
        "A wrong digit is noticed before the form is sent.",
        owner="grigore",
        points=3,
    ),
    Part(
        plot.BONUS,
        "A shelf map for each branch",
        "The book page shows on a small map where the book stands.",
        owner="nadia",
        days=days(made=-15, due=-4, begun=-7, done=-5),
    ),
    Part(
        plot.CANCELLED,
        "Fines are paid online",
        "Readers pay overdue fines by card.",
        owner="silvia",
        lines=(
            "The council ends fines altogether in January, so this is no longer needed.",
            "Good news; we take it out. Nothing else moves.",
        ),
    ),
)

UNDER_WAY = (
    Part(
        plot.HEALTHY,
        "A reader reserves a book in three clicks",
        "Three clicks, on a phone too:\n\n* works without an account\n* says when to come",
        owner="grigore",
        epic=_RESERVING,
        points=5,
        past=(begins(), says("first")),
        lines=("Two of the three clicks work on the test site.",),
    ),
    Part(
        plot.MOVED_ONCE,
        "Covers appear beside the titles",
        "The publishers' covers are shown where they may be.",
        owner="nadia",
        epic=_BRANCHES,
        points=5,
        lines=(
            "/client why: two publishers sent their covers a week later than planned",
            "Four of six publishers are in.",
        ),
    ),
    Part(
        plot.MOVED_TWICE,
        "Reservations reach the branch's own printer",
        "The slip that staff pick from is printed within a minute.",
        owner="grigore",
        epic=_RESERVING,
        points=8,
        lines=("It prints, but the Mill Street printer cuts the last line.",),
    ),
    Part(
        plot.OVERDUE,
        "A text message says that the book is ready",
        "Sent once, in plain words, with the branch's hours.",
        owner="silvia",
        epic=_RESERVING,
        points=3,
        lines=("The provider's test account works; the sender's name does not yet.",),
    ),
    Part(
        plot.STALE,
        "Staff see tomorrow's reservations as one list",
        "One page per branch, in shelf order.",
        owner="silvia",
        epic=_BRANCHES,
        lines=("Waiting for nothing; half done.",),
    ),
    Part(
        plot.ANSWERED,
        "Search understands misspelt authors",
        "“Dostoyevski” finds Dostoevsky, whichever way it is typed.",
        owner="grigore",
        epic=_BRANCHES,
        points=3,
        lines=(
            "Does this work for Irish names with a fada as well?",
            "It does now; please have a look when you can.",
        ),
    ),
    Part(
        plot.UNANSWERED,
        "A reader extends a loan by a week",
        "Possible once, unless somebody else waits for the book.",
        owner="nadia",
        epic=_RESERVING,
        points=5,
        days=days(due=+9),
        lines=("What happens if two people wait for the same book?",),
    ),
    Part(
        plot.REOPENED,
        "Log in with the library card",
        "Card number and PIN, as at the self-service desk.",
        owner="grigore",
        epic=_RESERVING,
        points=5,
        days=days(due=-6, begun=-12, done=-7),
        lines=(
            "Cards issued before 2012 are not accepted.",
            "Thank you, we look at it today.",
            "Old cards have one digit less; the check allows both now.",
        ),
    ),
    Part(
        plot.NO_DATE,
        "Book clubs reserve ten copies at once",
        "A club's organiser reserves for the group.",
        owner="nadia",
        epic=_RESERVING,
        lines=("First draft is on the test site.",),
    ),
    Part(
        plot.WAITING,
        "Choose the words of the welcome page",
        "Two drafts are ready. The library chooses one.",
        owner="silvia",
        past=(begins(), moves("asked", Place.WAITING)),
    ),
    Part(
        plot.RELEASED,
        "Help page with the five commonest questions",
        "Short answers, checked with the front desk.",
        owner="nadia",
        epic=_OPENING,
        release="Opening day",
        points=2,
        lines=("Three of five are written.",),
    ),
    Part(
        plot.BLOCKED,
        "Reminder a day before the book goes back",
        "One line, with a link to extend the loan.",
        owner="silvia",
        epic=_RESERVING,
        blocked_by="A text message says that the book is ready",
        points=2,
        lines=("Ready to be connected once messages go out.",),
    ),
    Part(
        plot.IN_TESTING,
        "The site can be read with a screen reader",
        "Tested with two readers and both common programs.",
        owner="grigore",
        release="Opening day",
        points=5,
    ),
    Part(
        plot.KEPT_BACK,
        "Ask Grigore Ciobanu about the €350 message bundle, grigore@lumen.example",
        "The library should know what the messages will cost.",
        owner="silvia",
        days=days(made=-10, due=+10),
        lines=("The provider sent its price list.",),
    ),
)

AHEAD = (
    Part(
        plot.NOT_BEGUN,
        "The library's name in search engines",
        "Whoever looks for the library finds the new site.",
        owner="nadia",
        epic=_OPENING,
        release="Opening day",
    ),
    Part(
        plot.EXTRA,
        "Reading lists for schools",
        "Teachers put together a list and share it with a class. Asked for after the agreement.",
        owner="grigore",
        lines=("Two schools asked for reading lists. Could we have that?", "We can; we add it."),
    ),
    Part(plot.NEVER_WRITTEN, "Statistics for the council", "TBD\n\nWhich figures: ???", owner="silvia"),
    Part(
        plot.INTERNAL,
        "Move the build to the new server",
        "Half the time of the old one.",
        owner="grigore",
        lines=("Builds in four minutes instead of nine.",),
    ),
)

STORY = tell(
    Project(
        name="alder",
        customer="Aldergrove Library",
        work="reservations",
        language="en",
        zone="Europe/Dublin",
        country="IE",
        domain="aldergrove.example",
        lists={
            Place.PLANNED: "To Do",
            Place.DOING: "In Progress",
            Place.TESTING: "In QA",
            Place.REVIEW: "Client review",
            Place.WAITING: "Waiting for client",
            Place.DONE: "Done",
            Place.CANCELLED: "Won't Do",
        },
        labels={Label.CLIENT: "client", Label.EXTRA: "extra", Label.BONUS: "bonus", Label.DESIGN: "design"},
        steps="",
        hours="",
        clear=(Place.TESTING, Place.REVIEW, Place.WAITING),
        members=(
            Member("silvia", "Silvia Botezatu", Role.LEAD),
            Member("grigore", "Grigore Ciobanu"),
            Member("nadia", "Nadia Ursu"),
            Member("niamh", "Niamh Doyle", Role.GUEST),
            Member("conor", "Conor Walsh", Role.GUEST),
        ),
        tester="nadia",
        channels="comments on these cards, or hello@lumen.example",
        mark_source=True,
        key="ALDER",
        releases=(("Opening day", +13),),
        sprint="Sprint 12",
        parts=BEHIND + UNDER_WAY + AHEAD,
    )
)

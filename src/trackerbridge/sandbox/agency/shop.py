"""Kettle & Kin: a tea shop's website is relaunched. English, United Kingdom."""

from __future__ import annotations

from trackerbridge.sandbox.agency import plot
from trackerbridge.sandbox.agency.project import Part, Project, tell
from trackerbridge.sandbox.agency.scenes import Label, Place, days
from trackerbridge.sandbox.agency.story import Member, Role

BEHIND = (
    Part(
        plot.ON_TIME,
        "Newsletter sign-up moves from the old provider",
        "The 2,300 subscribers keep their language and their consent. Nobody is asked to sign up again.",
        owner="victor",
        lines=("Imported on the test shop: 2,300 in, 2,300 there.",),
    ),
    Part(
        plot.EARLY,
        "Brand colours and type in the new theme",
        "Kettle green, paper white and the brand book's two typefaces, with enough contrast to read outdoors.",
        owner="olga",
        lines=("The brand book answered every question, so this went quickly.",),
    ),
    Part(
        plot.LATE,
        "Cookie notice that follows UK rules",
        "Nothing is stored before the visitor agrees, and saying no takes as many clicks as saying yes.",
        owner="dan",
    ),
    Part(
        plot.BONUS,
        "Steeping timer on every product page",
        "A small timer that knows how long each tea wants. We had the afternoon, and the shop deserves it.",
        owner="dan",
        days=days(made=-15, due=-4, begun=-7, done=-5),
    ),
    Part(
        plot.CANCELLED,
        "Loyalty points",
        "One point for each pound, a free tin at fifty points.",
        owner="irina",
        lines=(
            "We talked it over: points would confuse people now. Let's leave this out of the relaunch.",
            "Understood, we take it out. Nothing else moves.",
        ),
    ),
    Part(plot.ARCHIVED, "Slideshow on the front page", "Five slides with seasonal teas.", owner="olga"),
    Part(plot.IN_A_CLOSED_LIST, "Tea of the month calendar", "A calendar with one tea for each month."),
)

UNDER_WAY = (
    Part(
        plot.HEALTHY,
        "Checkout in three steps instead of six",
        "A guest can buy a tin of tea in under a minute, without making an account.",
        owner="dan",
        hours=24,
        steps=("Guests pay without an account", "The address is typed once", "Works with one hand on a phone"),
    ),
    Part(
        plot.MOVED_ONCE,
        "Product photos load in under two seconds on a phone",
        "The 140 product photos are served in the size that each screen needs.",
        owner="olga",
        lines=(
            "/client why: the retouched photos reached us a week later than planned",
            "90 of 140 are in; the rest follows this week.",
        ),
    ),
    Part(
        plot.MOVED_TWICE,
        "Gift cards can be bought and redeemed",
        "A gift card of any amount from £10 is sent by e-mail and can be used in several purchases.",
        owner="dan",
        hours=30,
        lines=("Buying works. Redeeming in part still rounds wrongly by a penny.",),
    ),
    Part(
        plot.OVERDUE,
        "Order confirmation e-mail in the shop's own voice",
        "The confirmation says what was bought, when it will arrive and how to reach a person.",
        owner="victor",
        lines=("The text is in; the layout still breaks in one mail program.",),
    ),
    Part(
        plot.STALE,
        "Stock levels agree with the till every hour",
        "What is sold over the counter disappears from the web shop within the hour.",
        owner="dan",
        lines=("The till's maker sent the interface description.",),
    ),
    Part(
        plot.ANSWERED,
        "Search finds teas by mood and by caffeine",
        "“Something calm without caffeine” finds rooibos and camomile before it finds anything else.",
        owner="victor",
        lines=(
            "Could decaf count as “low caffeine” rather than “none”?",
            "Yes, good point. Changed; please have another look when you can.",
        ),
    ),
    Part(
        plot.UNANSWERED,
        "Subscription box can be paused for a month",
        "A subscriber skips a month from the account page, up to the day before the box is packed.",
        owner="dan",
        days=days(due=+9),
        lines=("Will people who pause still get the Christmas box, or do they lose it?",),
    ),
    Part(
        plot.REOPENED,
        "Delivery prices for Northern Ireland",
        "Parcels to Northern Ireland show the right price and the right delivery time at checkout.",
        owner="victor",
        days=days(due=-6, begun=-12, done=-7),
        lines=(
            "A parcel to Derry was charged as if it went to Ireland.",
            "Thank you, we look at it today.",
            "Two postcodes were missing from the table.",
        ),
    ),
    Part(
        plot.NO_DATE,
        "Reviews under every product",
        "A customer who bought a tea can rate it and write two sentences about it.",
        owner="olga",
        lines=("First draft is on the test shop.",),
    ),
    Part(
        plot.WAITING,
        "Choose the courier for Scotland",
        "Two couriers deliver to the islands. The comparison of price and time is in the checklist.",
        owner="irina",
        days=days(begun=-6),
        steps=("Prices compared", "Delivery times compared", "The shop has chosen"),
    ),
    Part(
        plot.VAGUE,
        "Fixes",
        "Small things that came up in testing: the basket icon, two spellings, the footer on tablets.",
        owner="victor",
        lines=("The basket icon is right now.",),
    ),
    Part(
        plot.KEPT_BACK,
        "Ask Dan Ceban about the £480 hosting bill, dan@lumen.example",
        "The old hosting ends with the relaunch. The shop should know what it will no longer pay for.",
        owner="irina",
        days=days(made=-10, due=+10),
        lines=("The hosting company confirmed the end of the contract.",),
    ),
)

AHEAD = (
    Part(
        plot.NOT_BEGUN,
        "Old web addresses lead to the new pages",
        "The 400 addresses that search engines know lead to the page that took their place.",
        owner="victor",
    ),
    Part(
        plot.EXTRA,
        "Wholesale price list behind a login",
        "Cafés log in and see their own prices. Asked for after the agreement.",
        owner="dan",
        lines=("Three cafés asked for this last week. Is it possible?", "It is; we add it."),
    ),
    Part(plot.NEVER_WRITTEN, "Packing slip shows the gift message", "TBD\n\nWarehouse: ???", owner="victor"),
    Part(
        plot.ON_A_WEEKEND,
        "Switch the domain to the new shop",
        "From this day the familiar address opens the new shop. Orders of the last hours are carried over.",
        owner="dan",
        steps=("Backup of the old shop", "Address switched", "First order followed through"),
    ),
    Part(
        plot.INTERNAL,
        "Compare three ways to compress images",
        "Quality at a quarter of the size, on the twenty worst photos.",
        owner="olga",
        lines=("Two of three measured.",),
    ),
    Part(plot.TEMPLATE, "New task", "What will be true when it is done? For whom? By when?"),
)

STORY = tell(
    Project(
        name="kettle",
        customer="Kettle & Kin",
        work="shop relaunch",
        language="en",
        zone="Europe/London",
        country="GB",
        domain="kettle-and-kin.example",
        lists={
            Place.IDEAS: "Backlog",
            Place.PLANNED: "To do",
            Place.DOING: "Doing",
            Place.TESTING: "QA",
            Place.REVIEW: "Client review",
            Place.WAITING: "Waiting for client",
            Place.DONE: "Done",
            Place.CANCELLED: "Cancelled",
            Place.OLD_IDEAS: "Ideas from last year",
        },
        clear=(),
        labels={Label.CLIENT: "client", Label.EXTRA: "extra", Label.BONUS: "bonus", Label.DESIGN: "design"},
        nameless=("red",),
        steps="Done when",
        hours="Estimate, hours",
        members=(
            Member("irina", "Irina Rusu", Role.LEAD),
            Member("dan", "Dan Ceban"),
            Member("olga", "Olga Moraru"),
            Member("victor", "Victor Lungu"),
            Member("hannah", "Hannah Whitlock", Role.GUEST),
            Member("joe", "Joe Marsh", Role.GUEST),
        ),
        tester="victor",
        channels="comments on these cards, or hello@lumen.example",
        mark_source=True,
        parts=BEHIND + UNDER_WAY + AHEAD,
    )
)

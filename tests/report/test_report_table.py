"""What people see at a terminal, line by line."""

from __future__ import annotations

from dataclasses import replace

from inline_snapshot import snapshot
from tests.report.documents import AUDIT, AUDITED, CLEAN, NOW, PLAN, PLANNED, SYNC, UNDATED, UNSAFE

from trackerbridge.flags.base import Severity
from trackerbridge.report.base import AuditDocument, Listing, PlanDocument, Screen
from trackerbridge.report.preview import preview_of
from trackerbridge.report.table import TableReport

PLAIN = Screen()


def lines(text):
    assert max(map(len, text.splitlines())) <= 80
    return text.splitlines()


def test_an_audit():
    assert lines(TableReport().audit(AUDIT, PLAIN)) == snapshot(
        [
            "Website · 3 tasks · Wed 18 Nov 2026, 12:00",
            " high    D01  “Payment [page] =now” was due on 12 November.",
            "              → Agree on a new date.",
            " medium  C01  The title “Fixes” does not say what will be true. (also F02)",
            "",
            "Habits of this board",
            "  - D07: 4 of 12 open tasks have no due date. (WEB-3, WEB-4)",
            "",
            "Could not judge",
            "  - R01: Nobody here is known as the client.",
            "  - D10 on WEB-3: It has no start.",
            "",
            "This look was incomplete",
            "  - The history was cut at 1,000 actions.",
            "  - The board is public.",
            "",
            "4 flags on 3 tasks: 1 high, 1 medium and 2 low; 1 of them part of another one's",
            "story. 1 open task of 3 without a date.",
            "",
            "Shop · not done",
            "  The token was refused.",
            "  Renew env:TRELLO_TOKEN.",
        ]
    )


def test_a_clean_board_is_said_to_be_clean():
    assert lines(TableReport().audit(AuditDocument(now=NOW, projects=[CLEAN]), PLAIN)) == snapshot(
        ["Clean · 3 tasks · Wed 18 Nov 2026, 12:00", "No flags on 3 tasks. 1 open task of 3 without a date."]
    )


def test_a_board_without_dates_is_not_said_to_be_on_time():
    undated = replace(CLEAN, snapshots=(replace(CLEAN.snapshots[0], tasks=(UNDATED,)),))
    said = TableReport().audit(AuditDocument(now=NOW, projects=[undated]), PLAIN)
    assert "No open task has a due date, so nothing can be said about being on time." in " ".join(said.split())


def test_a_habit_of_the_board_is_told_once():
    flags = tuple(
        replace(AUDITED.assessment.flags[0], code="D07", severity=Severity.MEDIUM, task=task)
        for task in AUDITED.snapshots[0].tasks
    )
    habit = replace(AUDITED, assessment=replace(AUDITED.assessment, flags=flags))
    said = TableReport().audit(AuditDocument(now=NOW, projects=[habit]), PLAIN)
    assert said.count("D07") == 1


def test_a_plan():
    assert lines(TableReport().plan(PLAN, PLAIN)) == snapshot(
        [
            "Website → Website, for you · 4 changes",
            "  New lists (1): Planned",
            "  New cards (1)",
            "    Planned",
            "      Contact form  1 Dec 2026   On track",
            "  Changed cards (1)",
            "    Payment page  the date moved",
            "                  due: 12 Nov 2026 → 19 Nov 2026",
            "                  + The date has moved.",
            "  Labels taken off (1)",
            "    Payment page  On track",
            "",
            "Held back from the client",
            "  - WEB-2, title: it holds a price (“£480”)",
            "",
            "To know",
            "  - A person changed a title.",
            "",
            "Digest abcdef012345",
        ]
    )


def test_an_unsafe_plan_says_why_and_how_to_go_on():
    said = TableReport().plan(PlanDocument(now=NOW, projects=[UNSAFE]), PLAIN)
    assert "Not safe\n  - This plan would create 62 cards; the limit is 50. Raise it." in said


def test_a_sync():
    assert lines(TableReport().sync(SYNC, PLAIN)) == snapshot(
        [
            "Website · 4 changes written",
            "  5 GET, 2 POST, 1 PUT, 1 DELETE in 1.2 s",
            "  - A person changed a title.",
            "  - Held back: WEB-2, title: it holds a price (“£480”)",
            "",
            "Website · partly done: 3 changes written, 1 failed",
            "  5 GET, 2 POST, 1 PUT, 1 DELETE in 1.2 s",
            "  - update card WEB-1: it was refused.",
            "  - A person changed a title.",
            "  - Held back: WEB-2, title: it holds a price (“£480”)",
            "",
            "Shop · another run is at work, nothing written",
            "  - Another run is working on project 'shop'.",
        ]
    )


def test_a_preview():
    assert lines(TableReport().preview(preview_of(PLANNED), PLAIN)) == snapshot(
        [
            "Website: Website, for you, after the 4 changes of the next sync",
            "",
            "In progress (2)",
            "  • Payment page  due Thu 19 Nov 2026, 18:00",
            "    Planned.",
            "",
            "    The date has moved.",
            "",
            "    Ref. tbdef",
            "",
            "  • The client's own card",
            "    Hello",
            "",
            "",
            "Done (0)",
            "",
            "Planned (1)",
            "  • Contact form  [On track]  due Tue 1 Dec 2026, 18:00",
            "    Still ahead.",
            "",
            "     • one",
            "",
        ]
    )


def test_details_on_request():
    said = TableReport().plan(PLAN, Screen(details=True))
    assert "WEB-2 is planned" in said


def test_colour_only_where_it_was_asked_for():
    assert "\x1b[" not in TableReport().audit(AUDIT, PLAIN)
    assert "\x1b[" in TableReport().audit(AUDIT, Screen(color=True))


def test_a_title_cannot_steer_the_terminal():
    hostile = replace(AUDITED.assessment.flags[0], message="\x1b[31mred\x07 \u202etxet")
    one = replace(AUDITED, assessment=replace(AUDITED.assessment, flags=(hostile,)))
    said = TableReport().audit(AuditDocument(now=NOW, projects=[one]), PLAIN)
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


def test_a_list():
    listing = Listing(
        title="Runs", key="runs", columns=("run", "status"), rows=[("1", "ok")], records=[{}], closing="One."
    )
    assert lines(TableReport().listing(listing, PLAIN)) == snapshot(["Runs", " run  status", " 1    ok", "", "One."])
    empty = replace(listing, rows=[], closing="", empty="Nothing has run yet.")
    assert "Nothing has run yet." in TableReport().listing(empty, PLAIN)

"""What people see at a terminal, line by line."""

from __future__ import annotations

from dataclasses import replace

from inline_snapshot import snapshot
from tests.report.documents import AUDIT, AUDITED, CLEAN, NOW, PLAN, PLANNED, SYNC, UNDATED, UNSAFE

from trackerbridge.flags.base import Abstention, Severity
from trackerbridge.model import Evidence
from trackerbridge.report.base import AuditDocument, Listing, PlanDocument, Screen
from trackerbridge.report.preview import preview_of
from trackerbridge.report.table import TableReport
from trackerbridge.report.team import report_words

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
            "  - WEB-2 (“Fixes”), title: it holds a price (“£480”)",
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
            "  - Held back: WEB-2 (“Fixes”), title: it holds a price (“£480”)",
            "",
            "Website · partly done: 3 changes written, 1 failed",
            "  5 GET, 2 POST, 1 PUT, 1 DELETE in 1.2 s",
            "  - update card WEB-1: it was refused.",
            "  - A person changed a title.",
            "  - Held back: WEB-2 (“Fixes”), title: it holds a price (“£480”)",
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


class TestWhatCouldNotBeJudged:
    """A first reader sees few sentences; ``-v`` tells each rule's own."""

    WAITING = (
        Abstention("S02", "Nothing is kept here about this: extras.", lacks=Evidence.EXTRAS),
        Abstention("F03", "Too little finished work is known here."),
        Abstention("F05", "Too little finished work is known here."),
        Abstention("D11", "This source does not say: stages.", lacks=Evidence.STAGES),
        Abstention("D11", "The configuration names no milestone.", lacks=Evidence.MILESTONES),
        Abstention("R01", "Nobody is known as the client.", lacks=Evidence.SIDES),
    )

    def said(self, screen, *abstained, language="en"):
        assessment = replace(CLEAN.assessment, abstained=abstained, language=language)
        document = AuditDocument(now=NOW, projects=[replace(CLEAN, assessment=assessment)])
        text = lines(TableReport().audit(document, screen))
        return text[text.index(report_words(language).said("audit", "abstained")) + 1 : -2]

    def test_rules_that_wait_for_the_clients_side_are_one_sentence(self):
        assert self.said(PLAIN, *self.WAITING) == snapshot(
            [
                "  - F03, F05: Too little finished work is known here.",
                "  - 3 rules wait for what is not told here yet; it comes with publishing to a",
                "    client's board, naming the client (`client = [...]`), and naming milestones",
                "    (`milestones = ...`). `trackerbridge -v audit` tells them one by one.",
            ]
        )

    def test_what_the_source_cannot_tell_is_one_sentence(self):
        untold = [
            Abstention(code, f"This source does not say: {what}.", lacks=lacks)
            for code, what, lacks in (
                ("F01", "history", Evidence.HISTORY),
                ("C07", "comments", Evidence.COMMENTS),
                ("F01", "comments", Evidence.COMMENTS),
                ("C09", "checklists", None),
            )
        ]
        assert self.said(PLAIN, *untold) == snapshot(
            ["  - C07, C09, F01: This source does not say: history, comments, and checklists."]
        )

    def test_one_rule_and_one_thing_that_would_bring_it(self):
        assert self.said(PLAIN, self.WAITING[0]) == snapshot(
            [
                "  - 1 rule waits for what is not told here yet; it comes with publishing to a",
                "    client's board. `trackerbridge -v audit` tells them one by one.",
            ]
        )

    def test_in_russian(self):
        assert self.said(PLAIN, self.WAITING[-1], language="ru") == snapshot(
            [
                "  - 1 правило ждёт сведений, которых здесь пока нет; их источник: указание",
                "    клиента (`client = [...]`). По отдельности их показывает `trackerbridge -v",
                "    audit`.",
            ]
        )
        assert self.said(PLAIN, *self.WAITING, language="ru")[1:] == snapshot(
            [
                "  - 3 правила ждут сведений, которых здесь пока нет; их источник: публикация на",
                "    доске клиента, указание клиента (`client = [...]`) и указание вех",
                "    (`milestones = ...`). По отдельности их показывает `trackerbridge -v audit`.",
            ]
        )

    def test_in_romanian(self):
        assert self.said(PLAIN, self.WAITING[-1], language="ro") == snapshot(
            [
                "  - O regulă așteaptă ceea ce aici nu se știe încă și vine cu indicarea",
                "    clientului (`client = [...]`). `trackerbridge -v audit` le arată una câte",
                "    una.",
            ]
        )
        assert self.said(PLAIN, *self.WAITING, language="ro")[1:] == snapshot(
            [
                "  - 3 reguli așteaptă ceea ce aici nu se știe încă și vine cu publicarea pe",
                "    panoul unui client, indicarea clientului (`client = [...]`) și indicarea",
                "    etapelor (`milestones = ...`). `trackerbridge -v audit` le arată una câte",
                "    una.",
            ]
        )

    def test_in_detail_every_rule_speaks_for_itself(self):
        assert self.said(replace(PLAIN, details=True), *self.WAITING) == snapshot(
            [
                "  - S02: Nothing is kept here about this: extras.",
                "  - F03: Too little finished work is known here.",
                "  - F05: Too little finished work is known here.",
                "  - D11: This source does not say: stages.",
                "  - D11: The configuration names no milestone.",
                "  - R01: Nobody is known as the client.",
            ]
        )

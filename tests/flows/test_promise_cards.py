"""Promises that no task carries, on a board: once, moved, done, put away; and what a lost ledger leaves of them."""

from __future__ import annotations

import json

import pytest
from tests.flows.office import PROJECT, PUBLISH, empty_board
from tests.flows.shop import DUE, MONDAY, TUESDAY, shop_board, sync

WHAT, REF = "Send the minutes", "promise:send-the-minutes"
NEXT_MONDAY = "2026-11-23"


@pytest.fixture
def here(office):
    made = office(shop_board(till=DUE), empty_board())
    made.configure(
        PROJECT.format(name="website", source="teamwork") + PUBLISH.format(name="website", client="c1ient00")
    )
    assert made.run("sync", "--force", now=f"{MONDAY}T09:00+00:00").exit_code == 0
    assert made.run("promises", "add", WHAT, "--by", "2026-11-25", now=f"{MONDAY}T10:00+00:00").exit_code == 0
    return made


def cards(here, which="open"):
    return {each["name"]: each for each in here.tracker("GET", "boards/c1ient00/cards", filter=which)}


def described(here):
    return cards(here)[WHAT]["desc"].replace("\u00a0", " ")


def silent(here, now):
    """Nothing is written a second time, nor with the ledger lost."""
    before = here.writes()
    assert here.json("sync", now=now)["status"] == "unchanged", here.writes()[len(before) :]
    here.lose_ledger()
    assert here.json("sync", now=now)["status"] == "unchanged", here.writes()[len(before) :]
    assert here.json("sync", now=now)["status"] == "unchanged"
    assert here.writes() == before


def stories(here, now):
    shown = json.loads(here.run("promises", "--format", "json", now=now).stdout)["promises"]
    return {each["ref"]: each for each in shown}


def test_it_is_told_moved_and_done_each_once_also_with_the_ledger_lost(here):
    now = f"{MONDAY}T10:30+00:00"
    assert sync(here, now)["applied"] == 2  # the card, and the overview
    assert "Planned for 25 November." in described(here)
    assert cards(here)[WHAT]["due"].startswith("2026-11-25")
    silent(here, now)
    assert stories(here, now)[REF]["current"] == "2026-11-25"

    here.run("promises", "set", REF, "2026-11-27", "--reason", "the hall was closed", now=f"{TUESDAY}T10:00+00:00")
    now = f"{TUESDAY}T10:30+00:00"
    assert sync(here, now)["status"] == "ok"
    assert "The date has moved from 25 to 27 November." in described(here)
    assert "hall" not in described(here)
    silent(here, now)
    assert stories(here, now)[REF]["moves"] == 1

    here.run("promises", "done", REF, "--on", "2026-11-20", now=f"{NEXT_MONDAY}T10:00+00:00")
    now = f"{NEXT_MONDAY}T10:30+00:00"
    assert sync(here, now)["status"] == "ok"
    assert "Ready early: 20 November instead of 27 November." in described(here)
    assert cards(here)[WHAT]["dueComplete"]
    silent(here, now)
    told = stories(here, now)[REF]
    assert (told["state"], told["delivered_on"]) == ("early", "2026-11-20")


def test_it_stands_on_the_pages_line_of_time(here):
    now = f"{MONDAY}T10:30+00:00"
    here.run("promises", "set", REF, "2026-11-27", "--reason", "the hall was closed", now=f"{MONDAY}T10:20+00:00")
    html = here.run("preview", "website", "--format", "html", now=now).stdout.replace("\u00a0", " ")
    line = html[html.index('id="dates"') :]
    assert WHAT in line
    assert "First date: 25 November. Moved to 27 November." in line


def test_a_voided_promise_is_put_away(here):
    sync(here, f"{MONDAY}T10:30+00:00")
    here.run("promises", "void", REF, "--reason", "said by mistake", now=f"{MONDAY}T11:00+00:00")
    assert sync(here, f"{MONDAY}T11:10+00:00")["status"] == "ok"
    assert WHAT not in cards(here)
    assert WHAT in cards(here, "closed")


def test_where_nobody_remembers_it_and_its_title_was_changed_the_manager_is_told_and_it_stays(here):
    now = f"{MONDAY}T10:30+00:00"
    sync(here, now)
    here.tracker("PUT", f"cards/{cards(here)[WHAT]['id']}", name="The minutes, please")
    here.json("sync", now=now)
    here.lose_ledger()
    before = here.writes()
    said = " ".join(here.run("plan", now=now).output.split())
    assert "tells a promise that no task carries and that nobody remembers" in said
    assert here.json("sync", now=now)["applied"] <= 1  # the overview names it no more
    assert not [write for write in here.writes()[len(before) :] if write.startswith("POST")]
    assert "The minutes, please" in cards(here)


def test_a_comment_on_it_breaks_nothing(here):
    now = f"{MONDAY}T10:30+00:00"
    sync(here, now)
    here.tracker("POST", f"cards/{cards(here)[WHAT]['id']}/actions/comments", text="Please send them to Anna, too.")
    outcome = here.json("sync", now=f"{MONDAY}T11:00+00:00")
    assert outcome["errors"] == []


def test_passed_and_nobody_says_a_word_the_manager_is_told_urgently_once_and_the_command_it_names_ends_it(here):
    now = "2026-11-26T13:00+00:00"  # half of grace after the end of the 25th
    assert WHAT not in here.json("sync", now="2026-11-26T12:30+00:00")["urgent"]
    urgent = here.json("sync", now=now)["urgent"]
    assert f"“{WHAT}” was due on 25 November and is not ready" in urgent
    command = f"promises done {REF} --project website"
    assert f"trackerbridge {command}." in urgent
    assert WHAT not in here.json("sync", now="2026-11-26T14:00+00:00")["urgent"]

    assert here.run(*command.split(), now="2026-11-26T14:30+00:00").exit_code == 0
    assert here.json("sync", now="2026-11-26T15:00+00:00")["status"] == "ok"
    assert cards(here)[WHAT]["dueComplete"]
    silent(here, "2026-11-26T15:00+00:00")

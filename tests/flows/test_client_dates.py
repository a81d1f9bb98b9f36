"""Dates that wait, dates that a person sets, promises without a task: through the command line and real HTTP."""

from __future__ import annotations

import json

import pytest
from tests.flows.office import PROJECT, PUBLISH, empty_board
from tests.flows.shop import DUE, MONDAY, TUESDAY, WEDNESDAY, shop_board, sync


@pytest.fixture
def here(office):
    made = office(shop_board(till=DUE), empty_board())
    made.configure(
        PROJECT.format(name="website", source="teamwork") + PUBLISH.format(name="website", client="c1ient00")
    )
    made.work = made.tracker("GET", "boards/teamwork/cards")[0]
    assert made.run("sync", "--force", now=f"{MONDAY}T09:00+00:00").exit_code == 0
    return made


def move(here, day, at):
    here.sandbox.clock.set(at)
    here.tracker("PUT", f"cards/{here.work['id']}", due=f"{day}T16:00:00.000Z")


def card(here):
    found = here.tracker("GET", "boards/c1ient00/cards")
    return next(each for each in found if each["name"] == here.work["name"])


def promise(here, now=None):
    shown = json.loads(here.run("promises", "--format", "json", now=now).stdout)["promises"]
    return next(each for each in shown if each["title"] == here.work["name"])


def key(here):
    return promise(here)["task"]


def test_without_words_a_move_is_told_at_the_first_run_after_grace(here):
    move(here, "2026-12-01", f"{MONDAY}T11:00:00+00:00")
    assert sync(here, f"{MONDAY}T16:00+00:00")["status"] == "unchanged"
    assert sync(here, f"{TUESDAY}T10:30+00:00")["status"] == "ok"  # 7 hours on Monday, 1 on Tuesday
    assert "We will explain why, and what comes next, here by 19\N{NO-BREAK SPACE}November." in card(here)["desc"]
    here.lose_ledger()
    assert here.json("sync", now=f"{TUESDAY}T11:00+00:00")["status"] == "unchanged"
    sync(here, "2026-11-20T10:00+00:00")
    assert "We said we would explain this by 19\N{NO-BREAK SPACE}November" in card(here)["desc"]
    flagged = here.json("audit", now="2026-11-20T10:30+00:00")["flags"]
    assert [flag["evidence"]["by"] for flag in flagged if flag["code"] == "D13"] == ["2026-11-19"]


def test_a_date_that_the_overview_tells_is_told_also_where_the_client_put_the_card_away(here):
    here.tracker("PUT", f"cards/{card(here)['id']}", closed="true")
    for day, moment in (("2026-12-01", f"{MONDAY}T11:00:00+00:00"), ("2026-12-04", f"{WEDNESDAY}T09:00:00+00:00")):
        move(here, day, moment)
        assert sync(here, f"{moment[:9]}{int(moment[9]) + 1}T10:30+00:00")["status"] == "ok"
        assert promise(here)["current"] == day
    assert [one["day"] for one in promise(here)["told"]] == ["2026-11-24", "2026-12-01", "2026-12-04"]


def test_with_a_note_it_is_told_once_it_has_settled_and_the_story_has_the_reason(here):
    move(here, "2026-12-01", f"{MONDAY}T11:00:00+00:00")
    here.tracker("POST", f"cards/{here.work['id']}/actions/comments", text="/client why the glass came late")
    assert sync(here, f"{MONDAY}T12:00+00:00")["status"] == "unchanged"
    assert sync(here, f"{MONDAY}T13:30+00:00")["status"] == "ok"
    assert "from 24\N{NO-BREAK SPACE}November to 1\N{NO-BREAK SPACE}December" in card(here)["desc"]
    assert promise(here)["story"][1] == "Moved to 1 December 2026 on 16 November 2026: the glass came late."


def test_every_move_stands_there_with_its_reason_also_with_the_ledger_lost(here):
    move(here, "2026-12-01", f"{MONDAY}T11:00:00+00:00")
    here.tracker("POST", f"cards/{here.work['id']}/actions/comments", text="/client why the glass came late")
    assert sync(here, f"{MONDAY}T13:30+00:00")["status"] == "ok"
    move(here, "2026-12-04", "2026-11-25T10:00:00+00:00")
    assert sync(here, "2026-11-26T12:00+00:00")["status"] == "ok"
    here.sandbox.clock.set("2026-11-26T13:00:00+00:00")
    here.tracker("POST", f"cards/{here.work['id']}/actions/comments", text="/client why the painter is ill")
    now = "2026-11-26T14:00+00:00"
    assert sync(here, now)["status"] == "ok"
    said = card(here)["desc"].replace("\N{NO-BREAK SPACE}", " ").split("\n\n")
    assert said[1:4] == [
        "The date has moved from 24 November to 4 December. It has moved 2 times in all.",
        "The reason: the painter is ill.",
        "Earlier, it had already moved to 1 December. The reason: the glass came late.",
    ]
    before = here.writes()
    told = promise(here)["told"]
    assert [(one["day"], one["why"]) for one in told] == [
        ("2026-11-24", ""), ("2026-12-01", "the glass came late"), ("2026-12-04", "the painter is ill")
    ]  # fmt: skip
    here.lose_ledger()
    assert here.json("sync", now=now)["status"] == "unchanged"
    assert here.writes() == before
    again = promise(here)["told"]
    assert [(one["day"], one["why"]) for one in again] == [(one["day"], one["why"]) for one in told]


def test_an_earlier_date_waits_until_it_is_set_with_the_command_that_the_plan_names(here):
    move(here, "2026-11-20", f"{MONDAY}T11:00:00+00:00")
    assert sync(here, f"{TUESDAY}T15:00+00:00")["status"] == "unchanged"
    said = " ".join(here.run("plan", now=f"{TUESDAY}T15:00+00:00").stdout.split())
    command = f"promises set {key(here)} 2026-11-20 --project website --reason"
    assert f"trackerbridge {command}" in said
    done = here.run(*command.split(), "agreed by phone", now=f"{TUESDAY}T15:05+00:00")
    assert "The next sync tells the client of website 20 November 2026" in done.stdout
    assert sync(here, f"{TUESDAY}T15:10+00:00")["status"] == "ok"
    assert card(here)["due"].startswith("2026-11-20")


def test_a_promise_without_a_task_is_told_moved_and_done(here):
    added = here.run("promises", "add", "send the minutes", "--by", "2026-11-18", now=f"{MONDAY}T10:00+00:00")
    assert "promise:send-the-minutes" in added.stdout
    moved = here.run("promises", "set", "promise:send-the-minutes", "2026-11-19", "--reason", "the hall was closed")
    assert moved.exit_code == 0
    done = here.run(
        "promises", "done", "promise:send-the-minutes", "--on", "2026-11-18", now=f"{WEDNESDAY}T10:00+00:00"
    )
    assert "Done on 18 November 2026" in done.stdout
    assert here.run("promises", "done", "promise:nothing").exit_code == 2
    assert "carries this promise" in here.run("promises", "done", key(here)).stderr


def test_the_record_is_under_the_stories_and_in_the_json(here):
    shown = here.run("promises", now=f"{WEDNESDAY}T10:00+00:00").stdout
    assert "0 promises ended" in shown
    totals = json.loads(here.run("promises", "--format", "json").stdout)["totals"]
    assert totals[0]["open"] == 2
    assert "story" in here.run("promises", "export", "--format", "csv").stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("zone", "first", "then"),
    [
        ("America/New_York", "2026-11-24T23:00:00.000Z", "2026-12-01T23:00:00.000Z"),
        ("Asia/Vladivostok", "2026-11-24T08:00:00.000Z", "2026-12-01T08:00:00.000Z"),
    ],
)
def test_a_day_ends_with_the_clients_business_day_and_every_report_says_that_day(office, zone, first, then):
    here = office(shop_board(till=DUE), empty_board())
    project = PROJECT.format(name="website", source="teamwork") + PUBLISH.format(name="website", client="c1ient00")
    head = f'[projects.website]\nclient_timezone = "{zone}"\n[projects.website.quiet]\noff = true'
    here.configure(project.replace("[projects.website]", head))
    here.work = here.tracker("GET", "boards/teamwork/cards")[0]
    assert here.run("sync", "--force", now=f"{MONDAY}T09:00+00:00").exit_code == 0
    assert card(here)["due"] == first
    move(here, "2026-12-01", f"{MONDAY}T11:00:00+00:00")
    here.tracker("POST", f"cards/{here.work['id']}/actions/comments", text="/client why: The glass is late.")
    assert "due: 24 Nov 2026 → 1 Dec 2026" in here.run("plan", now=f"{MONDAY}T15:00+00:00").stdout
    told = " ".join(here.run("sync", now=f"{MONDAY}T15:00+00:00").stdout.split())
    assert "“Shop window”: the date moves from 24 November to 1 December." in told
    assert card(here)["due"] == then
    assert here.json("sync", now=f"{MONDAY}T15:00+00:00")["status"] == "unchanged"


def test_in_rehearsed_weeks_a_sync_ran_when_it_says_it_did(here):
    found = here.json("audit", "--select", "R10", now="2026-11-19T10:00+00:00")["flags"]
    assert [flag["message"] for flag in found] == [
        "The client was told of an update by 18 November; no sync has run since 16 November."
    ]
    here.json("sync", now="2026-11-19T10:00+00:00")
    assert here.json("audit", "--select", "R10", now="2026-11-19T11:00+00:00")["flags"] == []

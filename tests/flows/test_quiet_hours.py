"""A sync at night writes nothing to the client and says when it will; in the morning it does, and nothing is lost."""

from __future__ import annotations

import json

import pytest
from tests.flows.office import PROJECT, PUBLISH, empty_board
from tests.flows.shop import WEDNESDAY, change, shop_board

THURSDAY, FRIDAY = "2026-11-19", "2026-11-20"


@pytest.fixture
def here(office):
    made = office(shop_board(), empty_board())
    made.site = PROJECT.format(name="website", source="teamwork") + PUBLISH.format(name="website", client="c1ient00")
    made.configure(made.site)
    made.first = made.tracker("GET", "boards/teamwork/cards")[0]["id"]
    assert made.run("sync", "--force", now=f"{WEDNESDAY}T03:00+00:00").exit_code == 0
    made.before = made.writes()
    return made


def test_a_first_publication_goes_out_at_any_hour(here):
    assert here.before


def test_at_night_nothing_is_written_and_in_the_morning_it_is(here):
    change(here, name="Shop window, second draft")
    night = here.json("sync", now=f"{WEDNESDAY}T22:00+00:00")
    assert (night["status"], night["applied"]) == ("unchanged", 0)
    [wait] = night["waits"]
    assert (wait["cause"], wait["until"]) == ("quiet", "2026-11-19T09:00:00+00:00")
    assert here.json("sync", "--force", now=f"{WEDNESDAY}T22:30+00:00")["status"] == "unchanged"
    assert here.writes() == here.before

    assert here.json("sync", now="2026-11-19T09:00+00:00")["status"] == "ok"
    assert any(write.startswith("PUT") for write in here.writes()[len(here.before) :])
    assert here.json("sync", now="2026-11-19T09:30+00:00")["status"] == "unchanged"


def test_plan_and_preview_show_it_and_say_what_waits(here):
    change(here, name="Shop window, second draft")
    drawn = here.json("plan", now=f"{WEDNESDAY}T22:00+00:00")
    assert drawn["changes"]
    assert drawn["waits"][0]["changes"] == len(drawn["changes"])
    assert "Thu 19 Nov 2026, 09:00" in here.run("plan", now=f"{WEDNESDAY}T22:00+00:00").stdout
    shown = here.run("preview", "website", now=f"{WEDNESDAY}T22:00+00:00")
    assert "Shop window, second draft" in shown.stdout
    assert "Thu 19 Nov 2026, 09:00" in shown.stderr


def test_a_sync_at_night_says_when_and_how(here):
    change(here, name="Shop window, second draft")
    said = here.run("sync", now=f"{WEDNESDAY}T22:00+00:00")
    assert said.exit_code == 0
    assert "nothing written yet" in said.stdout
    assert "sync website --in-quiet-hours" in " ".join(said.stdout.split())


@pytest.mark.parametrize("way", ["option", "plan", "off"])
def test_what_a_person_does_on_purpose_does_not_wait(here, way):
    change(here, name="Shop window, second draft")
    night = f"{WEDNESDAY}T22:00+00:00"
    if way == "option":
        done = here.json("sync", "--in-quiet-hours", now=night)
    elif way == "plan":
        here.run("plan", "--out", here.folder / "kept.plan", now=night)
        done = here.json("sync", "--plan", here.folder / "kept.plan", now=night)
    else:
        here.configure(here.site + "[projects.website.quiet]\noff = true\n")
        done = here.json("sync", now=night)
    assert done["status"] == "ok"
    assert len(here.writes()) > len(here.before)


def test_the_clients_own_holidays_count(here):
    change(here, name="Shop window, second draft")
    here.configure(here.site.replace("[projects.website]", '[projects.website]\nclient_country = "RO"'))
    [wait] = here.json("sync", now="2026-11-30T10:00+00:00")["waits"]  # a holiday, and so is the next day
    assert wait["until"] == "2026-12-02T09:00:00+00:00"
    assert here.writes() == here.before


def test_a_date_that_moves_late_on_a_friday_is_told_on_monday_morning(here):
    change(here, f"{THURSDAY}T15:00+00:00", due="2026-12-01T16:00:00.000Z")
    evening = here.json("sync", now=f"{FRIDAY}T16:30+00:00")
    assert evening["waits"][0]["cause"] == "bad-news"
    assert here.writes() == here.before
    told = json.loads(here.run("promises", "--format", "json").stdout)["promises"]
    assert [each["current"] for each in told] == ["2026-11-24"]
    assert here.json("sync", now="2026-11-21T12:00+00:00")["waits"][0]["cause"] == "quiet"
    assert here.json("sync", now="2026-11-23T09:00+00:00")["status"] == "ok"
    assert here.json("sync", now="2026-11-23T10:00+00:00")["status"] == "unchanged"


def test_before_four_on_a_friday_it_is_told_at_once(here):
    change(here, f"{THURSDAY}T15:00+00:00", due="2026-12-01T16:00:00.000Z")
    assert here.json("sync", now=f"{FRIDAY}T15:30+00:00")["status"] == "ok"

"""An engagement ends: one closing card, everything else of ours archived, nothing written after, the record kept."""

from __future__ import annotations

import json

import pytest
from tests.flows.office import PROJECT, PUBLISH, empty_board
from tests.flows.shop import shop_board
from tests.flows.talk import PAGE, begun

NOW = "2026-11-18T10:00+00:00"
NIGHT = "2026-11-18T22:00+00:00"


@pytest.fixture
def here(office):
    made = office(shop_board(), empty_board(), now=NOW)
    made.site = PROJECT.format(name="website", source="teamwork") + PUBLISH.format(name="website", client="c1ient00")
    made.configure(made.site)
    made.theirs = made.tracker("POST", "lists", name="Ours", idBoard=made.tracker("GET", "boards/c1ient00")["id"])
    made.tracker("POST", "cards", name="A card of the client's", idList=made.theirs["id"])
    assert made.run("sync", "--force").exit_code == 0
    return made


def open_cards(here):
    return [card["name"] for card in here.tracker("GET", "boards/c1ient00/cards", filter="open")]


def test_a_closing_card_stays_and_ours_are_archived_and_theirs_are_not(here):
    done = here.run("retire", "website", "--yes", "--reason", "Handed over", now=NIGHT)
    assert done.exit_code == 0, done.output
    assert sorted(open_cards(here)) == [
        "A card of the client's",
        "This engagement is finished. The record is kept.",
    ]
    [closing] = [c for c in here.tracker("GET", "boards/c1ient00/cards") if c["name"].startswith("This engagement")]
    assert "Thank you for working with us." in closing["desc"]
    assert "Finished on 18\u00a0November\u00a02026." in closing["desc"]
    assert not any(write.startswith("DELETE") for write in here.writes())


def test_nothing_is_written_after_and_the_record_is_kept(here):
    told = json.loads(here.run("promises", "--format", "json").stdout)["promises"]
    assert told
    here.run("retire", "website", "--yes")
    before = here.writes()
    for command in (("sync", "website"), ("sync", "website", "--force"), ("plan", "website"), ("preview", "website")):
        refused = here.run(*command)
        assert refused.exit_code == 5
        assert "website was retired on 18 November 2026: its record is kept" in " ".join(refused.output.split())
    assert here.writes() == before
    assert json.loads(here.run("promises", "--format", "json").stdout)["promises"] == told
    assert here.run("audit", "website").exit_code == 0


def test_what_is_left_open_is_said_when_it_ends(office):
    talk = begun(office)
    talk.writes("When can we see it?")
    said = " ".join(talk.office.run("retire", "site", "--yes").output.split())
    assert f"Promised and not delivered: {PAGE};" in said
    assert f"The client wrote, and has no answer: {PAGE}." in said
    refused = talk.office.run("brief", "site")
    assert refused.exit_code == 5  # the client reads the closing card, and nothing of what a brief would say
    assert "site was retired on 10 November 2026" in " ".join(refused.output.split())


def test_without_a_terminal_it_needs_a_yes(here):
    before = here.writes()
    refused = here.run("retire", "website")
    assert refused.exit_code == 5
    assert "retire website --yes" in " ".join(refused.output.split())
    assert here.writes() == before
    assert here.json("sync")["status"] == "unchanged"


def test_limits_do_not_stand_against_it(here):
    here.configure(here.site + "[projects.website.limits]\narchive = { max = 0, percent = 0 }\n")
    assert here.run("retire", "website", "--yes").exit_code == 0
    assert len(open_cards(here)) == 2


def test_the_source_may_be_gone_by_then(here):
    here.configure(here.site.replace('board = "teamwork"', 'board = "deleted0"'))
    assert here.run("retire", "website", "--yes").exit_code == 0
    assert len(open_cards(here)) == 2


def test_a_lost_ledger_archives_the_same_cards(here):
    here.lose_ledger()
    assert here.run("retire", "website", "--yes").exit_code == 0
    assert len(open_cards(here)) == 2


def test_it_is_held_like_everything_else(here):
    here.run("hold", "website")
    refused = here.run("retire", "website", "--yes")
    assert refused.exit_code == 5
    assert "hold website --off" in refused.output


def test_it_can_begin_again(here):
    cards = sorted(open_cards(here))
    here.run("retire", "website", "--yes")
    assert here.run("retire", "website", "--yes").exit_code == 2
    here.run("retire", "website", "--off")
    assert here.json("sync")["status"] == "ok"
    assert sorted(open_cards(here)) == cards
    assert here.json("sync")["status"] == "unchanged"


def test_the_others_go_on_and_cron_says_nothing_of_it(here):
    other = PROJECT.format(name="shop", source="teamwork") + PUBLISH.format(name="shop", client="c1ient01")
    here.sandbox.state.load_export(empty_board("c1ient01"))
    here.configure(here.site + other)
    here.run("sync", "shop", "--force")
    here.run("retire", "website", "--yes")
    result = here.run("-q", "sync")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_with_the_ledger_lost_the_closing_card_still_says_so(here):
    cards = sorted(open_cards(here))
    here.run("retire", "website", "--yes")
    here.lose_ledger()
    before = here.writes()
    for command in ("plan", "sync", "preview"):
        refused = here.run(command, "website")
        assert refused.exit_code == 5
        assert "website was" in refused.output
        assert "retire website --off" in " ".join(refused.output.split())
    assert here.run("sync", "website", "--force").exit_code == 5
    assert here.writes() == before
    here.lose_ledger()
    here.run("retire", "website", "--off")
    assert here.json("sync")["status"] == "ok"
    assert sorted(open_cards(here)) == cards
    assert here.json("sync")["status"] == "unchanged"

"""Real Trello exports: audited as files, pulled over HTTP, published, published again with nothing to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.flows.office import CLIENT_BOARD, EXPORTS, PROJECT, PUBLISH, empty_board, read_export, thursday_after

BOARDS = (
    "nebula-2015-06-18.json",
    "nebula-2015-06-19.json",
    "fda-food-recalls.json",
    "inovation-technology.json.gz",
    "tapmovies.json",
    "foxy-fives.json",
    "bizarre-lineage.json.gz",
    "deck-fixture.json",
)


@pytest.fixture(params=BOARDS)
def board(request):
    return request.param


def test_file_and_http_audits_agree(office, board):
    raw = read_export(board)
    here = office(raw, now=thursday_after(raw).isoformat())
    here.configure(PROJECT.format(name="real", source=raw["id"]))
    by_file, by_http = here.json("audit", EXPORTS / board), here.json("audit", "real")
    silent = {each["code"] for each in by_file["abstained"] + by_http["abstained"]}
    assert seen(by_file, silent) == seen(by_http, silent)
    assert 0 < by_file["tasks"] == by_http["tasks"] <= live_cards(raw)


def test_published_once_and_never_again(office, board):
    raw = read_export(board)
    now = thursday_after(raw)
    here = office(raw, empty_board(), now=now.isoformat())
    here.configure(PROJECT.format(name="real", source=raw["id"]) + PUBLISH.format(name="real", client=CLIENT_BOARD))
    first = here.json("sync", "real", "--force")
    assert (first["status"], first["failed"]) == ("ok", 0)
    assert first["applied"] == len(here.writes())

    before = here.writes()
    again = here.json("sync", "real")
    assert (again["status"], again["applied"]) == ("unchanged", 0)
    assert {verb: number for verb, number in again["requests"].items() if verb != "GET" and number} == {}

    here.lose_ledger()
    assert here.json("sync", "real")["status"] == "unchanged"
    assert here.json("sync", "real", now=(now + timedelta(days=1)).isoformat())["status"] == "unchanged"
    assert here.writes() == before


def test_the_second_snapshot_over_the_first_writes_only_what_changed(office):
    older, newer = read_export("nebula-2015-06-18.json"), read_export("nebula-2015-06-19.json")
    now = thursday_after(newer).isoformat()
    text = PROJECT.format(name="real", source=older["id"]) + PUBLISH.format(name="real", client=CLIENT_BOARD)
    first = office(older, empty_board(), now=now)
    first.configure(text)
    first.json("sync", "real", "--force")

    second = office(newer, first.sandbox.state.export_board(CLIENT_BOARD), now=now)
    second.configure(text)
    planned = second.json("plan", "real")
    touched = {change["task"] for change in planned["changes"] if change["kind"] == "card" and change["task"]}
    assert touched
    assert touched <= changed_cards(older, newer)
    second.json("sync", "real", "--force")
    assert second.json("sync", "real")["status"] == "unchanged"


def test_a_board_without_dates_says_so(office):
    raw = read_export("tapmovies.json")
    here = office(raw)
    said = here.run("audit", EXPORTS / "tapmovies.json").stdout
    assert " ".join(said.split()).endswith("has a due date, so nothing can be said about being on time.")


def seen(audit, silent):
    """(code, task, since) of every flag whose rule abstained in neither."""
    return {
        (flag["code"], flag["task"]["key"] if flag["task"] else None, flag["since"])
        for flag in audit["flags"]
        if flag["code"] not in silent
    }


def live_cards(raw):
    closed = {each["id"] for each in raw["lists"] if each["closed"]}
    return sum(1 for card in raw["cards"] if not card["closed"] and card["idList"] not in closed and work(card))


def work(card):
    return not card.get("isTemplate") and card.get("cardRole") in (None, "")


def changed_cards(older, newer):
    """Keys of the cards whose own content differs between two exports, and of those in only one of them."""
    before, after = ({card["shortLink"]: content(card, raw) for card in raw["cards"]} for raw in (older, newer))
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def content(card, raw):
    names = {each["id"]: (each["name"], each["closed"]) for each in raw["lists"]}
    labels = sorted(label["name"] for label in card["labels"])
    return card["name"], card["desc"], card["due"], card["closed"], names[card["idList"]], labels

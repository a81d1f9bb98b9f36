"""Real boards' exports behind the foreign Trello: audited as file and over HTTP, published, and silent thereafter."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from tests.foreign.boards import CLIENT, client_board
from tests.foreign.shapes import audit_is_right, plan_is_right, requests_of, sync_is_right
from tests.foreign.workshop import FRIDAY, THURSDAY, Ran, Workshop, counted, standing
from tests.shared_data import DATA

FOLDER = DATA / "trello-exports"
EXPORTS = sorted(FOLDER.glob("*.json*"))
ALIAS = "a11a5000"

pytestmark = pytest.mark.skipif(not EXPORTS, reason="real boards' exports are not part of the repository")


def _raw(path: Path) -> dict[str, Any]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    found: dict[str, Any] = json.loads(data)
    return found


def _held(shop: Workshop, path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The board on the server with an empty client board beside it; the configuration names both."""
    shop.head = ""
    shop.project = ""
    shop.publish = 'select = "all"'
    shop.people = ""
    work = shop.trello.load(_raw(path))
    work["alias"] = ALIAS  # one of them has ids that no address here knows
    shop.source, shop.target = ALIAS, CLIENT
    return work, shop.trello.load(client_board())


def _flags(ran: Ran, without: set[str]) -> set[tuple[str, str | None, str | None]]:
    return {
        (flag["code"], (flag["task"] or {}).get("key"), flag["since"])
        for flag in ran.project["flags"]
        if flag["code"] not in without
    }


def _abstained(ran: Ran) -> set[str]:
    return {each["code"] for each in ran.project["abstained"] if not each.get("task")}


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name.split(".")[0])
class TestARealBoard:
    def test_file_and_http_agree(self, shop: Workshop, path: Path) -> None:
        work, _ = _held(shop, path)
        shop.publish = None
        now = work["dateLastActivity"]
        file = shop.run("audit", str(path), "--format", "json", now=now)
        http = shop.run("audit", "--format", "json", now=now)
        audit_is_right(file.json)
        audit_is_right(http.json)
        assert (file.code, http.code) == (0, 0)
        assert requests_of(http.json) == counted(http.requests)
        unsure = _abstained(file) | _abstained(http)
        assert _flags(file, unsure) == _flags(http, unsure)
        assert file.project["tasks"] == http.project["tasks"]

    def test_published_once_and_then_silent(self, shop: Workshop, path: Path) -> None:
        work, client = _held(shop, path)
        before = standing(work)
        planned = shop.run("plan", "--format", "json", now=THURSDAY)
        plan_is_right(planned.json)
        assert planned.writes == []
        ran = shop.sync(now=THURSDAY)
        sync_is_right(ran.json)
        assert (ran.code, ran.project["errors"]) == (0, [])
        assert requests_of(ran.json) == counted(ran.requests)
        assert len(ran.writes) == ran.project["applied"]
        published = standing(client)
        for forgotten, now in ((False, THURSDAY), (True, FRIDAY)):
            if forgotten:
                shop.forget()
            again = shop.sync(now=now)
            assert (again.writes, again.code, again.project["status"]) == ([], 0, "unchanged")
        assert standing(client) == published
        assert standing(work) == before


@pytest.mark.skipif(len(list(FOLDER.glob("nebula-*"))) != 2, reason="the two looks at one board are not here")
def test_a_second_look_at_a_board_over_the_first(shop: Workshop) -> None:
    first, second = sorted(FOLDER.glob("nebula-*"))
    _, client = _held(shop, first)
    assert shop.sync(now=THURSDAY).code == 0
    before = {card["id"]: dict(card) for card in client["cards"]}
    shop.trello.load(_raw(second))["alias"] = ALIAS
    ran = shop.sync(now=THURSDAY)
    assert ran.code == 0
    touched = {each.path.split("/")[1] for each in ran.writes if each.method == "PUT"}
    changed = {card["id"] for card in client["cards"] if card["id"] in before and card != before[card["id"]]}
    assert touched == changed
    assert 0 < len(touched) < len(before)
    assert [each for each in ran.writes if each.method == "DELETE" and "idLabels" not in each.path] == []
    for _ in range(2):
        again = shop.sync(now=THURSDAY)
        assert (again.writes, again.project["status"]) == ([], "unchanged")
        shop.forget()

"""Every flow, through the real command line, against a Trello known by its ``url`` alone, path prefix included."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.foreign.boards import CLIENT, client_board, remote_id
from tests.foreign.foreign_routes import ROUTES
from tests.foreign.foreign_trello import ForeignTrello
from tests.foreign.shapes import audit_is_right, plan_is_right, requests_of, sync_is_right
from tests.foreign.workshop import FRIDAY, THURSDAY, Workshop, counted, standing
from tests.shared_data import SPECS

SPEC = SPECS / "trello.openapi.json"


@pytest.mark.skipif(not SPEC.exists(), reason="the official description is not part of the repository")
def test_the_double_knows_what_the_description_knows() -> None:
    paths: dict[str, Any] = json.loads(SPEC.read_text())["paths"]
    shapes = {re.sub(r"\{\w+\}", "{}", path): operations for path, operations in paths.items()}
    for (method, shape), route in ROUTES.items():
        operation = shapes["/" + re.sub(r"\{\w+\}", "{}", shape)][method.lower()]
        described = {each.get("name") for each in operation.get("parameters", [])}
        assert set(route.described.split()) <= described, shape
        assert not set(route.seen.split()) & described, shape


class TestTheOrdinaryWeek:
    def test_check_says_that_all_is_well_and_writes_nothing(self, shop: Workshop) -> None:
        shop.boards()
        ran = shop.run("check", "--format", "json")
        assert (ran.code, ran.writes) == (0, [])
        assert all(finding["ok"] for finding in ran.json["findings"])

    def test_an_audit_has_the_promised_shape_and_counts_its_requests(self, shop: Workshop) -> None:
        shop.boards()
        ran = shop.run("audit", "--format", "json")
        audit_is_right(ran.json)
        assert requests_of(ran.json) == counted(ran.requests)
        assert ran.project["tasks"] == 7  # neither the archived one nor the template
        assert {flag["code"] for flag in ran.project["flags"]} >= {"D01", "D07"}

    def test_fail_on(self, shop: Workshop) -> None:
        shop.boards()
        assert shop.run("audit", "--fail-on", "low").code == 1
        assert shop.run("audit").code == 0

    def test_a_plan_has_the_promised_shape_and_writes_nothing(self, shop: Workshop) -> None:
        shop.boards()
        ran = shop.run("plan", "--format", "json")
        plan_is_right(ran.json)
        assert ran.writes == []
        assert requests_of(ran.json) == counted(ran.requests)
        assert shop.run("plan", "--format", "json").project["digest"] == ran.project["digest"]

    def test_the_first_publication_waits_for_a_person(self, shop: Workshop) -> None:
        shop.boards()
        ran = shop.run("sync", "--format", "json")
        assert (ran.code, ran.writes, ran.project["status"]) == (5, [], "refused")

    def test_exactly_the_plan_that_was_looked_at(self, shop: Workshop) -> None:
        _, client = shop.boards()
        kept = shop.folder / "first.plan"
        assert shop.run("plan", "--out", str(kept)).code == 0
        ran = shop.run("sync", "--plan", str(kept), "--format", "json")
        assert (ran.code, ran.project["status"]) == (0, "ok")
        assert len(client["cards"]) == 8
        again = shop.run("sync", "--plan", str(kept), "--format", "json")
        assert (again.code, again.writes) == (5, [])

    def test_sync_and_the_second_run_is_silent(self, shop: Workshop) -> None:
        work, client = shop.boards()
        before = standing(work)
        ran = shop.sync()
        sync_is_right(ran.json)
        assert (ran.code, ran.project["status"]) == (0, "ok")
        assert requests_of(ran.json) == counted(ran.requests)
        assert len(ran.writes) == ran.project["applied"]
        assert [card["name"] for card in client["cards"] if "log" in card["name"]] == []  # not labelled for the client
        shop.assert_silent()
        assert standing(work) == before

    def test_the_second_run_is_silent_without_the_ledger_and_a_day_later(self, shop: Workshop) -> None:
        shop.boards()
        shop.sync(now=THURSDAY)
        shop.forget()
        shop.assert_silent(now=THURSDAY)
        shop.assert_silent(now=FRIDAY)
        shop.forget()
        shop.assert_silent(now=FRIDAY)

    @pytest.mark.parametrize("mode", ["editor", "bare", "no tokens", "at the root", "version in the url", "query"])
    def test_other_makes_of_server(self, tmp_path: Path, mode: str) -> None:
        prefix = {"at the root": "", "query": "/a/b.c/~x"}.get(mode, "/gateway/trello")
        with ForeignTrello(prefix=prefix) as trello:
            shop = Workshop(tmp_path, trello, suffix="/1" if mode == "version in the url" else "")
            trello.editor, trello.nested, trello.tokens_route = mode == "editor", mode != "bare", mode != "no tokens"
            shop.boards()
            assert shop.run("check").code == 0
            assert shop.sync(now=THURSDAY).code == 0
            shop.forget()
            shop.assert_silent(now=THURSDAY)
            shop.assert_silent(now=FRIDAY)
            assert trello.violations == []

    def test_work_goes_on_and_only_what_changed_is_written(self, shop: Workshop) -> None:
        work, client = shop.boards()
        shop.sync()
        card = next(card for card in work["cards"] if card["name"].startswith("Shop window"))
        card["dueComplete"] = True
        shop.trello.note(work, "updateCard", card, old={"dueComplete": False}, changed={"dueComplete": True})
        ran = shop.sync()
        assert ran.code == 0
        touched = {each.path.split("/")[1] for each in ran.writes}
        names = {each["name"] for each in client["cards"] if each["id"] in touched}
        assert shop.trello.card("Shop window")["dueComplete"]
        assert len(names) == len(touched) == 2  # that card and the summary
        shop.assert_silent()

    def test_a_task_that_is_gone_is_put_away_and_comes_back(self, shop: Workshop) -> None:
        work, client = shop.boards()
        shop.sync()
        source = next(card for card in work["cards"] if card["name"] == "Newsletter")
        source["idLabels"] = []
        assert shop.sync().code == 0
        published = next(card for card in client["cards"] if card["name"] == "Newsletter")
        assert published["closed"] is True
        shop.assert_silent()
        source["idLabels"] = [work["labels"][0]["id"]]
        assert shop.sync().code == 0
        assert published["closed"] is False
        assert [card["name"] for card in client["cards"]].count("Newsletter") == 1
        shop.assert_silent()

    def test_several_projects_share_a_connection_and_every_request_is_counted(self, shop: Workshop) -> None:
        shop.boards()
        shop.trello.load({**client_board(), "id": remote_id(900), "shortLink": "f0re1gn3", "name": "Second"})
        shop.project = f"""
[[projects.second.sources]]
connection = "boards"
board = "f0re1gn1"
[projects.second.publish]
connection = "boards"
board = "{remote_id(900)}"
[projects.bakery.dates]
"""
        ran = shop.sync()
        sync_is_right(ran.json)
        assert [each["status"] for each in ran.json["projects"]] == ["ok", "ok"]
        assert requests_of(ran.json) == counted(ran.requests)
        shop.forget()
        assert [each["status"] for each in shop.sync().json["projects"]] == ["unchanged", "unchanged"]

    def test_two_projects_on_one_client_board_keep_out_of_each_others_way(self, shop: Workshop) -> None:
        _, client = shop.boards()
        shop.project = f"""
[[projects.second.sources]]
connection = "boards"
board = "f0re1gn1"
[projects.second.publish]
connection = "boards"
board = "{CLIENT}"
select = "all"
[projects.bakery.dates]
"""
        assert shop.sync().code == 0
        assert len(client["lists"]) == 7
        shop.forget()
        assert [each["status"] for each in shop.sync().json["projects"]] == ["unchanged", "unchanged"]

    def test_day_after_day_and_the_ledger_lost_every_night(self, shop: Workshop) -> None:
        """Dates pass, one is moved, one piece is delivered: each day's second run is silent, with no ledger at all."""
        work, client = shop.boards()
        edits = {2: ("Shop window", "due", "2026-12-01T15:00:00.000Z"), 7: ("Payment by card", "dueComplete", True)}
        written = []
        for day in range(11):
            shop.trello.now = datetime(2026, 11, 16, 9, tzinfo=UTC) + timedelta(days=day)
            if edit := edits.get(day):
                card = next(each for each in work["cards"] if each["name"].startswith(edit[0]))
                before = {edit[1]: card[edit[1]]}
                card[edit[1]] = edit[2]
                shop.trello.note(work, "updateCard", card, old=before, changed={edit[1]: edit[2]})
            now = shop.trello.now.isoformat()
            ran = shop.sync(now=now)
            assert ran.code == 0
            written.append(len(ran.writes))
            shop.forget()
            shop.assert_silent(now=now)
        assert written[5:7] == [0, 0]  # a weekend has nothing to say
        assert max(written[1:]) <= 5
        assert len(client["cards"]) == 8

    def test_as_a_program_of_its_own(self, shop: Workshop) -> None:
        shop.boards()
        ran = shop.program("sync", "--force", "--format", "json")
        assert (ran.code, ran.err, ran.project["status"]) == (0, "", "ok")
        shop.assert_silent()

    def test_short_links_and_addresses_name_boards_too(self, shop: Workshop) -> None:
        shop.boards()
        shop.source, shop.target = "https://trello.com/b/f0re1gn1/bakery-shop", "f0re1gn2"
        assert shop.sync().code == 0
        shop.target = CLIENT
        shop.assert_silent()


class TestLabelsForTheTeam:
    def test_by_verb_only_and_the_second_run_is_silent(self, shop: Workshop) -> None:
        work, _ = shop.boards()
        shop.publish = "mark_source = true"
        before = {card["id"]: list(card["idLabels"]) for card in work["cards"]}
        ran = shop.sync(now=THURSDAY)
        assert ran.code == 0
        own = {each["id"] for each in work["labels"] if each["name"].startswith("tb-")}
        assert own
        for card in work["cards"]:
            assert [label for label in card["idLabels"] if label not in own] == before[card["id"]]
        at_work = [each for each in ran.writes if any(card["id"] in each.path for card in work["cards"])]
        assert at_work
        assert {(each.method, each.path.split("/")[2]) for each in at_work} == {("POST", "idLabels")}
        shop.trello.now = shop.trello.now.replace(day=20)
        shop.assert_silent(now=THURSDAY)
        shop.assert_silent(now=FRIDAY)
        shop.forget()
        shop.assert_silent(now=FRIDAY)

    def test_lost_replies_there_are_settled_too(self, shop: Workshop) -> None:
        work, _ = shop.boards()
        shop.publish = "mark_source = true"
        shop.trello.fault("drop", "POST", "idLabels", times=2)
        shop.trello.fault("drop", "POST", "^labels$", after=3, times=2)
        assert shop.sync(now=THURSDAY).code == 0
        names = [each["name"] for each in work["labels"]]
        assert len(names) == len(set(names))
        shop.assert_silent(now=THURSDAY)

    def test_taken_off_by_verb_where_the_flag_is_gone(self, shop: Workshop) -> None:
        work, _ = shop.boards()
        shop.publish = "mark_source = true"
        shop.sync(now=THURSDAY)
        names = {each["id"]: each["name"] for each in work["labels"]}
        card = next(each for each in work["cards"] if each["name"] == "Payment by card")
        assert "tb-overdue" in [names[label] for label in card["idLabels"]]
        card["dueComplete"] = True
        shop.trello.note(work, "updateCard", card, old={"dueComplete": False}, changed={"dueComplete": True})
        ran = shop.sync(now=THURSDAY)
        assert "tb-overdue" not in [names[label] for label in card["idLabels"]]
        assert {each.method for each in ran.writes if "idLabels" in each.path and card["id"] in each.path} == {"DELETE"}
        assert all(each in card["idLabels"] for each in [work["labels"][0]["id"]])


class TestOtherTongues:
    @pytest.mark.parametrize(
        ("language", "zone"), [("en", "America/New_York"), ("ru", "Europe/Minsk"), ("ro", "America/New_York")]
    )
    def test_every_language_and_zone_is_silent_the_second_time(self, shop: Workshop, language: str, zone: str) -> None:
        _, client = shop.boards()
        shop.trello.editor = True
        shop.publish = f'language = "{language}"'
        shop.project = f'timezone = "{zone}"\ncountry = "MD"'
        assert shop.sync(now="2026-11-19T12:00").code == 0
        hour = {"Europe/Minsk": 15, "America/New_York": 23}[zone]
        (due,) = {card["due"] for card in client["cards"] if card["name"].startswith("Christmas")}
        assert due == f"2026-12-10T{hour}:00:00.000Z"
        shop.assert_silent(now="2026-11-19T12:00")
        shop.forget()
        shop.assert_silent(now="2026-11-20T12:00")

    def test_shadow_plans_and_never_writes(self, shop: Workshop) -> None:
        shop.boards()
        shop.publish = 'mode = "shadow"'
        ran = shop.sync()
        assert (ran.code, ran.writes, ran.project["planned"]) == (0, [], 18)

    def test_preview_runs_and_promises_ask_and_tell(self, shop: Workshop) -> None:
        shop.boards()
        assert "Newsletter" in shop.run("preview", "bakery").out
        shop.sync()
        for words in (("preview", "bakery", "--format", "json"), ("runs",), ("promises", "bakery")):
            ran = shop.run(*words)
            assert (ran.code, ran.writes) == (0, []), words

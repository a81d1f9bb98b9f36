"""Every flow, through the real command line, against a Trello known by its ``url`` alone, path prefix included."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.foreign.boards import ANNA, CLIENT, SAMPLE, WORK, client_board, remote_id, work_board
from tests.foreign.foreign_answers import Account, edited
from tests.foreign.foreign_routes import ROUTES
from tests.foreign.foreign_state import ME
from tests.foreign.foreign_trello import READ_ONLY, TOKEN, ForeignTrello
from tests.foreign.shapes import audit_is_right, plan_is_right, requests_of, sync_is_right
from tests.foreign.workshop import Workshop, counted, standing

SPEC = Path(__file__).parents[2].parent / "shared" / "specs" / "trello.openapi.json"
MONDAY = "2026-11-16T09:00:00+00:00"
THURSDAY, FRIDAY = "2026-11-19T09:00:00+00:00", "2026-11-20T09:00:00+00:00"  # nothing falls due between them


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
        _is_silent(shop)
        assert standing(work) == before

    def test_the_second_run_is_silent_without_the_ledger_and_a_day_later(self, shop: Workshop) -> None:
        shop.boards()
        shop.sync(now=THURSDAY)
        shop.forget()
        _is_silent(shop, now=THURSDAY)
        _is_silent(shop, now=FRIDAY)
        shop.forget()
        _is_silent(shop, now=FRIDAY)

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
            _is_silent(shop, now=THURSDAY)
            _is_silent(shop, now=FRIDAY)
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
        _is_silent(shop)

    def test_a_task_that_is_gone_is_put_away_and_comes_back(self, shop: Workshop) -> None:
        work, client = shop.boards()
        shop.sync()
        source = next(card for card in work["cards"] if card["name"] == "Newsletter")
        source["idLabels"] = []
        assert shop.sync().code == 0
        published = next(card for card in client["cards"] if card["name"] == "Newsletter")
        assert published["closed"] is True
        _is_silent(shop)
        source["idLabels"] = [work["labels"][0]["id"]]
        assert shop.sync().code == 0
        assert published["closed"] is False
        assert [card["name"] for card in client["cards"]].count("Newsletter") == 1
        _is_silent(shop)

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

    def test_short_links_and_addresses_name_boards_too(self, shop: Workshop) -> None:
        shop.boards()
        shop.source, shop.target = "https://trello.com/b/f0re1gn1/bakery-shop", "f0re1gn2"
        assert shop.sync().code == 0
        shop.target = CLIENT
        _is_silent(shop)


class TestAPersonOnTheClientsBoard:
    @pytest.fixture
    def client(self, shop: Workshop) -> dict[str, Any]:
        _, client = shop.boards()
        assert shop.sync(now=THURSDAY).code == 0
        return client

    @pytest.mark.parametrize(
        "edit",
        [
            {"name": "Our lovely shop window"},
            {"desc": "Anna: please ring me before you start."},
            {"due": "2026-12-24T12:00:00.000Z"},
            {"idList": "another"},
            {"idLabels": []},
            {"dueComplete": True},
        ],
        ids=lambda edit: next(iter(edit)),
    )
    def test_an_edit_stands_and_is_told_once(
        self, shop: Workshop, client: dict[str, Any], edit: dict[str, Any]
    ) -> None:
        card = next(card for card in client["cards"] if card["name"].startswith("Shop window"))
        if "idList" in edit:
            edit = {"idList": next(each["id"] for each in client["lists"] if each["id"] != card["idList"])}
        reference = card["desc"].splitlines()[-1]
        card.update(edit)
        if "desc" in edit:
            card["desc"] += f"\n\n{reference}"
        before = standing(client)
        told = _is_silent(shop, now=THURSDAY).project["notes"]
        assert len([note for note in told if "A person changed" in note]) == 1
        again = _is_silent(shop, now=THURSDAY).project["notes"]
        assert [note for note in again if "A person changed" in note] == []
        shop.forget()
        _is_silent(shop, now=FRIDAY)
        assert standing(client) == before

    def test_the_editor_is_no_person(self, shop: Workshop, client: dict[str, Any]) -> None:
        for card in client["cards"]:
            card["desc"] = edited(card["desc"])
        assert _is_silent(shop, now=THURSDAY).project["notes"] == []
        shop.forget()
        assert _is_silent(shop, now=THURSDAY).project["notes"] == []

    def test_an_archived_card_is_not_created_again(self, shop: Workshop, client: dict[str, Any]) -> None:
        next(card for card in client["cards"] if card["name"] == "Newsletter")["closed"] = True
        _is_silent(shop, now=THURSDAY)
        shop.forget()
        _is_silent(shop, now=THURSDAY)

    def test_an_archived_list_takes_its_cards_along(self, shop: Workshop, client: dict[str, Any]) -> None:
        done = next(each for each in client["lists"] if each["name"] == "Done")
        done["closed"] = True
        _is_silent(shop, now=THURSDAY)
        shop.forget()
        _is_silent(shop, now=THURSDAY)

    def test_a_copied_card_is_the_persons(self, shop: Workshop, client: dict[str, Any]) -> None:
        card = next(card for card in client["cards"] if card["name"] == "Newsletter")
        copied = shop.trello.add_card(client, **{k: v for k, v in card.items() if k not in ("id", "shortLink")})
        before = standing(client)
        _is_silent(shop, now=THURSDAY)
        shop.forget()
        _is_silent(shop, now=THURSDAY)
        assert standing(client) == before
        assert copied in client["cards"]

    def test_a_renamed_list_is_still_the_list(self, shop: Workshop, client: dict[str, Any]) -> None:
        next(each for each in client["lists"] if each["name"] == "Planned")["name"] = "Coming up"
        _is_silent(shop, now=THURSDAY)

    def test_a_renamed_list_and_a_lost_ledger(self, shop: Workshop, client: dict[str, Any]) -> None:
        next(each for each in client["lists"] if each["name"] == "Planned")["name"] = "Coming up"
        shop.forget()
        _is_silent(shop, now=THURSDAY)

    @pytest.mark.parametrize("forgotten", [False, True])
    def test_a_renamed_label(self, shop: Workshop, client: dict[str, Any], forgotten: bool) -> None:
        next(each for each in client["labels"] if each["name"] == "On track")["name"] = "All good"
        if forgotten:
            shop.forget()
        _is_silent(shop, now=THURSDAY)
        shop.trello.boards[WORK]["cards"][5]["due"] = "2026-12-15T15:00:00.000Z"  # the newsletter is on track now, too
        assert shop.sync(now=FRIDAY).code == 0
        assert [each["name"] for each in client["labels"]].count("On track") == 0
        assert [each["name"] for each in client["labels"]].count("All good") == 1

    @pytest.mark.parametrize("forgotten", [False, True])
    def test_a_deleted_label(self, shop: Workshop, client: dict[str, Any], forgotten: bool) -> None:
        gone = next(each for each in client["labels"] if each["name"] == "On track")
        client["labels"].remove(gone)
        for card in client["cards"]:
            card["idLabels"] = [each for each in card["idLabels"] if each != gone["id"]]
        if forgotten:
            shop.forget()
        _is_silent(shop, now=THURSDAY)

    def test_a_deleted_card_is_not_created_again(self, shop: Workshop, client: dict[str, Any]) -> None:
        client["cards"].remove(next(card for card in client["cards"] if card["name"] == "Newsletter"))
        _is_silent(shop, now=THURSDAY)

    def test_a_card_moved_to_another_board_is_not_created_again(self, shop: Workshop, client: dict[str, Any]) -> None:
        other = shop.trello.load({**client_board(), "id": remote_id(901), "shortLink": "f0re1gn4", "name": "Other"})
        card = next(card for card in client["cards"] if card["name"] == "Newsletter")
        client["cards"].remove(card)
        other["cards"].append(card)
        _is_silent(shop, now=THURSDAY)

    def test_words_below_the_reference_are_an_edit_too(self, shop: Workshop, client: dict[str, Any]) -> None:
        card = next(card for card in client["cards"] if card["name"] == "Newsletter")
        card["desc"] += "\n\nAnna: and the opening hours, please."
        told = _is_silent(shop, now=THURSDAY).project["notes"]
        assert len(told) == 1
        shop.forget()
        _is_silent(shop, now=THURSDAY)

    def test_the_persons_word_and_ours_meet_on_one_card(self, shop: Workshop, client: dict[str, Any]) -> None:
        """The title is the person's now; the date goes on being ours."""
        card = next(card for card in client["cards"] if card["name"].startswith("Shop window"))
        card["name"] = "Our lovely shop window"
        source = shop.trello.card("Shop window")
        shop.trello.note(shop.trello.boards[WORK], "updateCard", source, old={"due": source["due"]},
                         changed={"due": "2026-12-02T15:00:00.000Z"})  # fmt: skip
        source["due"] = "2026-12-02T15:00:00.000Z"
        assert shop.sync(now="2026-11-24T09:00:00+00:00").code == 0
        assert (card["name"], card["due"]) == ("Our lovely shop window", "2026-12-02T18:00:00.000Z")
        _is_silent(shop, now="2026-11-24T09:00:00+00:00")

    def test_what_others_put_there_is_never_touched(self, shop: Workshop, client: dict[str, Any]) -> None:
        shop.trello.add_card(
            client, name="Ours: flowers for the opening", idList=client["lists"][0]["id"], desc="Ref. tb"
        )
        client["labels"].append({"id": remote_id(700), "name": "Urgent", "color": "red_dark", "idBoard": CLIENT})
        next(card for card in client["cards"] if card["name"] == "Newsletter")["idLabels"] += [remote_id(700)]
        shop.trello.card("Ours")["idLabels"] = [remote_id(700)]
        before = standing(client)
        _is_silent(shop, now=THURSDAY)
        shop.forget()
        _is_silent(shop, now=THURSDAY)
        assert standing(client) == before
        shop.trello.card("Payment by card")["dueComplete"] = True
        assert shop.sync(now=THURSDAY).code == 0
        assert shop.trello.card("Ours") == next(c for c in before["cards"] if c["name"].startswith("Ours"))
        assert remote_id(700) in next(c for c in client["cards"] if c["name"] == "Newsletter")["idLabels"]

    def test_a_foreign_board_full_of_labels_gets_none_twice(self, shop: Workshop) -> None:
        _, client = shop.boards()
        client["labels"] += [
            {"id": remote_id(1000 + n), "name": f"L{n}", "color": None, "idBoard": CLIENT} for n in range(60)
        ]
        for nested in (True, False):
            shop.trello.nested = nested
            shop.forget()
            assert shop.sync(now=THURSDAY).code == 0
        names = [each["name"] for each in client["labels"] if each["name"]]
        assert len(names) == len(set(names))


class TestTrouble:
    @pytest.mark.parametrize("path", ["^cards$", "^lists$", "^labels$"])
    @pytest.mark.parametrize("kind", ["drop", "cut"])
    def test_a_lost_reply_to_a_creation_doubles_nothing(self, shop: Workshop, path: str, kind: str) -> None:
        _, client = shop.boards()
        shop.trello.fault(kind, "POST", path, after=1)
        first = shop.sync(now=THURSDAY)
        sync_is_right(first.json)
        assert first.code == (0 if kind == "drop" else 6)
        assert requests_of(first.json) == counted(first.requests)
        assert shop.sync(now=THURSDAY).code == 0
        for part in ("cards", "lists"):
            names = [each["name"] for each in client[part]]
            assert len(names) == len(set(names)) == {"cards": 8, "lists": 7}[part]
        _is_silent(shop, now=THURSDAY)

    def test_every_single_reply_may_be_lost(self, shop: Workshop) -> None:
        _, client = shop.boards()
        shop.trello.fault("drop", "POST", times=99)
        assert shop.sync(now=THURSDAY).code == 0
        assert len(client["cards"]) == 8
        _is_silent(shop, now=THURSDAY)

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
    def test_one_refused_card_does_not_stop_the_rest(self, shop: Workshop, status: int) -> None:
        _, client = shop.boards()
        shop.trello.rate = (100_000, 100)
        shop.trello.fault(str(status), "POST", "^cards$", after=3)
        ran = shop.sync(now=THURSDAY)
        assert ran.code == (0 if status == 429 else 6)
        assert ran.project["failed"] == (0 if status == 429 else 1)
        assert len(client["cards"]) == (8 if status == 429 else 3 if status == 401 else 7)
        assert shop.sync(now=THURSDAY).code == 0
        assert len(client["cards"]) == 8
        _is_silent(shop, now=THURSDAY)

    def test_a_line_that_is_closed_after_every_answer(self, shop: Workshop) -> None:
        _, client = shop.boards()
        shop.trello.keeps_alive = False
        assert shop.sync(now=THURSDAY).code == 0
        assert len(client["cards"]) == 8

    def test_a_lost_reply_to_an_update(self, shop: Workshop) -> None:
        shop.boards()
        shop.sync()
        shop.trello.card("Shop window")["dueComplete"] = True
        shop.trello.fault("drop", "PUT", times=1)
        assert shop.sync().code == 0
        _is_silent(shop)

    def test_a_line_that_breaks_between_questions(self, shop: Workshop) -> None:
        shop.boards()
        shop.trello.fault("cut", "GET", "actions", times=1)
        assert shop.sync().code == 0

    def test_a_server_error_while_reading_passes(self, shop: Workshop) -> None:
        shop.boards()
        shop.trello.fault("500", "GET", "cards", times=1)
        assert shop.sync().code == 0

    def test_too_many_requests_are_waited_for(self, shop: Workshop) -> None:
        _, client = shop.boards()
        shop.trello.rate = (12, 250)
        ran = shop.sync(now=THURSDAY)
        assert (ran.code, len(client["cards"])) == (0, 8)
        assert [each for each in ran.requests if each.status == 429] == []  # the headers were heeded
        shop.trello.rate = (100_000, 150)
        shop.trello.fault("429", "POST", "cards", times=2)
        shop.trello.load(client_board())
        shop.forget()
        again = shop.sync(now=THURSDAY)
        assert (again.code, again.project["failed"]) == (0, 0)
        assert len([each for each in again.requests if each.status == 429]) == 2
        assert requests_of(again.json) == counted(again.requests)

    def test_a_limit_that_outlasts_the_budget(self, shop: Workshop) -> None:
        shop.boards()
        shop.head = "[run]\nbudget_seconds = 2\n"
        shop.trello.fault("429", times=99)
        ran = shop.sync()
        assert (ran.code, ran.writes) == (4, [])
        assert ran.project["status"] == "failed"

    def test_a_limit_that_outlasts_the_budget_halfway(self, shop: Workshop) -> None:
        shop.boards()
        shop.head = "[run]\nbudget_seconds = 2\n"
        shop.trello.fault("429", "POST", after=5, times=99)
        ran = shop.sync()
        assert (ran.code, ran.project["status"], ran.project["applied"]) == (6, "partial", 5)
        shop.trello.faults.clear()
        (shop.folder / "limits.db").unlink()
        shop.head = ""
        assert shop.sync().code == 0
        _is_silent(shop)

    def test_a_token_that_may_only_read(self, shop: Workshop) -> None:
        _, client = shop.boards()
        shop.env["TRELLO_TOKEN"] = READ_ONLY
        assert shop.run("audit").code == 0
        assert shop.run("check").code == 3
        before = standing(client)
        ran = shop.sync()
        assert (ran.code, ran.project["applied"], len(ran.writes)) == (3, 0, 1)
        assert "scope=read,write" in ran.project["errors"][0]
        assert standing(client) == before
        shop.trello.tokens_route = False
        told = shop.run("check")
        assert (told.code, told.writes) == (0, [])
        assert "sync will say so" in re.sub(r"\s+", " ", told.out)

    @pytest.mark.parametrize("command", ["check", "audit", "plan", "sync"])
    @pytest.mark.parametrize(
        ("wrong", "said"),
        [({"TRELLO_KEY": "0" * 32}, "TRELLO_KEY"), ({"TRELLO_TOKEN": "ATTA" + "0" * 60}, "TRELLO_TOKEN")],
        ids=["wrong key", "revoked token"],
    )
    def test_credentials_that_do_not_open(self, shop: Workshop, command: str, wrong: dict[str, str], said: str) -> None:
        shop.boards()
        shop.env.update(wrong)
        ran = shop.run(command)
        assert (ran.code, ran.writes) == (3, [])
        assert said in ran.out + ran.err
        assert "Traceback" not in ran.out + ran.err
        if command == "audit":
            audit_is_right(shop.run("audit", "--format", "json").json)
        (secret,) = wrong.values()
        assert secret not in ran.out + ran.err

    def test_a_missing_variable_is_named(self, shop: Workshop) -> None:
        shop.boards()
        del shop.env["TRELLO_TOKEN"]
        shop.env["TRELLO_TOKEN2"] = TOKEN
        ran = shop.run("audit")
        assert ran.code == 2
        assert "TRELLO_TOKEN" in ran.err

    @pytest.mark.parametrize("which", ["source", "target"])
    @pytest.mark.parametrize("how", ["unknown", "blind", "unreadable"])
    def test_a_board_that_cannot_be_seen(self, shop: Workshop, which: str, how: str) -> None:
        work, client = shop.boards()
        if how == "blind":
            shop.trello.accounts[TOKEN] = Account(blind_to={(work if which == "source" else client)["id"]})
        else:
            setattr(shop, which, remote_id(5) if how == "unknown" else "n0sUch01")
        for command in ("check", "plan", "sync"):
            ran = shop.run(command)
            assert (ran.code, ran.writes) == (3, []), command
            assert ("Bakery, together" if which == "source" else "Bakery shop") in re.sub(
                r"\s+", " ", ran.out + ran.err
            )

    @pytest.mark.parametrize("force", [False, True])
    def test_a_public_client_board(self, shop: Workshop, force: bool) -> None:
        _, client = shop.boards()
        client["prefs"]["permissionLevel"] = "public"
        assert shop.run("check").code == 5
        assert shop.run("plan").code == 5
        ran = shop.run("sync", *(["--force"] if force else []), "--format", "json")
        assert (ran.code, ran.writes, ran.project["status"]) == (5, [], "refused")
        shop.publish = "allow_public_board = true"
        assert shop.sync().code == 0

    def test_an_observer_may_not_write(self, shop: Workshop) -> None:
        _, client = shop.boards()
        client["members"] += [ME]
        client["memberships"] += [{"id": remote_id(72), "idMember": ME["id"], "memberType": "observer"}]
        assert shop.run("check").code == 3
        assert shop.sync().code == 3
        assert client["cards"] == []

    @pytest.mark.parametrize("nested", [True, False])
    def test_a_source_that_is_suddenly_empty(self, shop: Workshop, nested: bool) -> None:
        work, client = shop.boards()
        shop.sync()
        before = standing(client)
        work["cards"].clear()
        shop.trello.nested = nested
        for forgotten in (False, True):
            if forgotten:
                shop.forget()
            for words in (("plan",), ("sync", "--force"), ("audit",)):
                ran = shop.run(*words)
                assert (ran.code, ran.writes) == (0 if forgotten and words == ("audit",) else 5, []), words
        assert standing(client) == before

    def test_a_server_that_is_not_there(self, shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("trackerbridge.trackers.http.ATTEMPTS", 1)
        shop.boards()
        shop.suffix = ""
        url = shop.trello.url
        monkeypatch.setattr(ForeignTrello, "url", property(lambda _: url.replace("127.0.0.1", "localhost", 1)))
        assert shop.run("audit").code == 0  # localhost is this machine too
        monkeypatch.setattr(ForeignTrello, "url", property(lambda _: "http://127.0.0.1:9"))
        ran = shop.sync()
        assert (ran.code, ran.project["status"]) == (4, "failed")

    @pytest.mark.parametrize("url", ["http://trello.example", "http://127.0.0.1.example/x", "ftp://127.0.0.1"])
    def test_plain_http_goes_to_this_machine_only(
        self, shop: Workshop, url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ForeignTrello, "url", property(lambda _: url))
        assert shop.run("audit").code == 2

    @pytest.mark.parametrize("path", ["members/me$", r"^boards/\w+$", "/cards$", "/actions$"])
    def test_an_answer_that_is_none_never_passes_for_an_empty_board(self, shop: Workshop, path: str) -> None:
        _, client = shop.boards()
        shop.sync()
        before = standing(client)
        for strange in ("empty", "null", "list", "object", "cut short"):
            shop.trello.faults.clear()
            shop.trello.fault(strange, "GET", path, times=9)
            ran = shop.sync()
            assert (ran.code, ran.writes, ran.project["status"]) == (4, [], "failed"), strange
        assert standing(client) == before

    @pytest.mark.parametrize(
        ("path", "strange"),
        [
            ("^cards$", "empty"),
            ("^cards$", "object"),
            ("^cards$", "cut short"),
            ("^lists$", "list"),
            ("^labels$", "null"),
        ],
    )
    def test_a_creation_that_is_answered_strangely_is_settled_by_looking(
        self, shop: Workshop, path: str, strange: str
    ) -> None:
        _, client = shop.boards()
        shop.trello.fault(strange, "POST", path)
        ran = shop.sync(now=THURSDAY)
        assert (ran.code, ran.project["status"], ran.project["failed"]) == (0, "ok", 0)
        assert (len(client["cards"]), len(client["lists"])) == (8, 7)
        _is_silent(shop, now=THURSDAY)

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_a_server_that_repeats_what_it_was_told_betrays_nothing(self, shop: Workshop, method: str) -> None:
        shop.boards()
        shop.trello.fault("echo", method, "cards", times=9)
        shop.before = ("-vv",)
        ran = shop.sync()
        assert ran.code == 6
        assert "***" in ran.out

    def test_a_board_cannot_be_its_own_client_board(self, shop: Workshop) -> None:
        shop.boards()
        shop.target = shop.source
        ran = shop.sync()
        assert (ran.code, list(ran.requests)) == (2, [])

    def test_a_page_instead_of_data(self, shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("trackerbridge.trackers.http.ATTEMPTS", 1)
        shop.boards()
        shop.trello.fault("html", times=9)
        ran = shop.sync()
        assert (ran.code, ran.writes) == (4, [])

    def test_another_prefix_is_another_place(self, shop: Workshop) -> None:
        shop.boards()
        shop.suffix = "/elsewhere"
        ran = shop.run("audit")
        assert ran.code in (3, 4, 6)
        assert "Traceback" not in ran.err

    def test_the_loudest_log_holds_no_secret(self, shop: Workshop) -> None:
        shop.boards()
        shop.trello.fault("drop", "POST", "cards")
        shop.before = ("-vv", "--log-format", "json")
        assert shop.sync().code == 0
        shop.env["TRELLO_TOKEN"] = READ_ONLY
        shop.run("check")


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
        _is_silent(shop, now="2026-11-19T12:00")
        shop.forget()
        _is_silent(shop, now="2026-11-20T12:00")

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


class TestLargeBoards:
    def test_pages_of_cards_and_of_actions(self, shop: Workshop) -> None:
        cards = [{"name": f"Piece {n}", "list": "To do", "labels": ("client",) if n < 5 else ()} for n in range(1200)]
        work, _ = shop.boards(cards)
        for n in range(1300):
            shop.trello.note(work, "commentCard", work["cards"][n % 1200], text=f"Word {n}")
            work["cards"][n % 1200]["badges"]["comments"] += 1
        ran = shop.run("audit", "--format", "json")
        assert (ran.code, ran.project["tasks"], ran.project["completeness"]["complete"]) == (0, 1200, True)
        assert counted(ran.requests)["GET"] == 7  # who we are, the board, two pages of cards, three of actions
        assert shop.sync().code == 0
        _is_silent(shop)

    def test_a_card_for_each_of_many_tasks_goes_beyond_the_limit_only_when_told(self, shop: Workshop) -> None:
        _, client = shop.boards([{"name": f"Piece {n}", "list": "To do"} for n in range(60)])
        refused = shop.run("plan", "--format", "json")
        assert (refused.code, refused.project["safe"]) == (5, False)
        assert "limits.create" in refused.project["refusals"][0]
        assert shop.sync().code == 0
        assert len(client["cards"]) == 62


class TestBoardsThatSayLittle:
    def test_no_due_dates_at_all(self, shop: Workshop) -> None:
        shop.boards([{"name": f"Piece {n}"} for n in range(4)])
        ran = shop.run("audit", "--format", "json")
        assert any("due date" in note for note in ran.project["completeness"]["notes"])
        assert "No open task has a due date" in shop.run("audit").out
        assert shop.sync().code == 0
        _is_silent(shop)

    def test_no_cards(self, shop: Workshop) -> None:
        shop.boards([])
        assert shop.run("audit", "--format", "json").project["tasks"] == 0
        assert shop.run("plan").code in (0, 5)

    def test_names_that_nobody_expects(self, shop: Workshop) -> None:
        _, client = shop.boards(
            [
                {"name": "  "},
                {"name": "Ünïcödé 🎂 \u202eright to left", "due": "2026-11-25T15:00:00.000Z"},
                {"name": "x" * 16_384},
                {"name": "# **Bold** [link](https://example.com) @anna"},
                {"name": "Due in no year", "due": "0000-00-00"},
            ]
        )
        ran = shop.sync()
        assert ran.code in (0, 5), ran.project
        if ran.code == 0:
            _is_silent(shop)
        assert len(client["cards"]) <= 7


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
        _is_silent(shop, now=THURSDAY)
        _is_silent(shop, now=FRIDAY)
        shop.forget()
        _is_silent(shop, now=FRIDAY)

    def test_lost_replies_there_are_settled_too(self, shop: Workshop) -> None:
        work, _ = shop.boards()
        shop.publish = "mark_source = true"
        shop.trello.fault("drop", "POST", "idLabels", times=2)
        shop.trello.fault("drop", "POST", "^labels$", after=3, times=2)
        assert shop.sync(now=THURSDAY).code == 0
        names = [each["name"] for each in work["labels"]]
        assert len(names) == len(set(names))
        _is_silent(shop, now=THURSDAY)

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


def _is_silent(shop: Workshop, now: str = MONDAY) -> Any:
    """A sync that writes nothing, and says so."""
    ran = shop.sync(now=now)
    assert ran.writes == []
    assert (ran.code, ran.project["status"], ran.project["applied"]) == (0, "unchanged", 0)
    return ran


def test_the_sample_is_what_the_tests_think_it_is() -> None:
    assert len(work_board(SAMPLE)["cards"]) == len(SAMPLE)
    assert client_board()["members"] == [ANNA]

"""Wrong credentials, boards that cannot be seen or are public, empty sources, addresses: one sentence, no write."""

from __future__ import annotations

import re

import pytest
from tests.foreign.boards import remote_id
from tests.foreign.foreign_answers import Account
from tests.foreign.foreign_state import ME
from tests.foreign.foreign_trello import READ_ONLY, TOKEN, ForeignTrello
from tests.foreign.shapes import audit_is_right
from tests.foreign.workshop import Workshop, standing


class TestNotLetIn:
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
        assert told.code == 3
        assert "The token may only read" in re.sub(r"\s+", " ", told.out)
        assert standing(client) == before

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

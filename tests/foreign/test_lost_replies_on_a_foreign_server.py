"""Lost replies, limits and answers that are none: settled by looking, waited for, and never taken for a result."""

from __future__ import annotations

import pytest
from tests.foreign.boards import client_board
from tests.foreign.shapes import requests_of, sync_is_right
from tests.foreign.workshop import THURSDAY, Workshop, counted, standing


class TestLostRepliesAndLimits:
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
        shop.assert_silent(now=THURSDAY)

    def test_every_single_reply_may_be_lost(self, shop: Workshop) -> None:
        _, client = shop.boards()
        shop.trello.fault("drop", "POST", times=99)
        assert shop.sync(now=THURSDAY).code == 0
        assert len(client["cards"]) == 8
        shop.assert_silent(now=THURSDAY)

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
    def test_one_refused_card_does_not_stop_the_rest(self, shop: Workshop, status: int) -> None:
        _, client = shop.boards()
        shop.trello.rate = (100_000, 100)
        shop.trello.fault(str(status), "POST", "^cards$", after=3)
        ran = shop.sync(now=THURSDAY)
        assert ran.code == (0 if status == 429 else 6)
        assert ran.project["failed"] == (0 if status == 429 else 1)
        made = len(client["cards"])
        if status == 401:  # nothing more is begun, and what is under way comes to its end
            assert 3 <= made < 7
        else:
            assert made == (8 if status == 429 else 7)
        assert shop.sync(now=THURSDAY).code == 0
        assert len(client["cards"]) == 8
        shop.assert_silent(now=THURSDAY)

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
        shop.assert_silent()

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
        shop.assert_silent()


class TestAnswersThatAreNone:
    @pytest.mark.parametrize("path", ["members/me$", r"^boards/\w+$", "/cards$", "/actions$"])
    def test_an_answer_that_is_none_never_passes_for_an_empty_board(self, shop: Workshop, path: str) -> None:
        _, client = shop.boards()
        shop.sync()
        before = standing(client)
        for strange in ("empty", "null", "list", "object", "cut short"):
            shop.trello.faults.clear()
            shop.trello.fault(strange, "GET", path, times=9)
            shop.forget_looks()  # so that everything is asked
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
        shop.assert_silent(now=THURSDAY)

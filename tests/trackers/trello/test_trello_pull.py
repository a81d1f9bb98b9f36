"""Pulling a board over HTTP: how many requests, what pages, what cannot be seen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.trackers.trello.boards import ANNA, BOARD, action, board_with, empty_board, remote_id
from tests.trackers.trello.conftest import transport_to

from trackerbridge.clock import Calendar
from trackerbridge.config.schema import ProjectConfig, Settings, SourceConfig
from trackerbridge.errors import NotLetIn, Unreachable, UsageError
from trackerbridge.people import Sides
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.stages import StageMap
from trackerbridge.testing import SAMPLE
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.trello.api import TrelloApi, board_id
from trackerbridge.trackers.trello.connector import TrelloConnector
from trackerbridge.trackers.trello.whole import pages

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def connector(api: TrelloApi, board: str = BOARD) -> TrelloConnector:
    return TrelloConnector(api, board, stages=StageMap(), sides=Sides(), calendar=Calendar())


def big_board(cards: int, actions_per_card: int) -> dict[str, Any]:
    raw = board_with(())
    home = raw["lists"][0]["id"]
    for number in range(cards):
        card = {
            "id": remote_id(10_000 + number),
            "name": f"Card {number}",
            "idBoard": BOARD,
            "idList": home,
            "pos": number,
        }
        raw["cards"].append(card)
        for turn in range(actions_per_card):
            kind = "updateCard" if turn else "createCard"
            identifier = 1_000_000 + number * actions_per_card + turn
            raw["actions"].insert(0, action(identifier, kind, card, minute=turn, old={"due": None}))
    return raw


def test_500_cards_and_3500_actions_take_seven_requests(sandbox: Sandbox, api: TrelloApi) -> None:
    sandbox.state.load_export(big_board(500, 7))
    snapshot = connector(api).pull(now=NOW)
    assert api.transport.counts == {"GET": 7, "POST": 0, "PUT": 0, "DELETE": 0}
    assert (len(snapshot.tasks), sum(len(task.history) for task in snapshot.tasks)) == (500, 3500)
    assert not [entry.violations for entry in sandbox.requests if entry.violations]


def test_a_board_of_many_pages_is_whole_and_at_the_floor(sandbox: Sandbox, api: TrelloApi) -> None:
    """Cards with more comments than an answer nests, and histories and cards of several pages, against the truth."""
    raw = big_board(1100, 2)
    talk, quiet = raw["cards"][0], raw["cards"][1]
    for number in range(130):
        raw["actions"].insert(
            0, action(9_000_000 + number, "commentCard", talk, minute=number % 60, text=f"No {number}")
        )
    raw["actions"].insert(0, action(9_500_000, "commentCard", quiet, text="Once"))
    sandbox.state.load_export(raw)
    snapshot = connector(api).pull(now=NOW)
    cards, actions = 2, 3  # pages of a thousand, for 1,100 cards and 2,331 actions
    assert api.transport.counts["GET"] == cards + actions + 2
    said = {task.title: [comment.text for comment in task.comments] for task in snapshot.tasks if task.comments}
    assert {title: sorted(words) for title, words in said.items()} == {
        "Card 0": sorted(f"No {number}" for number in range(130)), "Card 1": ["Once"],
    }  # fmt: skip
    assert [len(task.history) for task in snapshot.tasks] == [2] * 1100
    assert snapshot.completeness.complete
    assert snapshot.completeness.gaps == ()


def test_more_cards_than_a_page_holds(sandbox: Sandbox, api: TrelloApi) -> None:
    sandbox.state.load_export(big_board(2100, 0))
    snapshot = connector(api).pull(now=NOW)
    assert [task.title for task in snapshot.tasks] == [f"Card {number}" for number in range(2100)]


def test_more_labels_than_trello_gives_unasked(sandbox: Sandbox, api: TrelloApi) -> None:
    labels = [{"id": remote_id(5000 + n), "idBoard": BOARD, "name": f"label {n}", "color": None} for n in range(60)]
    sandbox.state.load_export(empty_board(labels=labels))
    assert len(connector(api).pull(now=NOW).labels) == 60


def test_the_token_stands_in_no_address(sandbox: Sandbox, api: TrelloApi) -> None:
    sandbox.state.load_export(board_with(SAMPLE))
    connector(api).pull(now=NOW)
    connector(api).check()
    assert {entry.auth for entry in sandbox.requests} == {"header"}
    assert not [e.path for e in sandbox.requests if credentials.TEAM_TOKEN in e.path or credentials.KEY in e.path]


def test_comments_from_before_a_card_came_here_are_fetched(sandbox: Sandbox, api: TrelloApi) -> None:
    raw = board_with(SAMPLE)
    away = {"id": remote_id(700), "name": "Another board"}
    elsewhere = {**action(600, "commentCard", raw["cards"][2], text="From the old board")}
    elsewhere["data"]["board"] = away
    raw["cards"][2]["badges"] = {"comments": 1}
    sandbox.state.load_export(raw)
    sandbox.state.unseen_comments.clear()
    sandbox.state.actions.add(elsewhere)
    snapshot = connector(api).pull(now=NOW)
    assert [c.text for task in snapshot.tasks for c in task.comments if "old board" in c.text] == ["From the old board"]
    assert snapshot.completeness.notes == ()


def test_long_talks_from_another_board_come_ten_cards_a_request(sandbox: Sandbox, api: TrelloApi) -> None:
    """One of them fills more than a page: 1,200 comments, each once."""
    raw = board_with(SAMPLE)
    away = {"id": remote_id(700), "name": "Another board"}
    long = raw["cards"][0]
    talk = [action(100_000 + n, "commentCard", long, text=f"No {n}") for n in range(1200)]
    talk += [action(200_000 + n, "commentCard", card, text="Hello") for n, card in enumerate(raw["cards"][1:])]
    for each in talk:
        each["data"]["board"] = away
    sandbox.state.load_export(raw)
    sandbox.state.unseen_comments.clear()
    for each in talk:
        sandbox.state.actions.add(each)
    snapshot = connector(api).pull(now=NOW)
    assert api.transport.counts["GET"] == 4 + 1 + 1  # the pull, all cards together, the long one's second page
    assert snapshot.completeness.notes == ()
    texts = [comment.text for task in snapshot.tasks for comment in task.comments if task.id == long["id"]]
    assert sorted(text for text in texts if text.startswith("No ")) == sorted(f"No {n}" for n in range(1200))


def test_comments_that_cannot_be_found_are_said(sandbox: Sandbox, api: TrelloApi) -> None:
    raw = board_with(SAMPLE)
    raw["cards"][2]["badges"] = {"comments": 3}
    sandbox.state.load_export(raw)
    sandbox.state.unseen_comments[raw["cards"][2]["id"]] = 3
    notes = connector(api).pull(now=NOW).completeness.notes
    assert notes == ("3 comments of 1 card could not be found, though Trello counts them.",)


def test_check_names_authors_whom_nobody_placed(sandbox: Sandbox, api: TrelloApi) -> None:
    raw = board_with(SAMPLE)
    stranger = {"id": remote_id(800), "fullName": "Olga Example", "username": "olga"}
    raw["actions"].insert(0, {**action(600, "commentCard", raw["cards"][0], text="Hello?"), "memberCreator": stranger})
    raw["actions"][0]["idMemberCreator"] = stranger["id"]
    sandbox.state.load_export(raw)
    found = [finding.what for finding in connector(api).check()]
    assert any("neither a member nor named as team or client: Olga Example." in what for what in found)
    assert any("Nobody is named as the client" in what for what in found)


class TestNotLetIn:
    def test_a_board_that_cannot_be_seen_names_those_that_can(self, sandbox: Sandbox) -> None:
        sandbox.state.load_export(board_with(SAMPLE))
        mine = empty_board(id=remote_id(77), name="Our own", shortLink="0wNb0aRd")
        mine["memberships"] = [{"idMember": credentials.CLIENT_MEMBER["id"], "memberType": "normal"}]
        mine["members"] = [credentials.CLIENT_MEMBER]
        sandbox.state.load_export(mine)
        api = TrelloApi.on(transport_to(sandbox.url, token=credentials.CLIENT_TOKEN))
        with pytest.raises(NotLetIn, match=BOARD) as refusal:
            connector(api).pull(now=NOW)
        assert "Sandbox Client" in refusal.value.message
        assert "Our own (0wNb0aRd)" in refusal.value.hint

    @pytest.mark.parametrize("board", ["69a5ffffffffffffffffffff", "nOnExiSt"])
    def test_a_board_that_does_not_exist(self, api: TrelloApi, board: str) -> None:
        with pytest.raises(NotLetIn, match="does not exist") as refusal:
            connector(api, board).pull(now=NOW)
        assert "It can see no board at all" in refusal.value.hint

    def test_a_closed_board(self, sandbox: Sandbox, api: TrelloApi) -> None:
        sandbox.state.load_export(empty_board(closed=True))
        with pytest.raises(NotLetIn, match="“Restaurant” is closed"):
            connector(api).pull(now=NOW)

    @pytest.mark.parametrize(
        ("wrong", "why", "where"),
        [
            ({"key": "x" * 32}, "does not know the key", "TRELLO_KEY"),
            ({"token": "y" * 64}, "does not accept the token", "TRELLO_TOKEN"),
        ],
    )
    def test_wrong_credentials(self, sandbox: Sandbox, wrong: dict[str, str], why: str, where: str) -> None:
        sandbox.state.load_export(board_with(SAMPLE))
        with pytest.raises(NotLetIn, match=why) as refusal:
            connector(TrelloApi.on(transport_to(sandbox.url, **wrong))).pull(now=NOW)
        assert where in refusal.value.message
        assert "https://trello.com" in refusal.value.hint
        assert not any(secret in str(refusal.value) for secret in wrong.values())


class TestTrouble:
    def test_a_page_for_people_in_the_way(self, sandbox: Sandbox, api: TrelloApi) -> None:
        sandbox.state.load_export(board_with(SAMPLE))
        sandbox.faults.add(
            {"path": "/actions", "status": 403, "body": "<html>The request could not be satisfied</html>"}
        )
        with pytest.raises(Unreachable, match="a web page"):
            connector(api).pull(now=NOW)

    def test_an_answer_cut_in_the_middle_is_asked_for_again(self, sandbox: Sandbox, api: TrelloApi) -> None:
        sandbox.state.load_export(board_with(SAMPLE))
        sandbox.faults.add({"path": "/cards", "nth": 1, "truncate": 100})
        assert len(connector(api).pull(now=NOW).tasks) == len(SAMPLE)

    def test_a_server_that_never_answers_whole(self, sandbox: Sandbox, api: TrelloApi) -> None:
        sandbox.state.load_export(board_with(SAMPLE))
        sandbox.faults.add({"path": "/cards", "truncate": 100})
        with pytest.raises(Unreachable):
            connector(api).pull(now=NOW)

    def test_nobody_listens_there(self) -> None:
        with pytest.raises(Unreachable, match=r"127\.0\.0\.1:9 does not answer"):
            connector(TrelloApi.on(transport_to("http://127.0.0.1:9"))).pull(now=NOW)


class TestPages:
    def test_a_server_that_ignores_before_does_not_hold_us(self) -> None:
        page = [{"id": f"{number:024x}"} for number in range(1000)]
        assert len(list(pages(lambda before, size: page))) == 1000

    def test_the_next_page_is_before_the_oldest(self) -> None:
        asked = []

        def fetch(before: str, size: int) -> list[dict[str, str]]:
            asked.append(before)
            return [{"id": f"{n:024x}"} for n in range(1999, 999, -1)] if not before else [{"id": "0" * 24}]

        assert len(list(pages(fetch))) == 1001
        assert asked == ["", f"{1000:024x}"]


class TestFromConfig:
    def test_a_board_by_its_address(self, sandbox: Sandbox, transport: Transport) -> None:
        sandbox.state.load_export(board_with(SAMPLE))
        settings = Settings(
            name="web",
            project=ProjectConfig(
                sources=[SourceConfig(connection="b", board="x")],
                statuses={"review": ["Doing"]},
                client=["anna_example"],
            ),
        )
        source = SourceConfig(connection="b", board="https://trello.com/b/rEsTaU01/restaurant")
        snapshot = TrelloConnector.from_config(settings, source, transport).pull(now=NOW)
        assert [task.stage for task in snapshot.tasks if task.status == "Doing"] == ["review"]
        assert [person.side for person in snapshot.people if person.name == ANNA["fullName"]] == ["client"]

    @pytest.mark.parametrize("text", ["my board", "", "https://trello.com/c/aBcD1234", "../me"])
    def test_what_is_no_board_id(self, text: str) -> None:
        with pytest.raises(UsageError, match="no Trello board id"):
            board_id(text)

    def test_a_source_needs_a_connection_and_a_board(self, transport: Transport) -> None:
        settings = Settings(name="web", project=ProjectConfig(sources=[SourceConfig(path="x.csv")]))
        with pytest.raises(UsageError, match="needs a connection"):
            TrelloConnector.from_config(settings, SourceConfig(path="x.csv"), transport)

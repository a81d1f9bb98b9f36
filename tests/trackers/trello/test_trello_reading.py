"""Thin looks: what they cost, that no change hides from them, and that they end where a whole look ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trackers.trello.boards import BOARD, board_with, empty_board
from tests.trackers.trello.conftest import transport_to
from tests.trackers.trello.test_trello_pull import big_board

from trackerbridge.clock import Calendar
from trackerbridge.errors import NotLetIn, Unreachable
from trackerbridge.model import Snapshot
from trackerbridge.people import Sides
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.stages import StageMap
from trackerbridge.testing import SAMPLE
from trackerbridge.trackers.base import Board
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.keep import Keep
from trackerbridge.trackers.trello.api import TrelloApi
from trackerbridge.trackers.trello.connector import TrelloConnector
from trackerbridge.trackers.trello.questions import look_question
from trackerbridge.trackers.trello.reading import MOST_READ_AGAIN, WHOLE_EVERY
from trackerbridge.trackers.trello.writer import TrelloWriter

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ELSEWHERE = "69a500000000000000000002"


class Desk:
    """A source and a client's side on one board, read run after run with what the run before left."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox, self.folder = sandbox, folder
        self.time = 1_700_000_000.0
        sandbox.state.load_export(board_with(SAMPLE))
        sandbox.state.load_export(empty_board(id=ELSEWHERE, shortLink="eLseWher", name="Elsewhere"))
        self.there = self.do("POST", "lists", name="There", idBoard=ELSEWHERE)["id"]

    def api(self, *, fresh: bool = False, token: str = credentials.TEAM_TOKEN) -> TrelloApi:
        """Of a new run; ``fresh``: one that keeps nothing."""
        keep = None if fresh else Keep(self.folder / "seen", clock=lambda: self.time)
        return TrelloApi(transport_to(self.sandbox.url, token=token, keep=keep))

    def pull(self, api: TrelloApi) -> Snapshot:
        return TrelloConnector(api, BOARD, stages=StageMap(), sides=Sides(), calendar=Calendar()).pull(now=NOW)

    def read(self, api: TrelloApi, since: str = "") -> Board:
        writer = TrelloWriter(api, BOARD, sides=Sides())
        return (writer.knowing({since: NOW}) if since else writer).read()

    def cost(self) -> tuple[int, int]:
        """Requests of a run that reads the source, and of one that reads the client's side; both see the truth."""
        found = []
        for read in (self.pull, self.read):
            api = self.api()
            assert read(api) == read(self.api(fresh=True))
            found.append(api.transport.counts["GET"])
        return found[0], found[1]

    def do(self, verb: str, path: str, **fields: Any) -> Any:
        """What a person does in Trello."""
        given = {"key": credentials.KEY, "token": credentials.TEAM_TOKEN} | fields
        answer = requests.request(verb, f"{self.sandbox.url}/1/{path}", params=given, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def cards(self) -> list[str]:
        return [card["id"] for card in self.do("GET", f"boards/{BOARD}/cards", filter="all")]


@pytest.fixture
def desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    made = Desk(sandbox, tmp_path)
    assert made.cost() == (4, 3)  # who we are; the board, its cards, its actions
    assert made.cost() == (1, 1)
    return made


def test_an_unchanged_board_costs_one_request(desk: Desk) -> None:
    assert desk.cost() == (1, 1)
    kept = "".join(path.read_text() for path in (desk.folder / "seen").iterdir())
    assert credentials.TEAM_TOKEN not in kept
    assert credentials.KEY not in kept


def changes(desk: Desk) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What people do on a card, one after the other, each with what it takes."""
    identifier = desk.cards()[0]
    card = f"cards/{identifier}"
    board = desk.do("GET", f"boards/{BOARD}", lists="all", labels="all")
    yield "PUT", card, {"name": "Another name"}
    yield "PUT", card, {"desc": "Other words"}
    yield "PUT", card, {"desc": "Other words, within the same instant"}
    yield "PUT", card, {"due": "2026-04-01T10:00:00.000Z"}
    yield "PUT", card, {"start": "2026-03-01T10:00:00.000Z"}
    yield "PUT", card, {"dueComplete": "true"}
    yield "PUT", card, {"idList": board["lists"][2]["id"]}
    yield "PUT", card, {"pos": "bottom"}
    yield "PUT", card, {"closed": "true"}
    yield "PUT", card, {"closed": "false"}
    yield "DELETE", f"{card}/idLabels/{board['labels'][0]['id']}", {}
    yield "POST", f"{card}/idLabels", {"value": board["labels"][0]["id"]}
    yield "POST", f"{card}/idMembers", {"value": credentials.TEAM_MEMBER["id"]}
    yield "POST", f"{card}/attachments", {"url": "https://example.com/menu.png", "name": "menu.png"}
    yield "POST", f"{card}/actions/comments", {"text": "Hello"}
    comment = desk.do("GET", f"{card}/actions", filter="commentCard")[0]["id"]
    yield "PUT", f"actions/{comment}", {"text": "Hello again"}
    yield "DELETE", f"actions/{comment}", {}
    checklist = desk.do("POST", "checklists", idCard=identifier, name="Steps")["id"]
    yield "POST", f"checklists/{checklist}/checkItems", {"name": "One"}
    item = desk.do("GET", f"checklists/{checklist}")["checkItems"][0]["id"]
    yield "PUT", f"{card}/checkItem/{item}", {"state": "complete"}
    yield "PUT", f"{card}/checkItem/{item}", {"name": "One, named otherwise"}
    yield "PUT", f"{card}/checkItem/{item}", {"state": "incomplete"}
    yield "POST", "cards", {"idList": board["lists"][0]["id"], "name": "A new one"}


def test_no_change_of_a_card_hides_and_each_costs_one_request_more(desk: Desk) -> None:
    for verb, path, fields in changes(desk):
        desk.do(verb, path, **fields)
        first, second = desk.cost()
        assert first <= 2, (verb, path, fields)
        assert second <= 2, (verb, path, fields)
        assert desk.cost() == (1, 1)


def test_what_changes_besides_the_cards_comes_with_the_look(desk: Desk) -> None:
    board = desk.do("GET", f"boards/{BOARD}", lists="all", labels="all")
    for verb, path, fields in (
        ("PUT", f"lists/{board['lists'][0]['id']}", {"name": "Waiting"}),
        ("PUT", f"lists/{board['lists'][1]['id']}", {"closed": "true"}),
        ("PUT", f"labels/{board['labels'][0]['id']}", {"name": "Called otherwise"}),
        ("PUT", f"boards/{BOARD}", {"name": "Another board", "prefs/permissionLevel": "public"}),
    ):
        desk.do(verb, path, **fields)
        assert desk.cost() == (1, 1)
    assert desk.read(desk.api()).public


def test_a_card_that_is_gone_is_believed_after_a_whole_look(desk: Desk) -> None:
    deleted, moved, *_ = desk.cards()
    desk.do("DELETE", f"cards/{deleted}")
    assert desk.cost() == (3, 3)
    desk.do("PUT", f"cards/{moved}", idBoard=ELSEWHERE, idList=desk.there)
    assert desk.cost() == (3, 3)
    desk.do("PUT", f"cards/{moved}", idBoard=BOARD)
    assert desk.cost()[0] <= 4


def test_a_card_that_leaves_between_the_look_and_the_second_reading(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = desk.cards()[0]
    desk.do("PUT", f"cards/{card}", name="Another name")
    together = TrelloApi.together

    def late(api: TrelloApi, questions: Any) -> list[Any]:
        desk.do("DELETE", f"cards/{card}")
        return together(api, questions)

    monkeypatch.setattr(TrelloApi, "together", late)
    assert card not in [task.id for task in desk.pull(desk.api()).tasks]


def test_many_changes_are_read_with_the_whole_board(desk: Desk) -> None:
    home = desk.do("GET", f"boards/{BOARD}/lists")[0]["id"]
    for number in range(MOST_READ_AGAIN + 1):
        desk.do("POST", "cards", idList=home, name=f"Card {number}")
    assert desk.cost() == (3, 3)


def test_a_day_later_the_board_is_read_whole_whatever_it_shows(desk: Desk) -> None:
    for card in desk.sandbox.state.cards:
        card["desc"] = "Changed, and no sign of it"
    desk.time += WHOLE_EVERY - 1
    assert desk.pull(desk.api()) != desk.pull(desk.api(fresh=True))
    desk.time += 1
    assert desk.cost() == (4, 3)  # and who we are is asked again


def test_what_is_kept_may_be_deleted_at_any_time(desk: Desk) -> None:
    for path in (desk.folder / "seen").iterdir():
        path.unlink()
    assert desk.cost() == (4, 3)


def test_what_somebody_changed_in_the_kept_file_is_not_believed(desk: Desk) -> None:
    keep = Keep(desk.folder / "seen", clock=lambda: desk.time)
    for path in (desk.folder / "seen").iterdir():
        keep.put(path.stem, {"since": "", "cards": 3} if "me" not in path.name else [])
    assert desk.cost() == (4, 3)


def test_each_question_of_a_batch_takes_its_place_in_the_limit(desk: Desk) -> None:
    class Limiter:
        taken = 0
        answered: Sequence[int] = ()

        def acquire(self, budget: Budget) -> int:
            self.taken += 1
            return self.taken

        def observe(self, headers: Mapping[str, str], places: Sequence[int] = ()) -> None:
            self.answered = places

        def refused(self, seconds: float) -> None: ...

    limiter = Limiter()
    transport = transport_to(desk.sandbox.url)
    transport._limiter = limiter
    TrelloApi(transport).together([look_question(BOARD)] * 10)
    assert (limiter.taken, limiter.answered) == (11, list(range(1, 12)))  # all of them count from its answer on
    with pytest.raises(ValueError, match="11 questions"):
        TrelloApi(transport).together([look_question(BOARD)] * 11)


def test_a_server_that_tells_no_last_activity_is_read_whole(desk: Desk) -> None:
    for card in desk.sandbox.state.cards:
        card["dateLastActivity"] = None
    assert desk.cost()[0] >= 2


def test_an_older_beginning_is_read_anew(desk: Desk) -> None:
    """What was kept since our oldest card does not do where an older card turns out to be ours."""
    older, newer = sorted(desk.cards())[:2]
    desk.do("POST", f"cards/{older}/actions/comments", text="Hello")
    desk.read(desk.api(), newer)
    assert desk.read(desk.api(), older) == desk.read(desk.api(fresh=True), older)


def test_a_board_of_more_than_a_page_is_looked_at_by_pages(sandbox: Sandbox, tmp_path: Path) -> None:
    raw = big_board(1100, 1)
    for card in raw["cards"]:
        card["dateLastActivity"] = "2026-03-04T09:00:00.000Z"
    sandbox.state.load_export(raw)
    keep = Keep(tmp_path / "seen")
    for cost in (1 + 1 + 2 + 2, 1 + 2, 1 + 2):  # who we are, the board, cards, actions; then the board and its signs
        api = TrelloApi(transport_to(sandbox.url, keep=keep))
        connector = TrelloConnector(api, BOARD, stages=StageMap(), sides=Sides(), calendar=Calendar())
        assert len(connector.pull(now=NOW).tasks) == 1100
        assert api.transport.counts["GET"] == cost
    looks = [entry.params.get("cards") for entry in sandbox.requests if entry.path.endswith(BOARD)]
    assert looks == ["all", None, None]  # the cards of a large board do not come with it


@pytest.mark.parametrize(
    ("fails", "trouble"),
    [
        (4, {"status": 504}),
        (1, {"status": 449, "body": {"path": "/1/boards/x/cards", "originalStatus": 503}}),
        (1, {"status": 403, "body": {"error": "API_TOO_MANY_CARDS_REQUESTED", "message": "Too many"}}),
        (1, {"status": 449, "body": {"originalStatus": 403, "originalMessage": "API_TOO_MANY_CARDS_REQUESTED"}}),
    ],
)
def test_a_board_that_is_too_large_to_come_with_its_cards_comes_without(
    desk: Desk, fails: int, trouble: dict[str, Any]
) -> None:
    """The live service cuts an answer at 30 seconds; what took too long once is asked for in parts from then on."""
    desk.sandbox.faults.add({"path": f"/boards/{BOARD}$", "nth": tuple(range(1, fails + 1)), **trouble})
    api = desk.api()
    assert desk.pull(api) == desk.pull(desk.api(fresh=True))
    assert api.transport.counts["GET"] == fails + 1 + 1  # the board without its cards, and their signs
    assert desk.cost() == (2, 2)
    desk.sandbox.faults.add({"path": f"/boards/{BOARD}$", "status": 504})
    with pytest.raises(Unreachable):
        desk.pull(desk.api())


@pytest.mark.parametrize("what", ["cards", "actions"])
@pytest.mark.parametrize(
    "trouble", [{"status": 504}, {"status": 403, "body": {"error": "API_TOO_MANY_CARDS_REQUESTED"}}]
)
def test_a_page_that_is_too_large_is_asked_for_in_smaller_ones(
    desk: Desk, what: str, trouble: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trackerbridge.trackers.trello.whole.SMALLER", 2)
    truth = desk.pull(desk.api(fresh=True))
    attempts = 4 if trouble["status"] == 504 else 1
    desk.sandbox.faults.add({"path": f"/{what}$", "nth": tuple(range(1, attempts + 1)), **trouble})
    assert desk.pull(desk.api(fresh=True)) == truth
    asked = [entry.params.get("limit") for entry in desk.sandbox.requests if entry.path.endswith(f"/{BOARD}/{what}")]
    assert asked[-1] == "2"
    desk.sandbox.faults.add({"path": f"/{what}$", **trouble})
    with pytest.raises(Unreachable):
        desk.pull(desk.api(fresh=True))


def test_a_dead_token_shows_in_the_first_answer_though_the_account_is_known(desk: Desk) -> None:
    desk.sandbox.state.revoked.add(credentials.TEAM_TOKEN)
    with pytest.raises(NotLetIn, match="does not accept the token"):
        desk.pull(desk.api())
    with pytest.raises(NotLetIn, match="does not accept the token"):
        desk.read(desk.api())


def test_another_token_is_another_account(desk: Desk) -> None:
    assert desk.api().me()["username"] == credentials.TEAM_MEMBER["username"]
    assert desk.api(token=credentials.CLIENT_TOKEN).me()["username"] == credentials.CLIENT_MEMBER["username"]


class Crowd:
    """What people do, to one of the cards, lists, labels, comments or ticks there are."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.state = desk, desk.sandbox.state

    def act(self, what: str, one: int, other: int) -> None:
        """One of these, where there is something to do it to."""
        things = getattr(self, f"{what}s")() if hasattr(self, f"{what}s") else self.cards()
        if things:
            getattr(self, f"do_{what}")(things[one % len(things)], other)

    def cards(self) -> list[Any]:
        return [card["id"] for card in self.state.cards.of("idBoard", BOARD)]

    lists = makes = lambda self: [each["id"] for each in self.state.lists_of(BOARD)]

    def returns(self) -> list[Any]:
        return [card["id"] for card in self.state.cards.of("idBoard", ELSEWHERE)]

    def edits(self) -> list[Any]:
        return [a["id"] for a in self.state.actions.of("idBoard", BOARD) if a["type"] == "commentCard"]

    erases = edits

    def ticks(self) -> list[Any]:
        rows = self.state.checklists.of("idBoard", BOARD)
        return [(row["idCard"], item["id"]) for row in rows for item in row["checkItems"]]

    def do_make(self, home: str, other: int) -> None:
        self.desk.do("POST", "cards", idList=home, name=f"New {other}")

    def do_list(self, one: str, other: int) -> None:
        self.desk.do("PUT", f"lists/{one}", name=f"List {other}", closed=str(not other % 5).lower())

    def do_word(self, card: str, other: int) -> None:
        self.desk.do("PUT", f"cards/{card}", **{("name", "desc")[other % 2]: f"Words {other}"})

    def do_move(self, card: str, other: int) -> None:
        lists = self.lists()
        self.desk.do("PUT", f"cards/{card}", idList=lists[other % len(lists)])

    def do_archive(self, card: str, other: int) -> None:
        self.desk.do("PUT", f"cards/{card}", closed=str(bool(other % 2)).lower())

    def do_delete(self, card: str, other: int) -> None:
        self.desk.do("DELETE", f"cards/{card}")

    def do_leave(self, card: str, other: int) -> None:
        self.desk.do("PUT", f"cards/{card}", idBoard=ELSEWHERE, idList=self.desk.there)

    def do_return(self, card: str, other: int) -> None:
        self.desk.do("PUT", f"cards/{card}", idBoard=BOARD, idList=self.lists()[0])

    def do_say(self, card: str, other: int) -> None:
        self.desk.do("POST", f"cards/{card}/actions/comments", text=f"Said {other}")

    def do_edit(self, comment: str, other: int) -> None:
        self.desk.do("PUT", f"actions/{comment}", text=f"Said otherwise {other}")

    def do_erase(self, comment: str, other: int) -> None:
        self.desk.do("DELETE", f"actions/{comment}")

    def do_label(self, card: str, other: int) -> None:
        labels = [each["id"] for each in self.state.labels.of("idBoard", BOARD)]
        self.desk.do("PUT", f"cards/{card}", idLabels=",".join(labels[: other % (len(labels) + 1)]))

    def do_offer(self, card: str, other: int) -> None:
        made = self.desk.do("POST", "checklists", idCard=card, name="Steps")["id"]
        self.desk.do("POST", f"checklists/{made}/checkItems", name="One", checked=str(bool(other % 2)).lower())

    def do_tick(self, item: tuple[str, str], other: int) -> None:
        self.desk.do("PUT", f"cards/{item[0]}/checkItem/{item[1]}", state=("complete", "incomplete")[other % 2])


_DO = sorted(name.removeprefix("do_") for name in vars(Crowd) if name.startswith("do_"))
_RUNS = st.lists(
    st.lists(st.tuples(st.sampled_from(_DO), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=4),
    min_size=2, max_size=5,
)  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(runs=_RUNS)
def test_any_history_ends_where_a_whole_look_ends(runs: list[list[tuple[str, int, int]]]) -> None:
    """After every run between random changes: the thin reading is the whole one, on both sides."""
    with Sandbox(now=NOW) as sandbox, TemporaryDirectory() as folder:
        desk = Desk(sandbox, Path(folder))
        desk.cost()
        for changes_between_runs in runs:
            before = set(desk.cards())
            for what, one, other in changes_between_runs:
                Crowd(desk).act(what, one, other)
            cost = desk.cost()
            # What is gone is gone after a whole look alone: reading so few cards again would cost two.
            assert before <= set(desk.cards()) or cost[0] >= 3

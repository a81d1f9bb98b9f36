"""Writing to a board: one request a change, only what changed, and clear refusals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.trackers.trello.boards import BOARD, board_with, empty_board, remote_id
from tests.trackers.trello.conftest import transport_to

from trackerbridge.config.schema import ProjectConfig, PublishConfig, Settings, SourceConfig
from trackerbridge.errors import NotLetIn, TrackerRefused, UsageError
from trackerbridge.model import Side
from trackerbridge.people import Sides
from trackerbridge.plan.changes import Change, FieldChange
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.testing import SAMPLE
from trackerbridge.trackers.http import Transport
from trackerbridge.trackers.trello.api import TrelloApi
from trackerbridge.trackers.trello.writer import TrelloWriter


def change(action: str, kind: str = "card", **given: Any) -> Change:
    fields = {name: FieldChange(None, value) for name, value in given.pop("fields", {}).items()}
    return Change(action=action, kind=kind, ref="task:x/1", fields=fields, **given)


@pytest.fixture
def raw(sandbox: Sandbox) -> dict[str, Any]:
    board = board_with(SAMPLE)
    sandbox.state.load_export(board)
    return board


@pytest.fixture
def writer(api: TrelloApi, raw: dict[str, Any]) -> TrelloWriter:
    return TrelloWriter(api, BOARD, sides=Sides())


def sent(sandbox: Sandbox) -> list[tuple[str, str, dict[str, Any]]]:
    return [(e.method, e.path.removeprefix("/1"), e.params) for e in sandbox.requests if e.method != "GET"]


def test_reading_takes_three_requests_and_one_for_what_people_wrote(
    writer: TrelloWriter, api: TrelloApi, raw: dict[str, Any]
) -> None:
    board = writer.read()
    assert api.transport.counts["GET"] == 4
    assert [comment.text for card in board.cards for comment in card.comments] == [
        words for one in SAMPLE for words in one.comments
    ]
    assert len(board.cards) == len(SAMPLE)
    assert [card.archived for card in board.cards].count(True) == 1
    assert board.room["cards"] > 0


def test_a_new_card_is_one_request_with_everything_in_it(
    writer: TrelloWriter, sandbox: Sandbox, raw: dict[str, Any]
) -> None:
    ids = {"list:planned": raw["lists"][0]["id"], "label:moved": raw["labels"][0]["id"]}
    wanted = {
        "title": "New",
        "description": "Text",
        "due": "2026-03-20T16:00:00+00:00",
        "due_complete": True,
        "list": "To Do",
    }
    made = writer.apply_change(
        change("create", fields=wanted, list_ref="list:planned", label_refs=("label:moved",)), ids
    )
    card = next(card for card in writer.read().cards if card.id == made)
    assert (card.title, card.description, card.due_complete, card.label_ids) == (
        "New",
        "Text",
        True,
        (ids["label:moved"],),
    )
    assert [(verb, path) for verb, path, _ in sent(sandbox)] == [("POST", "/cards")]


def test_an_update_sends_only_what_changed(writer: TrelloWriter, sandbox: Sandbox, raw: dict[str, Any]) -> None:
    card = raw["cards"][0]["id"]
    writer.apply_change(change("update", remote_id=card, fields={"due": None}), {})
    assert sent(sandbox) == [("PUT", f"/cards/{card}", {"due": None})]


def test_long_text_goes_in_the_body(writer: TrelloWriter, raw: dict[str, Any]) -> None:
    words = "я" * 16_384
    writer.apply_change(change("update", remote_id=raw["cards"][0]["id"], fields={"description": words}), {})
    assert words in {card.description for card in writer.read().cards}


def test_text_over_the_limit_is_not_sent(writer: TrelloWriter, sandbox: Sandbox, raw: dict[str, Any]) -> None:
    with pytest.raises(TrackerRefused, match="16385 characters"):
        writer.apply_change(change("update", remote_id=raw["cards"][0]["id"], fields={"title": "x" * 16_385}), {})
    assert sent(sandbox) == []


def test_lists_and_labels_are_made_on_the_board_behind_a_short_link(api: TrelloApi, raw: dict[str, Any]) -> None:
    writer = TrelloWriter(api, "rEsTaU01", sides=Sides())
    made = writer.apply_change(change("create", "list", fields={"name": "Overview"}), {})
    label = writer.apply_change(change("create", "label", fields={"name": "date moved", "color": "yellow"}), {})
    board = writer.read()
    assert board.lists[-1].id == made
    assert {item.id: (item.name, item.color) for item in board.labels}[label] == ("date moved", "yellow")


def test_lists_and_labels_can_be_renamed_and_lists_put_away(writer: TrelloWriter, raw: dict[str, Any]) -> None:
    home, label = raw["lists"][0]["id"], raw["labels"][0]["id"]
    writer.apply_change(change("update", "list", remote_id=home, fields={"name": "Planned"}), {})
    writer.apply_change(change("archive", "list", remote_id=home), {})
    writer.apply_change(change("update", "label", remote_id=label, fields={"name": "renamed"}), {})
    board = writer.read()
    assert [(item.name, item.closed) for item in board.lists if item.id == home] == [("Planned", True)]
    assert "renamed" in {item.name for item in board.labels}


@pytest.mark.parametrize("action", ["label", "unlabel"])
def test_labels_on_a_card_that_is_gone_are_refused(writer: TrelloWriter, raw: dict[str, Any], action: str) -> None:
    with pytest.raises(TrackerRefused):
        writer.apply_change(
            change(action, remote_id="0" * 24, label_refs=("label:x",)), {"label:x": raw["labels"][0]["id"]}
        )


def test_other_changes_are_refused(writer: TrelloWriter) -> None:
    with pytest.raises(TrackerRefused, match="cannot comment a card"):
        writer.apply_change(change("comment"), {})


def test_a_read_only_token_changes_nothing(sandbox: Sandbox, raw: dict[str, Any]) -> None:
    writer = TrelloWriter(
        TrelloApi.on(transport_to(sandbox.url, token=credentials.READ_ONLY_TOKEN)), BOARD, sides=Sides()
    )
    before = writer.read()
    with pytest.raises(NotLetIn, match="not allowed to change anything") as refusal:
        writer.apply_change(change("update", remote_id=raw["cards"][0]["id"], fields={"title": "x"}), {})
    assert "scope=read,write" in refusal.value.hint
    assert writer.read() == before


def test_members_are_the_clients_unless_named(api: TrelloApi, raw: dict[str, Any]) -> None:
    assert [p.side for p in TrelloWriter(api, BOARD, sides=Sides()).read().members] == [Side.CLIENT]
    team = TrelloWriter(api, BOARD, sides=Sides.of(["anna_example"], []))
    assert [person.side for person in team.read().members] == [Side.TEAM]


OWN_TOKEN = "o" * 64


class TestCheck:
    def findings(self, sandbox: Sandbox, token: str = credentials.TEAM_TOKEN, **board: Any) -> dict[int, list[str]]:
        sandbox.state.load_export(empty_board(**board))
        writer = TrelloWriter(TrelloApi.on(transport_to(sandbox.url, token=token)), BOARD, sides=Sides())
        found: dict[int, list[str]] = {}
        for finding in writer.check():
            found.setdefault(finding.exit_code, []).append(finding.what)
        return found

    def own_account(self, sandbox: Sandbox, scopes: Sequence[str], expires: datetime | None = None) -> None:
        """An account with this one token."""
        own = {"id": remote_id(950), "username": "own", "fullName": "Own Example"}
        sandbox.state.add_account(credentials.KEY, OWN_TOKEN, own, scopes, everywhere=True, expires=expires)

    def test_all_is_well(self, sandbox: Sandbox) -> None:
        self.own_account(sandbox, ("read", "write"))
        found = self.findings(sandbox, token=OWN_TOKEN)
        assert list(found) == [0]
        assert "The token may write." in found[0]
        assert "Trello lets us in as Own Example." in found[0]
        assert any(said.startswith("The client reads Own Example in the board's activity") for said in found[0])

    def test_a_public_board(self, sandbox: Sandbox) -> None:
        found = self.findings(sandbox, prefs={"permissionLevel": "public"})
        assert found[5] == ["The client board “Restaurant” is public: the whole world can read it."]

    def test_a_public_board_that_the_configuration_allows(self, sandbox: Sandbox, transport: Transport) -> None:
        sandbox.state.load_export(empty_board(prefs={"permissionLevel": "public"}))
        publish = PublishConfig(connection="b", board=BOARD, allow_public_board=True)
        settings = Settings(name="web", project=ProjectConfig(sources=[SourceConfig(path="x.csv")]))
        assert all(finding.ok for finding in TrelloWriter.from_config(settings, publish, transport).check())

    def test_a_token_that_may_only_read(self, sandbox: Sandbox) -> None:
        self.own_account(sandbox, ("read",))
        found = self.findings(sandbox, token=OWN_TOKEN)
        assert found[3] == ["The token may only read, and publishing needs to write."]

    def test_of_several_unlike_tokens_the_one_that_asks_is_told_by_its_refusal(self, sandbox: Sandbox) -> None:
        found = self.findings(sandbox, token=credentials.READ_ONLY_TOKEN)
        assert found[3] == ["The token may only read, and publishing needs to write."]

    def test_a_token_that_is_not_refused_is_not_said_to_write(self, sandbox: Sandbox) -> None:
        found = self.findings(sandbox)
        assert "Whether the token may write is not told here; sync will say so." in found[0]
        tried = [request for request in sandbox.requests if request.method != "GET"]
        assert [(request.method, request.path, request.status) for request in tried] == [
            ("PUT", "/1/cards/" + "0" * 24, 404)
        ]

    def test_observers_are_named(self, sandbox: Sandbox) -> None:
        olga = {"id": remote_id(800), "fullName": "Olga Example", "username": "olga"}
        watching = {"id": remote_id(901), "idMember": olga["id"], "memberType": "observer"}
        found = self.findings(sandbox, memberships=[watching], members=[olga])
        assert "Observers, who see everything on “Restaurant”: Olga Example." in found[0]

    def test_when_the_token_ends(self, sandbox: Sandbox) -> None:
        soon = datetime(2026, 3, 10, tzinfo=UTC)
        sandbox.state.clock.set(datetime(2026, 3, 4, tzinfo=UTC))
        self.own_account(sandbox, ("read", "write"), expires=soon)
        found = self.findings(sandbox, token=OWN_TOKEN)
        assert "The token ends on 2026-03-10." in found[0]

    def test_where_tokens_are_not_told_the_rest_is(self, sandbox: Sandbox) -> None:
        sandbox.faults.add({"path": "/tokens", "status": 404, "body": "Cannot GET"})
        found = self.findings(sandbox)
        assert "Trello does not tell this token when it ends." in found[0]
        assert "Whether the token may write is not told here; sync will say so." in found[0]

    def test_an_observer_cannot_write(self, sandbox: Sandbox) -> None:
        observer = {"id": remote_id(901), "idMember": credentials.CLIENT_MEMBER["id"], "memberType": "observer"}
        found = self.findings(
            sandbox, credentials.CLIENT_TOKEN, memberships=[observer], members=[credentials.CLIENT_MEMBER]
        )
        assert found[3] == ["The account only observes the board “Restaurant”, so it cannot write there."]

    @pytest.mark.parametrize(("most", "code", "how"), [(4, 0, "nearly"), (3, 5, "already")])
    def test_little_room(self, sandbox: Sandbox, most: int, code: int, how: str) -> None:
        limits = {"cards": {"openPerBoard": {"status": "ok", "warnAt": 2, "disableAt": most}}}
        home = {"id": remote_id(1), "name": "To Do", "idBoard": BOARD}
        cards = [{"id": remote_id(n), "name": "x", "idBoard": BOARD, "idList": home["id"]} for n in (2, 3, 4)]
        found = self.findings(sandbox, limits=limits, lists=[home], cards=cards)
        assert f"The board {how} holds as many cards as Trello allows." in found[code]

    def test_a_wrong_key_is_a_finding(self, sandbox: Sandbox) -> None:
        writer = TrelloWriter(TrelloApi.on(transport_to(sandbox.url, key="x" * 32)), BOARD, sides=Sides())
        assert [(f.ok, f.exit_code) for f in writer.check()] == [(False, 3)]


def test_publishing_needs_a_board(transport: Transport) -> None:
    settings = Settings(name="web", project=ProjectConfig(sources=[SourceConfig(path="x.csv")]))
    with pytest.raises(UsageError, match="needs a connection and a board"):
        TrelloWriter.from_config(settings, PublishConfig(connection="b", project="CLIENT"), transport)

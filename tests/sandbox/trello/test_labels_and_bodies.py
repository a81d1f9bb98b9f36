"""Labels by verb, answers of deletions, bodies, colours: API-FACTS section 6, items 9, 10, 16, 18, 19."""

from __future__ import annotations

import pytest
from tests.sandbox.trello.conftest import Ask
from tests.sandbox.trello.small_board import BOARD, CARD, GREEN, NAMELESS, NOW, TODO, UNKNOWN, py_trello
from trello import ResourceUnavailable, TrelloClient

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.shapes import COLORS

# -- 9 and 10: labels on a card


def test_adding_a_label_answers_all_labels_of_the_card(team: TrelloClient) -> None:
    add = f"/cards/{CARD}/idLabels"
    assert team.fetch_json(add, http_method="POST", post_args={"value": GREEN}) == [GREEN]
    assert team.fetch_json(add, http_method="POST", post_args={"value": NAMELESS}) == [GREEN, NAMELESS]


def test_adding_a_label_twice(team: TrelloClient) -> None:
    add = {"http_method": "POST", "post_args": {"value": GREEN}}
    team.fetch_json(f"/cards/{CARD}/idLabels", **add)
    with pytest.raises(ResourceUnavailable):
        team.fetch_json(f"/cards/{CARD}/idLabels", **add)
    assert team.http_service.last.text == "that label is already on the card"
    assert team.http_service.last.status_code == 400


@pytest.mark.parametrize("label", [UNKNOWN, "none", ""])
def test_adding_a_label_that_is_not_of_this_board(team: TrelloClient, label: str) -> None:
    with pytest.raises(ResourceUnavailable):
        team.fetch_json(f"/cards/{CARD}/idLabels", http_method="POST", post_args={"value": label})
    assert team.http_service.last.text == "invalid value for value"


def test_taking_a_label_off(team: TrelloClient) -> None:
    team.fetch_json(f"/cards/{CARD}/idLabels", http_method="POST", post_args={"value": GREEN})
    answer = team.fetch_json(f"/cards/{CARD}/idLabels/{GREEN}", http_method="DELETE")
    assert answer == {"_value": None}
    assert team.fetch_json(f"/cards/{CARD}")["idLabels"] == []


def test_deletions_answer_limits(team: TrelloClient) -> None:
    assert team.fetch_json(f"/labels/{NAMELESS}", http_method="DELETE") == {"limits": {}}
    assert team.fetch_json(f"/cards/{CARD}", http_method="DELETE") == {"limits": {}}


def test_deleting_a_label_takes_it_off_every_card(team: TrelloClient) -> None:
    team.fetch_json(f"/cards/{CARD}/idLabels", http_method="POST", post_args={"value": GREEN})
    team.fetch_json(f"/labels/{GREEN}", http_method="DELETE")
    card = team.fetch_json(f"/cards/{CARD}")
    assert (card["idLabels"], card["labels"]) == ([], [])


def test_renaming_a_label_shows_on_its_cards(team: TrelloClient) -> None:
    team.fetch_json(f"/cards/{CARD}/idLabels", http_method="POST", post_args={"value": GREEN})
    team.fetch_json(f"/labels/{GREEN}", http_method="PUT", post_args={"name": "For the client", "color": "null"})
    assert team.fetch_json(f"/cards/{CARD}")["labels"] == [
        {"id": GREEN, "idBoard": BOARD, "name": "For the client", "color": None}
    ]


# -- 16: single fields


@pytest.mark.parametrize(
    ("path", "value"),
    [(f"/cards/{CARD}/name", "Front page"), (f"/boards/{BOARD}/closed", False), (f"/lists/{TODO}", None)],
)
def test_a_single_field_comes_as_value(team: TrelloClient, path: str, value: object) -> None:
    expected = {"_value": value} if value is not None else team.fetch_json(path)
    assert team.fetch_json(path) == expected


def test_py_trello_reads_the_last_activity_of_a_board(team: TrelloClient) -> None:
    team.fetch_json("/cards", http_method="POST", post_args={"idList": TODO, "name": "New"})
    board = team.get_board(BOARD)
    assert board.get_last_activity().isoformat() == "2026-11-02T09:00:00+00:00"


def test_a_field_that_is_an_object_comes_as_it_is(team: TrelloClient) -> None:
    assert team.fetch_json(f"/boards/{BOARD}/prefs")["permissionLevel"] == "private"


# -- 18: bodies and dates


def bodies() -> list[object]:
    given = {"idList": TODO, "name": "Poster", "due": "2026-12-01T12:00:00+02:00"}
    files = {name: (None, value) for name, value in given.items()}
    return [
        pytest.param(given, {}, id="query"),
        pytest.param({}, {"data": given}, id="form"),
        pytest.param({}, {"json": given}, id="json"),
        pytest.param({}, {"files": files}, id="multipart"),
    ]


@pytest.mark.parametrize(("query", "body"), bodies())
def test_writes_take_every_kind_of_body(ask: Ask, query: dict[str, str], body: dict[str, object]) -> None:
    card = ask("POST", "/cards", **query, **body).json()
    assert (card["name"], card["idList"], card["due"]) == ("Poster", TODO, "2026-12-01T10:00:00.000Z")


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("2026-12-01T12:00:00+02:00", "2026-12-01T10:00:00.000Z"),
        ("2026-12-01T10:00:00.123Z", "2026-12-01T10:00:00.123Z"),
        ("2026-12-01 10:00:00 UTC", "2026-12-01T10:00:00.000Z"),
        ("2026-12-01T10:00:00", "2026-12-01T10:00:00.000Z"),
        ("null", None),
        ("", None),
        (None, None),
    ],
)
def test_due_dates_become_utc_with_milliseconds(team: TrelloClient, written: str | None, stored: str | None) -> None:
    card = team.fetch_json(f"/cards/{CARD}", http_method="PUT", post_args={"due": written, "start": written})
    assert (card["due"], card["start"], card["badges"]["due"]) == (stored, stored, stored)


def test_json_that_cannot_be_read(ask: Ask) -> None:
    answer = ask("POST", "/cards", data="{", headers={"content-type": "application/json"})
    assert (answer.status_code, answer.text) == (400, "invalid JSON")


# -- 19: colours


def test_thirty_colours_and_none(team: TrelloClient) -> None:
    for color in (*COLORS, None):
        args = {"name": "", "color": color, "idBoard": BOARD}
        assert team.fetch_json("/labels", http_method="POST", post_args=args)["color"] == color
    assert len(COLORS) == 30
    assert len(team.fetch_json(f"/boards/{BOARD}/labels", query_params={"limit": 1000})) == 33


def test_an_unknown_colour(team: TrelloClient) -> None:
    with pytest.raises(ResourceUnavailable):
        team.fetch_json("/labels", http_method="POST", post_args={"name": "x", "color": "mauve", "idBoard": BOARD})
    assert team.http_service.last.text == "invalid value for color"


def test_labels_may_share_a_name(team: TrelloClient) -> None:
    args = {"name": "Client", "color": "green", "idBoard": BOARD}
    team.fetch_json("/labels", http_method="POST", post_args=args)
    names = [label["name"] for label in team.fetch_json(f"/boards/{BOARD}/labels")]
    assert names == ["Client", "", "Client"]


def test_a_new_label_needs_name_and_colour(team: TrelloClient) -> None:
    with pytest.raises(ResourceUnavailable):
        team.fetch_json("/labels", http_method="POST", post_args={"name": "x", "idBoard": BOARD})
    assert team.http_service.last.text == "invalid value for color"


# -- credentials: query and header, signed and plain


def test_credentials_in_the_query(sandbox: Sandbox) -> None:
    client = py_trello(sandbox, signed=False)
    assert client.fetch_json("/members/me")["username"] == "sandbox_team"
    assert sandbox.requests[-1].auth == "query"


def test_credentials_in_a_signed_header(sandbox: Sandbox, team: TrelloClient) -> None:
    assert team.fetch_json("/members/me")["username"] == "sandbox_team"
    assert sandbox.requests[-1].auth == "header"


def test_credentials_in_a_plain_header(sandbox: Sandbox, ask: Ask) -> None:
    header = f'OAuth oauth_consumer_key="{credentials.KEY}", oauth_token="{credentials.CLIENT_TOKEN}"'
    answer = ask("GET", "/members/me", key=None, token=None, headers={"Authorization": header})
    assert answer.json()["username"] == "sandbox_client"


def test_the_servers_time_is_the_sandboxs(team: TrelloClient) -> None:
    card = team.fetch_json("/cards", http_method="POST", post_args={"idList": TODO, "name": "New"})
    assert card["dateLastActivity"] == NOW.replace("Z", ".000Z")

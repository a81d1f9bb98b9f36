"""How the sandbox refuses: API-FACTS section 6, items 1-8, 12-14 and 17, through py-trello where it can say it."""

from __future__ import annotations

import pytest
from tests.sandbox.trello.conftest import Ask
from tests.sandbox.trello.small_board import ANA, BOARD, CARD, TODO, UNKNOWN, many_cards, py_trello, small_board
from trello import ResourceUnavailable, TrelloClient, Unauthorized

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox

TEXT = "text/plain; charset=utf-8"
JSON = "application/json; charset=utf-8"


def said(client: TrelloClient) -> tuple[int, str]:
    """Status and body of the last answer, which py-trello does not keep."""
    last = client.http_service.last
    return last.status_code, last.text


# -- 1: the key


def test_unknown_key(sandbox: Sandbox) -> None:
    client = py_trello(sandbox, key="0" * 32)
    with pytest.raises(Unauthorized):
        client.fetch_json("/members/me")
    assert said(client) == (401, "invalid key")
    assert client.http_service.last.headers["content-type"] == TEXT


def test_token_without_key(ask: Ask) -> None:
    answer = ask("GET", "/members/me", key=None)
    assert (answer.status_code, answer.text) == (401, "invalid key")


# -- 2: the token


def test_unknown_token(sandbox: Sandbox) -> None:
    client = py_trello(sandbox, "0" * 64)
    with pytest.raises(Unauthorized):
        client.fetch_json("/members/me")
    assert said(client) == (401, "invalid token")


def test_revoked_token(sandbox: Sandbox, team: TrelloClient) -> None:
    team.fetch_json(f"/tokens/{credentials.TEAM_TOKEN}", http_method="DELETE")
    with pytest.raises(Unauthorized):
        team.fetch_json("/members/me")
    assert said(team) == (401, "invalid token")


def test_expired_token(sandbox: Sandbox) -> None:
    expires = sandbox.clock.now()
    sandbox.state.add_account(credentials.KEY, "e" * 64, ANA, expires=expires)
    client = py_trello(sandbox, "e" * 64)
    with pytest.raises(Unauthorized):
        client.fetch_json("/members/me")
    assert said(client) == (401, "invalid token")


def test_token_of_another_key(sandbox: Sandbox) -> None:
    sandbox.state.add_account("k" * 32, "o" * 64, ANA)
    client = py_trello(sandbox, "o" * 64)
    with pytest.raises(Unauthorized):
        client.fetch_json("/members/me")
    assert said(client) == (401, "invalid token")


def test_malformed_new_style_token(sandbox: Sandbox) -> None:
    client = py_trello(sandbox, "ATTAshort")
    with pytest.raises(Unauthorized):
        client.fetch_json("/members/me")
    assert said(client) == (401, "invalid app token")


# -- 3: no access


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"/cards/{CARD}", "unauthorized card permission requested"),
        (f"/boards/{BOARD}", "unauthorized permission requested"),
        (f"/lists/{TODO}", "unauthorized permission requested"),
    ],
)
def test_not_a_member(sandbox: Sandbox, path: str, words: str) -> None:
    client = py_trello(sandbox, credentials.CLIENT_TOKEN)
    with pytest.raises(Unauthorized):
        client.fetch_json(path)
    assert said(client) == (401, words)


def test_nobody_at_all(ask: Ask) -> None:
    answer = ask("GET", f"/boards/{BOARD}", key=None, token=None)
    assert (answer.status_code, answer.text) == (401, "unauthorized permission requested")


def test_organization_of_others(sandbox: Sandbox) -> None:
    sandbox.state.load_export(small_board(idOrganization="690000000000000000000f01"))
    client = py_trello(sandbox, credentials.CLIENT_TOKEN)
    with pytest.raises(Unauthorized):
        client.fetch_json("/organizations/690000000000000000000f01")
    assert said(client) == (401, "unauthorized organization")


def test_private_board_with_a_key_alone(ask: Ask) -> None:
    answer = ask("GET", f"/boards/{BOARD}", token=None)
    assert (answer.status_code, answer.text) == (401, "unauthorized permission requested")


def test_public_board_with_a_key_alone(sandbox: Sandbox, ask: Ask) -> None:
    sandbox.state.board(BOARD)["prefs"]["permissionLevel"] = "public"
    answer = ask("GET", f"/boards/{BOARD}", token=None)
    assert answer.json()["prefs"]["permissionLevel"] == "public"


def test_observer_may_look_and_not_touch(sandbox: Sandbox) -> None:
    entry = {"id": "690000000000000000000d02", "idMember": credentials.CLIENT_MEMBER["id"], "memberType": "observer"}
    sandbox.state.board(BOARD)["memberships"].append(entry)
    client = py_trello(sandbox, credentials.CLIENT_TOKEN)
    assert client.fetch_json(f"/cards/{CARD}")["name"] == "Front page"
    with pytest.raises(Unauthorized):
        client.fetch_json(f"/cards/{CARD}", http_method="PUT", post_args={"name": "Mine"})
    assert said(client) == (401, "unauthorized card permission requested")


# -- 4: the scope


def test_read_only_token_writes(sandbox: Sandbox) -> None:
    client = py_trello(sandbox, credentials.READ_ONLY_TOKEN)
    assert client.fetch_json(f"/cards/{CARD}")["name"] == "Front page"
    with pytest.raises(Unauthorized):
        client.fetch_json(f"/cards/{CARD}", http_method="PUT", post_args={"name": "Changed"})
    assert client.http_service.last.json() == {"message": "missing scopes"}
    assert client.http_service.last.headers["content-type"] == JSON
    assert client.fetch_json(f"/cards/{CARD}")["name"] == "Front page"


def test_write_without_token(ask: Ask) -> None:
    answer = ask("POST", "/cards", token=None, idList=TODO, name="New")
    assert (answer.status_code, answer.json()) == (401, {"message": "missing scopes"})


# -- 5 and 6: ids


def test_well_formed_unknown_id(team: TrelloClient) -> None:
    with pytest.raises(ResourceUnavailable):
        team.fetch_json(f"/cards/{UNKNOWN}")
    assert said(team) == (404, "The requested resource was not found.")


def test_deleted_card(team: TrelloClient) -> None:
    team.fetch_json(f"/cards/{CARD}", http_method="DELETE")
    with pytest.raises(ResourceUnavailable):
        team.fetch_json(f"/cards/{CARD}")
    assert said(team) == (404, "The requested resource was not found.")


def test_malformed_id(team: TrelloClient) -> None:
    with pytest.raises(ResourceUnavailable):
        team.fetch_json("/boards/not-an-id")
    assert said(team) == (400, "invalid id")


# -- 7: values


@pytest.mark.parametrize("wrong", ["", UNKNOWN, "x" * 65])
def test_wrong_list(team: TrelloClient, wrong: str) -> None:
    with pytest.raises(ResourceUnavailable):
        team.fetch_json("/cards", http_method="POST", post_args={"idList": wrong, "name": "New"})
    assert said(team) == (400, "invalid value for idList")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("due", "soon"),
        ("dueComplete", "maybe"),
        ("pos", "-1"),
        ("pos", "middle"),
        ("name", "x" * 16_385),
        ("desc", "x" * 16_385),
        ("name", 7),
    ],
)
def test_wrong_value(team: TrelloClient, name: str, value: str) -> None:
    with pytest.raises(ResourceUnavailable):
        team.fetch_json(f"/cards/{CARD}", http_method="PUT", post_args={name: value})
    assert said(team) == (400, f"invalid value for {name}")


@pytest.mark.parametrize("limit", [1001, -1, "many"])
def test_limit_out_of_range(team: TrelloClient, limit: object) -> None:
    with pytest.raises(ResourceUnavailable):
        team.fetch_json(f"/boards/{BOARD}/cards", query_params={"limit": limit})
    assert said(team) == (400, "invalid value for limit")


def test_longest_texts_are_taken(team: TrelloClient) -> None:
    long = {"name": "n" * 16_384, "desc": "d" * 16_384}
    answer = team.fetch_json(f"/cards/{CARD}", http_method="PUT", post_args=long)
    assert {name: len(answer[name]) for name in long} == {"name": 16_384, "desc": 16_384}


# -- 8: ids inside lists


@pytest.mark.parametrize("name", ["idMembers", "idLabels"])
def test_unknown_id_inside_a_list(team: TrelloClient, name: str) -> None:
    with pytest.raises(ResourceUnavailable):
        team.fetch_json(f"/cards/{CARD}", http_method="PUT", post_args={name: [UNKNOWN]})
    assert team.http_service.last.status_code == 400
    assert team.http_service.last.json() == {"message": "Invalid objectId", "error": "ERROR"}


# -- 12: too much at once


def test_actions_nested_into_a_big_board(sandbox: Sandbox, team: TrelloClient) -> None:
    sandbox.state.load_export(small_board(cards=many_cards(301)))
    with pytest.raises(ResourceUnavailable):
        team.fetch_json(f"/boards/{BOARD}", query_params={"cards": "all", "card_actions": "commentCard"})
    assert team.http_service.last.status_code == 403
    assert team.http_service.last.json()["error"] == "API_TOO_MANY_CARDS_REQUESTED"
    assert len(team.fetch_json(f"/boards/{BOARD}", query_params={"cards": "all"})["cards"]) == 301


# -- 13: a body on a GET


def test_get_with_a_body(team: TrelloClient, sandbox: Sandbox) -> None:
    with pytest.raises(ResourceUnavailable):
        team.fetch_json(f"/boards/{BOARD}", post_args={"a": 1})
    last = team.http_service.last
    assert last.status_code == 403
    assert last.headers["content-type"].startswith("text/html")
    assert "The request could not be satisfied" in last.text
    assert sandbox.requests.violations() == ["a GET with a body"]


# -- 14: a nested request that fails


def test_nested_organization_that_one_may_not_see(sandbox: Sandbox) -> None:
    organization = "690000000000000000000f01"
    member = {"id": "690000000000000000000d03", "idMember": credentials.CLIENT_MEMBER["id"], "memberType": "normal"}
    sandbox.state.load_export(small_board(idOrganization=organization, memberships=[member]))
    client = py_trello(sandbox, credentials.CLIENT_TOKEN)
    assert client.fetch_json(f"/boards/{BOARD}")["idOrganization"] == organization
    with pytest.raises(ResourceUnavailable):
        client.fetch_json(f"/boards/{BOARD}", query_params={"organization": "true"})
    assert client.http_service.last.status_code == 449
    assert client.http_service.last.json() == {
        "path": f"/1/organizations/{organization}",
        "originalMessage": "unauthorized organization",
        "originalStatus": 401,
    }


# -- 17: no such route


@pytest.mark.parametrize(("method", "path"), [("GET", "/cards"), ("GET", "/kiosks"), ("POST", f"/cards/{CARD}")])
def test_no_such_route(ask: Ask, method: str, path: str) -> None:
    answer = ask(method, path)
    assert (answer.status_code, answer.text) == (404, f"Cannot {method} /1{path}")


# -- over the board's limits (3.6: 403)


def test_a_full_board(sandbox: Sandbox, team: TrelloClient) -> None:
    sandbox.state.board(BOARD)["limits"]["cards"]["openPerBoard"] = {"status": "ok", "disableAt": 3, "warnAt": 2}
    team.fetch_json("/cards", http_method="POST", post_args={"idList": TODO, "name": "Third open one"})
    with pytest.raises(ResourceUnavailable):
        team.fetch_json("/cards", http_method="POST", post_args={"idList": TODO, "name": "One too many"})
    assert team.http_service.last.status_code == 403
    limits = team.fetch_json(f"/boards/{BOARD}", query_params={"fields": "limits"})["limits"]
    assert limits["cards"]["openPerBoard"]["status"] == "disabled"

"""Injected faults: refused, slow, cut, dropped before and after the request was executed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import requests
from tests.sandbox.trello.small_board import CARD, TODO, small_board

from trackerbridge.errors import UsageError
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.faults import Faults, load_faults
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState

WHO = {"key": credentials.KEY, "token": credentials.TEAM_TOKEN}


def sandbox_with(*rules: dict[str, Any]) -> Sandbox:
    state = TrelloState()
    state.load_export(small_board())
    return Sandbox(state, faults=Faults(rules))


def send(sandbox: Sandbox, method: str, path: str, **options: Any) -> requests.Response:
    return requests.request(method, f"{sandbox.url}/1{path}", params=WHO, timeout=10, **options)


def new_card(sandbox: Sandbox) -> requests.Response:
    return send(sandbox, "POST", "/cards", data={"idList": TODO, "name": "Poster"})


@pytest.mark.parametrize(("status", "reason"), [(502, "Bad Gateway"), (503, "Unavailable"), (504, "Gateway Time-out")])
def test_the_edge_answers_with_a_page(status: int, reason: str) -> None:
    with sandbox_with({"status": status}) as sandbox:
        answer = send(sandbox, "GET", "/members/me")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html"
    assert reason in answer.text


def test_nth_method_and_path_choose_the_request() -> None:
    rule = {"method": "put", "path": "/cards/", "nth": [1, 3], "status": 409, "body": {"message": "conflict"}}
    with sandbox_with(rule) as sandbox:
        statuses = [send(sandbox, "PUT", f"/cards/{CARD}", data={"name": f"N{n}"}).status_code for n in range(4)]
        assert send(sandbox, "GET", f"/cards/{CARD}").status_code == 200
        assert [entry.fault for entry in sandbox.requests] == ["status 409", "", "status 409", "", ""]
    assert statuses == [409, 200, 409, 200]


def test_headers_and_text_are_sent() -> None:
    rule = {"status": 429, "body": "slow down", "headers": {"Retry-After": "3"}}
    with sandbox_with(rule) as sandbox:
        answer = send(sandbox, "GET", "/members/me")
    assert (answer.text, answer.headers["retry-after"]) == ("slow down", "3")


def test_dropped_before_nothing_happened() -> None:
    with sandbox_with({"method": "POST", "drop": "before"}) as sandbox:
        with pytest.raises(requests.ConnectionError):
            new_card(sandbox)
        assert len(send(sandbox, "GET", f"/lists/{TODO}/cards").json()) == 1
        assert (sandbox.requests[0].status, sandbox.requests[0].fault) == (0, "drop before")


def test_dropped_after_it_happened_and_nobody_knows() -> None:
    with sandbox_with({"method": "POST", "drop": "after", "nth": 1}) as sandbox:
        with pytest.raises(requests.ConnectionError):
            new_card(sandbox)
        names = [card["name"] for card in send(sandbox, "GET", f"/lists/{TODO}/cards").json()]
        assert names == ["Front page", "Poster"]
        assert sandbox.requests[0].status == 0


def test_a_body_is_cut() -> None:
    with sandbox_with({"path": "/members", "truncate": 10}) as sandbox, pytest.raises(requests.RequestException):
        send(sandbox, "GET", "/members/me")


def test_an_answer_is_late() -> None:
    with sandbox_with({"delay_ms": 80, "nth": 1}) as sandbox:
        before = time.monotonic()
        assert send(sandbox, "GET", "/members/me").status_code == 200
        assert time.monotonic() - before >= 0.08


def test_rules_come_and_go_while_it_runs() -> None:
    with sandbox_with() as sandbox:
        control = f"{sandbox.url}/_sandbox/faults"
        assert requests.post(control, json={"status": 500}, timeout=5).json() == {"rules": 1}
        assert send(sandbox, "GET", "/members/me").status_code == 500
        assert requests.delete(control, timeout=5).json() == {"rules": 0}
        assert send(sandbox, "GET", "/members/me").status_code == 200
        refused = requests.post(control, json={"stat": 500}, timeout=5)
        assert (refused.status_code, "'stat'" in refused.json()["error"]) == (400, True)


# -- files


def test_rules_from_json_and_toml(tmp_path: Path) -> None:
    as_json, as_toml = tmp_path / "faults.json", tmp_path / "faults.toml"
    as_json.write_text('[{"path": "/cards", "nth": 2, "status": 503}]')
    as_toml.write_text('[[fault]]\npath = "/cards"\nnth = 2\nstatus = 503\n')
    assert load_faults(as_json).rules == load_faults(as_toml).rules
    assert load_faults(as_json).rules[0].nth == (2,)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("f.json", "[{", "cannot be understood"),
        ("f.toml", "[[fault", "cannot be understood"),
        ("f.json", '{"status": 500}', "should hold a list"),
        ("f.json", '[{"sttus": 500}]', "no key 'sttus'"),
        ("f.json", '[{"drop": "sometimes"}]', "“before” or “after”"),
        ("f.json", '[{"path": "("}]', "no regular expression"),
    ],
)
def test_a_file_that_makes_no_rules(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(UsageError, match=message):
        load_faults(tmp_path / name)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_faults(tmp_path / "nowhere.json")

"""The server itself: connections, clock, log, latency, controls, pages."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import pytest
import requests
from tests.sandbox.trello.small_board import BOARD, CARD, NOW, small_board

from trackerbridge.errors import UsageError
from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello.state import TrelloState

WHO = {"key": credentials.KEY, "token": credentials.TEAM_TOKEN}


def loaded() -> TrelloState:
    state = TrelloState()
    state.load_export(small_board())
    return state


def get(sandbox: Sandbox, path: str, **params: object) -> requests.Response:
    return requests.get(f"{sandbox.url}/1{path}", params={**WHO, **params}, timeout=10)


def test_it_stops_and_lets_go_of_connections() -> None:
    sandbox = Sandbox()
    with requests.Session() as session:
        assert session.get(f"{sandbox.url}/1/members/me", params=WHO, timeout=5).status_code == 200
        sandbox.stop()
        with pytest.raises(requests.ConnectionError):
            session.get(f"{sandbox.url}/1/members/me", params=WHO, timeout=5)


def test_one_connection_serves_many_requests() -> None:
    with Sandbox(loaded()) as sandbox, socket.create_connection(("127.0.0.1", sandbox.port), timeout=5) as connection:
        query = f"key={credentials.KEY}&token={credentials.TEAM_TOKEN}"
        request = f"PUT /1/cards/{CARD}?{query} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n"
        request += "Content-Type: application/x-www-form-urlencoded\r\n\r\nname=New1"
        for _ in range(3):
            connection.sendall(request.encode())
            head, _, body = _read_answer(connection).partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 OK")
            assert json.loads(body)["name"] == "New1"


def _read_answer(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    [length] = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def test_two_cannot_listen_on_one_port() -> None:
    with Sandbox() as sandbox, pytest.raises(UsageError, match=r"cannot listen on 127\.0\.0\.1:\d+") as caught:
        Sandbox(port=sandbox.port)
    assert "--port" in caught.value.hint


def test_latency_is_waited() -> None:
    with Sandbox(latency_ms=60) as sandbox:
        before = time.monotonic()
        get(sandbox, "/members/me")
        assert time.monotonic() - before >= 0.06


# -- the clock


def test_the_clock_is_set_while_it_runs() -> None:
    with Sandbox(loaded(), now=NOW) as sandbox:
        clock = f"{sandbox.url}/_sandbox/clock"
        assert requests.get(clock, timeout=5).json() == {"now": "2026-11-02T09:00:00.000Z"}
        requests.put(clock, json={"now": "2026-11-05T12:00:00+02:00"}, timeout=5)
        requests.put(f"{sandbox.url}/1/cards/{CARD}", params=WHO, data={"name": "New"}, timeout=5)
        assert get(sandbox, f"/boards/{BOARD}/actions").json()[0]["date"] == "2026-11-05T10:00:00.000Z"
        sandbox.clock.advance(days=1)
        assert sandbox.state.now() == "2026-11-06T10:00:00.000Z"


def test_a_clock_that_cannot_be_set_so() -> None:
    with Sandbox(now=NOW) as sandbox:
        answer = requests.put(f"{sandbox.url}/_sandbox/clock", json={"now": "noon"}, timeout=5)
        assert answer.status_code == 400
        assert sandbox.state.now() == "2026-11-02T09:00:00.000Z"


def test_set_to_nothing_the_clock_runs_again() -> None:
    with Sandbox(now=NOW) as sandbox:
        sandbox.clock.set(None)
        assert sandbox.state.now() > "2026-11-03"


# -- the log


def test_the_log_knows_everything_but_credentials(tmp_path: Path) -> None:
    file = tmp_path / "requests.jsonl"
    with Sandbox(loaded(), log=file, now=NOW) as sandbox:
        get(sandbox, f"/boards/{BOARD}", fields="name")
        get(sandbox, f"/tokens/{credentials.TEAM_TOKEN}")
        requests.put(f"{sandbox.url}/1/cards/{CARD}", params=WHO, json={"name": "New"}, timeout=5)
        first, token, write = sandbox.requests
        answered = requests.get(f"{sandbox.url}/_sandbox/requests", timeout=5).json()
        assert requests.delete(f"{sandbox.url}/_sandbox/requests", timeout=5).json() == {"requests": [], "counts": {}}
    assert (first.operation, first.params, first.status) == ("GET /boards/{id}", {"fields": "name"}, 200)
    assert (first.member, first.auth, first.at) == ("sandbox_team", "query", "2026-11-02T09:00:00.000Z")
    assert token.path == "/1/tokens/TOKEN"
    assert (write.method, write.params) == ("PUT", {"name": "New"})
    assert answered["counts"] == {"GET": 2, "PUT": 1}
    assert [json.loads(line) for line in file.read_text().splitlines()] == answered["requests"]
    assert credentials.TEAM_TOKEN not in file.read_text()
    assert credentials.KEY not in file.read_text()


def test_writes_and_counts() -> None:
    with Sandbox(loaded()) as sandbox:
        get(sandbox, "/members/me")
        requests.put(f"{sandbox.url}/1/cards/{CARD}", params=WHO, data={"name": "New"}, timeout=5)
        assert sandbox.requests.counts() == {"GET": 1, "PUT": 1}
        assert [entry.path for entry in sandbox.requests.writes()] == [f"/1/cards/{CARD}"]


# -- controls and pages


def test_a_board_is_loaded_and_taken_out_again() -> None:
    with Sandbox() as sandbox:
        boards = f"{sandbox.url}/_sandbox/boards"
        assert requests.post(boards, json=small_board(), timeout=5).json() == {"id": BOARD, "shortLink": "kioskBrd"}
        assert requests.get(f"{boards}/kioskBrd", timeout=5).json()["cards"][0]["name"] == "Front page"
        refused = requests.post(boards, json={"name": "no board"}, timeout=5)
        assert (refused.status_code, "not a Trello board export" in refused.json()["error"]) == (400, True)


def test_boards_as_pages() -> None:
    with Sandbox(loaded()) as sandbox:
        index = requests.get(sandbox.url, timeout=5)
        page = requests.get(f"{sandbox.url}/b/kioskBrd", timeout=5)
        named = requests.get(f"{sandbox.url}/b/kioskBrd/kiosk", timeout=5)
        missing = requests.get(f"{sandbox.url}/b/nowhere1", timeout=5)
    assert '<a href="/b/kioskBrd">Kiosk</a>' in index.text
    assert "Front page" in page.text
    assert named.text == page.text
    assert page.headers["content-type"].startswith("text/html")
    assert missing.status_code == 404


def test_other_versions_of_the_interface_are_not_there() -> None:
    with Sandbox() as sandbox:
        answer = requests.get(f"{sandbox.url}/2/members/me", params=WHO, timeout=5)
    assert (answer.status_code, answer.text) == (404, "Cannot GET /2/members/me")

"""The double itself: it refuses what it should, and notices what nobody may do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from tests.foreign.boards import SAMPLE, WORK, work_board
from tests.foreign.foreign_trello import KEY, READ_ONLY, TOKEN, ForeignTrello


@pytest.fixture
def trello() -> Iterator[ForeignTrello]:
    with ForeignTrello() as server:
        server.load(work_board(SAMPLE))
        yield server


def ask(
    trello: ForeignTrello, method: str, path: str, key: str = KEY, token: str = TOKEN, **more: object
) -> requests.Response:
    headers = {"Authorization": f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'}
    with requests.Session() as session:
        return session.request(method, f"{trello.url}/1/{path}", headers=headers, timeout=5, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("method", "path", "more", "status", "said"),
    [
        ("GET", "cards", {}, 404, "The requested resource was not found."),
        ("GET", f"boards/{'0' * 24}", {}, 404, "The requested resource was not found."),
        ("GET", "boards/no-id", {}, 400, "invalid id"),
        ("GET", f"boards/{WORK}/cards", {"params": {"limit": 1001}}, 400, "invalid value for limit"),
        ("GET", "members/me", {"key": "0"}, 401, "invalid key"),
        ("GET", "members/me", {"token": "0"}, 401, "invalid token"),
        ("POST", "cards", {"token": READ_ONLY}, 401, '{"message": "missing scopes"}'),
        ("POST", "cards", {"json": {"name": "x"}}, 400, "invalid value for idList"),
        ("POST", "labels", {"json": {"name": "x", "color": "mauve", "idBoard": WORK}}, 400, "invalid value for color"),
        ("GET", "members/me", {"json": {}}, 403, "could not be satisfied"),
    ],
)
def test_it_refuses_as_trello_does(
    trello: ForeignTrello, method: str, path: str, more: dict[str, object], status: int, said: str
) -> None:
    answer = ask(trello, method, path, **more)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert said in answer.text
    assert answer.headers["x-rate-limit-api-token-max"]


def test_it_notes_what_nobody_may_do(trello: ForeignTrello) -> None:
    requests.get(f"{trello.url}/1/members/me", params={"key": KEY, "token": TOKEN}, timeout=5)
    assert "a credential stands in an address" in trello.violations
    trello.violations.clear()
    ask(trello, "GET", "members/me", params={"verbose": 1})
    ask(trello, "DELETE", f"cards/{trello.card('Newsletter')['id']}")
    assert len(trello.violations) == 2


def test_labels_dates_and_pages(trello: ForeignTrello) -> None:
    card = trello.card("Newsletter")
    label = {"value": card["idLabels"][0]}
    assert ask(trello, "POST", f"cards/{card['id']}/idLabels", json=label).text == "that label is already on the card"
    moved = ask(trello, "PUT", f"cards/{card['shortLink']}", json={"due": "2026-12-01T18:00:00+03:00"}).json()
    assert moved["due"] == "2026-12-01T15:00:00.000Z"
    newest = ask(trello, "GET", f"boards/{WORK}/cards", params={"limit": 2, "filter": "all"}).json()
    older = ask(trello, "GET", f"boards/{WORK}/cards", params={"limit": 1, "before": newest[-1]["id"]}).json()
    assert newest[0]["id"] > newest[1]["id"] > older[0]["id"]


def test_too_many_requests(trello: ForeignTrello) -> None:
    trello.rate = (2, 60_000)
    answers = [ask(trello, "GET", "members/me") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[-1].json()["error"] == "API_TOKEN_LIMIT_EXCEEDED"
    assert answers[-1].headers["x-rate-limit-api-token-remaining"] == "0"

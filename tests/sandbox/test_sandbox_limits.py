"""Rate limits: API-FACTS section 6, item 11, and section 3.2."""

from __future__ import annotations

import pytest
import requests
from tests.sandbox.trello.small_board import UNKNOWN, py_trello
from trello import ResourceUnavailable

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.limits import RateLimits
from trackerbridge.sandbox.server import Sandbox


class Timer:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def count(limits: RateLimits, times: int, token: str = "t", key: str = "k") -> list[str]:
    return [limits.count(key, token).refused for _ in range(times)]


def test_a_hundred_per_token_in_ten_seconds() -> None:
    timer = Timer()
    limits = RateLimits(enforced=True, timer=timer)
    assert count(limits, 101) == [""] * 100 + ["TOKEN"]
    timer.now += 9.9
    assert count(limits, 1) == ["TOKEN"]
    timer.now += 0.2
    assert count(limits, 100) == [""] * 100


def test_three_hundred_per_key() -> None:
    limits = RateLimits(enforced=True, timer=Timer())
    passed = [refused for token in "abc" for refused in count(limits, 100, token)]
    assert passed == [""] * 300
    assert count(limits, 1, "d") == ["KEY"]


def test_windows_slide() -> None:
    timer = Timer()
    limits = RateLimits(enforced=True, timer=timer)
    count(limits, 50)
    timer.now += 6
    assert count(limits, 51) == [""] * 50 + ["TOKEN"]
    timer.now += 5
    assert count(limits, 51) == [""] * 50 + ["TOKEN"]


def test_too_many_refusals_shut_the_key_out() -> None:
    timer = Timer()
    limits = RateLimits(enforced=True, timer=timer)
    count(limits, 100)
    assert count(limits, 201) == ["TOKEN"] * 201
    assert count(limits, 1, "another token") == ["KEY"]
    timer.now += 10.1
    assert count(limits, 1, "another token") == [""]


def test_a_time_scale_makes_windows_shorter() -> None:
    timer = Timer()
    limits = RateLimits(enforced=True, time_scale=10, timer=timer)
    count(limits, 100)
    timer.now += 1.01
    assert limits.count("k", "t").refused == ""
    assert limits.count("k", "t").headers["x-rate-limit-api-token-interval-ms"] == "1000"


def test_headers_count_down() -> None:
    limits = RateLimits(enforced=True, timer=Timer())
    count(limits, 9)
    headers = limits.count("k", "t").headers
    assert headers["x-rate-limit-api-token-max"] == "100"
    assert headers["x-rate-limit-api-token-remaining"] == "90"
    assert headers["x-rate-limit-api-key-max"] == "300"
    assert headers["x-rate-limit-api-key-remaining"] == "290"


# -- over HTTP


def test_the_refusal_is_json_without_retry_after() -> None:
    with Sandbox(rate_limits=True) as sandbox:
        client = py_trello(sandbox)
        with client.http_service as session:
            for _ in range(100):
                client.fetch_json("/members/me", query_params={"fields": "username"})
            with pytest.raises(ResourceUnavailable):
                client.fetch_json("/members/me")
            assert session.last.status_code == 429
            assert session.last.json() == {"error": "API_TOKEN_LIMIT_EXCEEDED", "message": "Rate limit exceeded"}
            assert "retry-after" not in session.last.headers
            assert session.last.headers["x-rate-limit-api-token-remaining"] == "0"


@pytest.mark.parametrize(
    ("path", "token", "status"),
    [
        ("/members/me", credentials.TEAM_TOKEN, 200),
        (f"/boards/{UNKNOWN}", credentials.TEAM_TOKEN, 404),
        ("/boards/not-an-id", credentials.TEAM_TOKEN, 400),
        ("/members/me", "0" * 64, 401),
        ("/nowhere", credentials.TEAM_TOKEN, 404),
    ],
)
def test_every_answer_carries_the_headers(path: str, token: str, status: int) -> None:
    with Sandbox() as sandbox:
        params = {"key": credentials.KEY, "token": token}
        answer = requests.get(f"{sandbox.url}/1{path}", params=params, timeout=5)
    assert answer.status_code == status
    for name in ("api-token", "api-key"):
        assert answer.headers[f"x-rate-limit-{name}-interval-ms"] == "10000"
        assert int(answer.headers[f"x-rate-limit-{name}-remaining"]) <= int(answer.headers[f"x-rate-limit-{name}-max"])


def test_calls_inside_a_batch_count_too() -> None:
    with Sandbox(rate_limits=True) as sandbox:
        params = {"key": credentials.KEY, "token": credentials.TEAM_TOKEN, "urls": ",".join(["/members/me"] * 10)}
        first = requests.get(f"{sandbox.url}/1/batch", params=params, timeout=5)
        second = requests.get(f"{sandbox.url}/1/batch", params=params, timeout=5)
    remaining = [int(answer.headers["x-rate-limit-api-token-remaining"]) for answer in (first, second)]
    assert remaining == [99, 88]


def test_without_rate_limits_nothing_is_refused() -> None:
    with Sandbox() as sandbox, requests.Session() as session:
        params = {"key": credentials.KEY, "token": credentials.TEAM_TOKEN, "fields": "username"}
        statuses = {
            session.get(f"{sandbox.url}/1/members/me", params=params, timeout=5).status_code for _ in range(110)
        }
    assert statuses == {200}

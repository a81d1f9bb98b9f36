"""Rate limits: bursts, writes to one issue, and the three ways to say when to come back (items 28 and 29)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from tests.sandbox.jira.small_site import NOW, small_site

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.errors import JiraError
from trackerbridge.sandbox.jira.limits import JiraLimits
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.server import Sandbox

TEAM = (credentials.JIRA_EMAIL, credentials.JIRA_TOKEN)


class Timer:
    """A clock that moves when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def timer() -> Timer:
    return Timer()


@pytest.fixture
def limits(timer: Timer) -> JiraLimits:
    return JiraLimits(True, timer=timer)


def test_the_21st_write_to_one_issue_within_two_seconds(limits: JiraLimits, timer: Timer) -> None:
    for _ in range(20):
        limits.write("10001", "seconds")
    limits.write("10002", "seconds")
    with pytest.raises(JiraError) as refused:
        limits.write("10001", "seconds")
    assert (refused.value.status, refused.value.headers["RateLimit-Reason"]) == (429, "jira-per-issue-on-write")
    assert (refused.value.headers["Retry-After"], refused.value.headers["X-RateLimit-Remaining"]) == ("2", "0")
    timer.now = 2.0
    limits.write("10001", "seconds")


def test_the_101st_within_thirty_seconds(limits: JiraLimits, timer: Timer) -> None:
    for number in range(100):
        timer.now = number / 5
        limits.write("10001", "seconds")
    timer.now = 25.0
    with pytest.raises(JiraError) as refused:
        limits.write("10001", "seconds")
    assert refused.value.headers["Retry-After"] == "30"
    timer.now = 30.5
    limits.write("10001", "seconds")


def test_a_burst_on_one_endpoint_leaves_the_others_alone(limits: JiraLimits) -> None:
    left = [limits.burst("PUT", "PUT /api/issue/{issueIdOrKey}", "seconds")["X-RateLimit-Remaining"] for _ in range(50)]
    assert (left[0], left[-1]) == ("49", "0")
    with pytest.raises(JiraError) as refused:
        limits.burst("PUT", "PUT /api/issue/{issueIdOrKey}", "seconds")
    assert refused.value.headers["RateLimit-Reason"] == "jira-burst-based"
    limits.burst("GET", "GET /api/issue/{issueIdOrKey}", "seconds")


@pytest.mark.parametrize(("way", "header"), [("seconds", "1"), ("zero", "0"), ("none", None)])
def test_a_429_says_when_to_come_back_or_not(limits: JiraLimits, way: str, header: str | None) -> None:
    for _ in range(100):
        limits.burst("GET", "GET /api/myself", way)  # type: ignore[arg-type]
    with pytest.raises(JiraError) as refused:
        limits.burst("GET", "GET /api/myself", way)  # type: ignore[arg-type]
    assert refused.value.headers.get("Retry-After") == header


def test_switched_off_nothing_is_counted(timer: Timer) -> None:
    limits = JiraLimits(False, timer=timer)
    for _ in range(200):
        limits.write("10001", "seconds")
        assert limits.burst("PUT", "x", "seconds") == {}


# -- over HTTP


@pytest.fixture
def strict() -> Iterator[Sandbox]:
    site = JiraSite(small_site(), retry_after="none")
    with Sandbox(jira=site, now=NOW, rate_limits=True, time_scale=0.01) as running:
        yield running


def test_a_busy_writer_meets_the_limit_of_one_issue(strict: Sandbox) -> None:
    with requests.Session() as session:
        session.auth = TEAM
        url = f"{strict.jira_url}/rest/api/2/issue"
        put = [session.put(f"{url}/WEB-1/properties/p", json={"n": n}, timeout=5) for n in range(21)]
        assert [answer.status_code for answer in put] == [201, *[200] * 19, 429]
        assert put[-1].headers["RateLimit-Reason"] == "jira-per-issue-on-write"
        assert "Retry-After" not in put[-1].headers
        assert session.put(f"{url}/WEB-2/properties/p", json={}, timeout=5).status_code == 201


def test_data_center_shows_its_bucket_on_every_answer() -> None:
    with Sandbox(jira=JiraSite(small_site(), "dc"), rate_limits=True) as running:
        bearer = {"Authorization": f"Bearer {credentials.JIRA_TOKEN}"}
        answer = requests.get(f"{running.jira_url}/rest/api/2/myself", headers=bearer, timeout=5)
    names = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-FillRate", "X-RateLimit-Interval-Seconds")
    assert [answer.headers[name] for name in names] == ["100", "99", "100", "1"]
    assert answer.headers["retry-after"] == "0"

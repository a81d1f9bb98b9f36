"""A library with a session of its own talks through the transport: credentials, retries and cookies are not its."""

import pytest
import requests

from trackerbridge.config.schema import ConnectionConfig
from trackerbridge.errors import LostReply, NotLetIn, TrackerbridgeError, Unreachable, UsageError
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.connecting import transport_for
from trackerbridge.trackers.http import ATTEMPTS, Transport, TransportAdapter
from trackerbridge.trackers.replies import Reply

URL = "https://tracker.example/jira"
FAILURES = [{"status": 502, "body": "<html>"}, {"body": requests.ReadTimeout("x")}, {"body": "{"}]
HEADER = "Bearer tokentokentoken"


@pytest.fixture
def transport(clock):
    return Transport(
        base_url=URL,
        auth_header=HEADER,
        secrets=("tokentokentoken",),
        budget=Budget(600, clock=clock, sleep=clock.sleep),
        jitter=lambda: 0.0,
    )


@pytest.fixture
def session(transport):
    own = requests.Session()
    own.mount(URL, TransportAdapter(transport))
    return own


@pytest.mark.parametrize("written", ["https://Tracker.EXAMPLE/jira", "HTTPS://tracker.example/jira/", f"{URL}#top"])
def test_an_address_is_the_same_however_it_is_spelled(clock, web, written):
    web.get(f"{URL}/x", json={})
    made = Transport(base_url=written, auth_header=HEADER, budget=Budget(600, clock=clock, sleep=clock.sleep))
    own = requests.Session()
    own.mount(made.base_url, TransportAdapter(made))
    assert own.get(f"{made.base_url}/x").ok
    assert made.base_url == URL


def test_a_header_that_is_echoed_in_part_is_not_told(web, clock):
    """Basic credentials are the token in another spelling."""
    made = Transport(
        base_url=URL, auth_header="Basic cG1AYWNtZTp0b2tlbg==", budget=Budget(600, clock=clock, sleep=clock.sleep)
    )
    web.put(f"{URL}/x", status=400, body="what is cG1AYWNtZTp0b2tlbg==?")
    with pytest.raises(TrackerbridgeError) as refusal:
        made.deliver(requests.Request("PUT", f"{URL}/x").prepare())
    assert "cG1A" not in str(refusal.value)


def test_the_credentials_are_the_transports(session, web):
    web.get(f"{URL}/x", json={})
    session.get(f"{URL}/x", auth=("some", "body"))
    assert web.calls[0].request.headers["Authorization"] == HEADER


def test_no_cookie_is_sent_back(session, web):
    web.get(f"{URL}/x", json={}, headers={"Set-Cookie": "JSESSIONID=1; Path=/"})
    session.cookies.set("other", "1", domain="tracker.example")
    session.get(f"{URL}/x")
    session.get(f"{URL}/x")
    assert "Cookie" not in web.calls[1].request.headers


def test_requests_are_counted_and_answers_are_data(session, transport, web):
    web.get(f"{URL}/x", json={"a": 1}, headers={"Date": "Wed, 04 Mar 2026 10:00:00 GMT"})
    assert session.get(f"{URL}/x", params={"jql": "a = b"}).json() == {"a": 1}
    assert transport.counts["GET"] == 1
    assert web.calls[0].request.url == f"{URL}/x?jql=a+%3D+b"
    assert transport.server_time.isoformat() == "2026-03-04T10:00:00+00:00"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/x", "https://tracker.example/jirax/x"])
def test_nothing_goes_elsewhere(transport, web, elsewhere):
    with pytest.raises(TrackerbridgeError, match="another address"):
        transport.deliver(requests.Request("GET", elsewhere).prepare())
    assert not web.calls


@pytest.mark.parametrize(
    "failure", [{"status": 502, "body": "<html>"}, {"body": requests.ReadTimeout("x")}, {"body": "{"}]
)
def test_a_post_that_only_asks_is_asked_again(session, transport, web, failure):
    transport.questions = frozenset({"/search/jql"})
    web.post(f"{URL}/rest/api/3/search/jql", **failure)
    web.post(f"{URL}/rest/api/3/search/jql", json={"issues": []})
    assert session.post(f"{URL}/rest/api/3/search/jql", data="{}").json() == {"issues": []}


@pytest.mark.parametrize(
    "failure", [{"status": 502, "body": "<html>"}, {"body": requests.ReadTimeout("x")}, {"body": "{"}]
)
def test_a_post_that_writes_never_is(session, transport, web, failure):
    transport.questions = frozenset({"/search/jql"})
    web.post(f"{URL}/rest/api/3/issue", **failure)
    with pytest.raises(LostReply):
        session.post(f"{URL}/rest/api/3/issue", data="{}")
    assert len(web.calls) == 1


def test_a_page_from_the_edge_is_asked_past_and_then_said(session, web):
    web.get(f"{URL}/x", status=504, body="<html>Gateway</html>", content_type="text/html")
    with pytest.raises(Unreachable):
        session.get(f"{URL}/x")
    assert len(web.calls) == ATTEMPTS


def test_a_success_may_be_doubted(session, transport, web):
    def doubt(reply: Reply):
        return NotLetIn("Not really.") if reply.headers.get("X-Odd") == "yes" else None

    transport.doubt = doubt
    web.get(f"{URL}/x", json={}, headers={"x-odd": "no"})
    web.get(f"{URL}/x", json={}, headers={"x-odd": "yes"})
    assert session.get(f"{URL}/x").json() == {}
    with pytest.raises(NotLetIn, match="Not really"):
        session.get(f"{URL}/x")


class TestCertificates:
    def made(self, tmp_path, ca_file):
        connection = ConnectionConfig(type="jira", url=URL, ca_file=ca_file, browse_url="https://bakery.example/")
        return transport_for(
            connection, secrets={"token": "tokentoken"}, state_folder=tmp_path, budget=Budget(600), folder=tmp_path
        )

    def test_a_file_of_the_connections_own_is_what_is_trusted(self, tmp_path, web, monkeypatch):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/somewhere/else.pem")
        (tmp_path / "own.pem").write_text("certificates")
        made = self.made(tmp_path, "own.pem")
        web.get(f"{URL}/x", json={})
        made.deliver(requests.Request("GET", f"{URL}/x").prepare())
        assert web.calls[0].request.req_kwargs["verify"] == str(tmp_path / "own.pem")
        assert made.browse_url == "https://bakery.example"

    def test_without_one_the_machines(self, tmp_path, web, monkeypatch):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/somewhere/else.pem")
        web.get(f"{URL}/x", json={})
        self.made(tmp_path, "").deliver(requests.Request("GET", f"{URL}/x").prepare())
        assert web.calls[0].request.req_kwargs["verify"] == "/somewhere/else.pem"

    def test_a_file_that_is_not_there_is_said_at_once(self, tmp_path):
        with pytest.raises(UsageError, match=r"own\.pem, which ca_file names"):
            self.made(tmp_path, "own.pem")


def test_a_proxy_is_used_for_others_and_not_for_this_machine(web, clock, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    for url, proxies in ((URL, "http://proxy.example:3128"), ("http://127.0.0.1:9", None)):
        web.get(f"{url}/x", json={})
        own = Transport(base_url=url, budget=Budget(600, clock=clock, sleep=clock.sleep))
        own.deliver(requests.Request("GET", f"{url}/x").prepare())
        assert web.calls[-1].request.req_kwargs["proxies"].get(url.partition(":")[0]) == proxies

"""The one way out: addresses, credentials, retries, limits, errors. Nothing leaves this process."""

import json
import logging

import pytest
import requests
from responses import matchers

from trackerbridge.errors import BudgetSpent, LostReply, NotLetIn, TrackerRefused, Unreachable, UsageError
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.http import ATTEMPTS, Transport

URL = "https://tracker.example"
LIBRARY_URL = "https://api.trello.com/1/boards/abc"
SECRETS = ("keykeykeykey", "tokentokentoken+/=")
HEADER = f'OAuth oauth_consumer_key="{SECRETS[0]}", oauth_token="{SECRETS[1]}"'


def transport(clock, url=URL, seconds=600, **more):
    return Transport(
        base_url=url,
        auth_header=HEADER,
        secrets=SECRETS,
        budget=Budget(seconds, clock=clock, sleep=clock.sleep),
        jitter=lambda: 0.0,
        **more,
    )


class TestAddress:
    def test_the_librarys_host_is_replaced_by_the_connections(self, clock, web):
        web.get(f"{URL}/1/boards/abc", json={"id": "1"}, match=[matchers.query_param_matcher({"fields": "all"})])
        answer = transport(clock).request("GET", LIBRARY_URL, params={"fields": "all"})
        assert answer.json() == {"id": "1"}

    def test_a_path_prefix_stays(self, clock, web):
        web.get("http://127.0.0.1:9/proxy/trello/1/boards/abc", json={})
        transport(clock, url="http://127.0.0.1:9/proxy/trello/").request("GET", LIBRARY_URL)
        assert len(web.calls) == 1

    def test_a_version_in_the_connections_url_is_not_doubled(self, clock, web):
        web.get(f"{URL}/1/boards/abc", json={})
        transport(clock, url=f"{URL}/1").request("GET", LIBRARY_URL)
        assert len(web.calls) == 1

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1:80", "http://localhost/x", "http://[::1]:80", "https://a.example"]
    )
    def test_plain_http_goes_to_this_machine_only(self, url):
        assert Transport(base_url=url).base_url == url

    @pytest.mark.parametrize(
        ("url", "why"),
        [
            ("http://api.trello.com", "Plain http"),
            ("http://127.0.0.1.evil.example", "Plain http"),
            ("ftp://a.example", "no address"),
            ("api.trello.com", "no address"),
            ("https://key:token@[a.example", "no address"),
            ("https://a.example:port", "no address"),
            ("https://key:token@a.example", "credentials"),
            ("https://a.example/?token=x", "credentials"),
        ],
    )
    def test_other_addresses_are_refused(self, url, why):
        with pytest.raises(UsageError, match=why) as refusal:
            Transport(base_url=url)
        assert "token@" not in str(refusal.value)

    def test_a_redirect_is_not_followed(self, clock, web):
        web.get(f"{URL}/1/boards/abc", status=302, headers={"location": "http://elsewhere.example/1/boards/abc"})
        with pytest.raises(Unreachable, match="302"):
            transport(clock).request("GET", LIBRARY_URL)
        assert len(web.calls) == 1


class TestCredentials:
    def test_they_go_in_the_header_and_nowhere_else(self, clock, web):
        web.get(f"{URL}/1/boards/abc", json={})
        transport(clock).request("GET", LIBRARY_URL, headers={"Authorization": "OAuth signed"}, auth=("a", "b"))
        sent = web.calls[0].request
        assert sent.headers["Authorization"] == HEADER
        assert not any(secret in sent.url for secret in SECRETS)

    def test_a_netrc_entry_does_not_replace_them(self, clock, web, tmp_path, monkeypatch):
        (tmp_path / "netrc").write_text("machine tracker.example login a password b")
        (tmp_path / "netrc").chmod(0o600)
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        web.get(f"{URL}/1/boards/abc", json={})
        transport(clock).request("GET", LIBRARY_URL)
        assert web.calls[0].request.headers["Authorization"] == HEADER

    @pytest.mark.parametrize("name", ["key", "token", "Token", "oauth_token"])
    def test_a_library_that_puts_them_into_the_query_is_stopped(self, clock, web, name):
        with pytest.raises(Exception, match="nothing was sent") as refusal:
            transport(clock).request("GET", LIBRARY_URL, params={name: SECRETS[1]})
        assert len(web.calls) == 0
        assert SECRETS[1] not in str(refusal.value)

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
    def test_a_tracker_that_echoes_them_does_not_make_us_tell_them(self, clock, web, caplog, status):
        caplog.set_level(logging.DEBUG)
        web.get(f"{URL}/1/boards/abc", status=status, body=f"what is {SECRETS[1]} or {SECRETS[0]} in {HEADER}?")
        with pytest.raises(Exception) as failure:
            transport(clock).request("GET", LIBRARY_URL)
        told = f"{failure.value} {failure.value.__context__!r} {failure.value.__cause__!r} {caplog.text}"
        assert not any(secret in told for secret in SECRETS)

    def test_a_broken_connection_does_not_tell_them_either(self, clock, web):
        web.get(f"{URL}/1/boards/abc", body=requests.ConnectionError(f"lost while sending {SECRETS[1]}"))
        with pytest.raises(Unreachable) as failure:
            transport(clock).request("GET", LIBRARY_URL)
        assert SECRETS[1] not in f"{failure.value}{failure.value.hint}"


class TestBody:
    def test_a_get_never_has_one(self, clock, web):
        web.get(f"{URL}/1/boards/abc", json={})
        transport(clock).request("GET", LIBRARY_URL, data='{"a":1}', headers={"Content-Type": "application/json"})
        assert web.calls[0].request.body is None
        assert "Content-Type" not in web.calls[0].request.headers

    def test_a_write_keeps_its_own(self, clock, web):
        web.post(f"{URL}/1/cards", json={"id": "1"})
        transport(clock).request(
            "POST",
            "https://api.trello.com/1/cards",
            data='{"name":"Ștefan"}',
            headers={"Content-Type": "application/json"},
        )
        assert json.loads(web.calls[0].request.body) == {"name": "Ștefan"}
        assert web.calls[0].request.headers["Content-Type"] == "application/json"

    def test_any_success_counts_as_one(self, clock, web):
        web.post(f"{URL}/1/cards", json={"id": "1"}, status=201)
        web.delete(f"{URL}/1/cards/1", status=204)
        own = transport(clock)
        assert own.request("POST", "https://api.trello.com/1/cards").status_code == 200
        assert own.request("DELETE", "https://api.trello.com/1/cards/1").json() is None


class TestRetries:
    @pytest.mark.parametrize("status", [500, 502, 503, 504])
    def test_a_get_is_asked_again(self, clock, web, status):
        web.get(f"{URL}/1/boards/abc", status=status)
        web.get(f"{URL}/1/boards/abc", json={"id": "1"})
        own = transport(clock)
        assert own.request("GET", LIBRARY_URL).json() == {"id": "1"}
        assert clock.slept == [0.5]
        assert own.counts == {"GET": 2, "POST": 0, "PUT": 0, "DELETE": 0}

    def test_not_for_ever(self, clock, web):
        web.get(f"{URL}/1/boards/abc", status=503)
        with pytest.raises(Unreachable):
            transport(clock).request("GET", LIBRARY_URL)
        assert len(web.calls) == ATTEMPTS
        assert clock.slept == [0.5, 1.0, 2.0]

    @pytest.mark.parametrize(
        ("failure", "why"),
        [
            (requests.ConnectTimeout("slow"), "took too long"),
            (requests.ReadTimeout("slow"), "took too long"),
            (requests.ConnectionError("[Errno 111] Connection refused"), "refused"),
            (requests.ConnectionError("Failed to resolve 'tracker.example'"), "name is not known"),
            (requests.exceptions.ChunkedEncodingError("IncompleteRead"), "connection broke"),
        ],
    )
    def test_no_network_is_one_sentence(self, clock, web, failure, why):
        web.get(f"{URL}/1/boards/abc", body=failure)
        with pytest.raises(Unreachable, match=why) as refusal:
            transport(clock).request("GET", LIBRARY_URL)
        assert "tracker.example" in refusal.value.message
        assert "network" in refusal.value.hint
        assert len(web.calls) == ATTEMPTS

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410])
    def test_a_refusal_is_never_asked_again(self, clock, web, status):
        web.get(f"{URL}/1/boards/abc", status=status, body="no")
        with pytest.raises((NotLetIn, TrackerRefused)):
            transport(clock).request("GET", LIBRARY_URL)
        assert len(web.calls) == 1

    @pytest.mark.parametrize("verb", ["PUT", "DELETE"])
    @pytest.mark.parametrize("failure", [{"status": 502}, {"body": requests.ReadTimeout("slow")}])
    def test_what_may_be_done_twice_is_tried_again_and_then_said_to_be_unclear(self, clock, web, verb, failure):
        web.add(verb, f"{URL}/1/cards/1", **failure)
        with pytest.raises(LostReply, match="may or may not"):
            transport(clock).request(verb, "https://api.trello.com/1/cards/1")
        assert len(web.calls) == ATTEMPTS

    @pytest.mark.parametrize("failure", [{"status": 502}, {"body": requests.ReadTimeout("x")}, {"body": "<html>oops"}])
    def test_a_post_that_was_sent_is_never_sent_again(self, clock, web, failure):
        web.post(f"{URL}/1/cards", **failure)
        with pytest.raises(LostReply):
            transport(clock).request("POST", "https://api.trello.com/1/cards")
        assert len(web.calls) == 1

    @pytest.mark.parametrize(
        "failure",
        [
            requests.ConnectTimeout("no one there"),
            requests.ConnectionError("Failed to establish a new connection"),
            requests.exceptions.ProxyError("the proxy is down"),
        ],
    )
    def test_a_post_that_was_never_sent_is_tried_again_and_not_lost(self, clock, web, failure):
        web.post(f"{URL}/1/cards", body=failure)
        with pytest.raises(Unreachable) as refusal:
            transport(clock).request("POST", "https://api.trello.com/1/cards")
        assert not isinstance(refusal.value, LostReply)
        assert len(web.calls) == ATTEMPTS

    def test_a_lost_write_stays_a_lost_write_when_the_time_runs_out(self, clock, web):
        web.put(f"{URL}/1/cards/1", status=502)
        with pytest.raises(LostReply):
            transport(clock, seconds=0.6).request("PUT", "https://api.trello.com/1/cards/1")

    def test_certificates_are_not_argued_with(self, clock, web):
        web.get(f"{URL}/1/boards/abc", body=requests.exceptions.SSLError("self-signed certificate"))
        with pytest.raises(Unreachable, match="nobody known here has signed") as refusal:
            transport(clock).request("GET", LIBRARY_URL)
        assert "ca_file" in refusal.value.hint
        assert len(web.calls) == 1

    def test_nor_with_those_that_have_run_out(self, clock, web):
        web.get(f"{URL}/1/boards/abc", body=requests.exceptions.SSLError("certificate has expired"))
        with pytest.raises(Unreachable, match="could not be trusted"):
            transport(clock).request("GET", LIBRARY_URL)

    def test_a_file_of_certificates_that_cannot_be_read_is_a_matter_of_configuration(self, clock, web):
        web.get(f"{URL}/1/boards/abc", body=OSError("Could not find a suitable TLS CA certificate bundle"))
        with pytest.raises(UsageError, match="certificates to trust") as refusal:
            transport(clock).request("GET", LIBRARY_URL)
        assert "REQUESTS_CA_BUNDLE" in refusal.value.hint

    def test_a_503_that_says_when_is_not_asked_sooner(self, clock, web):
        web.get(f"{URL}/1/boards/abc", status=503, headers={"retry-after": "7"})
        web.get(f"{URL}/1/boards/abc", json={})
        transport(clock).request("GET", LIBRARY_URL)
        assert clock.slept == [7.0]


class TestLimits:
    def wait_of(self, clock, web, headers):
        web.get(f"{URL}/1/boards/abc", status=429, headers=headers, json={"error": "API_TOKEN_LIMIT_EXCEEDED"})
        web.get(f"{URL}/1/boards/abc", json={})
        transport(clock).request("GET", LIBRARY_URL)
        return clock.slept

    def test_without_a_word_ten_seconds(self, clock, web):
        assert self.wait_of(clock, web, {}) == [10.0]

    def test_the_trackers_interval(self, clock, web):
        headers = {"x-rate-limit-api-token-interval-ms": "2000", "x-rate-limit-api-key-interval-ms": "4000"}
        assert self.wait_of(clock, web, headers) == [4.0]

    def test_retry_after_where_there_is_one(self, clock, web):
        assert self.wait_of(clock, web, {"retry-after": "3", "x-rate-limit-api-token-interval-ms": "9000"}) == [3.0]

    def test_retry_after_as_a_date_is_counted_from_the_trackers_own_clock(self, clock, web):
        headers = {"retry-after": "Wed, 04 Mar 2026 10:00:20 GMT", "date": "Wed, 04 Mar 2026 10:00:05 GMT"}
        assert self.wait_of(clock, web, headers) == [15.0]

    def test_a_retry_after_that_is_neither_leaves_the_interval(self, clock, web):
        assert self.wait_of(clock, web, {"retry-after": "soon"}) == [10.0]

    def test_data_centers_interval(self, clock, web):
        assert self.wait_of(clock, web, {"x-ratelimit-interval-seconds": "5"}) == [5.0]

    def test_a_post_is_sent_again_since_nothing_was_done(self, clock, web):
        web.post(f"{URL}/1/cards", status=429)
        web.post(f"{URL}/1/cards", json={"id": "1"})
        assert transport(clock).request("POST", "https://api.trello.com/1/cards").json() == {"id": "1"}

    def test_as_long_as_the_budget_lasts(self, clock, web):
        web.get(f"{URL}/1/boards/abc", status=429)
        with pytest.raises(BudgetSpent, match="limits our requests"):
            transport(clock, seconds=95).request("GET", LIBRARY_URL)
        assert len(web.calls) == 10

    def test_a_tracker_that_says_at_once_every_time_is_asked_ever_more_seldom(self, clock, web):
        web.get(f"{URL}/1/boards/abc", status=429, headers={"retry-after": "0"})
        with pytest.raises(BudgetSpent):
            transport(clock, seconds=60).request("GET", LIBRARY_URL)
        assert clock.slept[:3] == pytest.approx([0.1, 0.2, 0.4])
        assert len(web.calls) < 20

    def test_the_limiter_is_asked_before_and_told_after(self, clock, web):
        heard = []

        class Limiter:
            def acquire(self, budget):
                heard.append("acquire")
                return len(heard)

            def observe(self, headers, places):
                heard.append((headers["x-rate-limit-api-token-remaining"], places))

            def refused(self, seconds):
                heard.append(f"refused {seconds:.0f}")

        web.get(f"{URL}/1/boards/abc", status=429, headers={"x-rate-limit-api-token-remaining": "0"})
        web.get(f"{URL}/1/boards/abc", json={}, headers={"x-rate-limit-api-token-remaining": "99"})
        transport(clock, limiter=Limiter()).request("GET", LIBRARY_URL)
        assert heard == ["acquire", ("0", [1]), "refused 10", "acquire", ("99", [4])]


class TestAnswers:
    @pytest.mark.parametrize("body", ['{"id": "1", "na', "", "<!DOCTYPE html><p>Log in</p>", "not json"])
    def test_what_is_no_data_is_said(self, clock, web, body):
        web.get(f"{URL}/1/boards/abc", body=body or "[")
        with pytest.raises(Unreachable, match="instead of data") as refusal:
            transport(clock).request("GET", LIBRARY_URL)
        assert "url" in refusal.value.hint

    def test_a_cut_answer_is_asked_for_again(self, clock, web):
        web.get(f"{URL}/1/boards/abc", body='{"id": ')
        web.get(f"{URL}/1/boards/abc", json={"id": "1"})
        assert transport(clock).request("GET", LIBRARY_URL).json() == {"id": "1"}

    def test_half_a_character_becomes_a_mark_and_a_whole_one_stays(self, clock, web):
        """A text that was cut in the middle of an emoji ends in one, and neither a file nor a database takes it."""
        body = r'{"cut \ude00": ["Launch \ud83d", {"name": "\ud83d\ude00 \u0416"}], "plain": 1}'
        web.get(f"{URL}/1/boards/abc", body=body)
        found = transport(clock).request("GET", LIBRARY_URL).json()
        assert found == {"cut �": ["Launch �", {"name": "😀 Ж"}], "plain": 1}

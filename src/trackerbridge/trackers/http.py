"""One ``requests`` transport for every tracker: addresses, credentials, timeouts, retries, limits, counting, redaction.

A tracker's library talks through :meth:`Transport.request` (py-trello takes it as ``http_service``) or, where it has a
session of its own (jira), through a :class:`TransportAdapter` mounted on that; so its own signing and retrying never
take part. What is sent again, and what never is:

- GET, and a POST that only asks: after a lost connection, 5xx, or a cut answer; at most ``ATTEMPTS`` times.
- PUT and DELETE: likewise, since doing them twice is doing them once. If it stays unclear: LostReply.
- Other POSTs: only where it certainly was not done (429, or the connection was never made). Otherwise LostReply.
- 429 waits for the tracker's interval as long as the run's budget lasts; 401 and 403 are never sent again.
"""

from __future__ import annotations

import hashlib
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from http.cookiejar import DefaultCookiePolicy
from itertools import count
from threading import RLock
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from tenacity import RetryCallState, Retrying, retry_if_exception_type

from trackerbridge.errors import TrackerbridgeError
from trackerbridge.model.sentence import Sentence
from trackerbridge.trackers.ahead import Ahead
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.call import Call
from trackerbridge.trackers.credentials import LOOPBACK, HeaderAuth, checked_url
from trackerbridge.trackers.judging import Judge, MayPassError
from trackerbridge.trackers.keep import Keep
from trackerbridge.trackers.places import Places
from trackerbridge.trackers.redact import Redactor
from trackerbridge.trackers.replies import Reply, explain_plainly
from trackerbridge.trackers.tally import count as count_for_the_run
from trackerbridge.trackers.waits import after_refusal, http_date

__all__ = ["ATTEMPTS", "Budget", "Transport", "TransportAdapter"]

ATTEMPTS = 4
CONNECT_SECONDS = 10.0
READ_SECONDS = 45.0  # Trello cuts its own GETs at 30 s (API-FACTS 3.1)
MOST_AT_ONCE = 32  # connections that are kept open: no fewer than there may be threads
_PIECE = 1 << 20  # bytes: read by tens of thousands, each piece waits its turn while another thread works
LEAST_WAIT = 0.1  # after a 429 whose headers ask for none; doubled each time

log = logging.getLogger("trackerbridge.http")


Kept = TypeVar("Kept")


class Limiter(Protocol):
    """Shares a rate limit with everyone who uses the same token."""

    def acquire(self, budget: Budget) -> int:
        """Wait for room for one request; the number of its place. Raises BudgetSpent."""

    def observe(self, headers: Mapping[str, str], places: Sequence[int] = ()) -> None:
        """Learn from an answer's headers; ``places`` are those that were taken for what it answers."""

    def refused(self, seconds: float) -> None:
        """The tracker said 429: nobody sends for so long."""


class Transport:
    """One ``requests`` session per connection. Every failure leaves as one of :mod:`trackerbridge.errors`."""

    def __init__(
        self,
        *,
        base_url: str,
        auth_header: str = "",
        limiter: Limiter | None = None,
        budget: Budget | None = None,
        secrets: tuple[str, ...] = (),
        credentials: Mapping[str, str] | None = None,
        explain: Callable[[Reply], TrackerbridgeError] = explain_plainly,
        jitter: Callable[[], float] = random.random,
        ca_file: str = "",
        browse_url: str = "",
        known_as: str = "",
        keep: Keep | None = None,
    ) -> None:
        """``credentials`` says where each secret comes from ("env:TRELLO_KEY"), for hints; ``secrets`` are masked.

        ``ca_file`` holds the certificates to trust instead of this machine's; ``browse_url`` is where people look,
        ``known_as`` the address that a tracker had when it was first read; ``keep`` what was read last time.
        """
        self.base_url = checked_url(base_url)
        self.host = urlsplit(self.base_url).netloc
        self.budget = budget or Budget(600)
        self.redact = Redactor((*secrets, auth_header, auth_header.rpartition(" ")[2]))
        self.credentials = dict(credentials or {})
        self.browse_url = browse_url.rstrip("/")
        self.known_as = known_as.rstrip("/")
        self.explain = explain  # what a refusal means
        self.doubt: Callable[[Reply], TrackerbridgeError | None] = lambda _: None  # what is wrong with a success
        self.questions: frozenset[str] = frozenset()  # ends of paths whose POST changes nothing
        self.server_time: datetime | None = None  # the tracker's clock, as of its last answer
        self.keep = keep
        self.ahead = Ahead()
        self.identity = hashlib.sha256(f"{self.base_url} {auth_header}".encode()).hexdigest()[:16]  # whose answers
        self._shared: dict[str, Any] = {}
        self._lock = RLock()
        self._counts = {"GET": 0, "POST": 0, "PUT": 0, "DELETE": 0}
        self._auth = HeaderAuth(auth_header)
        self._limiter = limiter
        self._places = Places()
        self._jitter = jitter
        self._ca_file = ca_file
        self._session = requests.Session()
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=MOST_AT_ONCE))
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    @property
    def counts(self) -> Mapping[str, int]:
        """Requests sent, by verb, repeated ones included."""
        return dict(self._counts)

    def once(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What a tracker's api.py keeps per connection, made by whichever thread comes first."""
        with self._lock:
            if name not in self._shared:
                self._shared[name] = make()
            made: Kept = self._shared[name]
            return made

    def reserve(self, places: int) -> None:
        """Take places in the rate limit for what the next request asks besides itself. Raises BudgetSpent."""
        if self._limiter:
            self._places.besides = [self._limiter.acquire(self.budget) for _ in range(places)]

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        data: Any = None,
        files: Any = None,
        **ignored: Any,
    ) -> requests.Response:
        """Send a request to this connection, whatever host ``url`` names. The answer is a success and holds JSON."""
        verb = method.upper()
        if params and {"key", "token", "oauth_token"} & {name.lower() for name in params}:
            raise TrackerbridgeError("A credential was about to be put into an address, so nothing was sent.")
        path = self._path(url)
        kept = {name: value for name, value in (headers or {}).items() if verb != "GET" or name != "Content-Type"}
        prepared = self._session.prepare_request(
            requests.Request(
                verb,
                f"{self.base_url}{path}",
                params=params or None,
                headers=kept,
                data=None if verb == "GET" else _bytes(data),  # a GET with a body is refused with 403 (API-FACTS 3.1)
                files=files,
                auth=self._auth,
            )
        )
        return self._persistently(prepared, Call(verb, path, self.host, asks=verb == "GET"))

    def answers_strangers(self, path: str, holding: str) -> bool:
        """Whether this address answers somebody without credentials with a success that holds these signs."""
        call = Call("GET", path, self.host, asks=True)
        prepared = self._session.prepare_request(requests.Request("GET", f"{self.base_url}{path}", auth=_nobody))
        try:
            answer = self._send(prepared, call)
        except (TrackerbridgeError, MayPassError):
            return False
        return answer.status_code == 200 and holding in answer.text

    def deliver(self, prepared: requests.PreparedRequest) -> requests.Response:
        """Send what a library prepared for this connection, with our credentials and none of its own.

        Raises TrackerbridgeError for an address elsewhere: it might be given the credentials.
        """
        verb, url = str(prepared.method), str(prepared.url)
        if not url.startswith(f"{self.base_url}/"):
            raise TrackerbridgeError("A request was about to go to another address than the connection's.")
        prepared.headers.pop("Cookie", None)  # no login but the header's, on every request
        path = urlsplit(url.removeprefix(self.base_url)).path
        asks = verb == "GET" or (verb == "POST" and path.endswith(tuple(self.questions)))
        return self._persistently(self._auth(prepared), Call(verb, path, self.host, asks))

    def _path(self, url: str) -> str:
        path = urlsplit(url).path
        prefix = urlsplit(self.base_url).path
        version = "/" + path.split("/", 2)[1]
        return path.removeprefix(version) if prefix.endswith(version) else path

    def _persistently(self, prepared: requests.PreparedRequest, call: Call) -> requests.Response:
        attempts = Retrying(
            retry=retry_if_exception_type(MayPassError),
            stop=self._enough,
            wait=self._backoff,
            sleep=lambda seconds: self.budget.wait(seconds, _waits(self.host)),
            reraise=True,
        )
        try:
            return attempts(self._until_let_through, prepared, call)
        except MayPassError as failure:
            raise failure.final from None

    def _backoff(self, state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        asked = failure.wait if isinstance(failure, MayPassError) else 0.0
        return max(asked, float(0.5 * 2 ** (state.attempt_number - 1) * (1 + self._jitter())))

    def _enough(self, state: RetryCallState) -> bool:
        """Tried often enough, or the next wait would outlast the run: then the failure itself is the answer."""
        return state.attempt_number >= ATTEMPTS or state.upcoming_sleep > self.budget.left

    def _until_let_through(self, prepared: requests.PreparedRequest, call: Call) -> requests.Response:
        """One attempt; a 429 is no attempt: nothing was done, so any verb waits and asks again.

        A tracker that says "at once" every time is asked ever more seldom.
        """
        for refused in count():
            response = self._send(prepared, call)
            if response.status_code != 429:
                break
            least = LEAST_WAIT * 2 ** min(refused, 6)
            seconds = max(least, after_refusal(response.headers)) * (1 + 0.1 * self._jitter())
            if self._limiter:
                self._limiter.refused(seconds)
            log.info("%s asks us to slow down; waiting %.1f s", self.host, seconds)
            self.budget.wait(seconds, Sentence("{host} limits our requests and asks us to wait", host=self.host))
        return self._judge.answer(call, response)

    def _send(self, prepared: requests.PreparedRequest, call: Call) -> requests.Response:
        places = self._places.taken(self._limiter.acquire(self.budget)) if self._limiter else []
        self.budget.check(f"{call.verb} {call.path}")
        self._count(call.verb)
        timeout = (min(CONNECT_SECONDS, self.budget.left + 1), min(READ_SECONDS, self.budget.left + 1))
        try:
            response = self._session.send(
                prepared.copy(), timeout=timeout, allow_redirects=False, stream=True, **self._environment()
            )
            response._content = b"".join(response.iter_content(_PIECE))
        except OSError as failure:  # RequestException is one; so is a file of certificates that cannot be read
            raise self._judge.broken(call, failure) from None
        log.debug("%s %s: %s in %.2f s", call.verb, call.path, response.status_code, response.elapsed.total_seconds())
        self.server_time = http_date(response.headers.get("date", "")) or self.server_time
        if self._limiter:
            self._limiter.observe(response.headers, places)
        return response

    def _count(self, verb: str) -> None:
        with self._lock:
            self._counts[verb] = self._counts.get(verb, 0) + 1
        count_for_the_run(verb)

    @property
    def _judge(self) -> Judge:
        return Judge(self.explain, self.doubt, self.redact)

    def _environment(self) -> dict[str, Any]:
        """The proxies and certificates this machine is set up with; never a proxy to this machine itself."""
        settings = self._session.merge_environment_settings(self.base_url, {}, None, None, None)
        proxies = {} if urlsplit(self.base_url).hostname in LOOPBACK else settings["proxies"]
        return {"proxies": proxies, "verify": self._ca_file or settings["verify"], "cert": settings["cert"]}


class TransportAdapter(BaseAdapter):
    """Mounted on a library's session, so that all its requests go through the transport."""

    def __init__(self, transport: Transport) -> None:
        super().__init__()
        self._transport = transport

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """What requests calls; its timeouts, certificates and proxies are replaced by ours."""
        return self._transport.deliver(request)

    def close(self) -> None:
        """The transport is closed by who made it."""


def _waits(host: str) -> Sentence:
    return Sentence("{host} does not answer and we wait to try again", host=host)


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """No credentials at all, whatever this machine knows for the host."""
    return request


def _bytes(data: Any) -> Any:
    return data.encode("utf-8") if isinstance(data, str) else data

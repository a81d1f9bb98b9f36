"""One ``requests`` transport for every tracker: addresses, credentials, timeouts, retries, limits, counting, redaction.

A tracker's library talks through :meth:`Transport.request` (py-trello takes it as ``http_service``), so its own base
address, signing and retrying never take part. What is sent again, and what never is:

- GET: after a lost connection, 5xx, or a cut answer; at most ``ATTEMPTS`` times.
- PUT and DELETE: likewise, since doing them twice is doing them once. If it stays unclear: LostReply.
- POST: only where it certainly was not done (429, or the connection was never made). Otherwise LostReply: look first.
- 429 waits for the tracker's interval as long as the run's budget lasts; 401 and 403 are never sent again.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests
from tenacity import RetryCallState, Retrying, retry_if_exception_type

from trackerbridge.config.schema import ConnectionConfig
from trackerbridge.errors import LostReply, TrackerbridgeError, Unreachable, UsageError
from trackerbridge.trackers.budget import Budget
from trackerbridge.trackers.credentials import LOOPBACK, HeaderAuth, auth_header, checked_secret, checked_url, url_of
from trackerbridge.trackers.limits import SharedLimiter
from trackerbridge.trackers.redact import Redactor
from trackerbridge.trackers.replies import Reply, explain_plainly, looks_like_html, reply_of

__all__ = ["ATTEMPTS", "Budget", "Transport", "transport_for"]

ATTEMPTS = 4
CONNECT_SECONDS = 10.0
READ_SECONDS = 45.0  # Trello cuts its own GETs at 30 s (API-FACTS 3.1)
LEAST_WAIT = 0.1  # after a 429 whose headers ask for none; doubled each time
DEFAULT_INTERVAL = 10.0  # of a rate limit whose headers do not say (API-FACTS 3.2)

log = logging.getLogger("trackerbridge.http")


class Limiter(Protocol):
    """Shares a rate limit with everyone who uses the same token."""

    def acquire(self, budget: Budget) -> None:
        """Wait for room for one request. Raises BudgetSpent."""

    def observe(self, headers: Mapping[str, str]) -> None:
        """Learn from an answer's headers."""

    def refused(self, seconds: float) -> None:
        """The tracker said 429: nobody sends for so long."""


class _MayPassError(Exception):
    """An attempt failed in a way that may pass; ``final`` is raised if it does not."""

    def __init__(self, final: TrackerbridgeError) -> None:
        super().__init__(str(final))
        self.final = final


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
    ) -> None:
        """``credentials`` says where each secret comes from ("env:TRELLO_KEY"), for hints; ``secrets`` are masked."""
        self.base_url = checked_url(base_url)
        self.host = urlsplit(self.base_url).netloc
        self.budget = budget or Budget(600)
        self.redact = Redactor((*secrets, auth_header))
        self.credentials = dict(credentials or {})
        self.explain = explain
        self.shared: dict[str, Any] = {}  # what a tracker's api.py keeps per connection
        self._counts = {"GET": 0, "POST": 0, "PUT": 0, "DELETE": 0}
        self._auth = HeaderAuth(auth_header)
        self._limiter = limiter
        self._jitter = jitter
        self._session = requests.Session()

    @property
    def counts(self) -> Mapping[str, int]:
        """Requests sent, by verb, repeated ones included."""
        return dict(self._counts)

    @property
    def has_credentials(self) -> bool:
        """Whether there is anything to log in with."""
        return bool(self.credentials)

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
                auth=self._auth,
            )
        )
        return self._persistently(prepared, verb, path)

    def _path(self, url: str) -> str:
        path = urlsplit(url).path
        prefix = urlsplit(self.base_url).path
        version = "/" + path.split("/", 2)[1]
        return path.removeprefix(version) if prefix.endswith(version) else path

    def _persistently(self, prepared: requests.PreparedRequest, verb: str, path: str) -> requests.Response:
        attempts = Retrying(
            retry=retry_if_exception_type(_MayPassError),
            stop=self._enough,
            wait=self._backoff,
            sleep=lambda seconds: self.budget.wait(seconds, f"{self.host} does not answer and we wait to try again"),
            reraise=True,
        )
        try:
            return attempts(self._until_let_through, prepared, verb, path)
        except _MayPassError as failure:
            raise failure.final from None

    def _backoff(self, state: RetryCallState) -> float:
        return float(0.5 * 2 ** (state.attempt_number - 1) * (1 + self._jitter()))

    def _enough(self, state: RetryCallState) -> bool:
        """Tried often enough, or the next wait would outlast the run: then the failure itself is the answer."""
        return state.attempt_number >= ATTEMPTS or state.upcoming_sleep > self.budget.left

    def _until_let_through(self, prepared: requests.PreparedRequest, verb: str, path: str) -> requests.Response:
        """One attempt; a 429 is no attempt: nothing was done, so any verb waits and asks again.

        A tracker that says "at once" every time is asked ever more seldom.
        """
        for refused in count():
            response = self._send(prepared, verb, path)
            if response.status_code != 429:
                break
            least = LEAST_WAIT * 2 ** min(refused, 6)
            seconds = max(least, _interval(response.headers)) * (1 + 0.1 * self._jitter())
            if self._limiter:
                self._limiter.refused(seconds)
            log.info("%s asks us to slow down; waiting %.1f s", self.host, seconds)
            self.budget.wait(seconds, f"{self.host} limits our requests and asks us to wait")
        return self._judged(response, verb, path)

    def _send(self, prepared: requests.PreparedRequest, verb: str, path: str) -> requests.Response:
        if self._limiter:
            self._limiter.acquire(self.budget)
        self.budget.check(f"{verb} {path}")
        self._counts[verb] = self._counts.get(verb, 0) + 1
        timeout = (min(CONNECT_SECONDS, self.budget.left + 1), min(READ_SECONDS, self.budget.left + 1))
        try:
            response = self._session.send(
                prepared.copy(), timeout=timeout, allow_redirects=False, **self._environment()
            )
        except requests.RequestException as failure:
            raise self._lost(failure, verb, path) from None
        log.debug("%s %s: %s in %.2f s", verb, path, response.status_code, response.elapsed.total_seconds())
        if self._limiter:
            self._limiter.observe(response.headers)
        return response

    def _environment(self) -> dict[str, Any]:
        """The proxies and certificates this machine is set up with; never a proxy to this machine itself."""
        settings = self._session.merge_environment_settings(self.base_url, {}, None, None, None)
        proxies = {} if urlsplit(self.base_url).hostname in LOOPBACK else settings["proxies"]
        return {"proxies": proxies, "verify": settings["verify"], "cert": settings["cert"]}

    def _lost(self, failure: requests.RequestException, verb: str, path: str) -> Exception:
        """What a broken connection means: the question may be asked again, a POST that was sent may not."""
        unsent = isinstance(failure, (requests.ConnectTimeout, requests.exceptions.ProxyError)) or any(
            words in str(failure) for words in ("Failed to establish", "Failed to resolve")
        )
        if isinstance(failure, requests.exceptions.SSLError):
            return Unreachable(
                f"{self.host} could not be trusted: {_short(self.redact(failure))}",
                hint="Check the connection's url and this machine's certificates and clock.",
            )
        if isinstance(failure, (requests.exceptions.InvalidURL, requests.exceptions.InvalidHeader)):
            return UsageError(
                f"A request to {self.host} could not be formed.", hint="Check the connection's url, key and token."
            )
        if verb == "GET" or unsent:
            return _MayPassError(
                Unreachable(
                    f"{self.host} does not answer ({_kind(failure)}).",
                    hint="Check the network and the connection's url, then run again.",
                )
            )
        lost = self._lost_reply(verb, path, _kind(failure))
        return lost if verb == "POST" else _MayPassError(lost)

    def _lost_reply(self, verb: str, path: str, why: str) -> LostReply:
        return LostReply(
            f"The answer to {verb} {path} was lost ({why}): the change may or may not have been made.",
            hint="The next run looks before it writes, so nothing is done twice.",
        )

    def _judged(self, response: requests.Response, verb: str, path: str) -> requests.Response:
        if 200 <= response.status_code < 300:
            return self._with_json(response, verb, path)
        reply = reply_of(response, verb=verb, path=path, host=self.host, redact=self.redact)
        if reply.status >= 500 and not reply.writes:
            raise _MayPassError(self.explain(reply))
        if reply.status >= 500:
            lost = self._lost_reply(verb, path, f"it answered {reply.status}")
            raise lost if verb == "POST" else _MayPassError(lost)
        raise self.explain(reply)

    def _with_json(self, response: requests.Response, verb: str, path: str) -> requests.Response:
        response.status_code = 200  # py-trello takes 201 for an error (API-FACTS 4)
        if not response.content:
            response._content = b"null"
            return response
        try:
            response.json()
        except ValueError:
            raise self._unreadable(response, verb, path) from None
        return response

    def _unreadable(self, response: requests.Response, verb: str, path: str) -> Exception:
        what = "a web page" if looks_like_html(response) else "something that is not whole JSON"
        if verb == "POST":
            return self._lost_reply(verb, path, f"it was {what}")
        return _MayPassError(
            Unreachable(
                f"{self.host} answered {verb} {path} with {what} instead of data.",
                hint="Check the connection's url, and whether a proxy or a login page stands in between.",
            )
        )


def _bytes(data: Any) -> Any:
    return data.encode("utf-8") if isinstance(data, str) else data


def _kind(failure: Exception) -> str:
    """Why a connection failed, in few words."""
    text = str(failure)
    if isinstance(failure, requests.Timeout):
        return "it took too long"
    if "Name or service" in text or "resolve" in text.lower() or "getaddrinfo" in text:
        return "its name is not known here"
    if "refused" in text.lower():
        return "the connection was refused"
    return "the connection broke"


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:200] + "…"


def _interval(headers: Mapping[str, str]) -> float:
    """Seconds to wait after a 429: Retry-After, else the limit's own interval, else ten (API-FACTS 3.2)."""
    after = headers.get("retry-after", "")
    with suppress(ValueError):
        if after:
            return max(0.0, float(after))
    spans = []
    for name in ("api-token", "api-key", "member"):
        with suppress(ValueError):
            spans.append(float(headers.get(f"x-rate-limit-{name}-interval-ms", "")) / 1000)
    return min(max(spans, default=DEFAULT_INTERVAL), 60.0)


def transport_for(
    connection: ConnectionConfig, *, secrets: Mapping[str, str], state_folder: Path, budget: Budget
) -> Transport:
    """The transport of a configured connection.

    ``secrets`` are the resolved ``key`` and ``token``; limits are shared through ``limits.db`` in ``state_folder``.
    Raises UsageError for an address or a credential that cannot be used.
    """
    base_url = url_of(connection)
    for name, value in secrets.items():
        checked_secret(name, value, getattr(connection, name, ""))
    token = secrets.get("token", "")
    return Transport(
        base_url=base_url,
        auth_header=auth_header(connection, secrets),
        limiter=SharedLimiter(state_folder / "limits.db", token or base_url),
        budget=budget,
        secrets=tuple(secrets.values()),
        credentials={name: getattr(connection, name, "") for name in secrets},
    )

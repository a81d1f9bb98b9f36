"""A Trello of another make, for holding trackerbridge to the interface alone: known by ``url``, under a path prefix.

Written from the interface's description and recorded traffic, and strict: an unknown route is 404, a parameter that
neither describes is noted in ``violations``, a credential in an address too. What it holds are raw board exports.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from tests.foreign.foreign_answers import NOT_FOUND, Account, Answers, Refusal
from tests.foreign.foreign_routes import ROUTES
from tests.foreign.foreign_state import Json
from tests.foreign.loopback import Loopback

KEY = "f0f1e2d3c4b5a69788796a5b4c3d2e1f"
TOKEN = "ATTAf0re1gn" + "7c" * 32
READ_ONLY = "ATTAreadonly" + "5d" * 32
_HTML = "<!DOCTYPE HTML><HTML><H1>403 ERROR</H1><H2>The request could not be satisfied.</H2></HTML>"
_STRANGE: Mapping[str, Any] = {
    "empty": "",
    "null": None,
    "list": [1, "x"],
    "object": {"message": "busy"},
    "cut short": '[{"id',
}


@dataclass(frozen=True)
class Seen:
    """One request as it came."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Mapping[str, Any]
    url: str
    status: int


class ForeignTrello(Answers, Loopback):
    """The server; use it as a context manager. ``boards`` may be looked at and changed, as a person would."""

    def __init__(self, *, prefix: str = "/gateway/trello") -> None:
        super().__init__()
        self.prefix = prefix
        self.keys = {KEY}
        self.accounts = {TOKEN: Account(), READ_ONLY: Account(writes=False)}
        self.requests: list[Seen] = []
        self.violations: list[str] = []
        self.tokens_route = True
        self.keeps_alive = True  # False: the line is closed after every answer, unannounced
        self.rate = (100_000, 10_000)  # requests per milliseconds
        self.faults: list[Fault] = []
        self._hits: deque[float] = deque()
        self._lock = threading.RLock()

    def handler(self) -> type[BaseHTTPRequestHandler]:
        """What answers."""
        return _handler_of(self)

    def fault(self, kind: str, method: str = "", path: str = "", *, times: int = 1, after: int = 0) -> None:
        """``drop`` the reply after doing it, ``cut`` the line before doing it, ``html``, or a status."""
        self.faults.append(Fault(kind, method, re.compile(path), times, after))

    @contextmanager
    def recorded(self) -> Iterator[list[Seen]]:
        """The requests that come meanwhile."""
        found: list[Seen] = []
        before = len(self.requests)
        yield found
        found.extend(self.requests[before:])

    def answer(self, method: str, target: str, headers: Mapping[str, str], raw: bytes) -> tuple[int, Any, Json]:
        """Status, body and headers; a body of None means that the line is cut without a reply."""
        with self._lock:
            parts = urlsplit(target)
            path = parts.path.removeprefix(f"{self.prefix}/1/")
            query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
            body = _body_of(raw, headers.get("content-type", ""))
            self._guard_secrets(target)
            self.notice_people()
            paths = [path, *(urlsplit(inner).path[1:] for inner in _inner(query))]
            fault = next((f for f in self.faults if any(f.hits(method, each) for each in paths)), None)
            try:
                status, said = 200, self._do(method, path, query, body, raw, headers, fault)
            except Refusal as refusal:
                status, said = refusal.status, refusal.body
            if fault and fault.kind in ("drop", "cut"):
                status, said = 0, None
            elif fault and fault.kind in _STRANGE:
                status, said = 200, _STRANGE[fault.kind]
            elif fault and fault.kind == "echo":
                status, said = 400, f"invalid value for {headers.get('authorization')}"
            self.requests.append(Seen(method, path, query, body if isinstance(body, dict) else {}, target, status))
            return status, said, self._rate_headers()

    def _do(self, method: str, path: str, query: Json, body: Json, raw: bytes, headers: Mapping[str, str],
            fault: Fault | None) -> Any:  # fmt: skip
        if fault and fault.kind == "cut":
            return None
        if fault and fault.kind == "html":
            raise Refusal(403, _HTML)
        if fault and fault.kind.isdigit() and fault.kind != "429":
            raise Refusal(int(fault.kind), "unauthorized card permission requested")
        if method == "GET" and raw:
            raise Refusal(403, _HTML)
        self._limit(fault)
        account = self._account(headers, query, method)
        route, ids = self._route(method, path)
        self._guard_parameters(route, {**query, **body} if isinstance(body, dict) else query)
        handler: Callable[..., Any] = getattr(self, ROUTES[route].handler)
        return handler(account, *ids, **{k: v for k, v in {**query, **body}.items() if k not in ("key", "token")})

    def together(self, account: Account, urls: str) -> list[Json]:
        """A batch: up to ten GETs, each answered or refused for itself."""
        if not 1 <= len(_inner({"urls": urls})) <= 10:
            raise Refusal(400, "invalid value for urls")
        return [self._one_of(account, urlsplit(inner)) for inner in _inner({"urls": urls})]

    def _one_of(self, account: Account, asked: SplitResult) -> Json:
        query = {name: values[-1] for name, values in parse_qs(asked.query, keep_blank_values=True).items()}
        try:
            route, ids = self._route("GET", asked.path[1:])
            self._guard_parameters(route, query)
            return {"200": getattr(self, ROUTES[route].handler)(account, *ids, **query)}
        except Refusal as refusal:
            return {"name": "Error", "message": str(refusal.body), "statusCode": refusal.status}

    def _limit(self, fault: Fault | None) -> None:
        most, span = self.rate
        now = time.monotonic()
        while self._hits and self._hits[0] <= now - span / 1000:
            self._hits.popleft()
        self._hits.append(now)
        if len(self._hits) > most or (fault and fault.kind == "429"):
            raise Refusal(429, {"error": "API_TOKEN_LIMIT_EXCEEDED", "message": "Rate limit exceeded"})

    def _rate_headers(self) -> Json:
        most, span = self.rate
        left = max(0, most - len(self._hits))
        return {
            f"x-rate-limit-api-{what}-{name}": str(value)
            for what in ("token", "key")
            for name, value in (("interval-ms", span), ("max", most), ("remaining", left))
        }

    def _account(self, headers: Mapping[str, str], query: Json, method: str) -> Account:
        given = dict(re.findall(r'oauth_(consumer_key|token)="([^"]*)"', headers.get("authorization", "")))
        key, token = given.get("consumer_key") or query.get("key"), given.get("token") or query.get("token")
        if key not in self.keys:
            raise Refusal(401, "invalid key")
        if not token:
            said: str | Json = "unauthorized permission requested"
            raise Refusal(401, said if method == "GET" else {"message": "missing scopes"})
        if token not in self.accounts:
            raise Refusal(401, "invalid token")
        if method != "GET" and not self.accounts[token].writes:
            raise Refusal(401, {"message": "missing scopes"})
        return self.accounts[token]

    def _route(self, method: str, path: str) -> tuple[tuple[str, str], list[str]]:
        for verb, shape in ROUTES:
            found = re.fullmatch(re.sub(r"\{\w+\}", "([^/]+)", shape), path)
            if verb == method and found and not (shape == "members/{id}/tokens" and not self.tokens_route):
                return (verb, shape), [unquote(part) for part in found.groups()]
        if method == "DELETE":
            self.violations.append(f"deletes: {path}")
        raise Refusal(404, NOT_FOUND)

    def _guard_parameters(self, route: tuple[str, str], given: Json) -> None:
        unknown = [name for name in given if name not in ROUTES[route].parameters]
        self.violations += [f"{route[0]} {route[1]} does not know {name!r}" for name in unknown]

    def _guard_secrets(self, target: str) -> None:
        if any(secret in unquote(target) for secret in (*self.keys, *self.accounts)):
            self.violations.append("a credential stands in an address")


@dataclass
class Fault:
    """Something that goes wrong ``times`` times, ``after`` so many requests of its kind went well."""

    kind: str
    method: str
    path: re.Pattern[str]
    times: int
    after: int

    def hits(self, method: str, path: str) -> bool:
        """Whether it strikes this request; counts down."""
        if self.method not in ("", method) or not self.path.search(path):
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= 1
        return self.times >= 0


def _inner(query: Mapping[str, str]) -> list[str]:
    """The addresses of a batch: a comma parts them, and one inside an address is encoded."""
    return [each for each in query.get("urls", "").split(",") if each]


def _body_of(raw: bytes, kind: str) -> Json:
    if not raw:
        return {}
    if "json" in kind:
        found = json.loads(raw)
        return found if isinstance(found, dict) else {}
    return {name: values[-1] for name, values in parse_qs(raw.decode(), keep_blank_values=True).items()}


def _handler_of(trello: ForeignTrello) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, said, more = trello.answer(self.command, self.path, headers, raw)
            if not status:
                self.close_connection = True
                return
            text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
            kind = "application/json" if not isinstance(said, str) or status == 200 else "text/plain"
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{'text/html' if text == _HTML else kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            for name, value in more.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)
            self.close_connection = self.close_connection or not trello.keeps_alive

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _serve

        def log_message(self, *_: Any) -> None:
            """Silent: the requests are recorded."""

    return Handler

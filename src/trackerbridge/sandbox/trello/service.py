"""From a request to an answer: credentials, limits, route, parameters, handler, in the order of Trello's decisions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.limits import RateLimits
from trackerbridge.sandbox.requestlog import CREDENTIALS, Entry
from trackerbridge.sandbox.trello import errors, routes, schema
from trackerbridge.sandbox.trello.access import Account
from trackerbridge.sandbox.trello.call import Call
from trackerbridge.sandbox.trello.state import TrelloState

ROUTES = routes.MODULES
_OAUTH = re.compile(r'(\w+)="([^"]*)"')
_NEW_STYLE_LENGTH = 76
JSON_TYPE = "application/json; charset=utf-8"
TEXT_TYPE = "text/plain; charset=utf-8"


@dataclass
class Asked:
    """A request as the service sees it: below ``/1``, parameters of query and body together."""

    method: str
    path: str
    params: dict[str, Any] = field(default_factory=dict)
    authorization: str = ""
    has_body: bool = False
    upload: tuple[str, str, bytes] | None = None


@dataclass
class Answer:
    """Status, media type, body and the service's own headers."""

    status: int
    body: bytes
    content_type: str
    headers: dict[str, str] = field(default_factory=dict)


def credentials_of(asked: Asked) -> tuple[str, str, str]:
    """Key, token and where they stood: ``query`` (or form), ``header`` (OAuth, signed or plain) or nowhere."""
    if asked.authorization.lower().startswith("oauth "):
        found = {name: unquote(value) for name, value in _OAUTH.findall(asked.authorization)}
        if "oauth_consumer_key" in found:
            return found["oauth_consumer_key"], found.get("oauth_token", ""), "header"
    key, token = (str(asked.params.get(name) or "") for name in CREDENTIALS)
    return key, token, "query" if key or token else ""


def encode(value: Any) -> bytes:
    """A JSON body."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class TrelloService:
    """The REST API over one state. ``answer`` is the only door."""

    def __init__(self, state: TrelloState, limits: RateLimits) -> None:
        self.state = state
        self.limits = limits

    def answer(self, asked: Asked, entry: Entry) -> Answer:
        """Serve one request and note in the log entry who asked what."""
        if asked.method == "GET" and asked.has_body:
            entry.violations.append("a GET with a body")
            return Answer(403, errors.CLOUDFRONT_403.encode(), "text/html")
        key, token, entry.auth = credentials_of(asked)
        verdict = self.limits.count(key, token)
        answer = self._answer(asked, entry, key, token, verdict.refused)
        answer.headers.update(verdict.headers)
        return answer

    def _answer(self, asked: Asked, entry: Entry, key: str, token: str, refused: str) -> Answer:
        try:
            if refused:
                raise errors.rate_limited(refused)
            with self.state.lock:
                account = self._account(key, token)
                entry.member = self.state.find_member(account.member)["username"] if account else ""
                return Answer(200, encode(self._run(asked, account, entry)), JSON_TYPE)
        except errors.TrelloError as error:
            if isinstance(error, errors.StrictnessError):
                entry.violations.append(error.message)
            if isinstance(error.body, str):
                return Answer(error.status, error.body.encode(), TEXT_TYPE)
            return Answer(error.status, encode(error.body), JSON_TYPE)

    def _account(self, key: str, token: str) -> Account | None:
        if not key and not token:
            return None  # nobody asks: let in where the whole world is (API-FACTS 6.3)
        if key not in self.state.keys:
            raise errors.TrelloError(401, "invalid key")
        if not token:
            return None
        account = self.state.accounts.get(token)
        if account is None or account.key != key or token in self.state.revoked:
            malformed = token.startswith("ATTA") and len(token) != _NEW_STYLE_LENGTH
            raise errors.TrelloError(401, "invalid app token" if malformed else "invalid token")
        if account.expires is not None and account.expires <= self.state.clock.now():
            raise errors.TrelloError(401, "invalid token")
        return account

    def _run(self, asked: Asked, account: Account | None, entry: Entry) -> Any:
        found = schema.match(asked.method, asked.path)
        entry.operation = found.operation.name
        self.state.writes += asked.method != "GET"
        raw = {name: value for name, value in asked.params.items() if name not in CREDENTIALS}
        params = schema.read_params(found.operation, found.path, raw)

        def inner(url: str) -> dict[str, Any]:
            return self._inner(url, asked, account, entry)

        call = Call(self.state, account, found.operation, found.path, params, asked.upload, inner)
        return found.operation.handler(call)

    def _inner(self, url: str, outer: Asked, account: Account | None, entry: Entry) -> dict[str, Any]:
        """One GET of a batch: ``{"200": answer}``, or the error as an object. It counts against the limits too."""
        key, token, _ = credentials_of(outer)
        parts = urlsplit(url)
        path = parts.path.removeprefix("/1")
        name = entry.operation
        try:
            refused = self.limits.count(key, token).refused
            if refused:
                raise errors.rate_limited(refused)
            params = dict(parse_qsl(parts.query, keep_blank_values=True))
            return {"200": self._run(Asked("GET", path, params), account, entry)}
        except errors.TrelloError as error:
            return _error_object(error)
        finally:
            entry.operation = name


def _error_object(error: errors.TrelloError) -> dict[str, Any]:
    body: Mapping[str, Any] = error.body if isinstance(error.body, dict) else {"message": error.body}
    return {"name": "Error", "statusCode": error.status, **body}

"""From a request to an answer: credentials, route, limits, parameters, handler."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.jira import entry as door
from trackerbridge.sandbox.jira import errors, routes, schema
from trackerbridge.sandbox.jira.call import Call, Reply
from trackerbridge.sandbox.jira.limits import JiraLimits
from trackerbridge.sandbox.jira.site import Face, JiraSite
from trackerbridge.sandbox.requestlog import Entry

ROUTES = routes.MODULES
JSON_TYPE = "application/json;charset=UTF-8"
TEXT_TYPE = "text/plain;charset=UTF-8"


@dataclass
class Asked:
    """A request as the service sees it; ``path`` is below the context path."""

    method: str
    path: str
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    body: bytes = b""
    authorization: str = ""
    address: str = ""
    """The server's own base address."""


@dataclass
class Answer:
    """Status, media type, body and headers."""

    status: int
    body: bytes
    content_type: str = JSON_TYPE
    headers: dict[str, str] = field(default_factory=dict)


class JiraService:
    """The REST API over one site. ``answer`` is the only door."""

    def __init__(self, site: JiraSite, limits: JiraLimits | None = None) -> None:
        self.site = site
        self.limits = limits or JiraLimits()

    def answer(self, asked: Asked, entry: Entry) -> Answer:
        """Serve one request and note in the log entry who asked what."""
        visitor = door.Visitor()
        root = self.site.browse_url or asked.address + self.site.context_path
        try:
            visitor = door.recognise(self.site, asked.authorization, root)
            entry.auth = visitor.how
            with self.site.state.lock:
                answer = self._run(asked, visitor, root, entry)
        except errors.JiraError as error:
            if isinstance(error, errors.StrictnessError):
                entry.violations.append(error.message)
            elif isinstance(error, errors.NoRouteError):
                entry.violations.append(f"no route {asked.method} {asked.path}")
            answer = _refusal(error)
        answer.headers.update(visitor.headers)
        return answer

    def _run(self, asked: Asked, visitor: door.Visitor, root: str, entry: Entry) -> Answer:
        account = visitor.account
        if account is not None:
            entry.member = self.site.state.people.get(account.user)["name"]  # type: ignore[index]
        found = schema.match(asked.method, asked.path, self.site.deployment)
        operation = found.operation
        entry.operation = operation.name
        headers = self.limits.burst(asked.method, operation.name, self.site.retry_after, bucket=not self.site.cloud)
        if account is None and not operation.anonymous:
            raise _not_let_in(operation.name, visitor.failed)
        query = schema.read_query(operation, asked.query)
        raw = _json(asked.body)
        entry.params = {**{name: ",".join(value) for name, value in asked.query.items()}, **_as_params(raw)}
        face = Face(self.site, found.version, root, self.site.zone_for(account), account)
        body = schema.read_body(operation, raw) if asked.method != "GET" else None
        call = Call(self.site, face, account, operation, found.path, query, body, self.limits, visitor.failed)
        return _encoded(operation.handler(call), headers)


def _not_let_in(operation: str, failed: bool) -> errors.JiraError:
    if operation == "GET /api/myself" and failed:
        return errors.unauthenticated_text()
    if operation.startswith(("POST /api/issue", "PUT /api/issue", "DELETE /api/issue")):
        return errors.must_log_in()
    return errors.unauthenticated()


def _json(body: bytes) -> Any:
    """The body as JSON; ``{}`` for none (recorded: Cloud accepts GETs with a body)."""
    if not body:
        return {}
    try:
        return json.loads(body)
    except ValueError as error:
        raise errors.messages(
            400, f"There was an error parsing JSON. Check that your request body is valid: {error}"
        ) from None


def _as_params(body: Any) -> dict[str, Any]:
    return body if isinstance(body, dict) else {"body": body}


def _encoded(value: Any, headers: dict[str, str]) -> Answer:
    reply = value if isinstance(value, Reply) else Reply(204 if value is None else 200, value)
    body = b"" if reply.body is None else json.dumps(reply.body, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(reply.status, body, JSON_TYPE, {**headers, **reply.headers})


def _refusal(error: errors.JiraError) -> Answer:
    headers = dict(error.headers)
    text = isinstance(error.body, str)
    content_type = headers.pop("content-type", TEXT_TYPE if text else JSON_TYPE)
    body = error.body.encode() if text else json.dumps(error.body, ensure_ascii=False).encode()
    return Answer(error.status, body, content_type, headers)

"""A Jira of another make, for holding trackerbridge to the interface alone: known by ``url``, under a path prefix.

Written from what is known of the interface, and strict: an unknown route is 404, a parameter that no description has is
noted in ``violations``, a credential in an address too. Answers hold keys that nobody has described, as real ones do.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.foreign.loopback import Loopback

Json = dict[str, Any]

EMAIL = "bridge@bakery.example"
TOKEN = "ATATT3xFfGF0f0re1gnJ1ra" + "5e" * 24
ME = {"displayName": "The Bridge", "timeZone": "Europe/Chisinau", "active": True, "beta": {"unheard": "of"}}
STRANGER = "AUTHENTICATED_FAILED"
SEARCH = frozenset({"jql", "fields", "expand", "maxResults", "properties", "validateQuery"})
PARAMETERS: Mapping[str, frozenset[str]] = {
    "search/jql": SEARCH - {"validateQuery"} | {"nextPageToken", "fieldsByKeys", "failFast", "reconcileIssues"},
    "search": SEARCH | {"startAt"},
    "changelog/bulkfetch": frozenset({"issueIdsOrKeys", "fieldIds", "maxResults", "nextPageToken"}),
    "comment": frozenset({"startAt", "maxResults", "orderBy", "expand"}),
    "issue": frozenset({"fields", "expand", "properties"}),
    "project/search": frozenset({"startAt", "maxResults", "orderBy", "query"}),
    "mypermissions": frozenset({"permissions", "projectKey", "issueKey", "projectId", "issueId"}),
}
_NEWEST = 40  # history entries in a search answer of Cloud


class Refusal(Exception):
    """An answer that is no success; text is plain, a mapping is JSON."""

    def __init__(self, status: int, body: str | Json) -> None:
        super().__init__(str(body))
        self.status, self.body = status, body


@dataclass
class ForeignJira(Loopback):
    """The server; use it as a context manager. ``issues`` are as the API sends them: of v3 on Cloud, else of v2."""

    cloud: bool
    issues: list[Json]
    prefix: str = "/gateway/jira"
    page: int = 3  # issues in an answer, whatever is asked
    comments_in_search: int = 2
    fields: Sequence[Json] = ()
    requests: list[tuple[str, str]] = field(default_factory=list)  # method, path below rest/api/N/
    violations: list[str] = field(default_factory=list)

    def handler(self) -> type[BaseHTTPRequestHandler]:
        """What answers."""
        return _handler_of(self)

    def answer(self, method: str, target: str, authorization: str, raw: bytes) -> tuple[int, Any, str]:
        """Status, body, and what ``x-seraph-loginreason`` says."""
        parts = urlsplit(target)
        found = re.fullmatch(rf"{self.prefix}/rest/api/([23])/(.+)", parts.path)
        if TOKEN in unquote(target):
            self.violations.append("a credential stands in an address")
        if found is None or (found[1] == "3" and not self.cloud):
            return 404, "Not found", ""
        asked: Json = {name: values[-1] for name, values in parse_qs(parts.query).items()} | (json.loads(raw or b"{}"))
        self.requests.append((method, unquote(found[2])))
        known = self._knows(authorization)
        try:
            return 200, self._answer(method, unquote(found[2]), asked, known), "OUT, OK" if known else STRANGER
        except Refusal as refusal:
            return refusal.status, refusal.body, "OK" if known else STRANGER

    def _knows(self, authorization: str) -> bool:
        basic = "Basic " + base64.b64encode(f"{EMAIL}:{TOKEN}".encode()).decode()
        return authorization == (basic if self.cloud else f"Bearer {TOKEN}")

    def _answer(self, method: str, path: str, asked: Json, known: bool) -> Any:
        kind, handler, *ids = self._route(method, path)
        unknown = asked.keys() - PARAMETERS.get(kind, frozenset())
        self.violations += [f"{method} {path} does not know {name!r}" for name in sorted(unknown)]
        if not known and kind == "myself":
            raise Refusal(401, "Client must be authenticated to access this resource.")
        return handler(*ids, asked, known)

    def _route(self, method: str, path: str) -> tuple[str, Callable[..., Any]] | tuple[str, Callable[..., Any], str]:
        asks = method in ("GET", "POST")
        if path in ("search/jql", "search") and asks and (path == "search/jql") == self.cloud:
            return path, self._by_token if self.cloud else self._by_offset
        if path == "changelog/bulkfetch" and method == "POST" and self.cloud:
            return path, self._histories
        plain: dict[str, Callable[..., Any]] = {
            "serverInfo": self._server_info,
            "myself": self._me,
            "field": self._fields,
            "mypermissions": self._permissions,
            "project/search" if self.cloud else "project": self._projects,
        }
        if path in plain and method == "GET":
            return path, plain[path]
        found = re.fullmatch(r"(issue|project)/([^/]+)(/comment)?", path)
        if found and method == "GET":
            if found[3]:
                return "comment", self._comments, found[2]
            return found[1], self._issue if found[1] == "issue" else self._project, found[2]
        self.violations.append(f"no route {method} {path}")
        raise Refusal(404, {"errorMessages": ["null for uri"], "status-code": 404})

    def _server_info(self, *_: Any) -> Json:
        made = {"deploymentType": "Cloud"} if self.cloud else {"deploymentType": "Server", "buildNumber": 9_120_012}
        return {"version": "9.99.1", "versionNumbers": [9, 99, 1], "baseUrl": "https://elsewhere.example", **made}

    def _me(self, *_: Any) -> Json:
        return {**ME, **({"accountId": "712020:f0"} if self.cloud else {"name": "bridge", "key": "JIRAUSER10100"})}

    def _fields(self, *_: Any) -> list[Json]:
        return list(self.fields)

    def _permissions(self, asked: Json, _: bool) -> Json:
        held = {name: {"id": "10", "key": name, "havePermission": True} for name in asked["permissions"].split(",")}
        return {"permissions": held}

    def _projects(self, *_: Any) -> Any:
        keys = sorted({issue["key"].rpartition("-")[0] for issue in self.issues})
        rows = [{"id": str(number), "key": key, "name": key.title()} for number, key in enumerate(keys, 10_000)]
        return {"values": rows, "isLast": True, "total": len(rows), "wave": 3} if self.cloud else rows

    def _project(self, key: str, *_: Any) -> Json:
        rows = self._projects()
        found = next((one for one in (rows["values"] if self.cloud else rows) if key in one.values()), None)
        if found is None:
            raise Refusal(404, {"errorMessages": [f"No project could be found with key '{key}'."], "errors": {}})
        return dict(found)

    def _by_token(self, asked: Json, known: bool) -> Json:
        start = int(asked.get("nextPageToken", "t0")[1:])
        found = self._found(asked["jql"]) if known else []
        shown = [self._shown(one, asked) for one in found[start : start + self.page]]
        more = start + self.page < len(found)
        return {"issues": shown, **({"nextPageToken": f"t{start + self.page}"} if more else {}), "relevance": None}

    def _by_offset(self, asked: Json, known: bool) -> Json:
        start = int(asked.get("startAt", 0))
        found = self._found(asked["jql"]) if known else []
        shown = [self._shown(one, asked) for one in found[start : start + self.page]]
        return {
            "expand": "names,schema",
            "startAt": start,
            "maxResults": self.page,
            "total": len(found),
            "issues": shown,
        }

    def _found(self, jql: str) -> list[Json]:
        bare, _, _ = jql.partition(" ORDER BY ")
        found = self.issues
        for clause in filter(None, bare.split(" AND ")):
            parts = re.fullmatch(r"\s*(project|labels) (?:= (\w+)|in \(([^)]*)\))\s*", clause)
            if parts is None:
                raise Refusal(
                    400, {"errorMessages": [f"Error in the JQL Query near '{clause}'."], "warningMessages": []}
                )
            wanted = {word.strip() for word in (parts[2] or parts[3]).split(",")}
            found = [one for one in found if wanted & _names(one, parts[1])]
        if not bare and self.cloud:
            raise Refusal(400, {"errorMessages": ["Unbounded JQL queries are not allowed here."], "errors": {}})
        return found

    def _shown(self, issue: Json, asked: Json) -> Json:
        wanted = asked.get("fields") or ("id" if self.cloud else "*navigable")
        names = wanted.split(",") if isinstance(wanted, str) else wanted
        every = issue["fields"]
        fields = (
            every if {"*all", "*navigable"} & set(names) else {name: every[name] for name in names if name in every}
        )
        page = fields.get("comment")
        if page:
            fields = {**fields, "comment": {**page, "comments": page["comments"][: self.comments_in_search]}}
        own = f"https://elsewhere.example/rest/api/2/issue/{issue['id']}"
        shown = {"id": issue["id"], "self": own, "key": issue["key"], "fields": fields, "ari": "cloud:unheard-of"}
        if "changelog" in asked.get("expand", ""):
            log = issue["changelog"]["histories"]
            newest = list(reversed(log))[:_NEWEST] if self.cloud else log
            shown["changelog"] = {"startAt": 0, "maxResults": len(newest), "total": len(log), "histories": newest}
        return shown

    def _one(self, reference: str) -> Json:
        found = next((one for one in self.issues if reference in (one["id"], one["key"])), None)
        if found is None:
            raise Refusal(404, {"errorMessages": ["Issue does not exist or you do not have permission to see it."]})
        return found

    def _issue(self, reference: str, asked: Json, _: bool) -> Json:
        return self._shown(self._one(reference), asked)

    def _comments(self, reference: str, asked: Json, _: bool) -> Json:
        every = self._one(reference)["fields"]["comment"]["comments"]
        start = int(asked.get("startAt", 0))
        shown = every[start : start + 2]
        return {"self": "x", "startAt": start, "maxResults": 2, "total": len(every), "comments": shown}

    def _histories(self, asked: Json, _: bool) -> Json:
        ids = asked["issueIdsOrKeys"]
        logs = [{"issueId": one, "changeHistories": self._one(one)["changelog"]["histories"]} for one in ids]
        return {"issueChangeLogs": logs, "region": "moon"}


def _names(issue: Json, kind: str) -> set[str]:
    return {issue["key"].rpartition("-")[0]} if kind == "project" else set(issue["fields"]["labels"])


def _handler_of(jira: ForeignJira) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            raw = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, said, reason = jira.answer(self.command, self.path, self.headers.get("AUTHORIZATION", ""), raw)
            plain = isinstance(said, str)
            data = (said if plain else json.dumps(said, ensure_ascii=False)).encode()
            self.send_response(status)
            self.send_header("CONTENT-TYPE", "text/plain" if plain else "application/json;charset=UTF-8")
            self.send_header("content-length", str(len(data)))
            self.send_header("X-SERAPH-loginReason", reason)
            self.send_header("Atl-TraceId", "f00d")
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = _serve

        def log_message(self, *_: Any) -> None:
            """Silent: the requests are recorded."""

    return Handler

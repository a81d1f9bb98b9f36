"""The operations that are served, each with its declared parameters; what is not declared is refused.

Declarations follow the official description of Cloud v3; ``overlay.toml`` adds what the live services take besides,
with the source of each entry. Templates begin with ``/api`` (``/rest/api/2`` and ``3``), ``/agile`` or
``/servicedeskapi``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from trackerbridge.sandbox.jira import errors
from trackerbridge.sandbox.jira.types import Param, declared

if TYPE_CHECKING:
    from trackerbridge.sandbox.jira.call import Call

Handler = Callable[["Call"], Any]
BOTH = ("cloud", "dc")
_API = re.compile(
    r"/rest/(?:api/(2|3|latest)|(agile)/(?:1\.0|latest)|(servicedeskapi)|(auth)/1|(applinks)/latest)(/.*)\Z"
)


@dataclass(frozen=True)
class Operation:
    """One route: method, path template, parameters of query and body, and what serves it."""

    method: str
    template: str
    query: Mapping[str, Param]
    body: Mapping[str, Param] | None
    """``None``: the body is free (or there is none)."""
    on: tuple[str, ...]
    anonymous: bool
    """Answers without credentials, as far as the world may see."""
    handler: Handler

    @property
    def name(self) -> str:
        """``GET /api/issue/{issueIdOrKey}``."""
        return f"{self.method} {self.template}"

    @property
    def segments(self) -> tuple[str, ...]:
        """The template's parts."""
        return tuple(self.template.strip("/").split("/"))


@cache
def overlay() -> dict[str, Any]:
    """The reviewed additions to the official description, as written."""
    return tomllib.loads(files(__package__).joinpath("overlay.toml").read_text(encoding="utf-8"))


@cache
def _added() -> dict[str, dict[str, Param]]:
    found: dict[str, dict[str, Param]] = {}
    for entry in overlay().get("add", []):
        for operation in entry["operations"]:
            found.setdefault(operation, {}).update(declared(entry["params"]))
    return found


OPERATIONS: dict[tuple[str, str], Operation] = {}
"""Every served operation by name and deployment, filled when the route modules are imported."""


def route(
    name: str,
    query: str = "",
    *,
    body: str | None = None,
    on: tuple[str, ...] = BOTH,
    anonymous: bool = False,
) -> Callable[[Handler], Handler]:
    """Declare and serve one operation: ``@route("GET /api/search/jql", "jql:text maxResults:1..5000")``."""
    method, template = name.split(" ")

    def register(handler: Handler) -> Handler:
        params = {**declared(query), **_added().get(name, {})}
        inside = None if body is None else declared(body)
        operation = Operation(method, template, params, inside, on, anonymous, handler)
        for deployment in on:
            OPERATIONS[name, deployment] = operation
        return handler

    return register


@dataclass(frozen=True)
class Match:
    """A request's operation, the values of its path, and the version it was asked in."""

    operation: Operation
    path: Mapping[str, str]
    version: int


def match(method: str, path: str, deployment: str) -> Match:
    """The operation for a path below the context path; literal parts win over placeholders. 404 when there is none."""
    found = _API.match(path)
    if found is None or (found[1] == "3" and deployment == "dc"):
        raise errors.no_route("GET", path)
    parts = [next((name for name in found.groups()[1:-1] if name), "api"), *found[6].strip("/").split("/")]
    best: Match | None = None
    for (_, where), operation in OPERATIONS.items():
        if where != deployment or operation.method != method or len(operation.segments) != len(parts):
            continue
        values = _bind(operation.segments, parts)
        if values is not None and (best is None or len(values) < len(best.path)):
            best = Match(operation, values, 3 if found[1] == "3" else 2)
    if best is None:
        raise errors.no_route(method if not _known(parts, deployment) else "OTHER", path)
    return best


def _known(parts: list[str], deployment: str) -> bool:
    """Whether the path is served with another method."""
    same = (one for (_, where), one in OPERATIONS.items() if where == deployment and len(one.segments) == len(parts))
    return any(_bind(operation.segments, parts) is not None for operation in same)


def _bind(segments: tuple[str, ...], parts: list[str]) -> dict[str, str] | None:
    values = {}
    for segment, part in zip(segments, parts, strict=True):
        if segment.startswith("{"):
            values[segment[1:-1]] = part
        elif segment != part:
            return None
    return values


def read_query(operation: Operation, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The query's parameters by their types; unknown and malformed ones are refused, and a missing required one."""
    values = {}
    for name, value in raw.items():
        param = operation.query.get(name)
        if param is None:
            raise errors.StrictnessError(f"{operation.name} has no parameter {name!r}")
        if param.kind == "ignored":
            continue
        try:
            values[name] = param.read(value)
        except (ValueError, TypeError):
            raise errors.messages(400, f"The value '{value[-1]}' is not valid for the parameter '{name}'.") from None
    for param in operation.query.values():
        if param.required and param.name not in values:
            raise errors.messages(400, f"The '{param.name}' query parameter is required.")
    return values


def read_body(operation: Operation, raw: Any) -> Any:
    """The body's properties by their types; what does not fit the declaration is refused as a whole."""
    if operation.body is None:
        return raw
    if not isinstance(raw, dict):
        raise errors.invalid_payload()
    values = {}
    for name, value in raw.items():
        param = operation.body.get(name)
        if param is None:
            raise errors.invalid_payload()
        if value is None and not param.required:
            continue
        try:
            values[name] = param.read(value)
        except (ValueError, TypeError):
            raise errors.invalid_payload() from None
    if any(param.required and param.name not in values for param in operation.body.values()):
        raise errors.invalid_payload()
    return values

"""The operations that are served, each with its declared parameters; what is not declared is refused.

Declarations follow the official description of Cloud v3; ``overlay.toml`` adds what the live services take besides,
with the source of each entry, and ``unserved.toml`` lists what is described and not served. A test compares all of it
with the description itself, which is not shipped. Templates begin with ``/api`` (``/rest/api/2`` and ``3``), ``/agile``
or ``/servicedeskapi``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.declarations import Declared, Param, added, bound, declared, matched, parts_of, shipped_toml
from trackerbridge.sandbox.jira import errors
from trackerbridge.sandbox.jira.types import reader

if TYPE_CHECKING:
    from trackerbridge.sandbox.jira.call import Call

Handler = Callable[["Call"], Any]
BOTH = ("cloud", "dc")
_API = re.compile(
    r"/rest/(?:api/(2|3|latest)|(agile)/(?:1\.0|latest)|(servicedeskapi)|(auth)/1|(applinks)/latest)(/.*)\Z"
)


@dataclass(frozen=True)
class Operation(Declared):
    """One route: parameters of query and body, and what serves it."""

    query: Mapping[str, Param]
    body: Mapping[str, Param] | None
    """``None``: the body is free (or there is none)."""
    on: tuple[str, ...]
    anonymous: bool
    """Answers without credentials, as far as the world may see."""
    handler: Handler
    open_body: bool = False
    """The description lets the body hold more than it names."""
    added: frozenset[str] = field(default=frozenset())
    """Names of the query's parameters that come from the overlay."""


@cache
def overlay() -> dict[str, Any]:
    """The reviewed additions to the official description, as written."""
    return shipped_toml(__package__, "overlay.toml")


@cache
def _added() -> dict[str, dict[str, Param]]:
    return added(overlay().get("add", []), reader)


@cache
def _unserved() -> dict[str, list[tuple[str, ...]]]:
    """What is described and not served: path templates by method."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for methods, paths in shipped_toml(__package__, "unserved.toml")["paths"].items():
        for method in methods.split("-"):
            found.setdefault(method, []).extend(map(parts_of, paths))
    return found


OPERATIONS: dict[tuple[str, str], Operation] = {}
"""Every served operation by name and deployment, filled when the route modules are imported."""


def route(
    name: str,
    query: str = "",
    *,
    body: str | None = None,
    open_body: bool = False,
    on: tuple[str, ...] = BOTH,
    anonymous: bool = False,
) -> Callable[[Handler], Handler]:
    """Declare and serve one operation: ``@route("GET /api/search/jql", "jql:text maxResults:1..5000")``."""
    method, template = name.split(" ")

    def register(handler: Handler) -> Handler:
        more = _added().get(name, {})
        params = {**declared(query, reader), **more}
        inside = None if body is None else declared(body, reader)
        operation = Operation(
            method, template, params, inside, on, anonymous, handler, open_body=open_body, added=frozenset(more)
        )
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
    """The operation for a path below the context path; literal parts win over placeholders."""
    found = _API.match(path)
    if found is None or (found[1] == "3" and deployment == "dc"):
        raise _refusal(method, path, parts_of(path), deployment)
    parts = (next((name for name in found.groups()[1:-1] if name), "api"), *parts_of(found[6]))
    served = matched((one for one in _served(deployment) if one.method == method), parts)
    if served is None:
        raise _refusal(method, path, parts, deployment)
    return Match(*served, version=3 if found[1] == "3" else 2)


def _served(deployment: str) -> Iterator[Operation]:
    return (operation for (_, where), operation in OPERATIONS.items() if where == deployment)


def _refusal(method: str, path: str, parts: tuple[str, ...], deployment: str) -> errors.JiraError:
    """501 for what is described and not served, 405 for another method of what is served, 404 for what nobody knows."""
    for segments in _unserved().get(method, []):
        if bound(segments, parts) is not None:
            return errors.not_modelled(f"the route {method} /{'/'.join(segments)}")
    return errors.no_route(path, other_methods=matched(_served(deployment), parts) is not None)


def read_query(operation: Operation, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The query's parameters by their types; unknown and malformed ones are refused, and a missing required one."""
    values = {}
    for name, value in raw.items():
        param = operation.query.get(name)
        if param is None:
            raise errors.StrictnessError(f"{operation.name} has no parameter {name!r}")
        if param.kind == "ignored":
            continue
        if param.kind == "unmodelled":
            raise errors.not_modelled(f"the parameter {name!r} of {operation.name}")
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
        if param is None and operation.open_body:
            raise errors.StrictnessError(f"{operation.name} has no property {name!r}")
        if param is None:
            raise errors.invalid_payload()
        if value is None and not param.required:
            continue
        if param.kind == "unmodelled":
            raise errors.not_modelled(f"the property {name!r} of {operation.name}")
        try:
            values[name] = param.read(value)
        except (ValueError, TypeError):
            raise errors.invalid_payload() from None
    if any(param.required and param.name not in values for param in operation.body.values()):
        raise errors.invalid_payload()
    return values

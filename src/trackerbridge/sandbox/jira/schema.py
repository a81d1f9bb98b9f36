"""The operations that are served, each with its declared parameters; what is not declared is refused.

Declarations follow the official description of Cloud v3; ``overlay.toml`` adds what the live services take besides,
with the source of each entry, and ``unserved.toml`` lists what is described and not served. A test compares all of it
with the description itself, which is not shipped. Templates begin with ``/api`` (``/rest/api/2`` and ``3``), ``/agile``
or ``/servicedeskapi``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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
    open_body: bool = False
    """The description lets the body hold more than it names."""
    added: frozenset[str] = field(default=frozenset())
    """Names of the query's parameters that come from the overlay."""

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


@cache
def _unserved() -> dict[tuple[str, int], list[tuple[str, ...]]]:
    """What is described and not served: path templates by method and length."""
    text = files(__package__).joinpath("unserved.toml").read_text(encoding="utf-8")
    found: dict[tuple[str, int], list[tuple[str, ...]]] = {}
    for methods, paths in tomllib.loads(text)["paths"].items():
        for template in paths:
            segments = tuple(template.strip("/").split("/"))
            for method in methods.split("-"):
                found.setdefault((method, len(segments)), []).append(segments)
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
        added = _added().get(name, {})
        params = {**declared(query), **added}
        inside = None if body is None else declared(body)
        operation = Operation(
            method, template, params, inside, on, anonymous, handler, open_body=open_body, added=frozenset(added)
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
        raise _refusal(method, path, path.strip("/").split("/"), deployment)
    parts = [next((name for name in found.groups()[1:-1] if name), "api"), *found[6].strip("/").split("/")]
    best: Match | None = None
    for (_, where), operation in OPERATIONS.items():
        if where != deployment or operation.method != method or len(operation.segments) != len(parts):
            continue
        values = _bind(operation.segments, parts)
        if values is not None and (best is None or len(values) < len(best.path)):
            best = Match(operation, values, 3 if found[1] == "3" else 2)
    if best is None:
        raise _refusal(method, path, parts, deployment)
    return best


def _refusal(method: str, path: str, parts: list[str], deployment: str) -> errors.JiraError:
    """501 for what is described and not served, 405 for another method of what is served, 404 for what nobody knows."""
    for segments in _unserved().get((method, len(parts)), []):
        if _bind(segments, parts) is not None:
            return errors.not_modelled(f"the route {method} /{'/'.join(segments)}")
    same = (one for (_, where), one in OPERATIONS.items() if where == deployment and len(one.segments) == len(parts))
    is_served = any(_bind(operation.segments, parts) is not None for operation in same)
    return errors.no_route(path, other_methods=is_served)


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

"""The operations that are served, each with its declared parameters; what is not declared is refused.

Declarations follow the official description; ``overlay.toml`` adds what the live service takes besides, with the source
of each entry. A test compares both with the description itself, which is not shipped.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from trackerbridge.sandbox.trello import errors
from trackerbridge.sandbox.trello.types import Param, declared

if TYPE_CHECKING:
    from trackerbridge.sandbox.trello.call import Call

Handler = Callable[["Call"], Any]


@dataclass(frozen=True)
class Operation:
    """One route: method, path template, parameters, and what serves it."""

    method: str
    template: str
    params: Mapping[str, Param]
    handler: Handler
    added: frozenset[str] = field(default=frozenset())
    """Names of the parameters that come from the overlay."""

    @property
    def name(self) -> str:
        """``GET /boards/{id}``."""
        return f"{self.method} {self.template}"

    @property
    def segments(self) -> tuple[str, ...]:
        """The template's parts."""
        return tuple(self.template.strip("/").split("/"))


@cache
def overlay() -> dict[str, Any]:
    """The reviewed overlay over the official description, as written."""
    return tomllib.loads(files(__package__).joinpath("overlay.toml").read_text(encoding="utf-8"))


@cache
def _added_params() -> dict[str, dict[str, Param]]:
    found: dict[str, dict[str, Param]] = {}
    for entry in overlay().get("add", []):
        for operation in entry["operations"]:
            found.setdefault(operation, {}).update(declared(entry["params"]))
    return found


OPERATIONS: dict[str, Operation] = {}
"""Every served operation by name, filled when the route modules are imported."""


def route(name: str, params: str = "") -> Callable[[Handler], Handler]:
    """Declare and serve one operation: ``@route("PUT /labels/{id}", "name:text color:color")``."""
    method, template = name.split(" ")

    def register(handler: Handler) -> Handler:
        added = _added_params().get(name, {})
        OPERATIONS[name] = Operation(method, template, {**declared(params), **added}, handler, frozenset(added))
        return handler

    return register


@dataclass(frozen=True)
class Match:
    """A request's operation and the values of its path."""

    operation: Operation
    path: Mapping[str, str]


def match(method: str, path: str) -> Match:
    """The operation for a path below ``/1``; literal parts win over placeholders. 404 when there is none."""
    parts = path.strip("/").split("/")
    best: Match | None = None
    for operation in OPERATIONS.values():
        if operation.method != method or len(operation.segments) != len(parts):
            continue
        values = _bind(operation.segments, parts)
        if values is not None and (best is None or len(values) < len(best.path)):
            best = Match(operation, values)
    if best is None:
        raise _unserved(method, path, parts)
    return best


def _bind(segments: tuple[str, ...], parts: list[str]) -> dict[str, str] | None:
    values = {}
    for segment, part in zip(segments, parts, strict=True):
        if segment.startswith("{"):
            values[segment[1:-1]] = part
        elif segment.lower() != part.lower():  # recorded: /1/customfields/… answers 200
            return None
    return values


def _unserved(method: str, path: str, parts: list[str]) -> errors.TrelloError:
    for name in overlay()["unserved"]["operations"]:
        listed, template = name.split(" ")
        segments = template.strip("/").split("/")
        if listed == method and len(segments) == len(parts) and _bind(tuple(segments), parts) is not None:
            return errors.not_modelled(f"the route {name}")
    return errors.no_route(method, f"/1{path}")


def read_params(operation: Operation, path: Mapping[str, str], raw: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a request, read by their types; refuses unknown, missing, malformed and unmodelled ones."""
    values = {}
    for name, value in raw.items():
        param = operation.params.get(name)
        if param is None:
            raise errors.StrictnessError(f"{operation.name} has no parameter {name!r}")
        if param.kind == "unmodelled":
            raise errors.not_modelled(f"the parameter {name!r} of {operation.name}")
        try:
            values[name] = param.read(value)
        except (ValueError, TypeError, OverflowError):
            raise errors.invalid_value(name) from None
    for param in operation.params.values():
        if param.required and param.name not in values and param.name not in path:
            raise errors.invalid_value(param.name)
    return values

"""The operations that are served, each with its declared parameters; what is not declared is refused.

Declarations follow the official description; ``overlay.toml`` adds what the live service takes besides, with the source
of each entry. A test compares both with the description itself, which is not shipped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Any

from trackerbridge.lazy_dataclass import dataclass
from trackerbridge.sandbox.declarations import Declared, Param, added, bound, declared, matched, parts_of, shipped_toml
from trackerbridge.sandbox.trello import errors
from trackerbridge.sandbox.trello.types import reader

if TYPE_CHECKING:
    from trackerbridge.sandbox.trello.call import Call

Handler = Callable[["Call"], Any]


@dataclass(frozen=True)
class Operation(Declared):
    """One route: its parameters, and what serves it."""

    params: Mapping[str, Param]
    handler: Handler
    added: frozenset[str] = field(default=frozenset())
    """Names of the parameters that come from the overlay."""


@cache
def overlay() -> dict[str, Any]:
    """The reviewed overlay over the official description, as written."""
    return shipped_toml(__package__, "overlay.toml")


@cache
def _added() -> dict[str, dict[str, Param]]:
    return added(overlay().get("add", []), reader)


OPERATIONS: dict[str, Operation] = {}
"""Every served operation by name, filled when the route modules are imported."""


def route(name: str, params: str = "") -> Callable[[Handler], Handler]:
    """Declare and serve one operation: ``@route("PUT /labels/{id}", "name:text color:color")``."""
    method, template = name.split(" ")

    def register(handler: Handler) -> Handler:
        more = _added().get(name, {})
        OPERATIONS[name] = Operation(
            method, template, {**declared(params, reader), **more}, handler, added=frozenset(more)
        )
        return handler

    return register


@dataclass(frozen=True)
class Match:
    """A request's operation and the values of its path."""

    operation: Operation
    path: Mapping[str, str]


def match(method: str, path: str) -> Match:
    """The operation for a path below ``/1``; literal parts win over placeholders. 404 when there is none."""
    parts = parts_of(path)
    found = matched((one for one in OPERATIONS.values() if one.method == method), parts, _alike)
    if found is None:
        raise _unserved(method, path, parts)
    return Match(*found)


def _alike(one: str, other: str) -> bool:
    return one.lower() == other.lower()  # recorded: /1/customfields/… answers 200


def _unserved(method: str, path: str, parts: tuple[str, ...]) -> errors.TrelloError:
    for name in overlay()["unserved"]["operations"]:
        listed, template = name.split(" ")
        if listed == method and bound(parts_of(template), parts, _alike) is not None:
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

"""The declared operations against the official description, and what the sandbox does with the rest."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.sandbox.trello.conftest import Ask
from tests.sandbox.trello.small_board import BOARD, CARD, TODO
from tests.shared_data import SPECS

from trackerbridge.sandbox.server import Sandbox
from trackerbridge.sandbox.trello import service, shapes
from trackerbridge.sandbox.trello.schema import OPERATIONS, Operation, overlay
from trackerbridge.sandbox.trello.types import reader

Json = dict[str, Any]
DESCRIPTION = SPECS / "trello.openapi.json"
METHODS = ("get", "post", "put", "delete")

described_only = pytest.mark.skipif(not DESCRIPTION.exists(), reason="the description is not part of the repository")


@dataclass
class Described:
    """An operation of the official description."""

    query: dict[str, Json] = field(default_factory=dict)


def _key(method: str, template: str) -> str:
    return f"{method.upper()} {re.sub(r'[$]?{[^}]*}', '{}', template.rstrip('/'))}"


@pytest.fixture(scope="module")
def described() -> dict[str, Described]:
    """The official description by method and path, names of placeholders left out."""
    raw = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    found = {}
    for template, entry in raw["paths"].items():
        for method in METHODS:
            if method in entry:
                params = [*entry[method].get("parameters", []), *entry.get("parameters", [])]
                found[_key(method, template)] = Described({p["name"]: p for p in params if p["in"] == "query"})
    return found


@pytest.fixture(scope="module")
def served() -> dict[str, Operation]:
    assert service.ROUTES
    return {_key(operation.method, operation.template): operation for operation in OPERATIONS.values()}


@described_only
def test_served_or_said_to_be_unserved(described: dict[str, Described], served: dict[str, Operation]) -> None:
    unserved = {_key(*name.split(" ")) for name in overlay()["unserved"]["operations"]}
    extra = {_key(*name.split(" ")) for entry in overlay()["route"] for name in entry["operations"]}
    assert served.keys() | unserved == described.keys() | extra
    assert served.keys() & unserved == set()


@described_only
def test_declared_parameters_are_the_described_ones(
    described: dict[str, Described], served: dict[str, Operation]
) -> None:
    for name, operation in served.items():
        if name in described:
            assert (name, set(operation.params) - operation.added) == (name, set(described[name].query))


@described_only
def test_the_overlay_adds_nothing_that_is_described(
    described: dict[str, Described], served: dict[str, Operation]
) -> None:
    for name, operation in served.items():
        assert (name, operation.added & set(described.get(name, Described()).query)) == (name, set())


@described_only
def test_required_parameters_are_required(described: dict[str, Described], served: dict[str, Operation]) -> None:
    for name, operation in served.items():
        for param in described.get(name, Described()).query.values():
            expected = bool(param.get("required"))
            assert (name, param["name"], operation.params[param["name"]].required) == (name, param["name"], expected)


@described_only
def test_types_are_as_strict_as_described(described: dict[str, Described], served: dict[str, Operation]) -> None:
    for name, operation in served.items():
        for param in described.get(name, Described()).query.values():
            kind = operation.params[param["name"]].kind
            if kind != "unmodelled":
                _check_type((name, param["name"], kind), param.get("schema", {}))


def _check_type(where: tuple[str, str, str], schema: Json) -> None:
    accepts = _accepter(where[2])
    for word in schema.get("enum", []):
        assert (where, word, accepts(word)) == (where, word, True)
    if schema.get("type") == "boolean":
        assert (where, accepts("true"), accepts("maybe")) == (where, True, False)
    if "maximum" in schema:
        assert (where, accepts(schema["maximum"]), accepts(schema["maximum"] + 1)) == (where, True, False)
    if schema.get("minLength"):
        assert (where, accepts("")) == (where, False)


def _accepter(kind: str) -> Any:
    def accepts(value: object) -> bool:
        try:
            reader(kind)(value)
        except (ValueError, TypeError):
            return False
        return True

    return accepts


def test_every_overlay_entry_names_operations_that_exist_and_a_source() -> None:
    for entry in [*overlay()["add"], *overlay()["route"]]:
        assert entry["source"]
        assert set(entry["operations"]) <= OPERATIONS.keys()
    for entry in [*overlay()["values"], *overlay()["behaviour"]]:
        assert entry["source"]


def test_the_overlays_colours_are_the_ones_that_are_taken() -> None:
    words = next(entry["words"].split() for entry in overlay()["values"] if entry["type"] == "color")
    assert set(words) == set(shapes.COLORS) - set(shapes.BASE_COLORS)


# -- what happens to the rest


@pytest.mark.parametrize(
    ("method", "path", "params"),
    [
        ("GET", f"/boards/{BOARD}", {"cardz": "all"}),
        ("GET", f"/boards/{BOARD}/cards", {"page": 0}),
        ("PUT", f"/cards/{CARD}", {"title": "x"}),
        ("POST", "/cards", {"idList": TODO, "idBoard": BOARD}),
    ],
)
def test_an_unknown_parameter_is_refused_and_noted(
    sandbox: Sandbox, ask: Ask, method: str, path: str, params: Json
) -> None:
    answer = ask(method, path, **params)
    assert answer.status_code == 400
    assert sandbox.requests.violations() == [answer.text]
    assert "has no parameter" in answer.text


def test_what_is_described_and_not_modelled_says_so(ask: Ask) -> None:
    route = ask("GET", "/emoji")
    assert (route.status_code, route.text) == (501, "The sandbox does not model the route GET /emoji.")
    param = ask("GET", f"/boards/{BOARD}", boardStars="mine")
    assert param.status_code == 501
    assert param.text == "The sandbox does not model the parameter 'boardStars' of GET /boards/{id}."

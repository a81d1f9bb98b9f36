"""The declared operations against the official descriptions of Cloud v3 and v2, and what happens to the rest."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import pytest
from tests.sandbox.jira.conftest import Ask
from tests.shared_data import SPECS

from trackerbridge.sandbox.declarations import Param
from trackerbridge.sandbox.jira import service
from trackerbridge.sandbox.jira.schema import OPERATIONS, Operation, overlay
from trackerbridge.sandbox.server import Sandbox

Json = dict[str, Any]
METHODS = ("get", "post", "put", "delete")
PLATFORM = "/api/"

described_only = pytest.mark.skipif(
    not (SPECS / "jira-cloud-v3.openapi.json").exists(), reason="the descriptions are not part of the repository"
)


@dataclass
class Described:
    """An operation of the official description: its query, and its body's schema with references resolved."""

    query: dict[str, Json]
    body: Json | None
    deprecated: bool


def _key(method: str, template: str) -> str:
    return f"{method.upper()} {re.sub(r'{[^}]*}', '{}', template.rstrip('/'))}"


def _described(version: int) -> Iterator[tuple[str, Described]]:
    raw = json.loads((SPECS / f"jira-cloud-v{version}.openapi.json").read_text(encoding="utf-8"))
    for path, entry in raw["paths"].items():
        template = path.replace(f"/rest/api/{version}/", PLATFORM, 1)
        for method in METHODS:
            if method in entry:
                operation = entry[method]
                params = [*operation.get("parameters", []), *entry.get("parameters", [])]
                query = {param["name"]: param for param in params if param["in"] == "query"}
                yield _key(method, template), Described(query, _body(raw, operation), "deprecated" in operation)


def _body(raw: Json, operation: Json) -> Json | None:
    contents = operation.get("requestBody", {}).get("content", {})
    schema = next(iter(contents.values()), {}).get("schema")
    while schema and "$ref" in schema:
        schema = raw["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


@pytest.fixture(scope="module")
def described() -> dict[str, Described]:
    """Cloud v3 by method and path, names of placeholders left out."""
    return dict(_described(3))


@pytest.fixture(scope="module")
def served() -> dict[str, Operation]:
    """What the sandbox's Cloud serves, likewise."""
    assert service.ROUTES
    return {_key(one.method, one.template): one for (_, where), one in OPERATIONS.items() if where == "cloud"}


@pytest.fixture(scope="module")
def platform(served: dict[str, Operation]) -> dict[str, Operation]:
    """The part of it that the description is about."""
    return {name: operation for name, operation in served.items() if f" {PLATFORM}" in name}


def _unserved() -> set[str]:
    text = files("trackerbridge.sandbox.jira").joinpath("unserved.toml").read_text(encoding="utf-8")
    return {
        _key(method, template)
        for methods, templates in tomllib.loads(text)["paths"].items()
        for template in templates
        for method in methods.split("-")
    }


def _named(section: str) -> set[str]:
    return {_key(*name.split(" ")) for entry in overlay()[section] for name in entry["operations"]}


@described_only
def test_served_or_said_to_be_unserved(described: dict[str, Described], served: dict[str, Operation]) -> None:
    assert served.keys() | _unserved() == described.keys() | _named("route")
    assert served.keys() & _unserved() == set()


@described_only
def test_what_cloud_serves_on_v3_is_described_for_v2_too(platform: dict[str, Operation]) -> None:
    assert platform.keys() - dict(_described(2)).keys() == set()


@described_only
def test_declared_parameters_are_the_described_ones(
    described: dict[str, Described], platform: dict[str, Operation]
) -> None:
    for name, operation in platform.items():
        assert (name, set(operation.query) - operation.added) == (name, set(described[name].query))


@described_only
def test_the_overlay_adds_nothing_that_is_described(
    described: dict[str, Described], platform: dict[str, Operation]
) -> None:
    for name, operation in platform.items():
        assert (name, operation.added & set(described[name].query)) == (name, set())


@described_only
def test_required_parameters_are_required(described: dict[str, Described], platform: dict[str, Operation]) -> None:
    for name in platform.keys() - _named("behaviour"):
        required = {one for one, param in described[name].query.items() if param.get("required")}
        assert (name, _required(platform[name].query)) == (name, required)


def _required(params: Any) -> set[str]:
    return {name for name, param in params.items() if param.required}


@described_only
def test_bodies_are_as_closed_as_described(described: dict[str, Described], platform: dict[str, Operation]) -> None:
    """Where the description names a body's properties and allows no others, the sandbox knows exactly these."""
    closed = 0
    for name in platform.keys() - _named("behaviour"):
        schema, operation = described[name].body, platform[name]
        if schema is None or schema.get("additionalProperties") is not False:
            continue
        closed += 1
        assert operation.body is not None, name
        assert (name, set(operation.body), operation.open_body) == (name, set(schema["properties"]), False)
        assert (name, _required(operation.body)) == (name, set(schema.get("required", [])))
    assert closed == 9


@described_only
def test_bodies_that_may_hold_more_say_so(described: dict[str, Described], platform: dict[str, Operation]) -> None:
    for name, operation in platform.items():
        schema = described[name].body
        if operation.body is not None and schema is not None:
            assert (name, operation.open_body) == (name, schema.get("additionalProperties") is True)


@described_only
def test_types_are_as_strict_as_described(described: dict[str, Described], platform: dict[str, Operation]) -> None:
    for name, operation in platform.items():
        for param in described[name].query.values():
            mine = operation.query[param["name"]]
            if mine.kind not in ("ignored", "unmodelled", "any"):
                _check_type((name, mine.name, mine.kind), mine, param.get("schema", {}))


def _check_type(where: tuple[str, str, str], mine: Param, schema: Json) -> None:
    if schema.get("type") == "boolean":
        assert (where, _accepts(mine, "true"), _accepts(mine, "maybe")) == (where, True, False)
    if schema.get("type") == "integer":
        assert (where, _accepts(mine, "1"), _accepts(mine, "one")) == (where, True, False)
    for word in schema.get("enum", []):
        assert (where, word, _accepts(mine, word)) == (where, word, True)


def _accepts(param: Param, word: str) -> bool:
    try:
        param.read((word,))
    except (ValueError, TypeError):
        return False
    return True


def test_every_overlay_entry_names_operations_that_exist_and_a_source() -> None:
    names = {name for name, _ in OPERATIONS}
    for section in ("add", "route", "behaviour"):
        for entry in overlay()[section]:
            assert entry["source"]
            assert set(entry["operations"]) <= names


# -- what happens to the rest


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("GET", "/rest/api/3/issue/WEB-1", {"field": "summary"}),
        ("GET", "/rest/api/2/issue/WEB-1/comment", {"limit": 5}),
        ("PUT", "/rest/api/3/issue/WEB-1", {"json": {"field": {"summary": "x"}}}),
        ("POST", "/rest/api/2/issue/WEB-1/comment", {"json": {"body": "Hi", "text": "Hi"}}),
    ],
)
def test_an_unknown_parameter_or_property_is_refused_and_noted(
    cloud: Sandbox, ask: Ask, method: str, path: str, options: Json
) -> None:
    answer = ask(method, path, **options)
    assert answer.status_code == 400
    assert cloud.requests.violations() == answer.json()["errorMessages"]
    assert "has no p" in answer.json()["errorMessages"][0]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/rest/api/3/search/jql", {"jql": "project = WEB", "startAt": 0}),
        ("/rest/api/3/version", {"name": "2.0", "projectId": 10100, "due": "2026-12-01"}),
        ("/rest/api/3/changelog/bulkfetch", {"issueIdsOrKeys": ["WEB-1"], "startAt": 0}),
    ],
)
def test_a_closed_body_with_more_in_it_is_an_invalid_payload(ask: Ask, path: str, body: Json) -> None:
    answer = ask("POST", path, json=body)
    assert answer.status_code == 400
    assert answer.json()["errorMessages"][0].startswith("Invalid request payload.")


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", "/rest/api/3/issue/WEB-1/votes", "GET /api/issue/{issueIdOrKey}/votes"),
        ("POST", "/rest/api/2/issue/WEB-1/worklog", "POST /api/issue/{issueIdOrKey}/worklog"),
        ("GET", "/rest/forge/1/app/properties", "GET /rest/forge/1/app/properties"),
    ],
)
def test_what_is_described_and_not_served_says_so(ask: Ask, method: str, path: str, route: str) -> None:
    answer = ask(method, path, **({"json": {}} if method == "POST" else {}))
    assert answer.status_code == 501
    assert answer.json()["errorMessages"] == [f"The sandbox does not model the route {route}."]


def test_a_parameter_that_is_described_and_not_modelled_says_so(ask: Ask) -> None:
    answer = ask("GET", "/rest/api/3/user/assignable/search", project="WEB", issueId="10301")
    assert answer.status_code == 501
    assert "the parameter 'issueId' of GET /api/user/assignable/search" in answer.text


@pytest.mark.parametrize("path", ["/rest/api/3/nothing", "/rest/api/4/issue/WEB-1", "/rest/agile/1.0/epics", "/rest"])
def test_what_nobody_knows_is_not_found(ask: Ask, path: str) -> None:
    assert ask("GET", path).status_code == 404

"""The sandbox against recorded traffic of the real service: status, kind of body and shape of body agree.

What differs is listed here with its reason, and a reason that no interaction needs any more fails too.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from tests.sandbox.trello import recordings
from tests.sandbox.trello.recordings import EXPORTS, FILE, KEY, TOKEN, Json
from tests.sandbox.trello.shape import Difference, differences, keys_of, kind

from trackerbridge.sandbox.server import Sandbox

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the recordings are not part of the repository")

INTERACTIONS = 255

NOT_ANSWERED_ALIKE = {
    "GET /1/boards/{}/cards ?page": "`page` on cards means nothing and was ignored; the sandbox refuses it",
    "GET /1/lists/{}/cards ?page": "the same",
    "GET /1/members/{}/actions ?before,limit,max": "`max` means nothing and was ignored; the sandbox refuses it",
    "GET /1/members/{}/actions ?limit,max": "the same",
    "PUT /1/cards/{} labels": "`labels` by colour left the description after 2015; idLabels took its place",
    "GET /1/boards/{}/myPrefs": "nobody's own view settings are modelled",
}
"""Requests whose status differs, and why."""

MISSING = {
    ("previews", "attachment"): "the sandbox fetches and scales no images",
    ("uses", "label"): "counted in 2015, gone from the answers of 2020",
    (
        "_value",
        "",
    ): "DELETE of card, label, checklist, attachment: `_value` in 2015, `limits` since 2020 (API-FACTS 9.5)",
}
"""Recorded keys that the sandbox's answers lack, and why."""

ADDED = {
    ("dueReminder", "check_item"): "in the description (PUT checkItem), on no recorded item",
}
"""Keys of ours that neither these recordings nor the real exports have, and why."""


@dataclass
class Replayed:
    """One recorded interaction and what the sandbox made of it."""

    name: str
    recorded: Json
    status: int
    content_type: str
    body: Any

    @property
    def same_status(self) -> bool:
        """Whether both answered with the same status."""
        return bool(self.status == self.recorded["status"])

    def differences(self) -> Iterator[Difference]:
        """How the body's shape differs."""
        return differences(self.recorded["body"], self.body)


@pytest.fixture(scope="module")
def replayed() -> list[Replayed]:
    """All cassettes, each against a sandbox of its own."""
    sittings = recordings.cassettes()
    by_repository: dict[str, list[Json]] = {}
    for source, interactions in sittings.items():
        by_repository.setdefault(source.partition(":")[0], []).extend(interactions)
    found: list[Replayed] = []
    for source, interactions in sittings.items():
        state = recordings.state_for(interactions, by_repository[source.partition(":")[0]])
        with Sandbox(state) as sandbox, requests.Session() as session:
            found.extend(_replay(session, sandbox.url, interactions))
    return found


def _replay(session: requests.Session, url: str, interactions: list[Json]) -> Iterator[Replayed]:
    ids = {"REDACTED_TOKEN": TOKEN}
    for interaction in interactions:
        request, recorded = interaction["request"], interaction["response"]
        known_token = recorded["body"] != "invalid token"
        answer = session.request(
            request["method"],
            url + _renamed(request["path"], ids),
            **_sent(request, _renamed(request["body"], ids), TOKEN if known_token else "0" * 64),
        )
        is_json = answer.headers["content-type"].startswith("application/json")
        body = answer.json() if is_json else answer.text
        _learn(ids, recorded["body"], body)
        yield Replayed(_name(request), recorded, answer.status_code, answer.headers["content-type"], body)


def _sent(request: Json, body: Any, token: str) -> Json:
    """Credentials, query and body in the way they were recorded."""
    sent: Json = {"params": dict(request["query"])}
    if request["auth"] == "oauth-header":
        sent["headers"] = {"Authorization": f'OAuth oauth_consumer_key="{KEY}", oauth_token="{token}"'}
    else:
        sent["params"] |= {"key": KEY, "token": token}
    content_type = request["content_type"] or ""
    if "multipart" in content_type:
        sent["files"] = {"file": ("spec.rb", b"puts 1", "text/plain")}
    elif "json" in content_type:
        sent["json"] = body
    elif body:
        sent["data"] = body
    return sent


def _renamed(value: Any, ids: dict[str, str]) -> Any:
    """Ids that the recorded service made, replaced by those that the sandbox made in their place."""
    if isinstance(value, str):
        for recorded, ours in ids.items():
            value = value.replace(recorded, ours)
        return value
    if isinstance(value, list):
        return [_renamed(item, ids) for item in value]
    return {name: _renamed(item, ids) for name, item in value.items()} if isinstance(value, dict) else value


def _learn(ids: dict[str, str], recorded: Any, ours: Any) -> None:
    if isinstance(recorded, dict) and isinstance(ours, dict) and recorded.get("id") and ours.get("id"):
        ids[recorded["id"]] = ours["id"]


def _name(request: Json) -> str:
    path = re.sub(r"/(boards|cards|lists|members)/[^/]+", r"/\1/{}", request["path"])
    query = f" ?{','.join(sorted(request['query']))}" if request["query"] else ""
    odd = " labels" if isinstance(request["body"], dict) and "labels" in request["body"] else ""
    return f"{request['method']} {path}{query}{odd}"


@pytest.fixture(scope="module")
def attested() -> set[tuple[str, str]]:
    """Every (kind of object, key) that some recording or some real export has."""
    bodies: list[Any] = [json.loads(line)["response"]["body"] for line in FILE.read_text(encoding="utf-8").splitlines()]
    for path in EXPORTS.glob("*.json*"):
        raw = path.read_bytes()
        bodies.append(json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw))
    return {pair for body in bodies for pair in keys_of(body)}


def test_every_interaction_is_replayed(replayed: list[Replayed]) -> None:
    assert len(replayed) == INTERACTIONS


def test_status_agrees_but_for_the_listed_ones(replayed: list[Replayed]) -> None:
    assert {one.name for one in replayed if not one.same_status} == set(NOT_ANSWERED_ALIKE)


def test_errors_come_in_the_recorded_words(replayed: list[Replayed]) -> None:
    refused = [one for one in replayed if one.recorded["status"] != 200]
    assert len(refused) == 8
    for one in refused:
        assert (one.status, one.body) == (one.recorded["status"], one.recorded["body"])
        assert one.content_type == one.recorded["headers"]["content-type"]


def test_kind_of_body_agrees(replayed: list[Replayed]) -> None:
    for one in replayed:
        if one.same_status:
            assert (one.name, kind(one.body)) == (one.name, kind(one.recorded["body"]))


def test_no_value_is_of_another_kind(replayed: list[Replayed]) -> None:
    assert [(one.name, d.path) for one in replayed if one.same_status for d in one.differences() if d.sign == "!"] == []


def test_no_recorded_key_is_missing_but_for_the_listed_ones(replayed: list[Replayed]) -> None:
    missing = {(d.name, d.owner) for one in replayed if one.same_status for d in one.differences() if d.sign == "-"}
    assert missing == set(MISSING)


def test_no_key_is_invented(replayed: list[Replayed], attested: set[tuple[str, str]]) -> None:
    added = {(d.name, d.owner) for one in replayed if one.same_status for d in one.differences() if d.sign == "+"}
    assert {(name, owner) for name, owner in added if (owner, name) not in attested} == set(ADDED)


def test_rate_limit_headers_are_those_recorded_since_2020(replayed: list[Replayed]) -> None:
    names = {name for one in replayed for name in one.recorded["headers"] if "api-token" in name or "api-key" in name}
    with Sandbox() as sandbox:
        answer = requests.get(f"{sandbox.url}/1/members/me", timeout=5)
    assert names <= {name.lower() for name in answer.headers}

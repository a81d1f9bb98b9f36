"""The sandbox against recorded traffic of real Jira Cloud sites: status, kind of body and shape of body agree.

Most of it was made by the very ``jira`` library that trackerbridge uses. What differs is listed here with its reason,
and a reason that no interaction needs any more fails too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from tests.sandbox.jira import recordings
from tests.sandbox.jira.recordings import AUTH, FILES, RECORDINGS, Json
from tests.sandbox.shape import Difference, differences, kind

from trackerbridge.sandbox.server import Sandbox

pytestmark = pytest.mark.skipif(
    not (RECORDINGS / FILES[0]).exists(), reason="the recordings are not part of the repository"
)

INTERACTIONS = 235 + 7

NOT_ANSWERED_ALIKE = {
    "POST /rest/api/2/issue/{}/transitions 500": "the recorded site broke down; the sandbox says what a sound one says",
}
"""Requests whose status differs, with the recorded status, and why."""

OTHER_WORDS = {
    "POST /rest/api/2/issue/{}/comment": "2015 said there is none; Cloud hides today whether there is one (6.30)",
    "POST /rest/api/2/issue": "2015 said “issue type is required” of a type that there is not",
}
"""Refusals that are worded otherwise, and why."""

MISSING = {
    ("name", "author"): "user names left Cloud after 2015 (API-FACTS 1.3)",
    ("key", "author"): "the same",
    ("name", "updateAuthor"): "the same",
    ("key", "updateAuthor"): "the same",
}
"""Recorded keys that the sandbox's answers lack, and why."""

ADDED = {
    ("accountId", "author"): "came to Cloud after 2015 in the place of user names",
    ("accountType", "author"): "the same",
    ("accountId", "updateAuthor"): "the same",
    ("accountType", "updateAuthor"): "the same",
    ("jsdPublic", ""): "the same: absent in 2015, on the comments of 2022",
    ("customfield", "fields"): "a site shows a custom field on the issue types that have it; the sandbox on all",
    ("parent", "fields"): "a site shows it on the types that may have a parent; the sandbox on all",
}
"""Keys of ours that the recorded answer lacks, and why."""


@dataclass
class Replayed:
    """One recorded interaction and what the sandbox made of it."""

    name: str
    recorded: Json
    status: int
    content_type: str
    location: bool
    body: Any

    @property
    def same_status(self) -> bool:
        """Whether both answered with the same status."""
        return bool(self.status == self.recorded["status"])

    def differences(self) -> Iterator[Difference]:
        """How the body's shape differs; custom fields are called ``customfield`` whatever their number."""
        for one in differences(self.recorded["body"], self.body):
            yield Difference(one.sign, re.sub(r"customfield_\d+", "customfield", one.path), one.owner)


@pytest.fixture(scope="module")
def replayed() -> list[Replayed]:
    """All cassettes, each against a sandbox of its own."""
    found: list[Replayed] = []
    for file in FILES:
        sittings = recordings.cassettes(file)
        everything = [one for interactions in sittings.values() for one in interactions]
        for interactions in sittings.values():
            site = recordings.site_for(interactions, everything)
            with Sandbox(jira=site) as sandbox, requests.Session() as session:
                session.auth = AUTH
                found.extend(_replay(session, sandbox.jira_url, interactions))
    return found


def _replay(session: requests.Session, url: str, interactions: list[Json]) -> Iterator[Replayed]:
    ids: dict[str, str] = {}
    for interaction in interactions:
        request, recorded = interaction["request"], interaction["response"]
        path = "/".join(ids.get(part, part) for part in request["path"].split("/"))
        sent = _renamed(request["body"], ids)
        answer = session.request(request["method"], url + path, params=request["query"], json=sent, timeout=10)
        body = answer.json() if answer.content else None
        _learn(ids, recorded["body"], body)
        headers = answer.headers
        name = f"{request['method']} {re.sub(r'/issue/(?!createmeta)[^/]+', '/issue/{}', request['path'])}"
        yield Replayed(name, recorded, answer.status_code, headers["content-type"], "location" in headers, body or None)


def _renamed(value: Any, ids: dict[str, str]) -> Any:
    """Ids and keys that the recorded site made, replaced by those that the sandbox made in their place."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [_renamed(item, ids) for item in value]
    return {name: _renamed(item, ids) for name, item in value.items()} if isinstance(value, dict) else value


def _learn(ids: dict[str, str], recorded: Any, ours: Any) -> None:
    if isinstance(recorded, dict) and isinstance(ours, dict):
        ids.update({recorded[name]: ours[name] for name in ("id", "key") if recorded.get(name) and ours.get(name)})


def test_every_interaction_is_replayed(replayed: list[Replayed]) -> None:
    assert len(replayed) == INTERACTIONS


def test_status_agrees_but_for_the_listed_ones(replayed: list[Replayed]) -> None:
    assert {f"{one.name} {one.recorded['status']}" for one in replayed if not one.same_status} == set(
        NOT_ANSWERED_ALIKE
    )


def test_type_and_kind_of_body_agree(replayed: list[Replayed]) -> None:
    for one in replayed:
        if one.same_status:
            recorded = (one.recorded["headers"]["content-type"], kind(one.recorded["body"] or None))
            assert (one.name, one.content_type, kind(one.body)) == (one.name, *recorded)


def test_a_new_comment_says_where_it_is(replayed: list[Replayed]) -> None:
    comments = [one for one in replayed if one.name.endswith("/comment") and one.status == 201]
    assert len(comments) == 4
    assert all(one.location == ("location" in one.recorded["headers"]) for one in comments)


def test_refusals_come_in_the_recorded_form(replayed: list[Replayed]) -> None:
    refused = [one for one in replayed if one.same_status and one.status >= 400]
    assert {one.name for one in refused if one.body != one.recorded["body"]} == set(OTHER_WORDS)
    for one in refused:
        assert one.body.keys() == one.recorded["body"].keys()
        assert bool(one.body["errorMessages"]) == bool(one.recorded["body"]["errorMessages"])
        assert one.body["errors"].keys() == one.recorded["body"]["errors"].keys()


def test_no_value_is_of_another_kind(replayed: list[Replayed]) -> None:
    assert [(one.name, d.path) for one in _alike(replayed) for d in one.differences() if d.sign == "!"] == []


def test_no_recorded_key_is_missing_but_for_the_listed_ones(replayed: list[Replayed]) -> None:
    assert {(d.name, d.owner) for one in _alike(replayed) for d in one.differences() if d.sign == "-"} == set(MISSING)


def test_no_key_is_added_but_for_the_listed_ones(replayed: list[Replayed]) -> None:
    assert {(d.name, d.owner) for one in _alike(replayed) for d in one.differences() if d.sign == "+"} == set(ADDED)


def _alike(replayed: list[Replayed]) -> list[Replayed]:
    return [one for one in replayed if one.same_status and one.status < 400]


def test_texts_come_back_byte_for_byte(replayed: list[Replayed]) -> None:
    """What was written to v2 is read from v2 as it was sent (API-FACTS 9.10)."""
    described = 0
    for one in replayed:
        fields = (one.recorded["body"] or {}).get("fields") if isinstance(one.recorded["body"], dict) else None
        if fields and fields.get("description"):
            described += 1
            assert one.body["fields"]["description"] == fields["description"]
    assert described > 50

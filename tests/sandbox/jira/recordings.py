"""Recorded traffic of real Jira sites: reading it, and building the state that a cassette reveals."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

from tests.shared_data import DATA

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira import load
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState

RECORDINGS = DATA / "recordings"
FILES = ("jira-v2/cloud-python-jira.jsonl.gz", "jira-v2/cloud-2015-node.jsonl")

Json = dict[str, Any]


def read(name: str) -> Any:
    """One recorded file, gzip or not; of ``.jsonl`` all lines."""
    raw = (RECORDINGS / name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    return [json.loads(line) for line in text.splitlines()] if ".jsonl" in name else json.loads(text)


def cassettes(name: str) -> dict[str, list[Json]]:
    """The recorded interactions of a file by cassette, in the order of the recording."""
    found: dict[str, list[Json]] = {}
    for interaction in read(name):
        found.setdefault(interaction["source"].rpartition("#")[0], []).append(interaction)
    return found


def created(interactions: list[Json]) -> set[str]:
    """The ids of issues that the cassette itself makes."""
    return {
        one["response"]["body"]["id"]
        for one in interactions
        if one["request"]["method"] == "POST" and one["request"]["path"].endswith("/issue") and _is_made(one)
    }


def _is_made(interaction: Json) -> bool:
    return bool(interaction["response"]["status"] == 201)


def state_for(interactions: list[Json], everything: list[Json]) -> JiraState:
    """The site before a cassette: its fields, its project's issue types, people, and the issues that were there."""
    state = JiraState()
    made = created(interactions)
    for body in _bodies(everything):
        if isinstance(body, list) and body and "clauseNames" in body[0]:
            load.load(state, body)
        for project in body.get("projects", []) if isinstance(body, dict) else []:
            state.add_project(project["key"], project["name"], id=project["id"])
            for issue_type in project["issuetypes"]:
                state.issue_types.add({name: part for name, part in issue_type.items() if name != "fields"})
    for body in _bodies(interactions + everything):
        if isinstance(body, dict) and "fields" in body and body["id"] not in made and body["id"] not in state.issues:
            load.load(state, body)
    _named_in_requests(state, interactions, made)
    return state


def _bodies(interactions: list[Json]) -> Iterator[Any]:
    return (one["response"]["body"] for one in interactions)


def _named_in_requests(state: JiraState, interactions: list[Json], made: set[str]) -> None:
    """What a request names and no answer reveals is there all the same."""
    for interaction in interactions:
        request = interaction["request"]
        project = (request["body"] or {}).get("fields", {}).get("project", {})
        if project.get("id") and not state.projects.get(str(project["id"])):
            state.add_project("GEN", "Generic", id=str(project["id"]))
        parts = request["path"].split("/")
        reference = parts[5] if len(parts) > 5 and parts[4] == "issue" else ""
        if reference.isdigit() and reference not in made and state.issue(reference) is None:
            home = next(iter(state.projects), None) or state.add_project("GEN", "Generic")
            stub = {"id": reference, "key": f"{home['key']}-{reference}", "fields": {"summary": "Stub"}}
            load.load(state, stub)


AUTH = (credentials.JIRA_EMAIL, credentials.JIRA_TOKEN)


def site_for(interactions: list[Json], everything: list[Json]) -> JiraSite:
    """That state as Cloud; a field that no recorded create screen shows is on no screen."""
    state = state_for(interactions, everything)
    shown = {
        name
        for body in _bodies(everything)
        if isinstance(body, dict)
        for project in body.get("projects", [])
        for issue_type in project["issuetypes"]
        for name in issue_type["fields"]
    }
    off = {row["id"] for row in state.fields} - shown if shown else set()
    return JiraSite(state, off_screen={"*": off})

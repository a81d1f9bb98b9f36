"""Texts from one face to the other: what v3 sends is valid, and says what v2 says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import Draft4Validator
from tests.sandbox.jira.conftest import Ask
from tests.sandbox.jira.test_jira_payloads_as_state import SOURCES, served, source
from tests.shared_data import SHARED

from trackerbridge.markup.dialects import plain
from trackerbridge.sandbox.jira import files, load, texts
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.server import Sandbox

SCHEMA = SHARED / "specs" / "adf.schema.json"
URL = "/rest/api/{}/issue/WEB-2"
Check = Callable[[Any], str | None]


@pytest.fixture(scope="module")
def wrong() -> Check:
    """What is wrong with a document by the official schema; ``None`` for a valid one."""
    if not SCHEMA.exists():
        pytest.skip("the official schema of documents is not part of the repository")
    validator = Draft4Validator(json.loads(SCHEMA.read_text()))

    def check(document: Any) -> str | None:
        error = next(validator.iter_errors(document), None)
        return str(error.message)[:200] if error else None

    return check


def described(ask: Ask, version: int) -> Any:
    return ask("GET", URL.format(version)).json()["fields"]["description"]


def test_wiki_written_through_v2_is_a_document_on_v3_and_stays_as_it_was_on_v2(ask: Ask, wrong: Check) -> None:
    text = "h2. Steps\n\n* *one*\n* [two|https://acme.example/two]\n\n{quote}Not yet{quote}"
    assert ask("PUT", URL.format(2), json={"fields": {"description": text}}).status_code == 204
    document = described(ask, 3)
    assert wrong(document) is None
    assert [node["type"] for node in document["content"]] == ["heading", "bulletList", "blockquote"]
    assert described(ask, 2) == text
    assert plain(document, "adf") == plain(text, "wiki")


def test_a_document_written_through_v3_is_wiki_on_v2_and_stays_as_it_was_on_v3(ask: Ask) -> None:
    marked = {"type": "text", "text": "now", "marks": [{"type": "strong"}]}
    content = [{"type": "paragraph", "content": [{"type": "text", "text": "Ready "}, marked]}]
    document = {"type": "doc", "version": 1, "content": content}
    assert ask("POST", f"{URL.format(3)}/comment", json={"body": document}).status_code == 201
    assert ask("GET", f"{URL.format(3)}/comment").json()["comments"][-1]["body"] == document
    assert ask("GET", f"{URL.format(2)}/comment").json()["comments"][-1]["body"] == "Ready *now*"
    found = ask("GET", "/rest/api/3/search/jql", jql='comment ~ "ready now"', fields="key").json()["issues"]
    assert [issue["key"] for issue in found] == ["WEB-2"]


def test_a_document_that_a_check_refuses_is_not_taken(cloud: Sandbox, ask: Ask, wrong: Check) -> None:
    assert cloud.jira is not None
    cloud.jira.document_check = wrong
    dream = {"type": "doc", "version": 1, "content": [{"type": "dream"}]}
    answer = ask("PUT", URL.format(3), json={"fields": {"description": dream}})
    assert (answer.status_code, answer.json()["errorMessages"][0]) == (400, "INVALID_INPUT")


def real_texts(state: JiraState) -> Iterator[str]:
    """Every text that the issues came with."""
    for row in state.issues:
        for value in (row["fields"].get("description"), row["fields"].get("environment")):
            if isinstance(value, str):
                yield value
        yield from (one["body"] for one in row["comments"] if isinstance(one["body"], str))


@pytest.mark.parametrize("name", SOURCES)
def test_every_real_text_becomes_a_document_that_says_the_same_and_is_valid(name: str, wrong: Check) -> None:
    state = JiraState()
    load.load_all(state, files.payloads(source(name)))
    found = list(real_texts(state))
    assert found or name.endswith(("jirametrics-sample", "hack-jira-cfd"))
    judged = set(found[:: len(found) // 60 + 1])  # the schema's judgement takes time; tests/markup has all judged
    for text in found:
        document = texts.as_document(text)
        assert text not in judged or wrong(document) is None, text
        assert plain(document, "adf") == plain(text, "wiki")
        assert plain(texts.as_wiki(document), "wiki") == plain(text, "wiki")


def test_every_text_of_an_answer_on_v3_is_a_document(wrong: Check) -> None:
    state = JiraState()
    load.load_all(state, files.payloads(source("jira-payloads/apache-search")))
    with Sandbox(jira=JiraSite(state)) as sandbox:
        for row in list(state.issues)[:10]:
            fields = served(sandbox, row["key"], version=3)["fields"]
            bodies = [comment["body"] for comment in fields["comment"]["comments"]]
            for value in [fields["description"], fields["environment"], *bodies]:
                assert value is None or wrong(value) is None

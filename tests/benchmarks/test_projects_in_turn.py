"""The Jira of many projects: each is there when a search names it, and few at once."""

from __future__ import annotations

import base64
import json
from functools import partial

import pytest
from benchmarks.linear import made_issues
from benchmarks.projects_in_turn import AT_ONCE, ProjectsInTurn

from trackerbridge.sandbox import credentials
from trackerbridge.sandbox.jira.service import Asked, JiraService
from trackerbridge.sandbox.jira.site import JiraSite
from trackerbridge.sandbox.jira.state import JiraState
from trackerbridge.sandbox.requestlog import Entry

LOGIN = base64.b64encode(f"{credentials.JIRA_EMAIL}:{credentials.JIRA_TOKEN}".encode()).decode()


@pytest.fixture
def state() -> JiraState:
    return JiraState()


@pytest.fixture
def in_turn(state: JiraState) -> ProjectsInTurn:
    service = JiraService(JiraSite(state, "cloud"))
    return ProjectsInTurn(service, 4, partial(made_issues, each=3, published=1))


def keys(in_turn: ProjectsInTurn, jql: str) -> list[str]:
    query = {"jql": (jql,), "fields": ("summary",)}
    asked = Asked("GET", "/rest/api/3/search/jql", query, authorization=f"Basic {LOGIN}")
    answer = in_turn.answer(asked, Entry(1, "", "GET", asked.path))
    return [issue["key"] for issue in json.loads(answer.body)["issues"]]


def test_a_search_finds_the_issues_of_its_project_and_others_are_forgotten(
    in_turn: ProjectsInTurn, state: JiraState
) -> None:
    for project in (0, 1, 2, 3, 0):
        assert keys(in_turn, f"project = P{project}") == [f"P{project}-{place}" for place in (3, 2, 1)]
        assert len(state.issues) <= 3 * AT_ONCE


def test_a_search_over_more_than_can_be_there_is_an_error(in_turn: ProjectsInTurn) -> None:
    with pytest.raises(ValueError, match="names 4 projects"):
        keys(in_turn, " OR ".join(f"project = P{number}" for number in range(4)))

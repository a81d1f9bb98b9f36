"""What the commands say to the team, in a team whose language is Russian or Romanian: check, plan, undo."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.flows.jira_office import JiraOffice, bakery, project, publish
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, empty_board
from tests.flows.test_refusals import SOURCE, team_board

RUSSIAN = re.compile("[а-яё]{3}")
LANGUAGES = pytest.mark.parametrize("language", ["ru", "ro"])
ENGLISH = re.compile(r"\b(?:the|is|was|has|and|which|that|since|there)\b", re.IGNORECASE)


def findings(here: Any, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(here.run("check", *words, "--format", "json").stdout)["findings"]
    return found


def all_in(language: str, texts: list[str]) -> None:
    assert [text for text in texts if ENGLISH.search(text)] == []
    assert language != "ru" or [text for text in texts if not RUSSIAN.search(text)] == []


@LANGUAGES
def test_check_on_trello(office: Any, language: str) -> None:
    here = office(team_board(), empty_board())
    site = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD)
    here.configure(site, top=f'language = "{language}"')
    found = findings(here, "site")
    assert len(found) > 8
    all_in(language, [text for one in found for text in (one["what"], one["hint"]) if text])


@LANGUAGES
def test_check_on_jira(jira_office: Callable[..., JiraOffice], language: str) -> None:
    here = jira_office(bakery())
    here.state.add_project("CLIENT", "For you")
    client = publish().replace('connection = "boards"\nboard = "c1ient00"', 'connection = "work"\nproject = "CLIENT"')
    here.configure(here.work() + project() + client, top=f'language = "{language}"')
    found = findings(here, "web")
    assert len(found) > 8
    all_in(language, [text for one in found for text in (one["what"], one["hint"]) if text])


@LANGUAGES
def test_a_plan_and_what_an_undo_leaves(office: Any, language: str) -> None:
    here = office(team_board(), empty_board())
    site = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD)
    here.configure(site + 'language = "en"\n', top=f'language = "{language}"')
    shown = here.run("-v", "plan", "site").output
    assert not re.search(r"New cards|is in progress|told|To know|Digest|The board has no", shown), shown
    programs = here.json("plan", "site")
    assert any("is in progress" in change["why"] for change in programs["changes"])

    assert here.json("sync", "site", "--force")["status"] == "ok"
    runs = json.loads(here.run("runs", "site", "--format", "json").stdout)["runs"]
    undone = here.run("undo", str(runs[0]["id"]), "--yes")
    notes = [line for line in undone.output.splitlines() if line.startswith("  - ")]
    assert len(notes) > 3
    all_in(language, notes)
    assert not ENGLISH.search(undone.output.splitlines()[-1])  # what the next sync would do

"""What the commands say to the team, in a team whose language is Russian or Romanian: the lists and words of each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.flows.jira_office import JiraOffice, bakery, project, publish
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, empty_board
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.sandbox.credentials import TEAM_TOKEN

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


@LANGUAGES
@pytest.mark.parametrize("trouble", ["token", "board"])
def test_check_says_what_is_wrong(office: Any, language: str, trouble: str) -> None:
    here = office(team_board(), empty_board())
    site = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD)
    here.configure(
        site if trouble == "token" else site.replace(CLIENT_BOARD, "nosuch00"), top=f'language = "{language}"'
    )
    if trouble == "token":
        here.env["TRELLO_TOKEN"] = "wrong" + TEAM_TOKEN[5:]
    wrong = [one for one in findings(here, "site") if not one["ok"]]
    assert wrong
    all_in(language, [text for one in wrong for text in (one["what"], one["hint"])])


@LANGUAGES
def test_the_lists_of_every_day(office: Any, language: str) -> None:
    here = office(team_board(), empty_board())
    site = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD)
    here.configure(
        site + 'language = "en"\n[projects.site.extras]\nagreed = "2026-01-01"\n', top=f'language = "{language}"'
    )
    key = here.tracker("GET", f"boards/{SOURCE}/cards")[0]["shortLink"]
    assert here.run("changes", "offer", key, "--fee", "300 EUR", "--leave").exit_code == 0
    said = [
        here.run("changes", "bonus", key), here.run("hold", "site", "--for", "2h"), here.run("hold", "site", "--off"),
        here.run("snooze", "D01", "--until", "2030-01-01", "--reason", "x"),
        here.run("override", "site", "solving", "--until", "2030-01-01", "--reason", "x"),
        here.run("promises", "add", "x", "--by", "2030-01-01"), here.run("baseline", "site"),
        here.run("hold", "site"), here.run("hold"), here.run("snooze"), here.run("override"), here.run("changes"),
        here.run("runs"), here.run("held"), here.run("promises"), here.run("preview", "site", "--notes"),
        here.run("audit", "site"),
    ]  # fmt: skip
    for one in said:
        assert one.exit_code == 0, one.output
        ours = re.sub(r"trackerbridge .*|\x1b\[[0-9;]*m|--off|Page \d+ can be read on a phone", "", one.stdout)
        assert not ENGLISH.search(ours), ours
        assert language != "ru" or RUSSIAN.search(ours), ours


@LANGUAGES
def test_what_programs_read_keeps_its_english_names(office: Any, language: str) -> None:
    here = office(team_board())
    here.configure(PROJECT.format(name="site", source=SOURCE), top=f'language = "{language}"')
    assert here.run("audit", "site").exit_code == 0
    assert here.run("runs", "--format", "csv").stdout.splitlines()[0].startswith("run,when,project,command,status")
    assert here.run("changes", "--format", "csv").stdout.startswith("project,task,asked,minutes,state")
    assert json.loads(here.run("runs", "--format", "json").stdout)["runs"][0]["status"] == "ok"


MISTAKES = (
    "plan sit", "sync --plan site", "sync site", "undo 99", "undo 1", "runs --show 99", "retire site",
    "hold site --until 2020-01-01 --reason x", "override site on-trak --until 2030-01-01 --reason x",
    "override site on-track --until 2030-01-01", "override site on-track --until 2020-01-01 --reason x",
    "override --task WEB-9 solving --until 2030-01-01 --reason x", "snooze D01 --until 2020-01-01 --reason x",
    "handback WEB-9", "held release abc --reason x", "baseline site --promised nosuch.csv",
    "promises void nothing --reason x", "promises done nothing", "changes offer card0001 --project site",
    "changes decide card0001 date --by Anna", "changes undo card0001", "changes offer WEB-9 --leave",
)  # fmt: skip


@LANGUAGES
@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_went_wrong_is_said_in_the_teams_language(office: Any, language: str, mistake: str) -> None:
    here = office(team_board(), empty_board())
    site = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD)
    here.configure(site, top=f'language = "{language}"')
    if mistake == "undo 1":
        assert here.run("audit", "site").exit_code == 0
    result = here.run(*mistake.split())
    assert result.exit_code in (2, 5), result.output
    said = [line for line in (result.stderr or result.stdout).splitlines() if "trackerbridge " not in line]
    assert said
    assert not [line for line in said if ENGLISH.search(line)]
    assert not said[0].startswith("Error")


@LANGUAGES
def test_why_a_run_changed_a_card_is_said_in_the_teams_language(office: Any, language: str) -> None:
    here = office(team_board(), empty_board())
    site = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD)
    here.configure(site + 'language = "en"\n', top=f'language = "{language}"')
    assert here.json("sync", "site", "--force")["status"] == "ok"
    number = json.loads(here.run("runs", "site", "--format", "json").stdout)["runs"][0]["id"]
    shown = here.run("runs", "--show", str(number), "--format", "markdown").stdout
    assert "is in progress" not in shown
    assert {"ru": "На доске этого ещё нет", "ro": "Pe panou încă nu există"}[language] in shown
    changes = json.loads(here.run("runs", "--show", str(number), "--format", "json").stdout)["changes"]
    assert any("is in progress, told" in change["why"] for change in changes), "programs read English"

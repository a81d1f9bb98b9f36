"""The sample agency from the first look to the second sync, through the command line and real HTTP."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime

import pytest
import requests
from tests.flows.office import office_of

from trackerbridge.sandbox.agency import build
from trackerbridge.sandbox.credentials import JIRA_EMAIL

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
OUT_OF_GRACE = "2026-11-19T10:00+00:00"  # of a date that moves now


@pytest.fixture
def agency():
    return build(NOW)


@pytest.fixture
def here(agency, tmp_path):
    with office_of(agency, tmp_path, now=NOW) as made:
        yield made


def documents(result):
    return {one["project"]: one for one in json.loads(result.stdout)["projects"]}


def test_an_audit_finds_the_story_and_writes_nothing(here, agency):
    audited = documents(here.run("audit", "--format", "json"))
    assert list(audited) == [story.name for story in agency.stories]
    for one in audited.values():
        assert one["completeness"]["complete"] is True
        assert {"D01", "D04"} <= {flag["code"] for flag in one["flags"]}
        assert sum(one["summary"]["by_severity"].values()) == len(one["flags"])
    assert here.writes() == []


def test_a_plan_has_every_change_with_a_reason_and_writes_nothing(here, agency):
    plan = here.json("plan", agency.stories[0].name)
    assert plan["safe"] is True
    assert plan["digest"]
    assert all(change["why"] for change in plan["changes"])
    assert {change["kind"] for change in plan["changes"]} == {"list", "label", "card"}
    assert here.writes() == []


def test_the_first_publication_is_looked_at_by_a_person(here, agency):
    name = agency.stories[0].name
    refused = here.run("sync", name)
    assert refused.exit_code == 5
    assert f"plan {name} --out first.plan" in refused.output
    assert f"sync {name} --plan first.plan" in refused.output
    assert here.writes() == []


def test_exactly_the_plan_that_was_kept_then_silence(here):
    kept = here.folder / "first.plan"
    assert here.run("plan", "--out", kept).exit_code == 0
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    synced = documents(here.run("sync", "--plan", kept, "--format", "json"))
    assert {one["status"] for one in synced.values()} == {"ok"}
    assert sum(one["applied"] for one in synced.values()) == len(here.writes())

    before = here.writes()
    again = documents(here.run("sync", "--format", "json"))
    assert {one["status"] for one in again.values()} == {"unchanged"}
    here.lose_ledger()
    lost = documents(here.run("sync", "--format", "json"))
    assert {one["status"] for one in lost.values()} == {"unchanged"}
    assert here.writes() == before


def test_a_kept_plan_does_not_survive_a_change_of_the_work(here, agency):
    name = agency.stories[0].name
    kept = here.folder / "first.plan"
    here.run("plan", name, "--out", kept)
    label = next(each["id"] for each in agency.source(name)["labels"] if each["name"] == "client")
    card = next(card for card in agency.source(name)["cards"] if label in card["idLabels"] and not card["closed"])
    here.tracker("PUT", f"cards/{card['id']}", name="Something else entirely")
    before = here.writes()
    refused = here.run("sync", name, "--plan", kept)
    assert refused.exit_code == 5
    assert "the published work has changed since" in refused.output
    assert here.writes() == before


def test_preview_shows_the_board_in_the_clients_language(here, agency):
    page = here.run("preview", agency.stories[1].name, "--format", "html")
    assert page.exit_code == 0, page.output
    assert '<html lang="ru">' in page.stdout
    assert "<script" not in page.stdout
    assert "Обзор" in page.stdout


def test_promises_are_remembered_and_exported(here, agency):
    name = agency.stories[0].name
    here.run("sync", name, "--force")
    shown = json.loads(here.run("promises", name, "--format", "json").stdout)["promises"]
    assert shown
    assert here.run("promises", "add", "send the minutes", "--by", "2026-11-25", "--project", name).exit_code == 0
    exported = here.run("promises", "export", name).stdout
    assert "send the minutes" in exported
    assert here.run("promises", "void", "promise:send-the-minutes", "--reason", "said in error",
                    "--project", name).exit_code == 0  # fmt: skip
    after = json.loads(here.run("promises", name, "--format", "json").stdout)["promises"]
    assert len(after) == len(shown) + 1
    assert after[-1]["state"] == "void"


def test_every_run_is_recorded(here, agency):
    name = agency.stories[0].name
    here.run("audit", name)
    here.run("sync", name, "--force")
    runs = json.loads(here.run("runs", name, "--format", "json").stdout)["runs"]
    assert [(run["command"], run["status"]) for run in runs] == [("sync", "ok"), ("audit", "ok")]
    assert runs[0]["applied"] == runs[0]["planned"] == len(here.writes())


def test_check_finds_nothing_to_mend(here):
    result = here.run("check", "--format", "json")
    findings = json.loads(result.stdout)["findings"]
    assert [finding["what"] for finding in findings if not finding["ok"]] == []
    assert result.exit_code == 0


def test_one_project_that_fails_does_not_stop_the_rest(here, agency):
    lost = agency.on_trello[-1]
    text = here.config.read_text().replace(f'board = "{lost.links[0]}"', 'board = "nowhere0"')
    here.config.write_text(text)
    result = here.run("audit", "--format", "json")
    audited = documents(result)
    assert result.exit_code == 6
    assert "error" in audited[lost.name]
    assert audited[lost.name]["completeness"]["complete"] is False
    assert all(audited[story.name]["flags"] for story in agency.stories if story is not lost)


def test_team_labels_stand_on_the_issues_of_the_client_whose_team_works_in_jira(here, agency):
    issues = {row["fields"]["summary"]: row for row in here.sandbox.jira.state.issues}
    late = issues["A text message says that the book is ready"]
    assert here.run("sync", "alder", "--force").exit_code == 0
    assert late["fields"]["labels"] == ["client", "tb-overdue"]
    assert late["properties"]["trackerbridge"] == {"labels": ["tb-overdue"], "by": {"alder": ["tb-overdue"]}}
    before = here.writes()
    assert here.run("sync", "alder").exit_code == 0
    assert here.writes() == before

    url, login = f"{here.sandbox.jira_url}/rest/api/2/issue/{late['key']}", (JIRA_EMAIL, here.env["JIRA_TOKEN"])
    requests.put(url, json={"fields": {"duedate": "2026-11-27"}}, auth=login, timeout=10).raise_for_status()
    assert here.run("sync", "alder", "--force", now=OUT_OF_GRACE).exit_code == 0
    assert late["fields"]["labels"] == ["client"]

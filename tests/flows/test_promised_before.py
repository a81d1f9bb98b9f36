"""What was promised before the first run is taken over, and counts from then on: from a table, or declared as none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

SITE = PROJECT.format(name="site", source=SOURCE) + PUBLISH.format(name="site", client=CLIENT_BOARD)


@pytest.fixture
def here(office: Any) -> Office:
    made: Office = office(team_board(), empty_board(), now="2026-11-18T10:00+00:00")
    made.configure(SITE)
    return made


def table(here: Office, *rows: str) -> Path:
    path = here.folder / "promised.csv"
    path.write_text("\n".join(("task;date;told on", *rows)), encoding="utf-8")
    return path


def card(here: Office, title: str) -> str:
    cards = here.tracker("GET", f"boards/{CLIENT_BOARD}/cards")
    return next(each["desc"] for each in cards if each["name"] == title).replace("\u00a0", " ")


def test_a_date_of_before_is_the_first_one_and_is_kept_also_with_the_ledger_lost(here: Office) -> None:
    rows = table(here, "card0001;2026-12-01;2026-11-02", "card0002;20.11.2026;")
    said = here.run("baseline", "site", "--promised", rows)
    assert said.output == "site: 2 promises taken over.\n"
    assert here.writes() == []
    assert here.run("baseline", "site", "--promised", rows).output == (
        "site: 0 promises taken over. Told already, and left as they are: card0001, card0002.\n"
    )
    here.run("sync", "site", "--force")
    here.run("promises", "set", "card0002", "2026-12-01", "--reason", "Agreed by phone.")
    here.now = "2026-11-23T10:00+00:00"  # the date of before has passed meanwhile
    assert here.json("sync", "site")["status"] == "ok"
    assert "from 20 November to 1 December" in card(here, "Page 2 can be read on a phone")
    here.now = "2026-12-03T10:00+00:00"
    here.run("sync", "site")
    assert "It was first agreed for 20 November." in card(here, "Page 2 can be read on a phone")
    before = here.writes()
    here.lose_ledger()
    assert here.json("sync", "site")["status"] == "unchanged"
    assert here.writes() == before


@pytest.mark.parametrize(("declared", "said"), [(True, "It was first agreed for"), (False, "It was first planned for")])
def test_until_somebody_says_what_was_promised_the_word_is_first_planned(
    here: Office, declared: bool, said: str
) -> None:
    if declared:
        assert here.run("baseline", "site", "--promised", "none").exit_code == 0
    here.run("sync", "site", "--force")
    here.run("promises", "set", "card0001", "2026-12-02", "--reason", "Agreed.")
    here.now = "2026-11-19T10:00+00:00"
    here.run("sync", "site")
    here.now = "2026-12-04T10:00+00:00"
    here.run("sync", "site")
    assert said in card(here, "Page 1 can be read on a phone")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("WEB-99;2026-12-01;", "No task has the key WEB-99. Nothing was remembered."),
        ("card0001;soon;", "line 2: “soon” is no date that can be read."),
        ("card0001;2026-12-01;then", "line 2: “then” is no date that can be read."),
    ],
)
def test_a_row_that_cannot_be_meant_is_told_and_nothing_is_remembered(here: Office, row: str, problem: str) -> None:
    refused = here.run("baseline", "site", "--promised", table(here, row))
    assert refused.exit_code == 2
    assert problem in " ".join(refused.output.split())


def test_a_slip_in_a_key_or_a_year_is_said_at_once(here: Office) -> None:
    known = here.run("promises", "set", "card0001", "2026-12-02", "--reason", "Agreed.")
    assert "has no card" not in known.stdout, "nothing is published yet, so no key can be looked up"
    assert here.run("sync", "--force").exit_code == 0
    slip = here.run("promises", "set", "card001", "2026-12-03", "--reason", "Agreed.")
    assert "But the client has no card for card001 yet. The nearest is card0001." in slip.stdout
    assert "has no card" not in here.run("promises", "set", "CARD0001", "2026-12-03", "--reason", "Agreed.").stdout
    past = here.run("promises", "add", "Send the minutes", "--by", "2025-12-01")
    assert "It lies in the past." in past.stdout
    assert "past" not in here.run("promises", "add", "Send the plan", "--by", "2026-12-01").stdout


def test_a_table_that_is_not_there_is_named(here: Office) -> None:
    missing = here.run("baseline", "site", "--promised", "nosuch.csv")
    assert missing.exit_code == 2
    assert "There is no file nosuch.csv." in missing.stderr


def test_runs_of_one_project_are_told_in_its_own_zone(here: Office) -> None:
    here.configure(SITE.replace("[projects.site]", '[projects.site]\ntimezone = "Asia/Tokyo"', 1))
    assert here.run("audit", "site").exit_code == 0
    assert "18 Nov 19:00" in here.run("runs", "site").stdout

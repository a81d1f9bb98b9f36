"""The manager's page before a call: on the sample agency, from the terminal, in three languages."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board, office_of
from tests.flows.shop import DUE, shop_board

from trackerbridge.sandbox.agency import build

NOW = datetime(2026, 11, 19, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def agency():
    return build(NOW)


@pytest.fixture
def here(agency, tmp_path):
    with office_of(agency, tmp_path, now=NOW) as made:
        made.now = NOW.isoformat()
        assert made.run("sync", "kettle", "--force").exit_code == 0  # the only one that is asked about
        yield made


def sections(here: Office, name: str, *words: str) -> dict[str, list[str]]:
    result = here.run("brief", name, "--format", "json", *words)
    assert result.exit_code == 0, result.stderr
    return {part["key"]: part["lines"] for part in json.loads(result.stdout)["sections"]}


def test_it_asks_the_hardest_questions_and_says_what_the_client_can_read(here):
    said = sections(here, "kettle")
    assert len(said["questions"]) == 3
    assert said["questions"][0].startswith("“Why has nobody answered us?”")
    late = said["questions"][1]
    assert "Say: This was due on" in late
    card = next(card for card in here.run("preview", "kettle").stdout.split("\n\n") if "This was due on" in card)
    assert card


def test_what_waits_and_what_is_due_stand_on_one_page(here):
    said = sections(here, "kettle")
    assert any(line.startswith("The client waits for us: “Subscription box") for line in said["waits"])
    assert any(line.startswith("We wait for the client: ") for line in said["waits"])
    assert said["due"][0].endswith("(late)")
    assert all(len(lines) <= 5 for lines in said.values())


def test_the_next_brief_tells_what_is_new_since_the_last_call(here):
    assert "since" not in sections(here, "kettle")
    assert "since" not in sections(here, "kettle"), "two on one day are about the same call"
    here.now = (NOW + timedelta(days=1)).isoformat()
    text = here.run("brief", "kettle").stdout
    assert "old for the first time" not in text
    assert here.run("sync", "kettle").exit_code == 0


def test_since_a_named_day_everything_is_new(here):
    said = sections(here, "kettle", "--since", "2026-11-01")
    assert any(line.startswith("Told for the first time") for line in said["since"])


@pytest.mark.parametrize(
    ("language", "heading"), [("ru", "Самые трудные вопросы"), ("ro", "Întrebările cele mai grele")]
)
def test_it_speaks_the_teams_language(here, language, heading):
    text = here.config.read_text("utf-8")
    assert 'language = "en"' in text
    here.config.write_text(text.replace('language = "en"', f'language = "{language}"', 1), "utf-8")
    assert heading in here.run("brief", "kettle").stdout


def test_it_writes_nothing_to_the_trackers(here):
    before = here.writes()
    here.run("brief", "kettle", "--format", "html")
    assert here.writes() == before


def test_the_page_is_for_the_team_alone_and_says_so(here):
    for name in ("markdown", "table", "html"):
        assert "For the team alone" in " ".join(here.run("brief", "kettle", "--format", name).stdout.split())


def test_looking_back_counts_promises_and_says_what_is_missing(here):
    text = here.run("review", "kettle").stdout
    assert "# Looking back: Kettle & Kin" in text
    assert "- Late: 1." in text
    assert "What happened cannot be held against the forecast yet. There is too little history" in text


def test_what_was_delivered_late_is_no_promise_that_is_late_now(office):
    here = office(shop_board(till=DUE), empty_board(), now="2026-11-16T10:00+00:00")
    here.configure(PROJECT.format(name="site", source="teamwork") + PUBLISH.format(name="site", client=CLIENT_BOARD))
    assert here.run("sync", "--force").exit_code == 0
    board = here.tracker("GET", "boards/teamwork", lists="open", cards="open")
    done = next(one["id"] for one in board["lists"] if one["name"] == "Done")
    here.sandbox.clock.set("2026-11-26T09:00:00+00:00")  # two days after their date
    for card in board["cards"]:
        here.tracker("PUT", f"cards/{card['id']}", idList=done)
    here.now = "2026-11-26T12:00+00:00"
    assert here.run("sync").exit_code == 0
    found = json.loads(here.run("brief", "site", "--format", "json").stdout)
    assert found["truth"] == "No promise is open: all have ended."
    assert "due" not in {part["key"] for part in found["sections"]}


def test_in_shadow_mode_nothing_counts_as_told(office):
    here = office(shop_board(till=DUE), empty_board(), now="2026-11-16T10:00+00:00")
    publish = PUBLISH.format(name="site", client=CLIENT_BOARD)
    here.configure(PROJECT.format(name="site", source="teamwork") + publish + '\nmode = "shadow"\n')
    assert "nothing written" in here.run("sync").stdout
    found = json.loads(here.run("brief", "site", "--format", "json").stdout)
    assert found["truth"] == "The client was told no date yet."
    said = {part["key"]: part["lines"] for part in found["sections"]}
    assert "due" not in said
    assert said["sees"][0].startswith("Shadow mode: nothing is written to their board. Planned: ")

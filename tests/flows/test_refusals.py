"""What must not happen does not: each ends with one clear sentence, the next step, its exit code, and no write."""

from __future__ import annotations

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.ledger.lock import project_lock
from trackerbridge.sandbox.credentials import READ_ONLY_TOKEN
from trackerbridge.sandbox.faults import Fault


@pytest.fixture
def here(office) -> Office:
    made: Office = office(team_board(), empty_board())
    made.configure(configured())
    return made


def configured(**publish: object) -> str:
    more = "".join(f"{key} = {value}\n" for key, value in publish.items())
    return PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD) + more


def assert_refused(
    here: Office, code: int, *sentences: str, command: tuple[str, ...] = ("sync", "web", "--force")
) -> None:
    before = here.writes()
    result = here.run(*command)
    said = " ".join(result.output.split())
    assert result.exit_code == code, result.output
    for sentence in sentences:
        assert sentence in said
    assert "Traceback" not in said
    assert here.env["TRELLO_TOKEN"] not in said
    assert here.writes() == before


def test_a_public_client_board(office):
    here = office(team_board(), empty_board(level="public"))
    here.configure(configured())
    assert_refused(here, 5, "is public", "allow_public_board = true")
    assert_refused(here, 5, "is public", command=("plan", "web"))


def test_a_public_client_board_that_is_meant(office):
    here = office(team_board(), empty_board(level="public"))
    here.configure(configured(allow_public_board="true"))
    assert here.json("sync", "web", "--force")["status"] == "ok"


def test_a_source_that_is_suddenly_empty(here):
    here.run("sync", "web", "--force")
    for card in team_board()["cards"]:
        here.tracker("PUT", f"cards/{card['id']}", closed="true")
    assert_refused(here, 5, "had 3 live tasks", "now has none")
    assert_refused(here, 5, "now has none", command=("audit", "web"))
    here.lose_ledger()
    assert_refused(here, 5, "suddenly empty")


def test_a_wrong_key(here):
    here.env["TRELLO_KEY"] = "0" * 32
    assert_refused(here, 3, "TRELLO_KEY")


def test_a_wrong_token(here):
    here.env["TRELLO_TOKEN"] = "f" * 64
    assert_refused(here, 3, "TRELLO_TOKEN", command=("audit", "web"))


def test_a_token_that_may_only_read(here):
    here.env["TRELLO_TOKEN"] = READ_ONLY_TOKEN
    assert here.run("audit", "web").exit_code == 0
    assert here.run("sync", "web", "--force").exit_code == 3
    assert here.tracker("GET", f"boards/{CLIENT_BOARD}/lists") == []


def test_a_variable_that_is_not_set(here):
    here.env["TRELLO_TOKEN"] = None  # CliRunner takes it out of the environment
    result = here.run("audit", "web")
    assert result.exit_code == 2
    assert "TRELLO_TOKEN" in result.output


def test_a_wrong_board_id_names_the_boards_that_can_be_seen(here):
    here.configure(PROJECT.format(name="web", source="nowhere0"))
    assert_refused(here, 3, "nowhere0", "Team", command=("audit", "web"))


def test_no_network(here):
    here.sandbox.stop()
    assert_refused(here, 4, "does not answer", command=("audit", "web"))


def test_a_tracker_that_is_down(here):
    here.sandbox.faults.add(Fault(status=503))
    assert_refused(here, 4, command=("audit", "web"))


def test_another_run_holds_the_lock(here):
    with project_lock(here.folder, "web"):
        assert_refused(here, 7, "Another run is working on project 'web'")
        assert here.run("plan", "web").exit_code == 0


def test_a_plan_beyond_its_limits_names_the_numbers_and_the_key(office):
    here = office(team_board(60), empty_board())
    here.configure(configured())
    assert_refused(here, 5, "62 cards", "the limit is 50", "projects.web.limits.create.max", command=("plan", "web"))
    assert here.json("sync", "web", "--force")["status"] == "ok"


def test_shadow_mode_plans_and_never_writes(here):
    here.configure(configured(mode='"shadow"'))
    shadowed = here.json("sync", "web")
    assert (shadowed["status"], shadowed["applied"], shadowed["shadow"]) == ("unchanged", 0, True)
    assert shadowed["planned"] > 0
    assert here.writes() == []


def test_a_project_without_a_client_side(here):
    here.configure(PROJECT.format(name="web", source=SOURCE))
    assert here.run("audit", "web").exit_code == 0
    assert_refused(here, 2, "has no client side", "[projects.web.publish]", command=("plan", "web"))


def test_an_unknown_key_and_an_unknown_project_name_the_nearest(here):
    assert_refused(here, 2, 'Did you mean "web"?', command=("audit", "wep"))
    here.configure(configured(selekt='"all"'))
    assert_refused(here, 2, "trackerbridge.toml:", "select", command=("audit", "web"))


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("audit", "missing.json"), 2, "There is no file missing.json"),
        (("sync", "web", "--plan", "missing.plan"), 2, "There is no file missing.plan"),
        (("audit", "--format", "xlsx"), 2, "There is no format 'xlsx'"),
        (("plan", "--format", "csv"), 2, "cannot show this"),
        (("audit", "--select", "D99"), 2, "D99"),
        (("rules", "overdu"), 2, "Did you mean D01 (overdue)?"),
    ],
)
def test_wrong_usage(here, words, code, sentence):
    assert_refused(here, code, sentence, command=words)


def test_a_plan_file_that_is_none_and_one_that_is_old(here):
    path = here.folder / "some.plan"
    path.write_text('{"something": "else"}')
    assert_refused(here, 2, "is no plan of trackerbridge", command=("sync", "web", "--plan", str(path)))
    here.run("plan", "web", "--out", path)
    path.write_text(path.read_text().replace('"made_at": "20', '"made_at": "19'))
    assert_refused(here, 5, "hours old", command=("sync", "web", "--plan", str(path)))


def test_what_a_person_changed_is_respected_and_reported_once(here):
    here.run("sync", "web", "--force")
    card = here.tracker("GET", f"boards/{CLIENT_BOARD}/cards")[-1]
    here.tracker("PUT", f"cards/{card['id']}", name="Our own words for it")
    before = here.writes()
    first, second = here.json("sync", "web"), here.json("sync", "web")
    assert [len(one["notes"]) for one in (first, second)] == [1, 0]
    assert "is left as it is" in first["notes"][0]
    assert here.writes() == before

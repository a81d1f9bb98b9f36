"""``trackerbridge baseline``: the first time it saves what is agreed, then it shows it, and later wishes stand out."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from trackerbridge.cli import cli

OLD = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = datetime(2036, 3, 2, 9, tzinfo=UTC)  # after whatever moment this test runs at
STEPS = {
    "id": "k1",
    "idCard": "",
    "name": "Steps",
    "checkItems": [{"id": "i1", "name": "Prices in euros", "state": ""}],
}


def card(number, name, made=OLD, **fields):
    own = f"{int(made.timestamp()):08x}{number:016x}"
    return {"id": own, "name": name, "shortLink": f"card{number:04}", "idList": "l1", "pos": number, **fields}


ORDERS = card(1, "The order page works", due="2026-12-01T12:00:00.000Z")
EXTRA = card(2, "A second language", made=LATER, labels=[{"id": "x", "name": "Extra"}])
STEP = card(3, "Prices in euros", made=LATER, labels=[{"id": "x", "name": "Extra"}])


class Office:
    """A configuration beside a board's export."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "trackerbridge.toml").write_text(
            '[ledger]\nurl = "sqlite:///ledger.db"\n[projects.shop]\ntitle = "Shop"\n'
            'sources = [{ path = "board.json" }]\n'
        )

    def board(self, *cards):
        lists = [{"id": "l1", "name": "To do", "pos": 1, "closed": False}]
        steps = [{**STEPS, "idCard": ORDERS["id"]}]
        raw = {"id": "5f0c00000000000000000000", "name": "Shop", "lists": lists, "cards": list(cards), "actions": [],
               "labels": [{"id": "x", "name": "Extra"}], "members": [], "checklists": steps}  # fmt: skip
        (self.folder / "board.json").write_text(json.dumps(raw))

    def run(self, *words):
        return CliRunner().invoke(cli, ["--config", str(self.folder / "trackerbridge.toml"), *words])

    def agreed(self, *words):
        return json.loads(self.run("baseline", "shop", *words, "--format", "json").stdout)


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.board(ORDERS)
    return made


def test_the_first_time_it_saves_the_work_as_it_stands(office):
    said = office.agreed()

    assert (said["project"], said["new"]) == ("shop", True)
    assert said["agreed"] == [
        {"id": said["agreed"][0]["id"], "key": "card0001", "title": "The order page works", "due": "2026-12-01",
         "steps": ["Prices in euros"]}
    ]  # fmt: skip


def test_from_then_on_it_shows_it_whatever_came_since(office):
    first = office.agreed()
    office.board(ORDERS, EXTRA)

    shown = office.agreed()

    assert (shown["new"], shown["saved_at"], shown["agreed"]) == (False, first["saved_at"], first["agreed"])
    assert "Agreed since" in office.run("baseline", "shop").stdout


def test_again_saves_anew(office):
    office.agreed()
    office.board(ORDERS, EXTRA)

    assert [task["key"] for task in office.agreed("--again")["agreed"]] == ["card0001", "card0002"]


def test_a_later_extra_is_flagged_and_a_step_of_agreed_work_is_not(office):
    office.run("baseline", "shop")
    office.board(ORDERS, EXTRA, STEP)

    result = office.run("--now", "2036-03-10T12:00", "audit", "shop", "--select", "S01", "--format", "json")

    (project,) = json.loads(result.stdout)["projects"]
    assert [(flag["code"], flag["task"]["key"]) for flag in project["flags"]] == [("S01", "card0002")]


def test_without_a_baseline_the_rule_says_how_to_make_one(office):
    result = office.run("audit", "shop", "--select", "S01", "--format", "json")

    (abstained,) = json.loads(result.stdout)["projects"][0]["abstained"]
    assert "`trackerbridge baseline` saves it" in abstained["reason"]


def test_a_source_that_cannot_be_read_saves_nothing(office):
    (office.folder / "board.json").write_text("{}")

    assert office.run("baseline", "shop").exit_code != 0
    office.board(ORDERS)
    assert office.agreed()["new"] is True


def test_an_unknown_project_is_a_mistake_that_is_named(office):
    result = office.run("baseline", "shap")

    assert result.exit_code == 2
    assert "shop" in result.stderr

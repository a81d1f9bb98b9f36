"""``trackerbridge backtest`` on files and on a configured project."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from trackerbridge.cli import cli

FIRST_FRIDAY = datetime(2026, 1, 2, 9, tzinfo=UTC)
LISTS = {"To do": "l1", "Doing": "l2", "Done": "l3"}
FATES = (
    "late",
    "well",
    "late",
    "well",
    "last moment",
    "late",
    "well",
    "late",
    "well",
    "late",
    "well",
    "last moment",
) * 2


def run(*words):
    return CliRunner().invoke(cli, [str(word) for word in words])


def stamp(at):
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def card_and_actions(week, fate):
    """A card made on a Friday, with a date two Fridays later at noon, and what became of it."""
    made = FIRST_FRIDAY + timedelta(weeks=week)
    own = f"{int(made.timestamp()):08x}{week:016x}"
    due = stamp(made + timedelta(days=14, hours=3))
    card = {"id": own, "name": f"Work of week {week}", "shortLink": f"card{week:04}", "idList": "l3", "pos": week,
            "due": due, "desc": "", "closed": False}  # fmt: skip
    begun = [(3, "To do", "Doing")] if fate == "well" else []
    done = {"late": 17, "well": 10, "last moment": 14}[fate]
    actions = [action(own, made, "createCard", list={"id": "l1", "name": "To do"}),
               action(own, made + timedelta(seconds=1), "updateCard", old={"due": None}, due=due)]  # fmt: skip
    for days, before, after in (*begun, (done, "Doing" if begun else "To do", "Done")):
        lists = {"listBefore": {"name": before}, "listAfter": {"name": after}}
        moved = {"old": {"idList": LISTS[before]}, **lists}
        actions.append(action(own, made + timedelta(days=days), "updateCard", **moved))
    return card, actions


def action(card, at, kind, due=None, **data):
    named = {"id": card, **({"due": due} if due else {})}
    return {"id": f"{card}{kind}{stamp(at)}", "type": kind, "date": stamp(at), "data": {"card": named, **data}}


def the_export(fates=FATES):
    made = [card_and_actions(week, fate) for week, fate in enumerate(fates)]
    lists = [
        {"id": own, "name": name, "pos": place, "closed": False} for place, (name, own) in enumerate(LISTS.items())
    ]
    return {
        "id": "5f0c00000000000000000000", "name": "Bakery", "lists": lists, "cards": [card for card, _ in made],
        "actions": [each for _, actions in made for each in actions], "labels": [], "members": [], "checklists": [],
    }  # fmt: skip


@pytest.fixture
def board(tmp_path):
    path = tmp_path / "board.json"
    path.write_text(json.dumps(the_export()))
    return path


def test_json_has_the_figures_of_design(board):
    document = json.loads(run("backtest", board, "--format", "json").stdout)

    assert (document["schema"], document["tasks"], document["late"], document["enough"]) == (1, 24, 10, True)
    assert [point["at"] for point in document["points"]] == ["set", "half", "minus7", "minus1"]
    assert set(document["points"][0]) >= {"precision", "recall", "f1", "auc", "brier", "lead_days_median"}
    assert document["rules"]["D02"]["precision"] == pytest.approx(10 / 14, abs=1e-4)
    assert document["rules"]["D02"]["lead_days_median"] == 1


def test_the_table_says_it_in_words(board):
    result = run("backtest", board)

    assert result.exit_code == 0
    assert "Of 24 tasks with a date whose end is known, 10 ended after the date" in result.stdout
    assert "D02   due-soon-not-started" in result.stdout
    assert "D02 = { working_days = 6 }" in result.stdout


def test_markdown_for_a_page(board, tmp_path):
    run("backtest", board, "--format", "markdown", "--output", tmp_path / "page.md")

    assert "| 1 day before | 14 | 10 |" in (tmp_path / "page.md").read_text()


def test_the_file_is_judged_as_of_its_last_activity(tmp_path):
    raw = the_export()
    raw["cards"].append({"id": "f" * 24, "name": "Open", "idList": "l1", "due": "2026-07-20T12:00:00.000Z", "pos": 1})
    path = tmp_path / "board.json"
    path.write_text(json.dumps(raw))

    assert json.loads(run("backtest", path, "--format", "json").stdout)["tasks"] == 24


def test_too_little_history_is_a_sentence(tmp_path):
    path = tmp_path / "board.json"
    path.write_text(json.dumps(the_export(FATES[:6])))

    result = run("backtest", path)

    assert result.exit_code == 0
    assert "There is too little history to judge by. Tasks that had a date" in " ".join(result.stdout.split())
    assert "At four moments" not in result.stdout


def test_a_table_has_no_history(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("key,title,status,due\nA-1,Payment page,Doing,2026-11-02\n")

    result = run("backtest", path, "--format", "json")

    document = json.loads(result.stdout)
    assert (document["enough"], document["points"]) == (False, [])
    assert "This source keeps no history" in " ".join(document["notes"])


def test_a_missing_file_is_told(tmp_path):
    result = run("backtest", tmp_path / "none.json")

    assert result.exit_code == 2
    assert "There is no file" in result.stderr


def test_a_broken_file_is_told_in_the_document_too(tmp_path):
    path = tmp_path / "board.json"
    path.write_text('{"lists": [], "cards": []}')

    result = run("backtest", path, "--format", "json")

    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["exit_code"] == 2


@pytest.fixture
def configured(tmp_path, board):
    path = tmp_path / "trackerbridge.toml"
    path.write_text(
        f'[ledger]\nurl = "sqlite:///{tmp_path}/ledger.db"\n'
        '[projects.bakery]\n[[projects.bakery.sources]]\npath = "board.json"\n'
        '[projects.other]\n[[projects.other.sources]]\npath = "board.json"\n'
    )
    return path


def test_a_project_of_the_configuration(configured):
    result = run("--config", configured, "--now", "2026-08-01", "backtest", "bakery", "--format", "json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["tasks"] == 24


def test_one_project_at_a_time(configured):
    result = run("--config", configured, "backtest")

    assert result.exit_code == 2
    assert "Name one of these: bakery, other." in result.stderr

"""The table of abstentions: every rule on every board, and each reason once."""

import json

from benchmarks.abstentions import judged, reasons, table

from trackerbridge.flags.registry import all_rules


def a_folder(tmp_path):
    boards = tmp_path / "trello-exports"
    boards.mkdir()
    lists = [{"id": "l1", "name": "Doing", "pos": 1, "closed": False}]
    card = {"id": "5f0c00000000000000000001", "name": "Prices", "shortLink": "card0001", "idList": "l1", "pos": 1,
            "due": "2026-11-02T12:00:00.000Z", "dateLastActivity": "2026-11-20T12:00:00.000Z"}  # fmt: skip
    raw = {"id": "5f0c00000000000000000000", "name": "Shop", "lists": lists, "cards": [card], "actions": [],
           "labels": [], "members": [], "checklists": [], "dateLastActivity": "2026-11-20T12:00:00.000Z"}  # fmt: skip
    (boards / "shop.json").write_text(json.dumps(raw))
    (boards / "broken.json").write_text("{}")
    return tmp_path


def test_every_rule_has_its_mark_on_every_board_that_can_be_read(tmp_path, capsys):
    boards = list(judged(a_folder(tmp_path)))

    lines = table(boards).splitlines()

    assert capsys.readouterr().out.startswith("broken.json: ")
    assert [line.split()[0] for line in lines[2:]] == [rule.code for rule in all_rules()]
    marks = {line.split()[0]: line.split()[-1] for line in lines[2:]}
    assert (marks["D01"], marks["D02"], marks["S01"]) == ("1", "0", "-")


def test_each_reason_stands_once_with_its_rules_and_the_number_of_boards(tmp_path):
    said = reasons(list(judged(a_folder(tmp_path))))

    assert said.count("extras and change requests") == 1
    assert "S02 (1), S03 (1)" in said

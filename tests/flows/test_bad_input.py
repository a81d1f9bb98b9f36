"""Strange and broken input: one clear sentence and exit code 2, or a board that is published as it should be."""

from __future__ import annotations

import gzip
import json

import pytest
from click.testing import CliRunner
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, empty_board
from tests.flows.team_board import SOURCE, team_board

from trackerbridge.cli import cli

EXPORT = json.dumps(team_board())


def audited(path):
    return CliRunner().invoke(cli, ["--now", "2026-11-18", "audit", str(path), "--format", "json"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.json", EXPORT[: len(EXPORT) // 2].encode()),
        ("foreign.json", b'{"openapi": "3.1.0", "paths": {}}'),
        ("list.json", b"[1, 2, 3]"),
        ("number.json", b"17"),
        ("empty.json", b""),
        ("latin.json", EXPORT.replace("Team", "Équipe").encode("latin-1")),
        ("cut.json.gz", gzip.compress(EXPORT.encode())[:-20]),
        ("not-gzip.json.gz", b"plain text"),
        ("empty.csv", b""),
        ("untitled.csv", b"alpha,beta\n1,2\n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_2(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    result = audited(path)
    assert result.exit_code == 2, result.output
    assert name in result.stderr
    assert "Traceback" not in result.output


def test_a_folder_is_no_file(tmp_path):
    result = audited(f"{tmp_path}/")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_old_encodings_with_a_mark_are_read(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_bytes("title,status,due\nСтраница,Doing,2026-11-02\n".encode("utf-8-sig"))
    flags = json.loads(audited(path).stdout)["projects"][0]["flags"]
    assert {flag["task"]["title"] for flag in flags} == {"Страница"}


STRANGE = {
    "no title": "",
    "long": "Long " * 3276 + "word",
    "emoji": "Launch 🚀 the 👨‍👩‍👧 page",
    "right to left": "صفحة الدفع \u202egnp.exe",
    "markdown": "# [Pay](https://evil.example) ![x](https://evil.example/x.png) @everyone",
    "control": "Pay\x1b[31m\x00 page",
}


@pytest.mark.parametrize("title", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_title_is_published_harmlessly_and_once(office, title):
    board = team_board(1)
    board["cards"][0]["name"] = title
    here = office(board, empty_board())
    here.configure(PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD))
    assert here.json("sync", "web", "--force")["status"] == "ok"
    assert here.json("sync", "web")["status"] == "unchanged"
    texts = [card["name"] + card["desc"] for card in here.tracker("GET", f"boards/{CLIENT_BOARD}/cards")]
    assert all(texts)
    assert not any(bad in text for text in texts for bad in ("](http", "\x1b", "\x00", "\u202e", "@everyone"))
    assert max(map(len, texts)) <= 16_384


def test_duplicate_and_nameless_labels_on_both_sides(office):
    board, client = team_board(2), empty_board()
    for each in (board, client):
        each["labels"] = [
            {"id": f"5f0c0000000000000000{number:04d}", "idBoard": each["id"], "name": name, "color": color}
            for number, (name, color) in enumerate(
                [("", "green"), ("", "green"), ("On track", "red"), ("On track", "blue")], int(each is client) * 100
            )
        ]
    board["cards"][0]["idLabels"] = [label["id"] for label in board["labels"]]
    here = office(board, client)
    here.configure(PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD))
    assert here.json("sync", "web", "--force")["status"] == "ok"
    assert here.json("sync", "web")["status"] == "unchanged"
    standing = here.tracker("GET", f"boards/{CLIENT_BOARD}/labels")
    assert [label["name"] for label in standing].count("On track") == 2


def test_a_full_board_is_refused_with_its_room(office):
    client = empty_board()
    client["limits"] = {"cards": {"openPerBoard": {"status": "warning", "disableAt": 5000, "warnAt": 4500}}}
    gone = {"id": f"5f0c00000000000000003{0:03d}", "name": "Old", "closed": False, "pos": 1, "idBoard": client["id"]}
    client["lists"] = [gone]
    client["cards"] = [
        {
            "id": f"5f0c0000000000000004{number:04d}", "idShort": number, "shortLink": f"old{number:05d}",
            "name": f"Old {number}", "desc": "", "idList": gone["id"], "idBoard": client["id"], "closed": False,
            "due": None, "dueComplete": False, "labels": [], "idLabels": [], "idMembers": [], "idChecklists": [],
            "pos": number, "dateLastActivity": "2026-01-01T10:00:00.000Z", "badges": {}, "attachments": [],
        }
        for number in range(5000)
    ]  # fmt: skip
    here = office(team_board(), client)
    here.configure(PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD))
    refused = here.run("sync", "web", "--force")
    assert refused.exit_code == 5, refused.output
    assert "has room for 0 more" in refused.output
    assert here.writes() == []

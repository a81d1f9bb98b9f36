"""Half a character: a text that was cut in the middle of an emoji, or bytes from a terminal that are no text."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from tests.flows.office import CLIENT_BOARD, PROJECT, PUBLISH, Office, empty_board
from tests.flows.team_board import SOURCE, team_board

WEB = PROJECT.format(name="web", source=SOURCE) + PUBLISH.format(name="web", client=CLIENT_BOARD)
HALF, OTHER_HALF = "\ud83d", "\ude00"


def cut() -> dict[str, Any]:
    """A board whose texts end in the middle of an emoji; one of them has it whole."""
    board = team_board()
    board["name"] = f"Team {HALF}"
    board["cards"][0]["name"] = f"Page 1 can be read on a phone {HALF}"
    board["cards"][1]["desc"] = f"{OTHER_HALF} Text and pictures fit."
    board["cards"][2]["name"] = "Page 3 makes people 😀"
    return board


@pytest.mark.parametrize("face", ["table", "json", "markdown", "html", "csv"])
def test_a_file_with_half_a_character(office, face):
    here: Office = office(empty_board())
    file = here.folder / "export.json"
    file.write_text(json.dumps(cut()))
    out = here.folder / "out"
    result = here.run("audit", str(file), "--format", face, "--output", str(out))
    assert result.exit_code == 0, result.output
    assert "Page 1 can be read on a phone" in out.read_text(encoding="utf-8") or face == "table"


@pytest.mark.parametrize(
    "words",
    [
        ("promises", "add", "Send \udcff", "--by", "2026-12-01"), ("hold", "web", "--reason", "\udcff"),
        ("snooze", "D07", "--until", "2026-12-01", "--reason", "\udcff"), ("audit", "\udcff"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_text_are_refused_before_anybody_writes_them_down(office, words):
    here: Office = office(team_board(), empty_board())
    here.configure(WEB)
    result = here.run(*words)
    assert result.exit_code == 2
    assert "is no text in UTF-8" in result.stderr
    assert here.run("plan", "web").exit_code == 0


@pytest.mark.skipif(os.name != "posix", reason="a name of other bytes than text")
def test_a_file_whose_name_is_no_text_is_read_all_the_same(office):
    here: Office = office(empty_board())
    name = os.fsencode(here.folder) + b"/\xff.json"
    with open(name, "w", encoding="utf-8") as file:
        json.dump(team_board(), file)
    assert here.run("audit", os.fsdecode(name)).exit_code == 0
